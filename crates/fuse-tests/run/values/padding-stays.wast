;; Padding is nobody's value: what the source has there is not copied, in elements of lists, in spilled parameters
;; and in results.

(component definition $it
  (component $callee
    (core module $m
      (memory (export "mem") 1)
      (global $top (mut i32) (i32.const 0x1000))
      ;; Gives memory that is full of 0xcc.
      (func (export "realloc") (param i32 i32) (param $align i32) (param $size i32) (result i32)
        (memory.fill (global.get $top) (i32.const 0xcc) (local.get $size))
        (global.get $top)
        (global.set $top (i32.add (global.get $top) (local.get $size))))
      (func (export "pairs") (param i32 i32) (result i32)
        (i32.store (i32.const 0) (local.get 0))
        (i32.store (i32.const 4) (i32.mul (local.get 1) (i32.const 2)))
        (i32.const 0))
      (func (export "spilled") (param i32) (result i32)
        (i32.store (i32.const 0) (local.get 0))
        (i32.store (i32.const 4) (i32.const 17))
        (i32.const 0))
      ;; A record of numbers with 0xee all around them.
      (func (export "long") (result i32)
        (memory.fill (i32.const 0x200) (i32.const 0xee) (i32.const 0x80))
        (i32.const 0x200)))
    (core instance $m (instantiate $m))
    (func (export "pairs") (param "x" (list (tuple u8 u32))) (result (list u32))
      (canon lift (core func $m "pairs") (memory (core memory $m "mem")) (realloc (core func $m "realloc"))))
    (func (export "spilled") (param "x" (tuple u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u16))
      (result (list u32))
      (canon lift (core func $m "spilled") (memory (core memory $m "mem")) (realloc (core func $m "realloc"))))
    (func (export "long") (result (tuple u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u16))
      (canon lift (core func $m "long") (memory (core memory $m "mem"))))
    (func (export "gap")
      (result (tuple u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u8 u32 (list u16 3)))
      (canon lift (core func $m "long") (memory (core memory $m "mem")))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "pairs" (func $pairs (param "x" (list (tuple u8 u32))) (result (list u32))))
    (import "spilled"
      (func $spilled (param "x" (tuple u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u16))
        (result (list u32))))
    (import "long"
      (func $long (result (tuple u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u16))))
    (import "gap"
      (func $gap
        (result (tuple u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u8 u32 (list u16 3)))))
    (core module $libc
      (memory (export "mem") 1)
      (global $top (mut i32) (i32.const 0x1000))
      (func (export "realloc") (param i32 i32) (param $align i32) (param $size i32) (result i32)
        (global.get $top)
        (global.set $top (i32.add (global.get $top) (local.get $size)))))
    (core instance $libc (instantiate $libc))
    (core func $pairs
      (canon lower (func $pairs) (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core func $spilled
      (canon lower (func $spilled) (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core func $long (canon lower (func $long) (memory (core memory $libc "mem"))))
    (core func $gap (canon lower (func $gap) (memory (core memory $libc "mem"))))
    (core module $m
      (import "libc" "mem" (memory 1)) (import "" "pairs" (func $pairs (param i32 i32 i32)))
      (import "" "spilled" (func $spilled (param i32 i32))) (import "" "long" (func $long (param i32)))
      (import "" "gap" (func $gap (param i32)))
      (func (export "pairs") (result i32)
        (memory.fill (i32.const 0x100) (i32.const 0xee) (i32.const 16))
        (call $pairs (i32.const 0x100) (i32.const 2) (i32.const 0))
        (i32.const 0))
      (func (export "spilled") (result i32)
        (memory.fill (i32.const 0x100) (i32.const 0xee) (i32.const 68))
        (call $spilled (i32.const 0x100) (i32.const 0))
        (i32.const 0))
      (func (export "long") (result i32)
        (memory.fill (i32.const 0x100) (i32.const 0xcc) (i32.const 0x80))
        (call $long (i32.const 0x100))
        (i32.store (i32.const 0) (i32.const 0x138))
        (i32.store (i32.const 4) (i32.const 4))
        (i32.const 0))
      (func (export "gap") (result i32)
        (memory.fill (i32.const 0x100) (i32.const 0xcc) (i32.const 0x80))
        (call $gap (i32.const 0x100))
        (i32.store (i32.const 0) (i32.const 0x138))
        (i32.store (i32.const 4) (i32.const 7))
        (i32.const 0)))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "pairs" (func $pairs)) (export "spilled" (func $spilled)) (export "long" (func $long))
        (export "gap" (func $gap))))))
    (func (export "pairs") (result (list u32))
      (canon lift (core func $m "pairs") (memory (core memory $libc "mem"))))
    (func (export "spilled") (result (list u32))
      (canon lift (core func $m "spilled") (memory (core memory $libc "mem"))))
    (func (export "long") (result (list u32)) (canon lift (core func $m "long") (memory (core memory $libc "mem"))))
    (func (export "gap") (result (list u32)) (canon lift (core func $m "gap") (memory (core memory $libc "mem")))))
  (instance $caller (instantiate $caller
    (with "pairs" (func $callee "pairs")) (with "spilled" (func $callee "spilled"))
    (with "long" (func $callee "long")) (with "gap" (func $callee "gap"))))
  (export "pairs" (func $caller "pairs")) (export "spilled" (func $caller "spilled"))
  (export "long" (func $caller "long")) (export "gap" (func $caller "gap")))

(component instance $i $it)
(assert_return (invoke "pairs") (list.const
  (u32.const 0xccccccee) (u32.const 0xeeeeeeee) (u32.const 0xccccccee) (u32.const 0xeeeeeeee)))
(assert_return (invoke "spilled") (list.const
  (u32.const 0xeeeeeeee) (u32.const 0xeeeeeeee) (u32.const 0xeeeeeeee) (u32.const 0xeeeeeeee)
  (u32.const 0xeeeeeeee) (u32.const 0xeeeeeeee) (u32.const 0xeeeeeeee) (u32.const 0xeeeeeeee)
  (u32.const 0xeeeeeeee) (u32.const 0xeeeeeeee) (u32.const 0xeeeeeeee) (u32.const 0xeeeeeeee)
  (u32.const 0xeeeeeeee) (u32.const 0xeeeeeeee) (u32.const 0xeeeeeeee) (u32.const 0xeeeeeeee)
  (u32.const 0xcccceeee)))
(assert_return (invoke "long") (list.const
  (u32.const 0xeeeeeeee) (u32.const 0xeeeeeeee) (u32.const 0xcccceeee) (u32.const 0xcccccccc)))
(assert_return (invoke "gap") (list.const
  (u32.const 0xeeeeeeee) (u32.const 0xeeeeeeee) (u32.const 0xccccccee) (u32.const 0xeeeeeeee)
  (u32.const 0xeeeeeeee) (u32.const 0xcccceeee) (u32.const 0xcccccccc)))
