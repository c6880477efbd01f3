;; A resource that another component makes, and drops by a destructor of its own when the caller drops the handle.
;; `run` makes and drops `n` of them and returns a checksum of their handles; `size` has no meaning here.
(component
  (component $callee
    (core module $state
      (global $dropped (export "dropped") (mut i32) (i32.const 0))
      (func (export "dtor") (param $rep i32)
        (global.set $dropped (i32.add (global.get $dropped) (local.get $rep)))))
    (core instance $state (instantiate $state))
    (type $r' (resource (rep i32) (dtor (core func $state "dtor"))))
    (core func $new (canon resource.new $r'))
    (core module $main
      (import "r" "new" (func $new (param i32) (result i32)))
      (import "state" "dropped" (global $dropped (mut i32)))
      (func (export "make") (param $it i32) (result i32)
        (call $new (local.get $it)))
      (func (export "dropped") (result i32)
        (global.get $dropped))
    )
    (core instance $main
      (instantiate $main
        (with "r" (instance (export "new" (func $new))))
        (with "state" (instance $state))))
    (export $r "r" (type $r'))
    (func (export "make") (param "it" u32) (result (own $r))
      (canon lift (core func $main "make")))
    (func (export "dropped") (result u32)
      (canon lift (core func $main "dropped"))))

  (component $caller
    (import "r" (type $r (sub resource)))
    (import "make" (func $make (param "it" u32) (result (own $r))))
    (import "dropped" (func $dropped (result u32)))
    (core module $main
      (import "callee" "make" (func $make (param i32) (result i32)))
      (import "callee" "dropped" (func $dropped (result i32)))
      (import "callee" "drop" (func $drop (param i32)))
      (func (export "run") (param $n i32) (param $size i32) (result i32)
        (local $sum i32) (local $r i32)
        (loop $again
          (if (local.get $n)
            (then
              (local.set $r (call $make (local.get $n)))
              (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) (local.get $r)))
              (call $drop (local.get $r))
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br $again))))
        (i32.add (local.get $sum) (call $dropped)))
    )
    (core func $make (canon lower (func $make)))
    (core func $dropped (canon lower (func $dropped)))
    (core func $drop (canon resource.drop $r))
    (core instance $main
      (instantiate $main
        (with "callee" (instance
          (export "make" (func $make)) (export "dropped" (func $dropped)) (export "drop" (func $drop))))))
    (func (export "run") (param "n" u32) (param "size" u32) (result u32)
      (canon lift (core func $main "run"))))

  (instance $callee (instantiate $callee))
  (instance $caller
    (instantiate $caller
      (with "r" (type $callee "r"))
      (with "make" (func $callee "make"))
      (with "dropped" (func $callee "dropped"))))
  (export "run" (func $caller "run")))
