;; A result of more than one flat value: the callee returns a pointer, the caller passes one.

(component definition $results
  (component $callee
    (core module $m
      (memory (export "mem") 1)
      ;; tuple<u8, u32, s16, u64>
      (data (i32.const 256) "\07\ee\ee\ee\01\02\03\04\fe\ff\ee\ee\ee\ee\ee\ee\ff\ff\ff\ff\ff\ff\ff\7f")
      (func (export "at") (param i32) (result i32) local.get 0))
    (core instance $i (instantiate $m))
    (func (export "at") (param "pointer" u32) (result (tuple u8 u32 s16 u64))
      (canon lift (core func $i "at") (memory (core memory $i "mem")))))
  (instance $callee (instantiate $callee))

  (component $caller
    (import "at" (func $at (param "pointer" u32) (result (tuple u8 u32 s16 u64))))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $at (canon lower (func $at) (memory (core memory $libc "mem"))))
    (core module $m
      (import "" "at" (func $at (param i32 i32)))
      (import "" "mem" (memory 1))
      (func (export "into") (param $from i32) (param $to i32) (result i64)
        (call $at (local.get $from) (local.get $to))
        (i64.add
          (i64.add (i64.load8_u (local.get $to)) (i64.load32_u offset=4 (local.get $to)))
          (i64.add (i64.load16_s offset=8 (local.get $to)) (i64.load offset=16 (local.get $to))))))
    (core instance $i (instantiate $m (with "" (instance
      (export "at" (func $at))
      (export "mem" (memory $libc "mem"))))))
    (func (export "into") (param "from" u32) (param "to" u32) (result s64) (canon lift (core func $i "into"))))
  (instance $caller (instantiate $caller (with "at" (func $callee "at"))))
  (export "into" (func $caller "into")))

(component instance $a $results)
;; 7 + 0x04030201 - 2 + 0x7fffffffffffffff wraps
(assert_return (invoke "into" (u32.const 256) (u32.const 512)) (s64.const -9223372036787469819))
;; Zeros, up to the last byte of both memories.
(assert_return (invoke "into" (u32.const 65512) (u32.const 65512)) (s64.const 0))
;; The callee's pointer is misaligned.
(assert_trap (invoke "into" (u32.const 260) (u32.const 512)) "")
(component instance $b $results)
;; The callee's pointer leaves no room.
(assert_trap (invoke "into" (u32.const 65520) (u32.const 512)) "")
(component instance $c $results)
(assert_trap (invoke "into" (u32.const 0xfffffff8) (u32.const 512)) "")
(component instance $d $results)
;; The caller's pointer is misaligned.
(assert_trap (invoke "into" (u32.const 256) (u32.const 516)) "")
(component instance $e $results)
;; The caller's pointer leaves no room.
(assert_trap (invoke "into" (u32.const 256) (u32.const 65520)) "")
(component instance $f $results)
(assert_trap (invoke "into" (u32.const 256) (u32.const 0xfffffff8)) "")
