;; Sixteen flat parameters are the most that a callee, or a synchronous caller, takes as they are.

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

  (component $callee
    (import "note" (func $note (param "x" u32)))
    (type $f (func async
      (param "pa" u32) (param "pb" u32) (param "pc" u32) (param "pd" u32) (param "pe" u32) (param "pf" u32)
      (param "pg" u32) (param "ph" u32) (param "pi" u32) (param "pj" u32) (param "pk" u32) (param "pl" u32)
      (param "pm" u32) (param "pn" u32) (param "po" u32) (param "pp" u32)
      (result u32)))
    (core func $note (canon lower (func $note))) (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "return" (func $return (param i32)))
      (func (export "f") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
        (call $note (local.get 0)) (call $note (local.get 1)) (call $note (local.get 2)) (call $note (local.get 3))
        (call $note (local.get 4)) (call $note (local.get 5)) (call $note (local.get 6)) (call $note (local.get 7))
        (call $note (local.get 8)) (call $note (local.get 9)) (call $note (local.get 10)) (call $note (local.get 11))
        (call $note (local.get 12)) (call $note (local.get 13)) (call $note (local.get 14)) (call $note (local.get 15))
        (call $return (local.get 15))
        (i32.const 0 (; EXIT ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "return" (func $return))))))
    (func (export "f") (type $f) (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (type $f (func async
      (param "pa" u32) (param "pb" u32) (param "pc" u32) (param "pd" u32) (param "pe" u32) (param "pf" u32)
      (param "pg" u32) (param "ph" u32) (param "pi" u32) (param "pj" u32) (param "pk" u32) (param "pl" u32)
      (param "pm" u32) (param "pn" u32) (param "po" u32) (param "pp" u32)
      (result u32)))
    (import "f" (func $f (type $f)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core func $f-sync (canon lower (func $f)))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "f" (func $f (param i32 i32) (result i32)))
      (import "" "f-sync" (func $f-sync (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
      ;; Puts numbers from `first` on where the parameters are.
      (func $fill (param $first i32)
        (local $i i32)
        (loop $next
          (i32.store offset=64 (i32.shl (local.get $i) (i32.const 2)) (i32.add (local.get $first) (local.get $i)))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $next (i32.lt_u (local.get $i) (i32.const 16)))))
      (func (export "run")
        (call $fill (i32.const 1))
        (call $note (call $f (i32.const 64) (i32.const 16)))
        (call $note (i32.load (i32.const 16)))
        (call $fill (i32.const 100))
        (call $note (call $f-sync 
          (i32.const 100) (i32.const 101) (i32.const 102) (i32.const 103) (i32.const 104) (i32.const 105) (i32.const 106) (i32.const 107)
          (i32.const 108) (i32.const 109) (i32.const 110) (i32.const 111) (i32.const 112) (i32.const 113) (i32.const 114) (i32.const 115)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "f" (func $f)) (export "f-sync" (func $f-sync))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 1) (u32.const 2) (u32.const 3) (u32.const 4) (u32.const 5) (u32.const 6) (u32.const 7)
  (u32.const 8) (u32.const 9) (u32.const 10) (u32.const 11) (u32.const 12) (u32.const 13) (u32.const 14)
  (u32.const 15) (u32.const 16) (u32.const 2) (u32.const 16)
  (u32.const 100) (u32.const 101) (u32.const 102) (u32.const 103) (u32.const 104) (u32.const 105)
  (u32.const 106) (u32.const 107) (u32.const 108) (u32.const 109) (u32.const 110) (u32.const 111)
  (u32.const 112) (u32.const 113) (u32.const 114) (u32.const 115) (u32.const 115)))
