;; A resource that one component defines and another one holds.
(component
  (component $definer
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core module $m
      (import "env" "new" (func $new (param i32) (result i32)))
      (func (export "make") (result i32) (call $new (i32.const 42))))
    (core instance $i (instantiate $m (with "env" (instance (export "new" (func $new))))))
    (export $r "r" (type $r'))
    (func (export "make") (result (own $r)) (canon lift (core func $i "make"))))
  (component $user
    (import "definer" (instance $definer
      (export "r" (type $r (sub resource)))
      (export "make" (func (result (own $r))))))
    (core func $make (canon lower (func $definer "make")))
    (core module $m
      (import "env" "make" (func $make (result i32)))
      (func (export "run") (result i32) (call $make)))
    (core instance $i (instantiate $m (with "env" (instance (export "make" (func $make))))))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))
  (instance $definer (instantiate $definer))
  (instance $user (instantiate $user (with "definer" (instance $definer))))
  (export "run" (func $user "run")))
