;; More than sixteen flat values of a result are too many for `task.return` as well: it takes a pointer into the
;; callee's memory.

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
    (core func $return (canon task.return (result (tuple u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32)) (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "return" (func $return (param i32)))
      (func (export "f") (result i32)
        (local $i i32)
        (loop $next
          (i32.store offset=32 (i32.shl (local.get $i) (i32.const 2)) (i32.add (local.get $i) (i32.const 50)))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $next (i32.lt_u (local.get $i) (i32.const 17))))
        (call $return (i32.const 32))
        (i32.store (i32.const 32) (i32.const -1))
        (i32.const 0 (; EXIT ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "return" (func $return))))))
    (func (export "f") async (result (tuple u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32))
      (canon lift (core func $m "f") (memory $libc "mem") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (result (tuple u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32))))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core func $f-sync (canon lower (func $f) (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "f" (func $f (param i32) (result i32)))
      (import "" "f-sync" (func $f-sync (param i32)))
      (func (export "run")
        (call $note (call $f (i32.const 256)))
        (call $note (i32.load (i32.const 256)))
        (call $note (i32.load (i32.const 320)))
        (call $f-sync (i32.const 512))
        (call $note (i32.load (i32.const 512)))
        (call $note (i32.load (i32.const 576)))))
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
(assert_return (invoke "notes") (list.const (u32.const 2) (u32.const 50) (u32.const 66) (u32.const 50) (u32.const 66)))
