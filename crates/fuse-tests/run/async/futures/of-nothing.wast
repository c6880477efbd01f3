;; A future of nothing only says that it has come. Once the reader comes first, and gets an event, and once the
;; writer.

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
    (type $F (future))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $F-read (canon future.read $F async))
    (core func $F-drop-readable (canon future.drop-readable $F)) (core func $set-new (canon waitable-set.new))
    (core func $join (canon waitable.join)) (core func $set-drop (canon waitable-set.drop))
    (core func $return (canon task.return))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "F-read" (func $F-read (param i32 i32) (result i32)))
      (import "" "F-drop-readable" (func $F-drop-readable (param i32)))
      (import "" "set-new" (func $set-new (result i32))) (import "" "join" (func $join (param i32 i32)))
      (import "" "set-drop" (func $set-drop (param i32))) (import "" "return" (func $return))
      (global $set (mut i32) (i32.const 0))
      (func (export "f") (param $reader i32) (result i32)
        (if (i32.eqz (call $read (local.get $reader)))
          (then
            (call $return)
            (return (i32.const 0 (; EXIT ;)))))
        (global.set $set (call $set-new))
        (call $join (local.get $reader) (global.get $set))
        (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (global.get $set) (i32.const 4))))
      (func $read (param $reader i32) (result i32)
        (local $status i32)
        (local.set $status (call $F-read (local.get $reader) (i32.const 0x100)))
        (call $note (local.get $status))
        (if (i32.eqz (local.get $status)) (then
          (call $F-drop-readable (local.get $reader))))
        (local.get $status))
      (func (export "cb") (param $event i32) (param $p1 i32) (param $p2 i32) (result i32)
        (call $note (local.get $event))
        (call $note (local.get $p1))
        (call $note (local.get $p2))
        (call $F-drop-readable (local.get $p1))
        (call $set-drop (global.get $set))
        (call $return)
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "F-read" (func $F-read))
        (export "F-drop-readable" (func $F-drop-readable)) (export "set-new" (func $set-new))
        (export "join" (func $join)) (export "set-drop" (func $set-drop)) (export "return" (func $return))))))
    (func (export "f") async (param "x" $F) (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "x" (future))))
    (type $F (future))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $join (canon waitable.join)) (core func $set-wait (canon waitable-set.wait (memory $libc "mem")))
    (core func $set-drop (canon waitable-set.drop)) (core func $F-new (canon future.new $F))
    (core func $F-write (canon future.write $F async))
    (core func $F-drop-writable (canon future.drop-writable $F)) (core func $subtask-drop (canon subtask.drop))
    (core func $f (canon lower (func $f) async))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "join" (func $join (param i32 i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (import "" "set-drop" (func $set-drop (param i32))) (import "" "F-new" (func $F-new (result i64)))
      (import "" "F-write" (func $F-write (param i32 i32) (result i32)))
      (import "" "F-drop-writable" (func $F-drop-writable (param i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "f" (func $f (param i32) (result i32)))
      (func (export "run")
        (local $pair i64)
        ;; The reader comes first.
        (local.set $pair (call $F-new))
        (call $note (call $f (i32.wrap_i64 (local.get $pair))))
        (call $note (call $F-write (i32.wrap_i64 (i64.shr_u (local.get $pair) (i64.const 32))) (i32.const 0x200)))
        (call $F-drop-writable (i32.wrap_i64 (i64.shr_u (local.get $pair) (i64.const 32))))
        (call $wait (i32.wrap_i64 (local.get $pair)))
        (call $subtask-drop (i32.wrap_i64 (local.get $pair)))
        ;; The writer comes first.
        (local.set $pair (call $F-new))
        (call $note (call $F-write (i32.wrap_i64 (i64.shr_u (local.get $pair) (i64.const 32))) (i32.const 0x220)))
        (call $note (call $f (i32.wrap_i64 (local.get $pair))))
        (call $wait (i32.wrap_i64 (i64.shr_u (local.get $pair) (i64.const 32))))
        (call $F-drop-writable (i32.wrap_i64 (i64.shr_u (local.get $pair) (i64.const 32)))))
      ;; Notes an event: its code, and the two numbers that went with it to address 0.
      (func $event (param $code i32)
        (call $note (local.get $code))
        (call $note (i32.load (i32.const 0)))
        (call $note (i32.load (i32.const 4))))
      ;; Waits for the next event of one waitable, and notes it.
      (func $wait (param $waitable i32)
        (local $set i32)
        (local.set $set (call $set-new))
        (call $join (local.get $waitable) (local.get $set))
        (call $event (call $set-wait (local.get $set) (i32.const 0)))
        (call $join (local.get $waitable) (i32.const 0))
        (call $set-drop (local.get $set))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "set-new" (func $set-new)) (export "join" (func $join))
        (export "set-wait" (func $set-wait)) (export "set-drop" (func $set-drop))
        (export "F-new" (func $F-new)) (export "F-write" (func $F-write))
        (export "F-drop-writable" (func $F-drop-writable)) (export "subtask-drop" (func $subtask-drop))
        (export "f" (func $f))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  ;; BLOCKED, STARTED, COMPLETED
  (u32.const 0xffffffff) (u32.const 0x11) (u32.const 0)
  ;; FUTURE_READ
  (u32.const 4) (u32.const 1) (u32.const 0)
  (u32.const 1) (u32.const 1) (u32.const 2)
  ;; BLOCKED, COMPLETED
  (u32.const 0xffffffff) (u32.const 0)
  (u32.const 2)
  ;; FUTURE_WRITE
  (u32.const 5) (u32.const 2) (u32.const 0)))
