;; Imports `demo:text/words` and exports `demo:text/letters`.
(component
  (import "demo:text/words@0.1.0" (instance $words (export "count" (func (param "of" u32) (result u32)))))
  (core func $count (canon lower (func $words "count")))
  (core module $m
    (import "words" "count" (func $count (param i32) (result i32)))
    (func (export "count") (param i32) (result i32) (call $count (local.get 0))))
  (core instance $i (instantiate $m (with "words" (instance (export "count" (func $count))))))
  (func $count-letters (param "of" u32) (result u32) (canon lift (core func $i "count")))
  (instance $letters (export "count" (func $count-letters)))
  (export "demo:text/letters" (instance $letters)))
