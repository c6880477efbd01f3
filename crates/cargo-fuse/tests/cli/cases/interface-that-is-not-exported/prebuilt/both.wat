;; Exports `demo:text/words` and `demo:text/letters`.
(component
  (core module $m
    (func (export "count") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 7))))
  (core instance $i (instantiate $m))
  (func $count (param "of" u32) (result u32) (canon lift (core func $i "count")))
  (instance $it (export "count" (func $count)))
  (export "demo:text/words@0.1.0" (instance $it))
  (export "demo:text/letters" (instance $it)))
