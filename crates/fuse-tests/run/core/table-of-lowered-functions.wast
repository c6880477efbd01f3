;; A shim: exports that go through a table, filled later with what other components export.

(component
  (component $callee
    (core module $m
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
      (func (export "len") (param i32 i32) (result i32) (local.get 1)))
    (core instance $i (instantiate $m))
    (func (export "len") (param "s" string) (result u32)
      (canon lift (core func $i "len") (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "len" (func $len (param "s" string) (result u32)))
    (core module $shim
      (table (export "table") 1 funcref)
      (func (export "0") (param i32 i32) (result i32)
        (call_indirect (param i32 i32) (result i32) (local.get 0) (local.get 1) (i32.const 0))))
    (core module $main
      (import "env" "len" (func $len (param i32 i32) (result i32)))
      (memory (export "mem") 1)
      (data (i32.const 8) "some text")
      (func (export "run") (result i32) (call $len (i32.const 8) (i32.const 9))))
    (core module $fixup
      (import "" "table" (table 1 funcref))
      (import "" "0" (func $f (param i32 i32) (result i32)))
      (elem (i32.const 0) func $f))
    (core instance $shim (instantiate $shim))
    (core instance $main (instantiate $main (with "env" (instance (export "len" (func $shim "0"))))))
    (core func $len (canon lower (func $len) (memory (core memory $main "mem"))))
    (core instance (instantiate $fixup (with "" (instance
      (export "table" (table $shim "table"))
      (export "0" (func $len))))))
    (func (export "run") (result u32) (canon lift (core func $main "run"))))
  (instance $caller (instantiate $caller (with "len" (func $callee "len"))))
  (export "run" (func $caller "run")))

(assert_return (invoke "run") (u32.const 9))
