;; Exports `demo:text/words` with another type.
(component
  (core module $m (func (export "count") (param i64) (result i32) (i32.const 0)))
  (core instance $i (instantiate $m))
  (func $count (param "of" u64) (result u32) (canon lift (core func $i "count")))
  (instance $words (export "count" (func $count)))
  (export "demo:text/words@0.1.0" (instance $words)))
