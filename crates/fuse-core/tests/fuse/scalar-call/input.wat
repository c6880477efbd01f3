;; The smallest call between two components.
(component
  (component $callee
    (core module $m (func (export "double") (param i32) (result i32) (i32.shl (local.get 0) (i32.const 1))))
    (core instance $i (instantiate $m))
    (func (export "double") (param "x" u8) (result u8) (canon lift (core func $i "double"))))
  (component $caller
    (import "double" (func $double (param "x" u8) (result u8)))
    (core func $double (canon lower (func $double)))
    (core module $m
      (import "env" "double" (func $double (param i32) (result i32)))
      (func (export "quadruple") (param i32) (result i32) (call $double (call $double (local.get 0)))))
    (core instance $i (instantiate $m (with "env" (instance (export "double" (func $double))))))
    (func (export "quadruple") (param "x" u8) (result u8) (canon lift (core func $i "quadruple"))))
  (instance $callee (instantiate $callee))
  (instance $caller (instantiate $caller (with "double" (func $callee "double"))))
  (export "quadruple" (func $caller "quadruple")))
