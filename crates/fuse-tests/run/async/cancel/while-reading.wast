;; A task that waits for a stream is told that it is cancelled. It takes its read back, drops its end, and gives up;
;; the writer finds the stream dropped.

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
    (core func $S-cancel-read (canon stream.cancel-read $S))
    (core func $S-drop-readable (canon stream.drop-readable $S)) (core func $set-new (canon waitable-set.new))
    (core func $join (canon waitable.join)) (core func $set-drop (canon waitable-set.drop))
    (core func $task-cancel (canon task.cancel)) (core func $return (canon task.return (result u32)))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32)))
      (import "" "S-read" (func $S-read (param i32 i32 i32) (result i32)))
      (import "" "S-cancel-read" (func $S-cancel-read (param i32) (result i32)))
      (import "" "S-drop-readable" (func $S-drop-readable (param i32)))
      (import "" "set-new" (func $set-new (result i32))) (import "" "join" (func $join (param i32 i32)))
      (import "" "set-drop" (func $set-drop (param i32))) (import "" "task-cancel" (func $task-cancel))
      (import "" "return" (func $return (param i32)))
      (global $reader (mut i32) (i32.const 0))
      (global $set (mut i32) (i32.const 0))
      (func (export "f") (param $reader i32) (result i32)
        (global.set $reader (local.get $reader))
        (call $note (call $S-read (local.get $reader) (i32.const 64) (i32.const 8)))
        (global.set $set (call $set-new))
        (call $join (local.get $reader) (global.get $set))
        (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (global.get $set) (i32.const 4))))
      (func (export "cb") (param $event i32) (param $p1 i32) (param $p2 i32) (result i32)
        (call $note (local.get $event))
        (call $join (global.get $reader) (i32.const 0))
        (call $note (call $S-cancel-read (global.get $reader)))
        (call $S-drop-readable (global.get $reader))
        (call $set-drop (global.get $set))
        (call $task-cancel)
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "S-read" (func $S-read))
        (export "S-cancel-read" (func $S-cancel-read)) (export "S-drop-readable" (func $S-drop-readable))
        (export "set-new" (func $set-new)) (export "join" (func $join)) (export "set-drop" (func $set-drop))
        (export "task-cancel" (func $task-cancel)) (export "return" (func $return))))))
    (func (export "f") async (param "s" $S) (result u32)
      (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "s" (stream u8)) (result u32)))
    (type $S (stream u8))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $S-new (canon stream.new $S))
    (core func $S-write (canon stream.write $S async (memory $libc "mem")))
    (core func $S-drop-writable (canon stream.drop-writable $S))
    (core func $subtask-cancel (canon subtask.cancel)) (core func $subtask-drop (canon subtask.drop))
    (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "S-new" (func $S-new (result i64)))
      (import "" "S-write" (func $S-write (param i32 i32 i32) (result i32)))
      (import "" "S-drop-writable" (func $S-drop-writable (param i32)))
      (import "" "subtask-cancel" (func $subtask-cancel (param i32) (result i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "f" (func $f (param i32 i32) (result i32)))
      (func (export "run")
        (local $ends i64) (local $writer i32)
        (local.set $ends (call $S-new))
        (local.set $writer (i32.wrap_i64 (i64.shr_u (local.get $ends) (i64.const 32))))
        (call $note (call $f (i32.wrap_i64 (local.get $ends)) (i32.const 16)))
        (call $note (call $subtask-cancel (i32.const 1)))
        (call $subtask-drop (i32.const 1))
        (call $note (call $S-write (local.get $writer) (i32.const 64) (i32.const 3)))
        (call $S-drop-writable (local.get $writer))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "S-new" (func $S-new)) (export "S-write" (func $S-write))
        (export "S-drop-writable" (func $S-drop-writable)) (export "subtask-cancel" (func $subtask-cancel))
        (export "subtask-drop" (func $subtask-drop)) (export "f" (func $f))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  ;; BLOCKED, STARTED
  (u32.const 0xffffffff) (u32.const 0x11)
  ;; CANCELLED, after nothing
  (u32.const 6) (u32.const 2)
  ;; DROPPED
  (u32.const 4) (u32.const 1)))
