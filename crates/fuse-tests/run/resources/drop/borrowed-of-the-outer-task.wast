;; A destructor may drop what the task that it interrupts was lent; that task then has nothing left to drop.

(component
  (component $other
    (type $o' (resource (rep i32)))
    (core func $new (canon resource.new $o'))
    (export $o "o" (type $o'))
    (func (export "new") (param "rep" u32) (result (own $o)) (canon lift (core func $new))))
  (instance $other (instantiate $other))
  (component $definer
    (import "o" (type $o (sub resource)))
    (core func $drop-o (canon resource.drop $o))
    ;; The representation is the handle that the destructor drops.
    (type $r' (resource (rep i32) (dtor (core func $drop-o))))
    (core func $new (canon resource.new $r'))
    (core func $drop (canon resource.drop $r'))
    (core module $m
      (import "" "new" (func $new (param i32) (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "f") (param $o i32) (result i32) (local $r i32)
        (local.set $r (call $new (local.get $o)))
        (call $drop (local.get $r))
        (i32.add (i32.mul (local.get $o) (i32.const 10)) (local.get $r))))
    (core instance $m (instantiate $m (with "" (instance (export "new" (func $new)) (export "drop" (func $drop))))))
    (func (export "f") (param "o" (borrow $o)) (result u32) (canon lift (core func $m "f"))))
  (instance $d (instantiate $definer (with "o" (type $other "o"))))
  (component $user
    (import "o" (type $o (sub resource)))
    (import "new" (func $new (param "rep" u32) (result (own $o))))
    (import "f" (func $f (param "o" (borrow $o)) (result u32)))
    (core func $new (canon lower (func $new)))
    (core func $f (canon lower (func $f)))
    (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "f") (param "handle" u32) (result u32) (canon lift (core func $f))))
  (instance $u (instantiate $user
    (with "o" (type $other "o")) (with "new" (func $other "new")) (with "f" (func $d "f"))))
  (export "new" (func $u "new"))
  (export "f" (func $u "f")))

(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_return (invoke "f" (u32.const 1)) (u32.const 12))
(assert_return (invoke "f" (u32.const 1)) (u32.const 12))
