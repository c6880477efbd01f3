;; A realloc that lives in another core module, and an instance whose realloc is shared by two lifts.

(component
  (component $callee
    (core module $libc
      (memory (export "mem") 1)
      (global $next (mut i32) (i32.const 1024))
      (func (export "realloc") (param i32 i32 i32) (param $size i32) (result i32)
        global.get $next
        (global.set $next (i32.add (global.get $next) (i32.const 16)))))
    (core instance $libc (instantiate $libc))
    (core module $m
      (import "libc" "mem" (memory 1))
      (func (export "where") (param i32 i32) (result i32) (local.get 0)))
    (core instance $i (instantiate $m (with "libc" (instance $libc))))
    (func (export "string") (param "s" string) (result u32)
      (canon lift (core func $i "where") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (func (export "list") (param "l" (list u8)) (result u32)
      (canon lift (core func $i "where") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "string" (func $string (param "s" string) (result u32)))
    (import "list" (func $list (param "l" (list u8)) (result u32)))
    (core module $m (memory (export "mem") 1))
    (core instance $i (instantiate $m))
    (core func $string (canon lower (func $string) (memory (core memory $i "mem"))))
    (core func $list (canon lower (func $list) (memory (core memory $i "mem"))))
    (func (export "string") (param "p" u32) (param "len" u32) (result u32) (canon lift (core func $string)))
    (func (export "list") (param "p" u32) (param "len" u32) (result u32) (canon lift (core func $list))))
  (instance $caller (instantiate $caller (with "string" (func $callee "string")) (with "list" (func $callee "list"))))
  (export "string" (func $caller "string"))
  (export "list" (func $caller "list")))

(assert_return (invoke "string" (u32.const 0) (u32.const 3)) (u32.const 1024))
(assert_return (invoke "list" (u32.const 0) (u32.const 3)) (u32.const 1040))
(assert_return (invoke "string" (u32.const 0) (u32.const 1)) (u32.const 1056))
