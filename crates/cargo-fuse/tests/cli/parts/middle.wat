;; Imports `demo:text/letters` and exports `demo:text/words`.
(component
  (import "demo:text/letters" (instance $letters (export "count" (func (param "of" u32) (result u32)))))
  (core func $count (canon lower (func $letters "count")))
  (core module $m
    (import "letters" "count" (func $count (param i32) (result i32)))
    (func (export "count") (param i32) (result i32) (call $count (local.get 0))))
  (core instance $i (instantiate $m (with "letters" (instance (export "count" (func $count))))))
  (func $count-words (param "of" u32) (result u32) (canon lift (core func $i "count")))
  (instance $words (export "count" (func $count-words)))
  (export "demo:text/words@0.1.0" (instance $words)))
