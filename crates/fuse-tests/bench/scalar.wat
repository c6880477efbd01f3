;; A call that passes a number and gets one back.
;; `run` makes `n` calls and returns the last result; `size` has no meaning here.
(component
  (component $callee
    (core module $main
      (func (export "next") (param $it i32) (result i32)
        (i32.add (i32.mul (local.get $it) (i32.const 31)) (i32.const 7))))
    (core instance $main (instantiate $main))
    (func (export "next") (param "it" u32) (result u32)
      (canon lift (core func $main "next"))))

  (component $caller
    (import "next" (func $next (param "it" u32) (result u32)))
    (core module $main
      (import "callee" "next" (func $next (param i32) (result i32)))
      (func (export "run") (param $n i32) (param $size i32) (result i32)
        (local $sum i32)
        (loop $again
          (if (local.get $n)
            (then
              (local.set $sum (call $next (local.get $sum)))
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br $again))))
        (local.get $sum))
    )
    (core func $next (canon lower (func $next)))
    (core instance $main
      (instantiate $main
        (with "callee" (instance (export "next" (func $next))))))
    (func (export "run") (param "n" u32) (param "size" u32) (result u32)
      (canon lift (core func $main "run"))))

  (instance $callee (instantiate $callee))
  (instance $caller (instantiate $caller (with "next" (func $callee "next"))))
  (export "run" (func $caller "run")))
