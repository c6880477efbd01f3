;; A list that the caller passes: its pointer is aligned, even if it is empty, and all its bytes lie in memory.

(component definition $lists
  (component $callee
    (core module $m
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
      (func (export "len") (param i32 i32) (result i32) (local.get 1)))
    (core instance $i (instantiate $m))
    (func (export "len") (param "l" (list u32)) (result u32)
      (canon lift (core func $i "len") (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "len" (func $len (param "l" (list u32)) (result u32)))
    (core module $m (memory (export "mem") 1))
    (core instance $i (instantiate $m))
    (core func $len (canon lower (func $len) (memory (core memory $i "mem"))))
    (func (export "len") (param "p" u32) (param "len" u32) (result u32) (canon lift (core func $len))))
  (instance $caller (instantiate $caller (with "len" (func $callee "len"))))
  (export "len" (func $caller "len")))

(component instance $a $lists)
(assert_return (invoke "len" (u32.const 65532) (u32.const 1)) (u32.const 1))
(assert_return (invoke "len" (u32.const 65536) (u32.const 0)) (u32.const 0))
(assert_trap (invoke "len" (u32.const 65536) (u32.const 1)) "")
(component instance $b $lists)
(assert_trap (invoke "len" (u32.const 65532) (u32.const 2)) "")
(component instance $c $lists)
(assert_trap (invoke "len" (u32.const 65540) (u32.const 0)) "")
(component instance $d $lists)
(assert_trap (invoke "len" (u32.const 0xfffffffc) (u32.const 2)) "")
(component instance $e $lists)
;; The size in bytes does not fit in 32 bits.
(assert_trap (invoke "len" (u32.const 0) (u32.const 0x40000001)) "")
(component instance $f $lists)
(assert_trap (invoke "len" (u32.const 0) (u32.const 0xffffffff)) "")
(component instance $g $lists)
(assert_trap (invoke "len" (u32.const 2) (u32.const 1)) "")
(component instance $h $lists)
(assert_trap (invoke "len" (u32.const 1) (u32.const 0)) "")
