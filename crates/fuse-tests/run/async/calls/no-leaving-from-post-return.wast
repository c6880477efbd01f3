;; The post-return function of a function of an async type that is called asynchronously cannot leave its instance.
;; (The host does not see to that when it is called synchronously.)

(component definition $it
  (component $other
    (core module $m
      (func (export "other")))
    (core instance $m (instantiate $m))
    (func (export "other") (canon lift (core func $m "other"))))
  (instance $other (instantiate $other))

  (component $callee
    (import "other" (func $other ))
    (core func $set-new (canon waitable-set.new)) (core func $other (canon lower (func $other)))
    (core module $m
      (import "" "set-new" (func $set-new (result i32))) (import "" "other" (func $other))
      (func (export "f") (result i32) (call $other) (i32.const 5))
      (func (export "leaves") (param i32) (call $other))
      (func (export "new") (param i32) (drop (call $set-new)))
      (func (export "stays") (param i32)))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "set-new" (func $set-new)) (export "other" (func $other))))))
    (func (export "leaves") async (result u32) (canon lift (core func $m "f") (post-return (func $m "leaves"))))
    (func (export "new") async (result u32) (canon lift (core func $m "f") (post-return (func $m "new"))))
    (func (export "stays") async (result u32) (canon lift (core func $m "f") (post-return (func $m "stays")))))
  (instance $callee (instantiate $callee (with "other" (func $other "other"))))

  (component $root
    (import "leaves" (func $leaves async (result u32)))
    (import "new" (func $new async (result u32)))
    (import "stays" (func $stays async (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $leaves (canon lower (func $leaves) async (memory $libc "mem")))
    (core func $new (canon lower (func $new) async (memory $libc "mem")))
    (core func $stays (canon lower (func $stays) async (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "leaves" (func $leaves (param i32) (result i32)))
      (import "" "new" (func $new (param i32) (result i32)))
      (import "" "stays" (func $stays (param i32) (result i32)))
      (func (export "leaves") (result i32)
        (drop (call $leaves (i32.const 16)))
        (i32.load (i32.const 16)))
      (func (export "new") (result i32)
        (drop (call $new (i32.const 16)))
        (i32.load (i32.const 16)))
      (func (export "stays") (result i32)
        (drop (call $stays (i32.const 16)))
        (i32.load (i32.const 16))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "leaves" (func $leaves)) (export "new" (func $new)) (export "stays" (func $stays))))))
    (func (export "leaves") async (result u32) (canon lift (core func $m "leaves")))
    (func (export "new") async (result u32) (canon lift (core func $m "new")))
    (func (export "stays") async (result u32) (canon lift (core func $m "stays"))))
  (instance $root (instantiate $root
    (with "leaves" (func $callee "leaves"))
    (with "new" (func $callee "new"))
    (with "stays" (func $callee "stays"))))

  (export "leaves" (func $root "leaves"))
  (export "new" (func $root "new"))
  (export "stays" (func $root "stays")))

(component instance $i $it)
(assert_return (invoke "stays") (u32.const 5))
(component instance $i $it)
(assert_trap (invoke "leaves") "cannot leave component instance")
(component instance $i $it)
(assert_trap (invoke "new") "cannot leave component instance")
