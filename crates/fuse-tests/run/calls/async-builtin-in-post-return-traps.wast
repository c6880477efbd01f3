;; A built-in that only post-return functions call always traps: an instance cannot be left while they run. So it does not
;; matter that the built-in is asynchronous.
(component definition $tester
  (component $callee
    (canon task.cancel (core func $cancel))
    (canon waitable-set.new (core func $new))
    (core module $m
      (import "env" "cancel" (func $cancel))
      (import "env" "new" (func $new (result i32)))
      (func (export "nothing"))
      (func (export "cancel") (call $cancel))
      (func (export "new") (drop (call $new))))
    (core instance $i (instantiate $m (with "env" (instance
      (export "cancel" (func $cancel))
      (export "new" (func $new))))))
    (func (export "plain") (canon lift (core func $i "nothing")))
    (func (export "cancels") (canon lift (core func $i "nothing") (post-return (core func $i "cancel"))))
    (func (export "makes-a-set") (canon lift (core func $i "nothing") (post-return (core func $i "new")))))
  (component $caller
    (import "plain" (func $plain))
    (core func $plain (canon lower (func $plain)))
    (core module $m
      (import "env" "plain" (func $plain))
      (func (export "plain") (call $plain)))
    (core instance $i (instantiate $m (with "env" (instance (export "plain" (func $plain))))))
    (func (export "plain") (canon lift (core func $i "plain"))))
  (instance $callee (instantiate $callee))
  (instance $caller (instantiate $caller (with "plain" (func $callee "plain"))))
  (export "plain" (func $caller "plain"))
  (export "cancels" (func $callee "cancels"))
  (export "makes-a-set" (func $callee "makes-a-set")))

(component instance $a $tester)
(assert_return (invoke "plain"))
(assert_return (invoke "plain"))
(assert_trap (invoke "cancels") "cannot leave component instance")
(component instance $b $tester)
(assert_trap (invoke "makes-a-set") "cannot leave component instance")
