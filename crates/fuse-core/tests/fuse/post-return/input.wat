;; The callee's post-return runs when the caller has the result.
(component
  (component $callee
    (core module $m
      (memory (export "mem") 1)
      (func (export "name") (result i32) (i32.const 8))
      (func (export "free") (param i32)))
    (core instance $i (instantiate $m))
    (func (export "name") (result string)
      (canon lift (core func $i "name") (memory (core memory $i "mem")) (post-return (core func $i "free")))))
  (component $caller
    (import "name" (func $name (result string)))
    (core module $libc
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64)))
    (core instance $libc (instantiate $libc))
    (core func $name (canon lower (func $name)
      (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core module $m
      (import "env" "name" (func $name (param i32)))
      (func (export "run") (call $name (i32.const 8))))
    (core instance $i (instantiate $m (with "env" (instance (export "name" (func $name))))))
    (func (export "run") (canon lift (core func $i "run"))))
  (instance $callee (instantiate $callee))
  (instance $caller (instantiate $caller (with "name" (func $callee "name"))))
  (export "run" (func $caller "run")))
