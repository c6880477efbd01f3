;; The caller's realloc runs while results are lowered, and may not call out either.

(component
  (component $callee
    (core module $m
      (memory (export "mem") 1)
      (data (i32.const 8) "\10\00\00\00\04\00\00\00four")
      (func (export "string") (result i32) (i32.const 8))
      (func (export "f")))
    (core instance $i (instantiate $m))
    (func (export "string") (result string) (canon lift (core func $i "string") (memory (core memory $i "mem"))))
    (func (export "f") (canon lift (core func $i "f"))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "string" (func $string (result string)))
    (import "f" (func $f))
    (core func $f (canon lower (func $f)))
    (core module $libc
      (import "" "f" (func $f))
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (call $f) (i32.const 64)))
    (core instance $libc (instantiate $libc (with "" (instance (export "f" (func $f))))))
    (core func $string (canon lower (func $string) (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (func (export "string") (param "to" u32) (canon lift (core func $string)))
    (func (export "f") (canon lift (core func $f))))
  (instance $caller (instantiate $caller (with "string" (func $callee "string")) (with "f" (func $callee "f"))))
  (export "f" (func $caller "f"))
  (export "string" (func $caller "string")))

(assert_return (invoke "f"))
(assert_trap (invoke "string" (u32.const 16)) "")
