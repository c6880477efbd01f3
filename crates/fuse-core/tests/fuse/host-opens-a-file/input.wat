;; A function like `open-at` of `wasi:filesystem`, lowered with `async`: there is a handle among its parameters in memory, one in what it
;; returns, and a string there.
(component
  (import "files" (instance $files
    (export "descriptor" (type $descriptor (sub resource)))
    (type $error' (variant (case "access") (case "other" (option string))))
    (export "error-code" (type $error (eq $error')))
    (export "open-at" (func async
      (param "self" (borrow $descriptor)) (param "path-flags" u8) (param "path" string) (param "open-flags" u8)
      (result (result (own $descriptor) (error $error)))))))
  (component $opens
    (import "files" (instance $files
      (export "descriptor" (type $descriptor (sub resource)))
      (type $error' (variant (case "access") (case "other" (option string))))
      (export "error-code" (type $error (eq $error')))
      (export "open-at" (func async
        (param "self" (borrow $descriptor)) (param "path-flags" u8) (param "path" string) (param "open-flags" u8)
        (result (result (own $descriptor) (error $error)))))))
    (core module $libc
      (memory (export "memory") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable))
    (core instance $libc (instantiate $libc))
    (core func $open-at (canon lower (func $files "open-at") async
      (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
    (core module $m
      (import "" "open-at" (func $open-at (param i32 i32) (result i32)))
      (func (export "run") (result i32) (call $open-at (i32.const 32) (i32.const 64))))
    (core instance $m (instantiate $m (with "" (instance (export "open-at" (func $open-at))))))
    (func (export "run") async (result u32) (canon lift (core func $m "run"))))
  (instance $opens (instantiate $opens (with "files" (instance $files))))
  (export "run" (func $opens "run")))
