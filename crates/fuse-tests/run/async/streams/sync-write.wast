;; A synchronous write blocks until the reader has taken something, or has gone.

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
    (type $S (stream u8))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note)))
    (core func $S-read (canon stream.read $S async (memory $libc "mem")))
    (core func $S-drop-readable (canon stream.drop-readable $S)) (core func $ctx-get (canon context.get i32 0))
    (core func $ctx-set (canon context.set i32 0)) (core func $return (canon task.return))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32)))
      (import "" "S-read" (func $S-read (param i32 i32 i32) (result i32)))
      (import "" "S-drop-readable" (func $S-drop-readable (param i32)))
      (import "" "ctx-get" (func $ctx-get (result i32))) (import "" "ctx-set" (func $ctx-set (param i32)))
      (import "" "return" (func $return))
      (global $reader (mut i32) (i32.const 0))
      (func (export "f") (param $reader i32) (result i32)
        (global.set $reader (local.get $reader))
        (call $return)
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call $ctx-set (i32.add (call $ctx-get) (i32.const 1)))
        (if (i32.eq (call $ctx-get) (i32.const 1))
          (then
            (call $note (call $S-read (global.get $reader) (i32.const 0x200) (i32.const 3)))
            (call $note (i32.load (i32.const 0x200)))
            (return (i32.const 1 (; YIELD ;)))))
        (call $S-drop-readable (global.get $reader))
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "S-read" (func $S-read))
        (export "S-drop-readable" (func $S-drop-readable)) (export "ctx-get" (func $ctx-get))
        (export "ctx-set" (func $ctx-set)) (export "return" (func $return))))))
    (func (export "f") async (param "s" $S) (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "s" (stream u8))))
    (type $S (stream u8))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $S-new (canon stream.new $S))
    (core func $S-write-sync (canon stream.write $S (memory $libc "mem")))
    (core func $S-drop-writable (canon stream.drop-writable $S)) (core func $f (canon lower (func $f) async))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "S-new" (func $S-new (result i64)))
      (import "" "S-write-sync" (func $S-write-sync (param i32 i32 i32) (result i32)))
      (import "" "S-drop-writable" (func $S-drop-writable (param i32)))
      (import "" "f" (func $f (param i32) (result i32)))
      (data (i32.const 0x100) "abcd")
      (func (export "run")
        (local $ends i64) (local $writer i32)
        (local.set $ends (call $S-new))
        (local.set $writer (i32.wrap_i64 (i64.shr_u (local.get $ends) (i64.const 32))))
        (drop (call $f (i32.wrap_i64 (local.get $ends))))
        (call $note (call $S-write-sync (local.get $writer) (i32.const 0x100) (i32.const 4)))
        (call $note (call $S-write-sync (local.get $writer) (i32.const 0x103) (i32.const 1)))
        (call $S-drop-writable (local.get $writer))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "S-new" (func $S-new))
        (export "S-write-sync" (func $S-write-sync)) (export "S-drop-writable" (func $S-drop-writable))
        (export "f" (func $f))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 0x30) (u32.const 0x636261)
  (u32.const 0x30)
  (u32.const 1)))
