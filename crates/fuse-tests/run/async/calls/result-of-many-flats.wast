;; A result of several flat values goes through the caller's pointer, whichever way it is lowered, while the callee
;; gives flat values to `task.return`.

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
    (core func $return (canon task.return (result (tuple u8 u64 f32 bool))))
    (core module $m
      (import "" "return" (func $return (param i32 i64 f32 i32)))
      (func (export "f") (result i32)
        ;; The u8 is too wide, and the bool is not 1: both are normalised.
        (call $return (i32.const 0x107) (i64.const 0x800000009) (f32.const 1.5) (i32.const 6))
        (i32.const 0 (; EXIT ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "return" (func $return))))))
    (func (export "f") async (result (tuple u8 u64 f32 bool))
      (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (result (tuple u8 u64 f32 bool))))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core func $f-sync (canon lower (func $f) (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "f" (func $f (param i32) (result i32)))
      (import "" "f-sync" (func $f-sync (param i32)))
      (func $show (param $p i32)
        (call $note (i32.load8_u (local.get $p)))
        (call $note (i32.load offset=8 (local.get $p)))
        (call $note (i32.load offset=12 (local.get $p)))
        (call $note (i32.load offset=16 (local.get $p)))
        (call $note (i32.load8_u offset=20 (local.get $p))))
      (func (export "run")
        (call $note (call $f (i32.const 64)))
        (call $show (i32.const 64))
        (call $f-sync (i32.const 128))
        (call $show (i32.const 128))))
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
  (u32.const 2) (u32.const 7) (u32.const 9) (u32.const 8) (u32.const 0x3fc00000) (u32.const 1)
  (u32.const 7) (u32.const 9) (u32.const 8) (u32.const 0x3fc00000) (u32.const 1)))
