;; An error context that one instance makes and another one reads, in another encoding, and drops.
(component
  (component $maker
    (core module $libc (memory (export "memory") 1))
    (core instance $libc (instantiate $libc))
    (core func $new (canon error-context.new string-encoding=utf16 (memory (core memory $libc "memory"))))
    (core module $m
      (import "" "new" (func $new (param i32 i32) (result i32)))
      (func (export "make") (result i32) (call $new (i32.const 16) (i32.const 4))))
    (core instance $m (instantiate $m (with "" (instance (export "new" (func $new))))))
    (func (export "make") (result error-context) (canon lift (core func $m "make"))))
  (instance $maker (instantiate $maker))
  (component $reader
    (import "make" (func $make (result error-context)))
    (core module $libc
      (memory (export "memory") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024)))
    (core instance $libc (instantiate $libc))
    (core func $make (canon lower (func $make)))
    (core func $message (canon error-context.debug-message
      string-encoding=utf8 (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
    (core func $drop (canon error-context.drop))
    (core module $m
      (import "" "make" (func $make (result i32)))
      (import "" "message" (func $message (param i32 i32)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "run")
        (local $context i32)
        (local.set $context (call $make))
        (call $message (local.get $context) (i32.const 16))
        (call $drop (local.get $context))))
    (core instance $m (instantiate $m (with "" (instance
      (export "make" (func $make)) (export "message" (func $message)) (export "drop" (func $drop))))))
    (func (export "run") (canon lift (core func $m "run"))))
  (instance $reader (instantiate $reader (with "make" (func $maker "make"))))
  (export "run" (func $reader "run")))
