;; Imports `demo:text/words` and exports `run`.
(component
  (import "demo:text/words@0.1.0" (instance $words (export "count" (func (param "of" u32) (result u32)))))
  (core func $count (canon lower (func $words "count")))
  (core module $m
    (import "words" "count" (func $count (param i32) (result i32)))
    (func (export "run") (result i32) (call $count (i32.const 20))))
  (core instance $i (instantiate $m (with "words" (instance (export "count" (func $count))))))
  (func (export "run") (result u32) (canon lift (core func $i "run"))))
