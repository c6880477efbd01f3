;; A command that imports `demo:text/words`.
(component
  (import "demo:text/words@0.1.0" (instance $words (export "count" (func (param "of" u32) (result u32)))))
  (core func $count (canon lower (func $words "count")))
  (core module $m
    (import "words" "count" (func $count (param i32) (result i32)))
    (func (export "run") (result i32) (i32.eqz (call $count (i32.const 20)))))
  (core instance $i (instantiate $m (with "words" (instance (export "count" (func $count))))))
  (func $run (result (result)) (canon lift (core func $i "run")))
  (instance $cli (export "run" (func $run)))
  (export "wasi:cli/run@0.2.0" (instance $cli)))
