;; Every char of a list<char> is checked, the last one too.

(component definition $chars
  (component $callee
    (core module $m
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
      (func (export "last") (param $p i32) (param $len i32) (result i32)
        (i32.load (i32.add (local.get $p) (i32.shl (i32.sub (local.get $len) (i32.const 1)) (i32.const 2))))))
    (core instance $i (instantiate $m))
    (func (export "last") (param "l" (list char)) (result char)
      (canon lift (core func $i "last") (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "last" (func $last (param "l" (list char)) (result char)))
    (core module $m
      (memory (export "mem") 1)
      (data (i32.const 8) "\61\00\00\00\ff\ff\10\00\ff\d7\00\00\00\d8\00\00\62\00\00\00\00\00\11\00"))
    (core instance $i (instantiate $m))
    (core func $last (canon lower (func $last) (memory (core memory $i "mem"))))
    (func (export "last") (param "p" u32) (param "len" u32) (result char) (canon lift (core func $last))))
  (instance $caller (instantiate $caller (with "last" (func $callee "last"))))
  (export "last" (func $caller "last")))

(component instance $a $chars)
(assert_return (invoke "last" (u32.const 8) (u32.const 1)) (char.const "a"))
(assert_return (invoke "last" (u32.const 8) (u32.const 2)) (char.const "\u{10ffff}"))
(assert_return (invoke "last" (u32.const 8) (u32.const 3)) (char.const "\u{d7ff}"))
(assert_return (invoke "last" (u32.const 24) (u32.const 1)) (char.const "b"))
(assert_trap (invoke "last" (u32.const 8) (u32.const 4)) "")
(component instance $b $chars)
(assert_trap (invoke "last" (u32.const 24) (u32.const 2)) "")
