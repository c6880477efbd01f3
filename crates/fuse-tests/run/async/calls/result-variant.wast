;; A result whose cases share flat values: each case gives the callee's `task.return` other bits, and only the memory
;; of its own case is written.

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
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $return (canon task.return (result (result (tuple u32 f64) (error string))) (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "return" (func $return (param i32 i32 i64)))
      (data (i32.const 64) "no such number")
      (func (export "f") (param $which i32) (result i32)
        (if (local.get $which)
          (then (call $return (i32.const 0) (local.get $which) (i64.reinterpret_f64 (f64.const 2.5))))
          (else (call $return (i32.const 1) (i32.const 64) (i64.const 14))))
        (i32.const 0 (; EXIT ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "return" (func $return))))))
    (func (export "f") async (param "which" u32) (result (result (tuple u32 f64) (error string)))
      (canon lift (core func $m "f") (memory $libc "mem") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "which" u32) (result (result (tuple u32 f64) (error string)))))
    (core module $libc
      (memory (export "mem") 1)
      (global $top (mut i32) (i32.const 0x1000))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
        (local $at i32)
        (local.set $at (i32.and
          (i32.add (global.get $top) (i32.sub (local.get $align) (i32.const 1)))
          (i32.sub (i32.const 0) (local.get $align))))
        (global.set $top (i32.add (local.get $at) (local.get $size)))
        (memory.copy (local.get $at) (local.get $old) (local.get $old-size))
        (local.get $at)))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note)))
    (core func $f (canon lower (func $f) async (memory $libc "mem") (realloc (func $libc "realloc"))))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "f" (func $f (param i32 i32) (result i32)))
      (func (export "run")
        (call $note (call $f (i32.const 9) (i32.const 64)))
        (call $note (i32.load8_u (i32.const 64)))
        (call $note (i32.load (i32.const 72)))
        (call $note (i32.trunc_f64_u (f64.mul (f64.load (i32.const 80)) (f64.const 10))))
        (call $note (call $f (i32.const 0) (i32.const 64)))
        (call $note (i32.load8_u (i32.const 64)))
        (call $note (i32.load (i32.const 72)))
        (call $note (i32.load (i32.const 76)))
        (call $note (i32.load (i32.load (i32.const 72))))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "f" (func $f))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  ;; ok
  (u32.const 2) (u32.const 0) (u32.const 9) (u32.const 25)
  ;; err: "no s"
  (u32.const 2) (u32.const 1) (u32.const 0x1000) (u32.const 14) (u32.const 0x73206f6e)))
