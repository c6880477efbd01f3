(component
  (component $counts
    (core module $m
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 0))
      (func (export "count") (param i32 i32)))
    (core instance $i (instantiate $m))
    (type $map (map string u32))
    (func (export "count") (param "words" $map)
      (canon lift (core func $i "count") (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (instance $counts (instantiate $counts))
  (core module $m (func (export "run") (result i32) (i32.const 0)))
  (core instance $i (instantiate $m))
  (func $run (result (result)) (canon lift (core func $i "run")))
  (instance $command (export "run" (func $run)))
  (export "count" (func $counts "count"))
  (export "wasi:cli/run@0.2.0" (instance $command)))
