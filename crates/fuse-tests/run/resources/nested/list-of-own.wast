;; Owned handles in a list, in both directions: each gets a number where it arrives, in the order of the list.

(component definition $it
  (core module $libc
    (memory (export "mem") 4)
    (global $next (mut i32) (i32.const 1024))
    (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
      (local $p i32)
      (local.set $p (i32.and
        (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
        (i32.sub (i32.const 0) (local.get $align))))
      (global.set $next (i32.add (local.get $p) (local.get $size)))
      (memory.copy (local.get $p) (local.get $old)
        (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
      (local.get $p))
    ;; Returns the pair that it is given.
    (func (export "pair") (param i32 i32) (result i32)
      (i32.store (i32.const 8) (local.get 0))
      (i32.store (i32.const 12) (local.get 1))
      (i32.const 8)))
  (component $definer
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core func $rep (canon resource.rep $r'))
    (core instance $libc (instantiate $libc))
    (core module $m
      (import "libc" "mem" (memory 4))
      (import "" "new" (func $new (param i32) (result i32)))
      (import "" "rep" (func $rep (param i32) (result i32)))
      ;; n of them from address 0x10000 on, with the representations 10, 20, and so on.
      (func (export "new-many") (param $n i32) (result i32) (local $i i32)
        (loop $again
          (if (i32.lt_u (local.get $i) (local.get $n))
            (then
              (i32.store offset=0x10000
                (i32.shl (local.get $i) (i32.const 2))
                (call $new (i32.mul (i32.add (local.get $i) (i32.const 1)) (i32.const 10))))
              (local.set $i (i32.add (local.get $i) (i32.const 1)))
              (br $again))))
        (i32.store (i32.const 8) (i32.const 0x10000))
        (i32.store (i32.const 12) (local.get $n))
        (i32.const 8))
      (func (export "sum") (param $p i32) (param $n i32) (result i32) (local $sum i32)
        (loop $again
          (if (local.get $n)
            (then
              (local.set $sum (i32.add (local.get $sum) (call $rep (i32.load (local.get $p)))))
              (local.set $p (i32.add (local.get $p) (i32.const 4)))
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br $again))))
        (local.get $sum)))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance (export "new" (func $new)) (export "rep" (func $rep))))))
    (export $r "r" (type $r'))
    (func (export "new-many") (param "n" u32) (result (list (own $r)))
      (canon lift (core func $m "new-many") (memory (core memory $libc "mem"))))
    (func (export "handles") (param "rs" (list (own $r))) (result (list u32))
      (canon lift (core func $libc "pair")
        (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (func (export "sum") (param "rs" (list (own $r))) (result u32)
      (canon lift (core func $m "sum") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")))))
  (instance $d (instantiate $definer))

  ;; Passes lists of numbers of the host's on as lists of handles.
  (component $user
    (import "definer" (instance $d
      (export "r" (type $r (sub resource)))
      (export "new-many" (func (param "n" u32) (result (list (own $r)))))
      (export "handles" (func (param "rs" (list (own $r))) (result (list u32))))
      (export "sum" (func (param "rs" (list (own $r))) (result u32)))))
    (core instance $libc (instantiate $libc))
    (core func $new-many
      (canon lower (func $d "new-many") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core func $handles
      (canon lower (func $d "handles") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core func $sum (canon lower (func $d "sum") (memory (core memory $libc "mem"))))
    (core module $m
      (import "" "new-many" (func $new-many (param i32 i32)))
      (import "" "handles" (func $handles (param i32 i32 i32)))
      (func (export "new-many") (param i32) (result i32)
        (call $new-many (local.get 0) (i32.const 16)) (i32.const 16))
      (func (export "handles") (param i32 i32) (result i32)
        (call $handles (local.get 0) (local.get 1) (i32.const 16)) (i32.const 16)))
    (core instance $m (instantiate $m (with "" (instance
      (export "new-many" (func $new-many)) (export "handles" (func $handles))))))
    (func (export "new-many") (param "n" u32) (result (list u32))
      (canon lift (core func $m "new-many") (memory (core memory $libc "mem"))))
    (func (export "handles") (param "handles" (list u32)) (result (list u32))
      (canon lift (core func $m "handles")
        (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (func (export "sum") (param "handles" (list u32)) (result u32)
      (canon lift (core func $sum) (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")))))
  (instance $u (instantiate $user (with "definer" (instance $d))))
  (export "new-many" (func $u "new-many"))
  (export "handles" (func $u "handles"))
  (export "sum" (func $u "sum")))

(component instance $i $it)
(assert_return (invoke "new-many" (u32.const 0)) (list.const))
(assert_return (invoke "new-many" (u32.const 3)) (list.const (u32.const 1) (u32.const 2) (u32.const 3)))
(assert_return (invoke "new-many" (u32.const 1)) (list.const (u32.const 4)))
(assert_return (invoke "handles" (list.const)) (list.const))
(assert_return (invoke "handles" (list.const (u32.const 3) (u32.const 1))) (list.const (u32.const 3) (u32.const 2)))
(assert_return (invoke "sum" (list.const (u32.const 2) (u32.const 4))) (u32.const 30))
(assert_return (invoke "new-many" (u32.const 5))
  (list.const (u32.const 4) (u32.const 2) (u32.const 1) (u32.const 3) (u32.const 5)))
(assert_return (invoke "sum" (list.const (u32.const 3) (u32.const 5))) (u32.const 90))

(component instance $i $it)
(assert_return (invoke "new-many" (u32.const 2)) (list.const (u32.const 1) (u32.const 2)))
(assert_trap (invoke "handles" (list.const (u32.const 1) (u32.const 2) (u32.const 1))) "unknown handle index 1")

(component instance $i $it)
(assert_return (invoke "new-many" (u32.const 2)) (list.const (u32.const 1) (u32.const 2)))
(assert_trap (invoke "handles" (list.const (u32.const 2) (u32.const 3))) "unknown handle index 3")

(component instance $i $it)
(assert_trap (invoke "handles" (list.const (u32.const 0))) "unknown handle index 0")
