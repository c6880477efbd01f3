;; A destructor traps: the built-in of the one who drops stands between.
(component
  (component $definer
    (core module $d (func $destroy (export "dtor") (param i32) unreachable))
    (core instance $d (instantiate $d))
    (type $r' (resource (rep i32) (dtor (core func $d "dtor"))))
    (core func $new (canon resource.new $r'))
    (core module $m
      (import "" "new" (func $new (param i32) (result i32)))
      (func $make (export "make") (result i32) (call $new (i32.const 42))))
    (core instance $i (instantiate $m (with "" (instance (export "new" (func $new))))))
    (export $r "r" (type $r'))
    (func (export "make") (result (own $r)) (canon lift (core func $i "make"))))
  (component $user
    (import "definer" (instance $definer
      (export "r" (type $r (sub resource)))
      (export "make" (func (result (own $r))))))
    (alias export $definer "r" (type $r))
    (core func $make (canon lower (func $definer "make")))
    (core func $drop (canon resource.drop $r))
    (core module $m
      (import "" "make" (func $make (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (func $run (export "run") (call $drop (call $make))))
    (core instance $i (instantiate $m (with "" (instance
      (export "make" (func $make)) (export "drop" (func $drop))))))
    (func (export "run") (canon lift (core func $i "run"))))
  (instance $definer (instantiate $definer))
  (instance $user (instantiate $user (with "definer" (instance $definer))))
  (export "run" (func $user "run")))
