;; What the host allocates lies in the runtime's memory, as do five parameters that the caller passes on the stack.
(component
  (import "f" (func $f async
    (param "a" u32) (param "b" u32) (param "c" u32) (param "d" u32) (param "e" u32) (result string)))
  (component $waits
    (import "f" (func $f async
      (param "a" u32) (param "b" u32) (param "c" u32) (param "d" u32) (param "e" u32) (result string)))
    (core module $libc
      (memory (export "memory") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable))
    (core instance $libc (instantiate $libc))
    (core func $f (canon lower (func $f)
      (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
    (core module $m
      (import "" "f" (func $f (param i32 i32 i32 i32 i32 i32)))
      (func (export "run")
        (call $f (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i32.const 5) (i32.const 16))))
    (core instance $m (instantiate $m (with "" (instance (export "f" (func $f))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $waits (instantiate $waits (with "f" (func $f))))
  (export "run" (func $waits "run")))
