;; Results are allocated by the caller's realloc, which is trusted no more than the callee's.

(component definition $reallocs
  (component $callee
    (core module $m
      (memory (export "mem") 1)
      (data (i32.const 8) "\10\00\00\00\04\00\00\00four")
      (func (export "string") (result i32) (i32.const 8)))
    (core instance $i (instantiate $m))
    (func (export "string") (result string) (canon lift (core func $i "string") (memory (core memory $i "mem")))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "string" (func $string (result string)))
    (core module $libc
      (memory (export "mem") 1)
      (global (export "answer") (mut i32) (i32.const 0))
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (global.get 0)))
    (core instance $libc (instantiate $libc))
    (core func $string (canon lower (func $string) (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core module $m
      (import "" "string" (func $string (param i32)))
      (import "libc" "mem" (memory 1))
      (import "libc" "answer" (global $answer (mut i32)))
      (func (export "first") (param i32) (result i32)
        (global.set $answer (local.get 0))
        (call $string (i32.const 64))
        (i32.load8_u (i32.load (i32.const 64)))))
    (core instance $i (instantiate $m
      (with "" (instance (export "string" (func $string))))
      (with "libc" (instance $libc))))
    (func (export "first") (param "answer" u32) (result u32) (canon lift (core func $i "first"))))
  (instance $caller (instantiate $caller (with "string" (func $callee "string"))))
  (export "first" (func $caller "first")))

(component instance $a $reallocs)
(assert_return (invoke "first" (u32.const 1)) (u32.const 0x66))
(assert_return (invoke "first" (u32.const 65532)) (u32.const 0x66))
(assert_trap (invoke "first" (u32.const 65533)) "")
(component instance $b $reallocs)
(assert_trap (invoke "first" (u32.const 0xffffffff)) "")
