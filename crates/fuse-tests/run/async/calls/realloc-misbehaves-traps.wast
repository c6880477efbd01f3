;; A `realloc` that gives a place outside of memory or a misaligned one traps, be it the callee's, for the parameters,
;; or the caller's, for the result.

(component definition $it
  (component $callee
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $return (canon task.return (result (list u32)) (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "return" (func $return (param i32 i32)))
      (global $at (mut i32) (i32.const 0))
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (global.get $at))
      (func (export "set") (param $at i32) (global.set $at (local.get $at)))
      (func (export "f") (param i32 i32) (result i32)
        (call $return (local.get 0) (local.get 1))
        (i32.const 0 (; EXIT ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "return" (func $return))))))
    (func (export "f") async (param "l" (list u32)) (result (list u32))
      (canon lift (core func $m "f") (memory $libc "mem") (realloc (func $m "realloc")) async (callback (func $m "cb"))))
    (func (export "set") (param "at" u32) (canon lift (core func $m "set"))))
  (instance $callee (instantiate $callee))

  (component $root
    (import "f" (func $f async (param "l" (list u32)) (result (list u32))))
    (import "set" (func $set (param "at" u32)))
    (core module $libc
      (memory (export "mem") 1)
      (global $at (mut i32) (i32.const 0))
      (func (export "set") (param $at i32) (global.set $at (local.get $at)))
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (global.get $at)))
    (core instance $libc (instantiate $libc))
    (core func $f (canon lower (func $f) async (memory $libc "mem") (realloc (func $libc "realloc"))))
    (core func $set (canon lower (func $set)))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "f" (func $f (param i32 i32 i32) (result i32))) (import "" "set" (func $set (param i32)))
      (import "libc" "set" (func $libc-set (param i32)))
      (func (export "run") (param $there i32) (param $here i32) (result i32)
        (call $set (local.get $there))
        (call $libc-set (local.get $here))
        (call $f (i32.const 16) (i32.const 2) (i32.const 32))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "f" (func $f)) (export "set" (func $set))))))
    (func (export "run") async (param "there" u32) (param "here" u32) (result u32) (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "f" (func $callee "f")) (with "set" (func $callee "set"))))

  (export "run" (func $root "run")))

(component instance $i $it)
(assert_return (invoke "run" (u32.const 0xfff8) (u32.const 0xfff8)) (u32.const 2))
(component instance $i $it)
(assert_trap (invoke "run" (u32.const 0xfffc) (u32.const 0x100)) "list content out-of-bounds")
(component instance $i $it)
(assert_trap (invoke "run" (u32.const 0xfffffffc) (u32.const 0x100)) "list content out-of-bounds")
(component instance $i $it)
(assert_trap (invoke "run" (u32.const 0x102) (u32.const 0x100)) "unaligned pointer")
(component instance $i $it)
(assert_trap (invoke "run" (u32.const 0x100) (u32.const 0xfffc)) "list content out-of-bounds")
(component instance $i $it)
(assert_trap (invoke "run" (u32.const 0x100) (u32.const 0xfffffffc)) "list content out-of-bounds")
(component instance $i $it)
(assert_trap (invoke "run" (u32.const 0x100) (u32.const 0x102)) "unaligned pointer")
