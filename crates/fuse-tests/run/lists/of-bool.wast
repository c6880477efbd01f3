;; Any byte but zero is true in a list<bool>, and arrives as one.

(component
  (component $callee
    (core module $m
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
      (func (export "bytes") (param $p i32) (param $len i32) (result i32) (i32.load (local.get $p))))
    (core instance $i (instantiate $m))
    (func (export "bytes") (param "l" (list bool)) (result u32)
      (canon lift (core func $i "bytes") (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "bytes" (func $bytes (param "l" (list bool)) (result u32)))
    (core module $m
      (memory (export "mem") 1)
      (data (i32.const 5) "\00\01\02\ff"))
    (core instance $i (instantiate $m))
    (core func $bytes (canon lower (func $bytes) (memory (core memory $i "mem"))))
    (func (export "bytes") (param "p" u32) (param "len" u32) (result u32) (canon lift (core func $bytes))))
  (instance $caller (instantiate $caller (with "bytes" (func $callee "bytes"))))
  (export "bytes" (func $caller "bytes")))

(assert_return (invoke "bytes" (u32.const 5) (u32.const 4)) (u32.const 0x01010100))
