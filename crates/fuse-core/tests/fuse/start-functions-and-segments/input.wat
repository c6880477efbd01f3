;; Segments and start functions take effect in the order of instantiation.
(component
  (component $c
    (core module $first
      (memory (export "mem") 1)
      (data (i32.const 0) "first")
      (func $start (i32.store8 (i32.const 8) (i32.load8_u (i32.const 0))))
      (start $start))
    (core module $second
      (import "first" "mem" (memory 1))
      (data (i32.const 0) "second")
      (data $passive "passive")
      (func $start (memory.init $passive (i32.const 16) (i32.const 0) (i32.const 7)))
      (start $start)
      (func (export "byte") (param i32) (result i32) (i32.load8_u (local.get 0))))
    (core instance $first (instantiate $first))
    (core instance $second (instantiate $second (with "first" (instance $first))))
    (func (export "byte") (param "p" u32) (result u8) (canon lift (core func $second "byte"))))
  (instance $c (instantiate $c))
  (export "byte" (func $c "byte")))
