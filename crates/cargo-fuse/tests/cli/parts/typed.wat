;; Imports an interface of types alone, and exports a function.
(component
  (import "demo:text/types" (instance $types
    (type $count' (record (field "of" u32)))
    (export "count" (type $count (eq $count')))))
  (alias export $types "count" (type $count))
  (core module $m (func (export "run") (param i32) (result i32) (local.get 0)))
  (core instance $i (instantiate $m))
  (func $run (param "what" $count) (result u32) (canon lift (core func $i "run")))
  (export "run" (func $run)))
