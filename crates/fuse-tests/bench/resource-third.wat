;; A handle that is lent to a component that does not define its type: it gets a handle, which it drops.
;; `run` lends it `n` times and returns a checksum of the borrowed handles; `size` has no meaning here.
(component
  (component $definer
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (export $r "r" (type $r'))
    (func (export "make") (param "it" u32) (result (own $r))
      (canon lift (core func $new))))

  (component $callee
    (import "r" (type $r (sub resource)))
    (core func $drop (canon resource.drop $r))
    (core module $main
      (import "r" "drop" (func $drop (param i32)))
      (func (export "next") (param $r i32) (param $it i32) (result i32)
        (call $drop (local.get $r))
        (i32.add (i32.mul (local.get $it) (i32.const 31)) (local.get $r)))
    )
    (core instance $main
      (instantiate $main
        (with "r" (instance (export "drop" (func $drop))))))
    (func (export "next") (param "r" (borrow $r)) (param "it" u32) (result u32)
      (canon lift (core func $main "next"))))

  (component $caller
    (import "r" (type $r (sub resource)))
    (import "make" (func $make (param "it" u32) (result (own $r))))
    (import "next" (func $next (param "r" (borrow $r)) (param "it" u32) (result u32)))
    (core module $main
      (import "definer" "make" (func $make (param i32) (result i32)))
      (import "definer" "drop" (func $drop (param i32)))
      (import "callee" "next" (func $next (param i32 i32) (result i32)))
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
        (with "definer" (instance (export "make" (func $make)) (export "drop" (func $drop))))
        (with "callee" (instance (export "next" (func $next))))))
    (func (export "run") (param "n" u32) (param "size" u32) (result u32)
      (canon lift (core func $main "run"))))

  (instance $definer (instantiate $definer))
  (instance $callee (instantiate $callee (with "r" (type $definer "r"))))
  (instance $caller
    (instantiate $caller
      (with "r" (type $definer "r"))
      (with "make" (func $definer "make"))
      (with "next" (func $callee "next"))))
  (export "run" (func $caller "run")))
