;; A function gets to its caller in an instance, under another name, through a component that has it only to pass it
;; on, out of a composition of its own.

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

  (component $inner
    (component $callee
      (core func $return (canon task.return (result u32)))
      (core module $m
        (import "" "return" (func $return (param i32)))
        (func (export "f") (param $x i32) (result i32)
          (call $return (i32.add (local.get $x) (i32.const 1)))
          (i32.const 1 (; YIELD ;)))
        (func (export "cb") (param i32 i32 i32) (result i32) (i32.const 0 (; EXIT ;))))
      (core instance $m (instantiate $m (with "" (instance (export "return" (func $return))))))
      (func (export "f") async (param "x" u32) (result u32) (canon lift (core func $m "f") async (callback (func $m "cb")))))
    (instance $callee (instantiate $callee))
    (component $passer
      (import "f" (func $f async (param "x" u32) (result u32)))
      (instance $api (export "ask" (func $f)))
      (export "api" (instance $api)))
    (instance $passer (instantiate $passer (with "f" (func $callee "f"))))
    (export "api" (instance $passer "api"))
    (export "direct" (func $callee "f")))
  (instance $inner (instantiate $inner))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "api" (instance $api (export "ask" (func async (param "x" u32) (result u32)))))
    (import "direct" (func $direct async (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note)))
    (core func $direct (canon lower (func $direct) async (memory $libc "mem")))
    (core func $direct-sync (canon lower (func $direct)))
    (core func $ask (canon lower (func $api "ask") async (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "direct" (func $direct (param i32 i32) (result i32)))
      (import "" "direct-sync" (func $direct-sync (param i32) (result i32)))
      (import "" "ask" (func $ask (param i32 i32) (result i32)))
      (func (export "run")
        (call $note (call $ask (i32.const 1) (i32.const 16)))
        (call $note (i32.load (i32.const 16)))
        (call $note (call $direct (i32.const 2) (i32.const 16)))
        (call $note (i32.load (i32.const 16)))
        (call $note (call $direct-sync (i32.const 3)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "direct" (func $direct))
        (export "direct-sync" (func $direct-sync)) (export "ask" (func $ask))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root
    (with "note" (func $log "note"))
    (with "api" (instance $inner "api"))
    (with "direct" (func $inner "direct"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const (u32.const 2) (u32.const 2) (u32.const 2) (u32.const 3) (u32.const 4)))
