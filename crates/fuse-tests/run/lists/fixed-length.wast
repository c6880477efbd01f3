;; A list of fixed length is its elements in place, flat or in memory.

(component
  (component $callee
    (core module $m
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
      (func (export "sum") (param i32 i32 i32) (result i32)
        (i32.add (local.get 0) (i32.add (local.get 1) (local.get 2))))
      ;; Two elements of three u16.
      (func (export "in-memory") (param $p i32) (param $len i32) (result i32)
        (i32.mul (local.get $len) (i32.load16_u offset=10 (local.get $p)))))
    (core instance $i (instantiate $m))
    (func (export "sum") (param "l" (list s8 3)) (result s32) (canon lift (core func $i "sum")))
    (func (export "in-memory") (param "l" (list (list u16 3))) (result u32)
      (canon lift (core func $i "in-memory") (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "sum" (func $sum (param "l" (list s8 3)) (result s32)))
    (import "in-memory" (func $in-memory (param "l" (list (list u16 3))) (result u32)))
    (core module $m
      (memory (export "mem") 1)
      (data (i32.const 2) "\01\00\02\00\03\00\04\00\05\00\06\07"))
    (core instance $i (instantiate $m))
    (core func $sum (canon lower (func $sum)))
    (core func $in-memory (canon lower (func $in-memory) (memory (core memory $i "mem"))))
    (func (export "sum") (param "a" u32) (param "b" u32) (param "c" u32) (result s32) (canon lift (core func $sum)))
    (func (export "in-memory") (param "p" u32) (param "len" u32) (result u32) (canon lift (core func $in-memory))))
  (instance $caller (instantiate $caller
    (with "sum" (func $callee "sum")) (with "in-memory" (func $callee "in-memory"))))
  (export "sum" (func $caller "sum"))
  (export "in-memory" (func $caller "in-memory")))

(assert_return (invoke "sum" (u32.const 1) (u32.const 0xff) (u32.const 0x80)) (s32.const -128))
(assert_return (invoke "in-memory" (u32.const 2) (u32.const 2)) (u32.const 0xe0c))
