;; The readable end of a stream goes from hand to hand, there and back, with a write pending: every holder has its own
;; number for it, and the last one reads.

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

  (component $end
    (import "note" (func $note (param "x" u32)))
    (type $S (stream u8))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note)))
    (core func $S-read (canon stream.read $S async (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32)))
      (import "" "S-read" (func $S-read (param i32 i32 i32) (result i32)))
      (func (export "take") (param $reader i32) (result i32)
        (call $note (local.get $reader))
        (call $note (call $S-read (local.get $reader) (i32.const 0x100) (i32.const 2)))
        (call $note (i32.load (i32.const 0x100)))
        (local.get $reader)))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "S-read" (func $S-read))))))
    (func (export "take") async (param "s" $S) (result $S) (canon lift (core func $m "take"))))
  (instance $end (instantiate $end (with "note" (func $log "note"))))

  (component $middle
    (import "note" (func $note (param "x" u32)))
    (type $S (stream u8))
    (import "take" (func $take async (param "s" $S) (result $S)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $take (canon lower (func $take) async (memory $libc "mem")))
    (core func $return (canon task.return (result $S)))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "take" (func $take (param i32 i32) (result i32))) (import "" "return" (func $return (param i32)))
      (func (export "pass") (param $reader i32) (result i32)
        (drop (call $set-new))
        (call $note (local.get $reader))
        (drop (call $take (local.get $reader) (i32.const 16)))
        (call $note (i32.load (i32.const 16)))
        (call $return (i32.load (i32.const 16)))
        (i32.const 0 (; EXIT ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "set-new" (func $set-new)) (export "take" (func $take))
        (export "return" (func $return))))))
    (func (export "pass") async (param "s" $S) (result $S)
      (canon lift (core func $m "pass") async (callback (func $m "cb")))))
  (instance $middle (instantiate $middle (with "note" (func $log "note")) (with "take" (func $end "take"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (type $S (stream u8))
    (import "pass" (func $pass async (param "s" $S) (result $S)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $join (canon waitable.join)) (core func $set-wait (canon waitable-set.wait (memory $libc "mem")))
    (core func $set-drop (canon waitable-set.drop)) (core func $subtask-drop (canon subtask.drop))
    (core func $S-new (canon stream.new $S)) (core func $S-read (canon stream.read $S async (memory $libc "mem")))
    (core func $S-write (canon stream.write $S async (memory $libc "mem")))
    (core func $pass (canon lower (func $pass) async (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "join" (func $join (param i32 i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (import "" "set-drop" (func $set-drop (param i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32))) (import "" "S-new" (func $S-new (result i64)))
      (import "" "S-read" (func $S-read (param i32 i32 i32) (result i32)))
      (import "" "S-write" (func $S-write (param i32 i32 i32) (result i32)))
      (import "" "pass" (func $pass (param i32 i32) (result i32)))
      (data (i32.const 0x200) "abcd")
      (func (export "run")
        (drop (call $S-new))
        (call $note (call $S-write (i32.const 2) (i32.const 0x200) (i32.const 4)))
        ;; Whether it has returned yet when the host lets us go on, it does not matter here.
        (call $finish (call $pass (i32.const 1) (i32.const 16)))
        (call $note (call $S-read (i32.load (i32.const 16)) (i32.const 0x100) (i32.const 4)))
        (call $note (i32.load (i32.const 0x100)))
        (call $wait (i32.const 2)))
      ;; Notes an event: its code, and the two numbers that went with it to address 0.
      (func $event (param $code i32)
        (call $note (local.get $code))
        (call $note (i32.load (i32.const 0)))
        (call $note (i32.load (i32.const 4))))
      ;; Waits until the subtask of a status has returned, if it has not, and drops it.
      (func $finish (param $status i32)
        (local $set i32) (local $subtask i32)
        (local.set $subtask (i32.shr_u (local.get $status) (i32.const 4)))
        (if (i32.eq (local.get $status) (i32.const 2 (; RETURNED ;))) (then return))
        (local.set $set (call $set-new))
        (call $join (local.get $subtask) (local.get $set))
        (loop $again
          (drop (call $set-wait (local.get $set) (i32.const 0)))
          (br_if $again (i32.ne (i32.load (i32.const 4)) (i32.const 2 (; RETURNED ;)))))
        (call $subtask-drop (local.get $subtask))
        (call $set-drop (local.get $set)))
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
        (export "subtask-drop" (func $subtask-drop)) (export "S-new" (func $S-new))
        (export "S-read" (func $S-read)) (export "S-write" (func $S-write)) (export "pass" (func $pass))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "pass" (func $middle "pass"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  ;; BLOCKED
  (u32.const 0xffffffff)
  ;; the end: reads two
  (u32.const 1) (u32.const 1) (u32.const 0x20) (u32.const 0x6261)
  (u32.const 1)
  (u32.const 0x20) (u32.const 0x6463)
  (u32.const 3) (u32.const 2) (u32.const 0x40)))
