;; Tail calls within a module, through a table and to an import that another component implements.

(component
  (component $callee
    (core module $m
      (func $count (export "count") (param i32) (result i32)
        (if (i32.eqz (local.get 0)) (then (return (i32.const 99))))
        (return_call $count (i32.sub (local.get 0) (i32.const 1)))))
    (core instance $i (instantiate $m))
    (func (export "count") (param "n" u32) (result u32) (canon lift (core func $i "count"))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "count" (func $count (param "n" u32) (result u32)))
    (core func $count (canon lower (func $count)))
    (core module $m
      (import "" "count" (func $count (param i32) (result i32)))
      (table 1 funcref)
      (elem (i32.const 0) func $count)
      (func (export "direct") (param i32) (result i32) (return_call $count (local.get 0)))
      (func (export "indirect") (param i32) (result i32)
        (return_call_indirect (param i32) (result i32) (local.get 0) (i32.const 0))))
    (core instance $i (instantiate $m (with "" (instance (export "count" (func $count))))))
    (func (export "direct") (param "n" u32) (result u32) (canon lift (core func $i "direct")))
    (func (export "indirect") (param "n" u32) (result u32) (canon lift (core func $i "indirect"))))
  (instance $caller (instantiate $caller (with "count" (func $callee "count"))))
  (export "direct" (func $caller "direct"))
  (export "indirect" (func $caller "indirect")))

(assert_return (invoke "direct" (u32.const 1000000)) (u32.const 99))
(assert_return (invoke "indirect" (u32.const 1000000)) (u32.const 99))
