;; A task that the host has called goes on when it has returned; the next call waits until it has done what it does.

(component definition $it
  (component $other
    (core module $m
      (func (export "other")))
    (core instance $m (instantiate $m))
    (func (export "other") (canon lift (core func $m "other"))))
  (instance $other (instantiate $other))

  (component $root
    (import "other" (func $other ))
    (core func $other (canon lower (func $other))) (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "other" (func $other)) (import "" "return" (func $return (param i32)))
      (global $turns (mut i32) (i32.const 5))
      (func (export "run") (result i32)
        (call $return (i32.const 7))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (global.set $turns (i32.sub (global.get $turns) (i32.const 1)))
        (call $other)
        (i32.ne (global.get $turns) (i32.const 0)) (; YIELD or EXIT ;))
      (func (export "rest") (result i32) (i32.const 1 (; YIELD ;)))
      (func (export "rest-cb") (param i32 i32 i32) (result i32)
        (if (global.get $turns) (then (return (i32.const 1 (; YIELD ;)))))
        (call $return (i32.const 0))
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "other" (func $other)) (export "return" (func $return))))))
    (func (export "run") async (result u32) (canon lift (core func $m "run") async (callback (func $m "cb"))))
    (func (export "rest") async (result u32) (canon lift (core func $m "rest") async (callback (func $m "rest-cb")))))
  (instance $root (instantiate $root (with "other" (func $other "other"))))

  (export "run" (func $root "run"))
  (export "rest" (func $root "rest")))

(component instance $i $it)
(assert_return (invoke "run") (u32.const 7))
(assert_return (invoke "rest") (u32.const 0))
