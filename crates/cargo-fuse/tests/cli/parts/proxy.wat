;; Imports and exports `demo:text/words`.
(component
  (import "demo:text/words@0.1.0" (instance $inner (export "count" (func (param "of" u32) (result u32)))))
  (core func $count (canon lower (func $inner "count")))
  (core module $m
    (import "words" "count" (func $count (param i32) (result i32)))
    (func (export "count") (param i32) (result i32) (call $count (i32.add (local.get 0) (i32.const 100)))))
  (core instance $i (instantiate $m (with "words" (instance (export "count" (func $count))))))
  (func $outer-count (param "of" u32) (result u32) (canon lift (core func $i "count")))
  (instance $outer (export "count" (func $outer-count)))
  (export "demo:text/words@0.1.0" (instance $outer)))
