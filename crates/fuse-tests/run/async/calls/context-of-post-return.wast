;; A post-return function runs in the task whose result it frees: it finds the context slot as that task left it.

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
    (core func $note (canon lower (func $note))) (core func $ctx-get (canon context.get i32 0))
    (core func $ctx-set (canon context.set i32 0))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "ctx-get" (func $ctx-get (result i32)))
      (import "" "ctx-set" (func $ctx-set (param i32)))
      (global $seen (mut i32) (i32.const 0))
      (func (export "f") (param $x i32) (result i32)
        (call $ctx-set (local.get $x))
        (i32.const 8))
      (func (export "after") (param $result i32)
        (global.set $seen (i32.add (call $ctx-get) (i32.mul (local.get $result) (i32.const 0x1000)))))
      (func (export "seen") (result i32) (global.get $seen)))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "ctx-get" (func $ctx-get)) (export "ctx-set" (func $ctx-set))))))
    (func (export "f") async (param "x" u32) (result u32)
      (canon lift (core func $m "f") (post-return (func $m "after"))))
    (func (export "seen") (result u32) (canon lift (core func $m "seen"))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "x" u32) (result u32)))
    (import "seen" (func $seen (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $ctx-set (canon context.set i32 0))
    (core func $ctx-get (canon context.get i32 0))
    (core func $f (canon lower (func $f) async (memory $libc "mem"))) (core func $f-sync (canon lower (func $f)))
    (core func $seen (canon lower (func $seen)))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "ctx-set" (func $ctx-set (param i32)))
      (import "" "ctx-get" (func $ctx-get (result i32))) (import "" "f" (func $f (param i32 i32) (result i32)))
      (import "" "f-sync" (func $f-sync (param i32) (result i32))) (import "" "seen" (func $seen (result i32)))
      (func (export "run")
        (call $ctx-set (i32.const 1))
        (call $note (call $f (i32.const 0x123) (i32.const 16)))
        (call $note (i32.load (i32.const 16)))
        (call $note (call $seen))
        (call $note (call $f-sync (i32.const 0x456)))
        (call $note (call $seen))
        (call $note (call $ctx-get))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "ctx-set" (func $ctx-set)) (export "ctx-get" (func $ctx-get))
        (export "f" (func $f)) (export "f-sync" (func $f-sync)) (export "seen" (func $seen))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root
    (with "note" (func $log "note"))
    (with "f" (func $callee "f"))
    (with "seen" (func $callee "seen"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 2) (u32.const 8) (u32.const 0x8123) (u32.const 8) (u32.const 0x8456) (u32.const 1)))
