;; A list that the callee returns: its pointer is checked as a parameter's is.

(component definition $lists
  (component $callee
    (core module $m
      (memory (export "mem") 1)
      (func (export "list") (param $p i32) (param $len i32) (result i32)
        (i32.store (i32.const 8) (local.get $p))
        (i32.store (i32.const 12) (local.get $len))
        (i32.const 8)))
    (core instance $i (instantiate $m))
    (func (export "list") (param "p" u32) (param "len" u32) (result (list u16))
      (canon lift (core func $i "list") (memory (core memory $i "mem")))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "list" (func $list (param "p" u32) (param "len" u32) (result (list u16))))
    (core module $libc
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024)))
    (core instance $libc (instantiate $libc))
    (core func $list (canon lower (func $list) (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core module $m
      (import "" "list" (func $list (param i32 i32 i32)))
      (import "libc" "mem" (memory 1))
      (func (export "len") (param $p i32) (param $len i32) (result i32)
        (call $list (local.get $p) (local.get $len) (i32.const 16))
        (i32.load offset=4 (i32.const 16))))
    (core instance $i (instantiate $m
      (with "" (instance (export "list" (func $list))))
      (with "libc" (instance $libc))))
    (func (export "len") (param "p" u32) (param "len" u32) (result u32) (canon lift (core func $i "len"))))
  (instance $caller (instantiate $caller (with "list" (func $callee "list"))))
  (export "len" (func $caller "len")))

(component instance $a $lists)
(assert_return (invoke "len" (u32.const 65534) (u32.const 1)) (u32.const 1))
(assert_return (invoke "len" (u32.const 65536) (u32.const 0)) (u32.const 0))
(assert_trap (invoke "len" (u32.const 65534) (u32.const 2)) "")
(component instance $b $lists)
(assert_trap (invoke "len" (u32.const 3) (u32.const 1)) "")
(component instance $c $lists)
(assert_trap (invoke "len" (u32.const 65538) (u32.const 0)) "")
(component instance $d $lists)
(assert_trap (invoke "len" (u32.const 0) (u32.const 0x80000001)) "")
