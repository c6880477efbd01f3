;; At the root, a post-return may call neither the host nor another component.

(component definition $leaving
  (import "host" (instance $host (export "return-three" (func (result u32)))))
  (component $other
    (core module $m (func (export "f") (result i32) (i32.const 4)))
    (core instance $i (instantiate $m))
    (func (export "f") (result u32) (canon lift (core func $i "f"))))
  (instance $other (instantiate $other))
  (component $leaver
    (import "f" (func $f (result u32)))
    (core func $f (canon lower (func $f)))
    (core module $m
      (import "" "f" (func $f (result i32)))
      (func $call (export "call") (drop (call $f)))
      (func (export "do-nothing")))
    (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
    (func (export "before") (canon lift (core func $i "call")))
    (func (export "after") (canon lift (core func $i "do-nothing") (post-return (core func $i "call")))))
  (instance $to-host (instantiate $leaver (with "f" (func $host "return-three"))))
  (instance $to-other (instantiate $leaver (with "f" (func $other "f"))))
  (export "host-before" (func $to-host "before"))
  (export "host-after" (func $to-host "after"))
  (export "other-before" (func $to-other "before"))
  (export "other-after" (func $to-other "after")))

(component instance $a $leaving)
(assert_return (invoke "host-before"))
(assert_return (invoke "other-before"))
(assert_trap (invoke "host-after") "")
(component instance $b $leaving)
(assert_trap (invoke "other-after") "")
