;; A call of a function of async type that neither side treats so: sync lower, sync lift.
;; `run` makes `n` calls and returns a checksum of their results; `size` has no meaning here.
(component
  (component $callee
    (core module $main
      (func (export "take") (param $it i32) (result i32)
        (i32.add (local.get $it) (i32.const 7)))
    )
    (core instance $main (instantiate $main))
    (func (export "take") async (param "it" u32) (result u32)
      (canon lift (core func $main "take"))))

  (component $caller
    (import "take" (func $take async (param "it" u32) (result u32)))
    (core module $main
      (import "callee" "take" (func $take (param i32) (result i32)))
      (func (export "run") (param $n i32) (param $size i32) (result i32)
        (local $sum i32)
        (loop $again
          (if (local.get $n)
            (then
              (local.set $sum
                (i32.add (i32.mul (local.get $sum) (i32.const 31)) (call $take (local.get $n))))
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br $again))))
        (local.get $sum))
    )
    (core func $take (canon lower (func $take)))
    (core instance $main
      (instantiate $main
        (with "callee" (instance (export "take" (func $take))))))
    (func (export "run") async (param "n" u32) (param "size" u32) (result u32)
      (canon lift (core func $main "run"))))

  (instance $callee (instantiate $callee))
  (instance $caller (instantiate $caller (with "take" (func $callee "take"))))
  (export "run" (func $caller "run")))
