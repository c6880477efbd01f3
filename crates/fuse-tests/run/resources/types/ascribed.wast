;; Exports are given types that name the resource by another export, and an instance in an instance says that its
;; resource is that of the outer one.

(component definition $it
  (component $a
    (core module $m
      (func (export "new") (param i32) (result i32) (local.get 0)))
    (core instance $m (instantiate $m))
    (type $r' (resource (rep i32)))
    (export $r "r" (type $r'))
    (core func $new (canon resource.new $r'))
    (func $mk (param "x" u32) (result (own $r')) (canon lift (core func $new)))
    (func $get (param "x" (borrow $r')) (result u32) (canon lift (core func $m "new")))
    (export "mk" (func $mk) (func (param "x" u32) (result (own $r))))
    (export "get" (func $get) (func (param "x" (borrow $r)) (result u32)))
    (instance $i (export "r" (type $r)) (export "mk" (func $mk)))
    (export "i"
      (instance $i)
      (instance (export "r" (type $s (eq $r))) (export "mk" (func (param "x" u32) (result (own $s)))))))
  (instance $a (instantiate $a))
  (component $b
    (import "a"
      (instance $a
        (export "r" (type $r (sub resource))) (export "mk" (func (param "x" u32) (result (own $r))))
        (export "get" (func (param "x" (borrow $r)) (result u32)))
        (export "i"
          (instance (export "r" (type $s (eq $r))) (export "mk" (func (param "x" u32) (result (own $s))))))))
    (alias export $a "r" (type $r))
    (alias export $a "i" (instance $i))
    (alias export $i "r" (type $s))
    (core func $mk (canon lower (func $a "mk"))) (core func $mk2 (canon lower (func $i "mk")))
    (core func $get (canon lower (func $a "get"))) (core func $drop (canon resource.drop $s))
    (core module $m
      (import "" "mk" (func $mk (param i32) (result i32))) (import "" "mk2" (func $mk2 (param i32) (result i32)))
      (import "" "get" (func $get (param i32) (result i32))) (import "" "drop" (func $drop (param i32)))
      (func (export "run") (result i32)
        (local i32 i32)
        (local.set 0 (call $mk (i32.const 10)))
        (local.set 1 (call $mk2 (i32.const 20)))
        (i32.add (call $get (local.get 0)) (call $get (local.get 1)))
        (call $drop (local.get 0))
        (call $drop (local.get 1))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "mk" (func $mk)) (export "mk2" (func $mk2)) (export "get" (func $get))
        (export "drop" (func $drop))))))
    (func (export "run") (result u32) (canon lift (core func $m "run"))))
  (instance $b (instantiate $b (with "a" (instance $a))))
  (export "run" (func $b "run")))

(component instance $i $it)
(assert_return (invoke "run") (u32.const 30))
(assert_return (invoke "run") (u32.const 30))
