;; A function of an async type, lifted and lowered synchronously, is called as any other function.

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
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note)))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32)))
      (func (export "f") (param $x i32) (result i32)
        (call $note (local.get $x))
        (i32.store (i32.const 32) (i32.add (local.get $x) (i32.const 1)))
        (i64.store (i32.const 40) (i64.const 0x700000008))
        (i32.const 32)))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note))))))
    (func (export "f") async (param "x" u32) (result (tuple u32 u64))
      (canon lift (core func $m "f") (memory $libc "mem"))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "x" u32) (result (tuple u32 u64))))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $f (canon lower (func $f) (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "f" (func $f (param i32 i32)))
      (func (export "run")
        (call $f (i32.const 3) (i32.const 64))
        (call $note (i32.load (i32.const 64)))
        (call $note (i32.load (i32.const 72)))
        (call $note (i32.load (i32.const 76)))))
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
(assert_return (invoke "notes") (list.const (u32.const 3) (u32.const 4) (u32.const 8) (u32.const 7)))
