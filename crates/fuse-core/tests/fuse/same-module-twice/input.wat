;; Two instances of one module: everything that has state is there twice.
(component
  (core module $counter
    (memory 1)
    (global $n (mut i32) (i32.const 0))
    (func (export "bump") (result i32)
      (global.set $n (i32.add (global.get $n) (i32.const 1)))
      (i32.store (i32.const 0) (global.get $n))
      (i32.load (i32.const 0))))
  (core instance $a (instantiate $counter))
  (core instance $b (instantiate $counter))
  (func (export "a") (result u32) (canon lift (core func $a "bump")))
  (func (export "b") (result u32) (canon lift (core func $b "bump"))))
