;; Floats keep their value across a call: signed zeros, infinities, the smallest and the largest numbers.

(component
  (component $callee
    (core module $m
      (func (export "f32") (param f32) (result f32) local.get 0)
      (func (export "f64") (param f64) (result f64) local.get 0)
      (func (export "mix") (param f32 f64) (result f64) (f64.add (f64.promote_f32 (local.get 0)) (local.get 1))))
    (core instance $i (instantiate $m))
    (func (export "f32") (param "x" f32) (result f32) (canon lift (core func $i "f32")))
    (func (export "f64") (param "x" f64) (result f64) (canon lift (core func $i "f64")))
    (func (export "mix") (param "x" f32) (param "y" f64) (result f64) (canon lift (core func $i "mix"))))
  (instance $callee (instantiate $callee))

  (component $caller
    (import "callee" (instance $callee
      (export "f32" (func (param "x" f32) (result f32)))
      (export "f64" (func (param "x" f64) (result f64)))
      (export "mix" (func (param "x" f32) (param "y" f64) (result f64)))))
    (core func $f32 (canon lower (func $callee "f32")))
    (core func $f64 (canon lower (func $callee "f64")))
    (core func $mix (canon lower (func $callee "mix")))
    (core module $m
      (import "callee" "f32" (func $f32 (param f32) (result f32)))
      (import "callee" "f64" (func $f64 (param f64) (result f64)))
      (import "callee" "mix" (func $mix (param f32 f64) (result f64)))
      ;; A NaN may change its payload on the way, but stays one.
      (func (export "f32-nan") (result i32)
        (local $x f32)
        (local.set $x (call $f32 (f32.const nan:0x200001)))
        (f32.ne (local.get $x) (local.get $x)))
      (func (export "f64-nan") (result i32)
        (local $x f64)
        (local.set $x (call $f64 (f64.const -nan)))
        (f64.ne (local.get $x) (local.get $x)))
      (func (export "f32") (param f32) (result f32) (call $f32 (local.get 0)))
      (func (export "f64") (param f64) (result f64) (call $f64 (local.get 0)))
      (func (export "mix") (param f32 f64) (result f64) (call $mix (local.get 0) (local.get 1))))
    (core instance $i (instantiate $m (with "callee" (instance
      (export "f32" (func $f32))
      (export "f64" (func $f64))
      (export "mix" (func $mix))))))
    (func (export "f32") (param "x" (tuple f32)) (result (tuple f32)) (canon lift (core func $i "f32")))
    (func (export "f64") (param "x" (tuple f64)) (result (tuple f64)) (canon lift (core func $i "f64")))
    (func (export "mix") (param "x" (tuple f32 f64)) (result (tuple f64)) (canon lift (core func $i "mix")))
    (func (export "f32-nan") (result bool) (canon lift (core func $i "f32-nan")))
    (func (export "f64-nan") (result bool) (canon lift (core func $i "f64-nan"))))
  (instance $caller (instantiate $caller (with "callee" (instance $callee))))

  (export "f32" (func $caller "f32"))
  (export "f64" (func $caller "f64"))
  (export "mix" (func $caller "mix"))
  (export "f32-nan" (func $caller "f32-nan"))
  (export "f64-nan" (func $caller "f64-nan")))

;; Scripts know floats of components inside other values only, so they come in tuples of one.
(assert_return (invoke "f32" (tuple.const (f32.const -0.0))) (tuple.const (f32.const -0.0)))
(assert_return (invoke "f32" (tuple.const (f32.const inf))) (tuple.const (f32.const inf)))
(assert_return (invoke "f32" (tuple.const (f32.const 0x1p-149))) (tuple.const (f32.const 0x1p-149)))
(assert_return (invoke "f32" (tuple.const (f32.const 0x1.fffffep+127))) (tuple.const (f32.const 0x1.fffffep+127)))
(assert_return (invoke "f64" (tuple.const (f64.const -0.0))) (tuple.const (f64.const -0.0)))
(assert_return (invoke "f64" (tuple.const (f64.const -inf))) (tuple.const (f64.const -inf)))
(assert_return (invoke "f64" (tuple.const (f64.const 0x1p-1074))) (tuple.const (f64.const 0x1p-1074)))
(assert_return (invoke "f64" (tuple.const (f64.const 0x1.fffffffffffffp+1023))) (tuple.const (f64.const 0x1.fffffffffffffp+1023)))
(assert_return (invoke "mix" (tuple.const (f32.const 0.5) (f64.const 0.25))) (tuple.const (f64.const 0.75)))
(assert_return (invoke "f32-nan") (bool.const true))
(assert_return (invoke "f64-nan") (bool.const true))
