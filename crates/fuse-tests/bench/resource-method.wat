;; A method of a resource: its definer is lent the handle, and gets the representation.
;; `run` calls it `n` times and returns the last result; `size` has no meaning here.
(component
  (component $callee
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core module $main
      (import "r" "new" (func $new (param i32) (result i32)))
      (func (export "make") (param $it i32) (result i32)
        (call $new (local.get $it)))
      (func (export "next") (param $self i32) (param $it i32) (result i32)
        (i32.add (i32.mul (local.get $it) (i32.const 31)) (local.get $self)))
    )
    (core instance $main
      (instantiate $main
        (with "r" (instance (export "new" (func $new))))))
    (export $r "r" (type $r'))
    (func (export "make") (param "it" u32) (result (own $r))
      (canon lift (core func $main "make")))
    (func (export "next") (param "self" (borrow $r)) (param "it" u32) (result u32)
      (canon lift (core func $main "next"))))

  (component $caller
    (import "r" (type $r (sub resource)))
    (import "make" (func $make (param "it" u32) (result (own $r))))
    (import "next" (func $next (param "self" (borrow $r)) (param "it" u32) (result u32)))
    (core module $main
      (import "callee" "make" (func $make (param i32) (result i32)))
      (import "callee" "next" (func $next (param i32 i32) (result i32)))
      (import "callee" "drop" (func $drop (param i32)))
      (func (export "run") (param $n i32) (param $size i32) (result i32)
        (local $sum i32) (local $r i32)
        (local.set $r (call $make (i32.const 7)))
        (loop $again
          (if (local.get $n)
            (then
              (local.set $sum (call $next (local.get $r) (local.get $sum)))
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br $again))))
        (call $drop (local.get $r))
        (local.get $sum))
    )
    (core func $make (canon lower (func $make)))
    (core func $next (canon lower (func $next)))
    (core func $drop (canon resource.drop $r))
    (core instance $main
      (instantiate $main
        (with "callee" (instance
          (export "make" (func $make)) (export "next" (func $next)) (export "drop" (func $drop))))))
    (func (export "run") (param "n" u32) (param "size" u32) (result u32)
      (canon lift (core func $main "run"))))

  (instance $callee (instantiate $callee))
  (instance $caller
    (instantiate $caller
      (with "r" (type $callee "r"))
      (with "make" (func $callee "make"))
      (with "next" (func $callee "next"))))
  (export "run" (func $caller "run")))
