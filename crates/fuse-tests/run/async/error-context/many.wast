;; Error contexts that come and go, and thousands at a time.

(component definition $it
  (component $other
    (core func $drop (canon error-context.drop))
    (core module $m
      (import "" "drop" (func $drop (param i32)))
      (func (export "take") (param $x i32) (call $drop (local.get $x)))
      (func (export "keep") (param $x i32) (result i32) (local.get $x)))
    (core instance $m (instantiate $m (with "" (instance (export "drop" (func $drop))))))
    (func (export "take") (param "x" error-context) (canon lift (core func $m "take")))
    (func (export "keep") (param "x" error-context) (result u32) (canon lift (core func $m "keep"))))
  (instance $other (instantiate $other))

  (component $root
    (import "take" (func $take (param "x" error-context)))
    (import "keep" (func $keep (param "x" error-context) (result u32)))
    (core module $libc
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 0x4000)))
    (core instance $libc (instantiate $libc))
    (core func $take (canon lower (func $take)))
    (core func $keep (canon lower (func $keep)))
    (core func $new (canon error-context.new (memory $libc "mem")))
    (core func $message (canon error-context.debug-message (memory $libc "mem") (realloc (func $libc "realloc"))))
    (core func $drop (canon error-context.drop))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "take" (func $take (param i32)))
      (import "" "keep" (func $keep (param i32) (result i32)))
      (import "" "new" (func $new (param i32 i32) (result i32)))
      (import "" "message" (func $message (param i32 i32)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "come-and-go") (param $n i32)
        (local $x i32)
        (loop $next
          (local.set $x (call $new (i32.const 64) (i32.rem_u (local.get $n) (i32.const 5000))))
          (if (i32.ne (local.get $x) (i32.const 1)) (then unreachable))
          (call $take (local.get $x))
          (call $drop (local.get $x))
          (local.set $n (i32.sub (local.get $n) (i32.const 1)))
          (br_if $next (local.get $n))))
      ;; Each has a message of its own, a number; the callee has the last of its handles for each.
      (func (export "at-a-time") (param $n i32) (result i32)
        (local $i i32)
        (loop $next
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (i32.store (i32.const 16) (i32.and (local.get $i) (i32.const 0x7f7f7f7f)))
          (drop (call $keep (call $new (i32.const 16) (i32.const 4))))
          (br_if $next (i32.lt_u (local.get $i) (local.get $n))))
        (loop $next
          (call $message (local.get $i) (i32.const 16))
          (if (i32.ne (i32.load (i32.load (i32.const 16))) (i32.and (local.get $i) (i32.const 0x7f7f7f7f)))
            (then unreachable))
          (call $drop (local.get $i))
          (local.set $i (i32.sub (local.get $i) (i32.const 1)))
          (br_if $next (local.get $i)))
        (call $keep (call $new (i32.const 16) (i32.const 4)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "take" (func $take)) (export "keep" (func $keep)) (export "new" (func $new))
        (export "message" (func $message)) (export "drop" (func $drop))))))
    (func (export "come-and-go") (param "n" u32) (canon lift (core func $m "come-and-go")))
    (func (export "at-a-time") (param "n" u32) (result u32) (canon lift (core func $m "at-a-time"))))
  (instance $root (instantiate $root (with "take" (func $other "take")) (with "keep" (func $other "keep"))))

  (export "come-and-go" (func $root "come-and-go"))
  (export "at-a-time" (func $root "at-a-time")))

(component instance $i $it)
(assert_return (invoke "come-and-go" (u32.const 20000)))
(assert_return (invoke "at-a-time" (u32.const 10000)) (u32.const 10001))
