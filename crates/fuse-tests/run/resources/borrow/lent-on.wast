;; A borrowed handle may be lent on, to the definer and to a fourth; every one in between drops its own.

(component definition $it
  (component $definer
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core module $m (func (export "same") (param i32) (result i32) (local.get 0)))
    (core instance $m (instantiate $m))
    (export $r "r" (type $r'))
    (func (export "new") (param "rep" u32) (result (own $r)) (canon lift (core func $new)))
    (func (export "ask") (param "r" (borrow $r)) (result u32) (canon lift (core func $m "same"))))
  (instance $d (instantiate $definer))
  ;; Asks the next one, and puts its own handle before the answer; a handle of 3 is not dropped.
  (component $link
    (import "definer" (instance $d
      (export "r" (type $r (sub resource)))
      (export "new" (func (param "rep" u32) (result (own $r))))))
    (alias export $d "r" (type $r))
    (import "next" (func $next (param "r" (borrow $r)) (result u32)))
    (core func $new (canon lower (func $d "new")))
    (core func $next (canon lower (func $next)))
    (core func $drop (canon resource.drop $r))
    (core module $m
      (import "" "next" (func $next (param i32) (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "ask") (param $r i32) (result i32)
        (i32.add (i32.mul (local.get $r) (i32.const 1000)) (i32.mul (call $next (local.get $r)) (i32.const 10)))
        (if (i32.ne (local.get $r) (i32.const 3)) (then (call $drop (local.get $r))))))
    (core instance $m (instantiate $m (with "" (instance
      (export "next" (func $next)) (export "drop" (func $drop))))))
    (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "ask") (param "r" (borrow $r)) (result u32) (canon lift (core func $m "ask")))
    (func (export "start") (param "handle" u32) (result u32) (canon lift (core func $next))))
  (instance $c (instantiate $link (with "definer" (instance $d)) (with "next" (func $d "ask"))))
  (instance $b (instantiate $link (with "definer" (instance $d)) (with "next" (func $c "ask"))))
  (instance $a (instantiate $link (with "definer" (instance $d)) (with "next" (func $b "ask"))))
  (export "a-new" (func $a "new"))
  (export "b-new" (func $b "new"))
  (export "c-new" (func $c "new"))
  (export "a-start" (func $a "start"))
  (export "b-start" (func $b "start")))

(component instance $i $it)
(assert_return (invoke "a-new" (u32.const 7)) (u32.const 1))
(assert_return (invoke "a-start" (u32.const 1)) (u32.const 11_700))
(assert_return (invoke "b-new" (u32.const 8)) (u32.const 1))
(assert_return (invoke "b-start" (u32.const 1)) (u32.const 1080))
(assert_return (invoke "a-start" (u32.const 1)) (u32.const 12_700))
(assert_return (invoke "c-new" (u32.const 9)) (u32.const 1))
(assert_return (invoke "a-start" (u32.const 1)) (u32.const 22_700))
(assert_return (invoke "c-new" (u32.const 9)) (u32.const 2))
;; C keeps what B lends it: the call from B ends in a trap.
(assert_trap (invoke "b-start" (u32.const 1)) "borrow handles still remain at the end of the call")

;; B keeps what A lends it, after C has dropped.
(component instance $i $it)
(assert_return (invoke "b-new" (u32.const 8)) (u32.const 1))
(assert_return (invoke "b-new" (u32.const 8)) (u32.const 2))
(assert_return (invoke "a-new" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "a-start" (u32.const 1)) "borrow handles still remain at the end of the call")
