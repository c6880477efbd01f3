;; A component with nothing to fuse but its core modules still comes out as it was.

(component
  (core module $libc
    (memory (export "mem") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64)))
  (core module $m
    (import "libc" "mem" (memory 1))
    (func (export "upper") (param $p i32) (param $len i32) (result i32)
      (i32.store8 (local.get $p) (i32.and (i32.load8_u (local.get $p)) (i32.const 0xdf)))
      (i32.store (i32.const 8) (local.get $p))
      (i32.store (i32.const 12) (local.get $len))
      (i32.const 8)))
  (core instance $libc (instantiate $libc))
  (core instance $i (instantiate $m (with "libc" (instance $libc))))
  (func (export "upper") (param "s" string) (result string)
    (canon lift (core func $i "upper") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")))))

(assert_return (invoke "upper" (str.const "fuse")) (str.const "Fuse"))
