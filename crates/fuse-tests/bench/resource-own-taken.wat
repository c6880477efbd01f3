;; A resource that another component makes, and that is given back to it; there it is dropped.
;; `run` makes and gives back `n` of them and returns a checksum of their representations; `size` has no meaning here.
(component
  (component $callee
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core func $rep (canon resource.rep $r'))
    (core func $drop (canon resource.drop $r'))
    (core module $main
      (import "r" "new" (func $new (param i32) (result i32)))
      (import "r" "rep" (func $rep (param i32) (result i32)))
      (import "r" "drop" (func $drop (param i32)))
      (func (export "make") (param $it i32) (result i32)
        (call $new (local.get $it)))
      (func (export "take") (param $r i32) (result i32)
        (call $rep (local.get $r))
        (call $drop (local.get $r)))
    )
    (core instance $main
      (instantiate $main
        (with "r" (instance
          (export "new" (func $new)) (export "rep" (func $rep)) (export "drop" (func $drop))))))
    (export $r "r" (type $r'))
    (func (export "make") (param "it" u32) (result (own $r))
      (canon lift (core func $main "make")))
    (func (export "take") (param "r" (own $r)) (result u32)
      (canon lift (core func $main "take"))))

  (component $caller
    (import "r" (type $r (sub resource)))
    (import "make" (func $make (param "it" u32) (result (own $r))))
    (import "take" (func $take (param "r" (own $r)) (result u32)))
    (core module $main
      (import "callee" "make" (func $make (param i32) (result i32)))
      (import "callee" "take" (func $take (param i32) (result i32)))
      (func (export "run") (param $n i32) (param $size i32) (result i32)
        (local $sum i32)
        (loop $again
          (if (local.get $n)
            (then
              (local.set $sum
                (i32.add
                  (i32.mul (local.get $sum) (i32.const 31))
                  (call $take (call $make (local.get $n)))))
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br $again))))
        (local.get $sum))
    )
    (core func $make (canon lower (func $make)))
    (core func $take (canon lower (func $take)))
    (core instance $main
      (instantiate $main
        (with "callee" (instance (export "make" (func $make)) (export "take" (func $take))))))
    (func (export "run") (param "n" u32) (param "size" u32) (result u32)
      (canon lift (core func $main "run"))))

  (instance $callee (instantiate $callee))
  (instance $caller
    (instantiate $caller
      (with "r" (type $callee "r"))
      (with "make" (func $callee "make"))
      (with "take" (func $callee "take"))))
  (export "run" (func $caller "run")))
