;; Pointers for parameters and results that are misaligned or out of bounds trap, in the caller's memory and in the
;; callee's.

(component definition $it
  (component $callee
    (type $many (tuple u32 u32 u32 u64 u32))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $return (canon task.return (result (list u32)) (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "return" (func $return (param i32 i32)))
      (func (export "f") (param $a i32) (param $n i32) (param i32) (param i64) (param i32) (result i32)
        (call $return (local.get $a) (local.get $n))
        (i32.const 0 (; EXIT ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "return" (func $return))))))
    (func (export "f") async (param "many" $many) (result (list u32))
      (canon lift (core func $m "f") (memory $libc "mem") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee))

  (component $root
    (import "f" (func $f async (param "many" (tuple u32 u32 u32 u64 u32)) (result (list u32))))
    (type $many (tuple u32 u32 u32 u64 u32))
    (core module $libc
      (memory (export "mem") 1)
      (global $top (mut i32) (i32.const 0x1000))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
        (local $at i32)
        (local.set $at (i32.and
          (i32.add (global.get $top) (i32.sub (local.get $align) (i32.const 1)))
          (i32.sub (i32.const 0) (local.get $align))))
        (global.set $top (i32.add (local.get $at) (local.get $size)))
        (memory.copy (local.get $at) (local.get $old) (local.get $old-size))
        (local.get $at)))
    (core instance $libc (instantiate $libc))
    (core func $f (canon lower (func $f) async (memory $libc "mem") (realloc (func $libc "realloc"))))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "f" (func $f (param i32 i32) (result i32)))
      (func (export "run") (param $params i32) (param $result i32) (param $a i32) (param $n i32) (result i32)
        (if (i32.le_u (local.get $params) (i32.const 0xfff8))
          (then
            (i32.store (local.get $params) (local.get $a))
            (i32.store offset=4 (local.get $params) (local.get $n))))
        (call $f (local.get $params) (local.get $result))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "f" (func $f))))))
    (func (export "run") async (param "params" u32) (param "result" u32) (param "a" u32) (param "n" u32) (result u32)
      (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "f" (func $callee "f"))))

  (export "run" (func $root "run")))

(component instance $i $it)
;; The last bytes of every memory.
(assert_return (invoke "run" (u32.const 0xffe0) (u32.const 0xfff8) (u32.const 0xfff8) (u32.const 2)) (u32.const 2))
;; The parameters.
(component instance $i $it)
(assert_trap (invoke "run" (u32.const 0x104) (u32.const 16) (u32.const 0) (u32.const 0)) "unaligned pointer")
(component instance $i $it)
(assert_trap (invoke "run" (u32.const 0xffe8) (u32.const 16) (u32.const 0) (u32.const 0)) "out of bounds memory access")
(component instance $i $it)
(assert_trap (invoke "run" (u32.const 0xfffffff8) (u32.const 16) (u32.const 0) (u32.const 0)) "out of bounds memory access")
;; The place for the result.
(component instance $i $it)
(assert_trap (invoke "run" (u32.const 0x100) (u32.const 18) (u32.const 0) (u32.const 0)) "unaligned pointer")
(component instance $i $it)
(assert_trap (invoke "run" (u32.const 0x100) (u32.const 0xfffc) (u32.const 0) (u32.const 0)) "out of bounds memory access")
(component instance $i $it)
(assert_trap (invoke "run" (u32.const 0x100) (u32.const 0xfffffffc) (u32.const 0) (u32.const 0)) "out of bounds memory access")
;; The callee's list.
(component instance $i $it)
(assert_trap (invoke "run" (u32.const 0x100) (u32.const 16) (u32.const 2) (u32.const 1)) "unaligned pointer")
(component instance $i $it)
(assert_trap (invoke "run" (u32.const 0x100) (u32.const 16) (u32.const 0xfffc) (u32.const 2)) "list content out-of-bounds")
(component instance $i $it)
(assert_trap (invoke "run" (u32.const 0x100) (u32.const 16) (u32.const 0xfffffffc) (u32.const 2)) "list content out-of-bounds")
