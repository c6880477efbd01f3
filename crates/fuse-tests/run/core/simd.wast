;; Vectors in functions, locals and globals of a fused module.

(component
  (component $c
    (core module $m
      (memory 1)
      (global $g (mut v128) (v128.const i32x4 1 2 3 4))
      (data (i32.const 16) "\0a\00\00\00\14\00\00\00\1e\00\00\00\28\00\00\00")
      (func $sum (param v128) (result i32)
        (i32.add
          (i32.add (i32x4.extract_lane 0 (local.get 0)) (i32x4.extract_lane 1 (local.get 0)))
          (i32.add (i32x4.extract_lane 2 (local.get 0)) (i32x4.extract_lane 3 (local.get 0)))))
      (func (export "run") (result i32)
        (local $v v128)
        (local.set $v (i32x4.add (global.get $g) (v128.load (i32.const 16))))
        (global.set $g (local.get $v))
        (v128.store32_lane 2 (i32.const 64) (local.get $v))
        (i32.add (call $sum (local.get $v))
          (i32.load (i32.const 64)))))
    (core instance $i (instantiate $m))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))
  (instance $a (instantiate $c))
  (instance $b (instantiate $c))
  (export "a" (func $a "run"))
  (export "b" (func $b "run")))

(assert_return (invoke "a") (u32.const 143))
(assert_return (invoke "a") (u32.const 273))
(assert_return (invoke "b") (u32.const 143))
