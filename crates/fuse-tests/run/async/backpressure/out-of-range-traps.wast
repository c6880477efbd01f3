;; Backpressure is never less than nothing, nor 65536 times set.

(component definition $it
  (component $callee
    (core func $inc (canon backpressure.inc)) (core func $dec (canon backpressure.dec))
    (core module $m
      (import "" "inc" (func $inc)) (import "" "dec" (func $dec))
      (func (export "inc") (param $n i32)
        (loop $next
          (call $inc)
          (local.set $n (i32.sub (local.get $n) (i32.const 1)))
          (br_if $next (local.get $n))))
      (func (export "dec") (param $n i32)
        (loop $next
          (call $dec)
          (local.set $n (i32.sub (local.get $n) (i32.const 1)))
          (br_if $next (local.get $n)))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "inc" (func $inc)) (export "dec" (func $dec))))))
    (func (export "inc") (param "n" u32) (canon lift (core func $m "inc")))
    (func (export "dec") (param "n" u32) (canon lift (core func $m "dec"))))
  (instance $callee (instantiate $callee))

  (component $root
    (import "inc" (func $inc (param "n" u32)))
    (import "dec" (func $dec (param "n" u32)))
    (core func $inc (canon lower (func $inc))) (core func $dec (canon lower (func $dec)))
    (core module $m
      (import "" "inc" (func $inc (param i32))) (import "" "dec" (func $dec (param i32)))
      (func (export "run") (param $inc i32) (param $dec i32)
        (call $inc (local.get $inc))
        (call $dec (local.get $dec))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "inc" (func $inc)) (export "dec" (func $dec))))))
    (func (export "run") (param "inc" u32) (param "dec" u32) (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "inc" (func $callee "inc")) (with "dec" (func $callee "dec"))))

  (export "run" (func $root "run"))
  (export "inc" (func $callee "inc"))
  (export "dec" (func $callee "dec")))

(component instance $i $it)
(assert_return (invoke "run" (u32.const 65535) (u32.const 65535)))
(assert_return (invoke "run" (u32.const 1) (u32.const 1)))
(assert_trap (invoke "run" (u32.const 3) (u32.const 4)) "backpressure counter overflow")
(component instance $i $it)
(assert_trap (invoke "dec" (u32.const 1)) "backpressure counter overflow")
(component instance $i $it)
(assert_trap (invoke "inc" (u32.const 65536)) "backpressure counter overflow")
