;; Core modules of one component that share a memory, a table and a global.
(component
  (component $c
    (core module $env
      (memory (export "memory") 1)
      (table (export "table") 2 funcref)
      (global (export "stack") (mut i32) (i32.const 65536)))
    (core module $lib
      (import "env" "memory" (memory 1))
      (import "env" "table" (table 2 funcref))
      (import "env" "stack" (global $stack (mut i32)))
      (elem (i32.const 1) func $push)
      (data (i32.const 16) "lib")
      (func $push (param i32)
        (global.set $stack (i32.sub (global.get $stack) (i32.const 4)))
        (i32.store (global.get $stack) (local.get 0))))
    (core module $main
      (import "env" "table" (table 2 funcref))
      (func (export "push") (param i32) (call_indirect (param i32) (local.get 0) (i32.const 1))))
    (core instance $env (instantiate $env))
    (core instance (instantiate $lib (with "env" (instance $env))))
    (core instance $main (instantiate $main (with "env" (instance $env))))
    (func (export "push") (param "x" u32) (canon lift (core func $main "push"))))
  (instance $c (instantiate $c))
  (export "push" (func $c "push")))
