;; A function of async type of the host's that an instance waits for: its parameters and its result go by way of the runtime's memory.
(component
  (import "f" (func $f async (param "s" string) (param "a" u8) (param "b" u64) (param "c" f32) (result u64)))
  (component $waits
    (import "f" (func $f async (param "s" string) (param "a" u8) (param "b" u64) (param "c" f32) (result u64)))
    (core module $libc
      (memory (export "memory") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable))
    (core instance $libc (instantiate $libc))
    (core func $f (canon lower (func $f)
      (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
    (core module $m
      (import "" "f" (func $f (param i32 i32 i32 i64 f32) (result i64)))
      (func (export "run") (result i64)
        (call $f (i32.const 16) (i32.const 4) (i32.const 1) (i64.const 2) (f32.const 3))))
    (core instance $m (instantiate $m (with "" (instance (export "f" (func $f))))))
    (func (export "run") async (result u64) (canon lift (core func $m "run"))))
  (instance $waits (instantiate $waits (with "f" (func $f))))
  (export "run" (func $waits "run")))
