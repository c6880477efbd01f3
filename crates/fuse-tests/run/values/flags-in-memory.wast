;; In memory, flags take one, two or four bytes by their number, and bits above the last flag are dropped.

(component definition $wide
  (component $callee
    (core module $m
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 2048))
      (func (export "flags") (param $p i32) (param $len i32) (result i32)
        (i32.xor (i32.load8_u (local.get $p)) (i32.load16_u offset=2 (local.get $p)))
        (i32.xor (i32.load offset=4 (local.get $p)))))
    (core instance $i (instantiate $m))
    (type $f8' (flags "a" "b" "c"))
    (export $f8 "f8" (type $f8'))
    (type $f16' (flags "a0" "a1" "a2" "a3" "a4" "a5" "a6" "a7" "a8"))
    (export $f16 "f16" (type $f16'))
    (type $f32' (flags
      "a0" "a1" "a2" "a3" "a4" "a5" "a6" "a7" "a8" "a9" "b0" "b1" "b2" "b3" "b4" "b5" "b6"))
    (export $f32 "f32" (type $f32'))
    (func (export "flags") (param "l" (list (tuple $f8 $f16 $f32))) (result u32)
      (canon lift (core func $i "flags") (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "callee" (instance $callee
      (type $f8' (flags "a" "b" "c"))
      (export "f8" (type $f8 (eq $f8')))
      (type $f16' (flags "a0" "a1" "a2" "a3" "a4" "a5" "a6" "a7" "a8"))
      (export "f16" (type $f16 (eq $f16')))
      (type $f32' (flags
        "a0" "a1" "a2" "a3" "a4" "a5" "a6" "a7" "a8" "a9" "b0" "b1" "b2" "b3" "b4" "b5" "b6"))
      (export "f32" (type $f32 (eq $f32')))
      (export "flags" (func (param "l" (list (tuple $f8 $f16 $f32))) (result u32)))))
    (core module $libc
      (memory (export "mem") 1)
      (data (i32.const 0) "\ff\ee\ff\ff\ff\ff\ff\ff" "\02\ee\00\01\00\00\01\00"))
    (core instance $libc (instantiate $libc))
    (core func $flags (canon lower (func $callee "flags") (memory (core memory $libc "mem"))))
    (func (export "flags") (param "p" u32) (param "len" u32) (result u32) (canon lift (core func $flags))))
  (instance $caller (instantiate $caller (with "callee" (instance $callee))))
  (export "flags" (func $caller "flags")))

(component instance $a $wide)
;; All bits are set: what is above the last flag goes.
(assert_return (invoke "flags" (u32.const 0) (u32.const 1)) (u32.const 0x1fe07))
(assert_return (invoke "flags" (u32.const 8) (u32.const 1)) (u32.const 0x10102))
(assert_trap (invoke "flags" (u32.const 2) (u32.const 1)) "")
