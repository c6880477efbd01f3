;; Lent handles in a list: the definer gets the representations, anybody else gets handles, every one of which has to be
;; dropped. The same handle may be lent more than once, but not be given away by the same call.

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
    (core instance $libc (instantiate $libc))
    (core module $m
      (func (export "len") (param i32 i32 i32) (result i32) (local.get 2))
      (func (export "len2") (param i32 i32 i32) (result i32) (local.get 1)))
    (core instance $m (instantiate $m))
    (export $r "r" (type $r'))
    (func (export "new") (param "rep" u32) (result (own $r)) (canon lift (core func $new)))
    (func (export "reps") (param "rs" (list (borrow $r))) (result (list u32))
      (canon lift (core func $libc "pair")
        (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (func (export "own-borrows") (param "r" (own $r)) (param "rs" (list (borrow $r))) (result u32)
      (canon lift (core func $m "len") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (func (export "borrows-own") (param "rs" (list (borrow $r))) (param "r" (own $r)) (result u32)
      (canon lift (core func $m "len2") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")))))
  (instance $d (instantiate $definer))

  ;; Drops all but the handle 5.
  (component $third
    (import "r" (type $r (sub resource)))
    (core func $drop (canon resource.drop $r))
    (core instance $libc (instantiate $libc))
    (core module $m
      (import "libc" "mem" (memory 4))
      (import "" "drop" (func $drop (param i32)))
      (func (export "handles") (param $p i32) (param $n i32) (result i32)
        (i32.store (i32.const 8) (local.get $p))
        (i32.store (i32.const 12) (local.get $n))
        (loop $again
          (if (local.get $n)
            (then
              (if (i32.ne (i32.load (local.get $p)) (i32.const 5)) (then (call $drop (i32.load (local.get $p)))))
              (local.set $p (i32.add (local.get $p) (i32.const 4)))
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br $again))))
        (i32.const 8)))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc)) (with "" (instance (export "drop" (func $drop))))))
    (func (export "handles") (param "rs" (list (borrow $r))) (result (list u32))
      (canon lift (core func $m "handles")
        (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")))))
  (instance $t (instantiate $third (with "r" (type $d "r"))))

  ;; Passes lists of numbers of the host's on as lists of handles.
  (component $user
    (import "definer" (instance $d
      (export "r" (type $r (sub resource)))
      (export "new" (func (param "rep" u32) (result (own $r))))
      (export "reps" (func (param "rs" (list (borrow $r))) (result (list u32))))
      (export "own-borrows" (func (param "r" (own $r)) (param "rs" (list (borrow $r))) (result u32)))
      (export "borrows-own" (func (param "rs" (list (borrow $r))) (param "r" (own $r)) (result u32)))))
    (alias export $d "r" (type $r))
    (import "third" (instance $t
      (export "handles" (func (param "rs" (list (borrow $r))) (result (list u32))))))
    (core instance $libc (instantiate $libc))
    (core func $new (canon lower (func $d "new")))
    (core func $reps
      (canon lower (func $d "reps") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core func $handles
      (canon lower (func $t "handles") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core func $own-borrows (canon lower (func $d "own-borrows") (memory (core memory $libc "mem"))))
    (core func $borrows-own (canon lower (func $d "borrows-own") (memory (core memory $libc "mem"))))
    (core module $m
      (import "" "reps" (func $reps (param i32 i32 i32)))
      (import "" "handles" (func $handles (param i32 i32 i32)))
      (func (export "reps") (param i32 i32) (result i32)
        (call $reps (local.get 0) (local.get 1) (i32.const 16)) (i32.const 16))
      (func (export "handles") (param i32 i32) (result i32)
        (call $handles (local.get 0) (local.get 1) (i32.const 16)) (i32.const 16)))
    (core instance $m (instantiate $m (with "" (instance
      (export "reps" (func $reps)) (export "handles" (func $handles))))))
    (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "reps") (param "handles" (list u32)) (result (list u32))
      (canon lift (core func $m "reps")
        (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (func (export "handles") (param "handles" (list u32)) (result (list u32))
      (canon lift (core func $m "handles")
        (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (func (export "own-borrows") (param "own" u32) (param "borrows" (list u32)) (result u32)
      (canon lift (core func $own-borrows) (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (func (export "borrows-own") (param "borrows" (list u32)) (param "own" u32) (result u32)
      (canon lift (core func $borrows-own) (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")))))
  (instance $u (instantiate $user (with "definer" (instance $d)) (with "third" (instance $t))))
  (export "new" (func $u "new"))
  (export "reps" (func $u "reps"))
  (export "handles" (func $u "handles"))
  (export "own-borrows" (func $u "own-borrows"))
  (export "borrows-own" (func $u "borrows-own")))

(component instance $i $it)
(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_return (invoke "new" (u32.const 8)) (u32.const 2))
(assert_return (invoke "new" (u32.const 9)) (u32.const 3))
(assert_return (invoke "reps" (list.const)) (list.const))
(assert_return (invoke "reps" (list.const (u32.const 3) (u32.const 1) (u32.const 3)))
  (list.const (u32.const 9) (u32.const 7) (u32.const 9)))
(assert_return (invoke "handles" (list.const (u32.const 3) (u32.const 1) (u32.const 3)))
  (list.const (u32.const 1) (u32.const 2) (u32.const 3)))
(assert_return (invoke "handles" (list.const (u32.const 1) (u32.const 2)))
  (list.const (u32.const 3) (u32.const 2)))
(assert_return (invoke "own-borrows" (u32.const 2) (list.const (u32.const 1) (u32.const 1))) (u32.const 2))
(assert_return (invoke "borrows-own" (list.const (u32.const 1)) (u32.const 3)) (u32.const 1))
(assert_return (invoke "reps" (list.const (u32.const 1))) (list.const (u32.const 7)))
(assert_trap (invoke "reps" (list.const (u32.const 1) (u32.const 2))) "unknown handle index 2")

(component instance $i $it)
(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_trap
  (invoke "handles" (list.const (u32.const 1) (u32.const 1) (u32.const 1) (u32.const 1) (u32.const 1)))
  "borrow handles still remain at the end of the call")

(component instance $i $it)
(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_return (invoke "new" (u32.const 8)) (u32.const 2))
(assert_trap (invoke "own-borrows" (u32.const 2) (list.const (u32.const 1) (u32.const 2))) "unknown handle index 2")

(component instance $i $it)
(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_return (invoke "new" (u32.const 8)) (u32.const 2))
(assert_trap (invoke "borrows-own" (list.const (u32.const 1) (u32.const 2)) (u32.const 1))
  "cannot remove owned resource while borrowed")
