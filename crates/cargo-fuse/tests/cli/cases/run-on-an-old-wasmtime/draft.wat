(component
  (import "wasi:clocks/types@0.3.0-rc-2026-03-15" (instance $t (type $d' u64) (export "duration" (type (eq $d')))))
  (core module $m (func (export "run") (result i32) (i32.const 0)))
  (core instance $i (instantiate $m))
  (func $run (result (result)) (canon lift (core func $i "run")))
  (instance $x (export "run" (func $run)))
  (export "wasi:cli/run@0.2.0" (instance $x)))
