;; A shared memory, with atomic accesses, stays shared.

(component
  (component $c
    (core module $libc (memory (export "mem") 1 1 shared))
    (core module $m
      (import "libc" "mem" (memory 1 1 shared))
      (func (export "bump") (result i32) (i32.atomic.rmw.add (i32.const 8) (i32.const 1)))
      (func (export "notify") (result i32) (memory.atomic.notify (i32.const 8) (i32.const 1)))
      (func (export "misaligned") (result i32) (i32.atomic.load (i32.const 9))))
    (core instance $libc (instantiate $libc))
    (core instance $a (instantiate $m (with "libc" (instance $libc))))
    (core instance $b (instantiate $m (with "libc" (instance $libc))))
    (func (export "a") (result u32) (canon lift (core func $a "bump")))
    (func (export "b") (result u32) (canon lift (core func $b "bump")))
    (func (export "notify") (result u32) (canon lift (core func $a "notify")))
    (func (export "misaligned") (result u32) (canon lift (core func $a "misaligned"))))
  (instance $c (instantiate $c))
  (export "a" (func $c "a"))
  (export "b" (func $c "b"))
  (export "notify" (func $c "notify"))
  (export "misaligned" (func $c "misaligned")))

(assert_return (invoke "a") (u32.const 0))
(assert_return (invoke "b") (u32.const 1))
(assert_return (invoke "a") (u32.const 2))
(assert_return (invoke "notify") (u32.const 0))
(assert_trap (invoke "misaligned") "")
