;; More than four flat parameters are in the caller's memory when the function is lowered asynchronously, laid out as
;; a tuple; the callee, and a synchronous caller, have them flat.

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
    (core func $note (canon lower (func $note))) (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "return" (func $return (param i32)))
      (func (export "f") (param i32 i64 i32 f64 i32) (result i32)
        (call $note (local.get 0))
        (call $note (i32.wrap_i64 (local.get 1)))
        (call $note (local.get 2))
        (call $note (i32.trunc_f64_u (local.get 3)))
        (call $note (local.get 4))
        (call $return (i32.const 6))
        (i32.const 0 (; EXIT ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "return" (func $return))))))
    (func (export "f") async (param "a" u8) (param "b" u64) (param "c" u16) (param "d" f64) (param "e" u32) (result u32)
      (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "a" u8) (param "b" u64) (param "c" u16) (param "d" f64) (param "e" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core func $f-sync (canon lower (func $f)))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "f" (func $f (param i32 i32) (result i32)))
      (import "" "f-sync" (func $f-sync (param i32 i64 i32 f64 i32) (result i32)))
      (func (export "run")
        (i32.store8 (i32.const 64) (i32.const 1))
        (i64.store (i32.const 72) (i64.const 2))
        (i32.store16 (i32.const 80) (i32.const 3))
        (f64.store (i32.const 88) (f64.const 4))
        (i32.store (i32.const 96) (i32.const 5))
        (call $note (call $f (i32.const 64) (i32.const 16)))
        (call $note (i32.load (i32.const 16)))
        (call $note (call $f-sync
          (i32.const 11) (i64.const 12) (i32.const 13) (f64.const 14) (i32.const 15)))))
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
  (u32.const 1) (u32.const 2) (u32.const 3) (u32.const 4) (u32.const 5) (u32.const 2) (u32.const 6)
  (u32.const 11) (u32.const 12) (u32.const 13) (u32.const 14) (u32.const 15) (u32.const 6)))
