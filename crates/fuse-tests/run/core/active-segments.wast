;; Active data segments: those of several modules in one memory, in order; one that code names once it is written.

(component
  (core module $first
    (memory (export "mem") 1)
    (data (i32.const 0) "abcdef")
    (data $named (i32.const 16) "xyz")
    (func (export "init") (param i32)
      (memory.init $named (i32.const 0) (i32.const 0) (local.get 0)))
    (func (export "drop") (data.drop $named)))
  (core instance $first (instantiate $first))
  (core module $base (global (export "base") i32 (i32.const 2)))
  (core instance $base (instantiate $base))
  (core module $second
    (import "first" "mem" (memory 1))
    (import "base" "base" (global $base i32))
    (data (global.get $base) "CD")
    (data (i32.const 3) "D"))
  (core instance $second (instantiate $second (with "first" (instance $first)) (with "base" (instance $base))))
  (core module $reader
    (import "first" "mem" (memory 1))
    (func (export "low") (result i32) (i32.load (i32.const 0)))
    (func (export "high") (result i32) (i32.load (i32.const 16))))
  (core instance $reader (instantiate $reader (with "first" (instance $first))))
  (func (export "low") (result u32) (canon lift (core func $reader "low")))
  (func (export "high") (result u32) (canon lift (core func $reader "high")))
  (func (export "drop") (canon lift (core func $first "drop")))
  (func (export "init") (param "len" u32) (canon lift (core func $first "init"))))

;; "abCD"
(assert_return (invoke "low") (u32.const 0x44436261))
;; "xyz"
(assert_return (invoke "high") (u32.const 0x007a7978))
(assert_return (invoke "init" (u32.const 0)))
(assert_return (invoke "drop"))
(assert_trap (invoke "init" (u32.const 1)) "out of bounds memory access")

;; What one module's start function reads is not what a later module writes.
(component
  (core module $first
    (memory (export "mem") 1)
    (data (i32.const 0) "a")
    (func $start (i32.store8 (i32.const 8) (i32.load8_u (i32.const 0))))
    (start $start))
  (core instance $first (instantiate $first))
  (core module $second
    (import "first" "mem" (memory 1))
    (data (i32.const 0) "b")
    (func (export "read") (param i32) (result i32) (i32.load8_u (local.get 0))))
  (core instance $second (instantiate $second (with "first" (instance $first))))
  (func (export "read") (param "at" u32) (result u32) (canon lift (core func $second "read"))))

(assert_return (invoke "read" (u32.const 0)) (u32.const 98))
(assert_return (invoke "read" (u32.const 8)) (u32.const 97))

;; A segment that does not fit makes instantiation trap, wherever the others are written.
(assert_trap
  (component
    (core module $m
      (memory 1)
      (data (i32.const 0) "a")
      (data (i32.const 65535) "bc"))
    (core instance (instantiate $m)))
  "out of bounds memory access")
