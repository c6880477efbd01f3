;; Variants whose payloads share flat slots: each case uses its own reading of the bits, and unused slots are ignored.

(component definition $variants
  (component $callee
    (type $v' (variant (case "none") (case "byte" u8) (case "float" f32) (case "wide" u64) (case "double" f64)))
    (export $v "v" (type $v'))
    (core module $m
      ;; Joined, the payload is one i64.
      (func (export "bits") (param $case i32) (param $payload i64) (result i64)
        (i64.or (i64.shl (i64.extend_i32_u (local.get $case)) (i64.const 60)) (local.get $payload)))
      (func (export "option") (param $some i32) (param $payload f32) (result i32)
        (if (result i32) (local.get $some)
          (then (i32.reinterpret_f32 (local.get $payload)))
          (else (i32.const -1))))
      ;; Joined, u32 and f32 are one i32.
      (func (export "result") (param $err i32) (param $payload i32) (result i32)
        (i32.add (i32.mul (local.get $err) (i32.const 1000000000)) (local.get $payload))))
    (core instance $i (instantiate $m))
    (func (export "bits") (param "v" $v) (result u64) (canon lift (core func $i "bits")))
    (func (export "option") (param "o" (option f32)) (result u32) (canon lift (core func $i "option")))
    (func (export "result") (param "r" (result u32 (error f32))) (result u32) (canon lift (core func $i "result"))))
  (instance $callee (instantiate $callee))

  (component $caller
    (import "callee" (instance $callee
      (type $v' (variant (case "none") (case "byte" u8) (case "float" f32) (case "wide" u64) (case "double" f64)))
      (export "v" (type $v (eq $v')))
      (export "bits" (func (param "v" $v) (result u64)))
      (export "option" (func (param "o" (option f32)) (result u32)))
      (export "result" (func (param "r" (result u32 (error f32))) (result u32)))))
    (core func $bits (canon lower (func $callee "bits")))
    (core func $option (canon lower (func $callee "option")))
    (core func $result (canon lower (func $callee "result")))
    (func (export "bits") (param "case" u32) (param "payload" u64) (result u64) (canon lift (core func $bits)))
    (func (export "option") (param "o" (tuple u32 f32)) (result u32) (canon lift (core func $option)))
    (func (export "result") (param "err" u32) (param "payload" u32) (result u32) (canon lift (core func $result))))
  (instance $caller (instantiate $caller (with "callee" (instance $callee))))
  (export "bits" (func $caller "bits"))
  (export "option" (func $caller "option"))
  (export "result" (func $caller "result")))

(component instance $a $variants)
(assert_return (invoke "bits" (u32.const 0) (u64.const 0xffff)) (u64.const 0))
(assert_return (invoke "bits" (u32.const 1) (u64.const 0xfff)) (u64.const 0x10000000000000ff))
(assert_return (invoke "bits" (u32.const 2) (u64.const 0xabcd3f800000)) (u64.const 0x200000003f800000))
(assert_return (invoke "bits" (u32.const 3) (u64.const 0x0fffffffffffffff)) (u64.const 0x3fffffffffffffff))
(assert_return (invoke "bits" (u32.const 4) (u64.const 0x0010000000000000)) (u64.const 0x4010000000000000))
(assert_return (invoke "option" (tuple.const (u32.const 0) (f32.const 1))) (u32.const 0xffffffff))
(assert_return (invoke "option" (tuple.const (u32.const 1) (f32.const 1))) (u32.const 0x3f800000))
(assert_return (invoke "result" (u32.const 0) (u32.const 77)) (u32.const 77))
(assert_return (invoke "result" (u32.const 1) (u32.const 0x3f800000)) (u32.const 2065353216))
;; Discriminants out of range.
(assert_trap (invoke "bits" (u32.const 5) (u64.const 0)) "")
(component instance $b $variants)
(assert_trap (invoke "bits" (u32.const 0x101) (u64.const 0)) "")
(component instance $c $variants)
(assert_trap (invoke "option" (tuple.const (u32.const 2) (f32.const 0))) "")
(component instance $d $variants)
(assert_trap (invoke "result" (u32.const 0xffffffff) (u32.const 0)) "")
