;; A calls B, which calls C, synchronously all the way; C is lifted with a callback and takes a few turns, with A and
;; B blocked above one another.

(component definition $it
  ;; What the others note, in the order in which they do.
  (component $log
    (core module $m
      (memory (export "mem") 1)
      (global $n (mut i32) (i32.const 0))
      (func (export "note") (param $x i32)
        (i32.store offset=8 (i32.mul (global.get $n) (i32.const 4)) (local.get $x))
        (global.set $n (i32.add (global.get $n) (i32.const 1))))
      (func (export "notes") (result i32)
        (i32.store (i32.const 0) (i32.const 8))
        (i32.store (i32.const 4) (global.get $n))
        (global.set $n (i32.const 0))
        (i32.const 0)))
    (core instance $m (instantiate $m))
    (func (export "note") (param "x" u32) (canon lift (core func $m "note")))
    (func (export "notes") (result (list u32)) (canon lift (core func $m "notes") (memory (core memory $m "mem")))))
  (instance $log (instantiate $log))

  (component $c
    (import "note" (func $note (param "x" u32)))
    (core func $note (canon lower (func $note))) (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "return" (func $return (param i32)))
      (global $x (mut i32) (i32.const 0))
      (global $turns (mut i32) (i32.const 2))
      (func (export "h") (param $x i32) (result i32)
        (call $note (i32.const 300))
        (global.set $x (local.get $x))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call $note (i32.const 301))
        (global.set $turns (i32.sub (global.get $turns) (i32.const 1)))
        (if (global.get $turns) (then (return (i32.const 1 (; YIELD ;)))))
        (call $return (i32.mul (global.get $x) (i32.const 2)))
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "return" (func $return))))))
    (func (export "h") async (param "x" u32) (result u32)
      (canon lift (core func $m "h") async (callback (func $m "cb")))))
  (instance $c (instantiate $c (with "note" (func $log "note"))))

  (component $b
    (import "note" (func $note (param "x" u32)))
    (import "h" (func $h async (param "x" u32) (result u32)))
    (core func $note (canon lower (func $note))) (core func $h (canon lower (func $h)))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "h" (func $h (param i32) (result i32)))
      (func (export "g") (param $x i32) (result i32)
        (call $note (i32.const 200))
        (local.set $x (call $h (i32.add (local.get $x) (i32.const 1))))
        (call $note (i32.const 201))
        (i32.add (local.get $x) (i32.const 1))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "h" (func $h))))))
    (func (export "g") async (param "x" u32) (result u32) (canon lift (core func $m "g"))))
  (instance $b (instantiate $b (with "note" (func $log "note")) (with "h" (func $c "h"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "g" (func $g async (param "x" u32) (result u32)))
    (core func $note (canon lower (func $note))) (core func $g (canon lower (func $g)))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "g" (func $g (param i32) (result i32)))
      (func (export "run")
        (call $note (i32.const 1))
        (call $note (call $g (i32.const 20)))
        (call $note (i32.const 2))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "g" (func $g))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "g" (func $b "g"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 1) (u32.const 200) (u32.const 300) (u32.const 301) (u32.const 301) (u32.const 201) (u32.const 43)
  (u32.const 2)))
