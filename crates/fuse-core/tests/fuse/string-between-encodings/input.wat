;; A string parameter and a string result, UTF-8 on one side and UTF-16 on the other.
(component
  (core module $libc
    (memory (export "mem") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
    (func (export "echo") (param i32 i32) (result i32)
      (i32.store (i32.const 8) (local.get 0))
      (i32.store (i32.const 12) (local.get 1))
      (i32.const 8)))
  (component $callee
    (import "libc" (core module $libc
      (export "mem" (memory 1))
      (export "realloc" (func (param i32 i32 i32 i32) (result i32)))
      (export "echo" (func (param i32 i32) (result i32)))))
    (core instance $i (instantiate $libc))
    (func (export "echo") (param "s" string) (result string)
      (canon lift (core func $i "echo")
        string-encoding=utf16 (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (component $caller
    (import "libc" (core module $libc
      (export "mem" (memory 1))
      (export "realloc" (func (param i32 i32 i32 i32) (result i32)))))
    (import "echo" (func $echo (param "s" string) (result string)))
    (core instance $libc (instantiate $libc))
    (core func $echo (canon lower (func $echo)
      (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core module $m
      (import "env" "echo" (func $echo (param i32 i32 i32)))
      (func (export "echo") (param i32 i32) (result i32)
        (call $echo (local.get 0) (local.get 1) (i32.const 16))
        (i32.const 16)))
    (core instance $i (instantiate $m (with "env" (instance (export "echo" (func $echo))))))
    (func (export "echo") (param "s" string) (result string)
      (canon lift (core func $i "echo")
        (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")))))
  (instance $callee (instantiate $callee (with "libc" (core module $libc))))
  (instance $caller (instantiate $caller (with "libc" (core module $libc)) (with "echo" (func $callee "echo"))))
  (export "echo" (func $caller "echo")))
