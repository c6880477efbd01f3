;; A synchronous read or write of an end that is in a set would be waited for twice, and traps when it would block; so
;; does one that only the same task could end.

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

  (component $root
    (import "note" (func $note (param "x" u32)))
    (type $S (stream u8))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $S-new (canon stream.new $S))
    (core func $S-read-sync (canon stream.read $S (memory $libc "mem")))
    (core func $S-write (canon stream.write $S async (memory $libc "mem")))
    (core func $S-write-sync (canon stream.write $S (memory $libc "mem")))
    (core func $set-new (canon waitable-set.new)) (core func $join (canon waitable.join))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "S-new" (func $S-new (result i64)))
      (import "" "S-read-sync" (func $S-read-sync (param i32 i32 i32) (result i32)))
      (import "" "S-write" (func $S-write (param i32 i32 i32) (result i32)))
      (import "" "S-write-sync" (func $S-write-sync (param i32 i32 i32) (result i32)))
      (import "" "set-new" (func $set-new (result i32))) (import "" "join" (func $join (param i32 i32)))
      ;; The readable end is 1, and the writable end 2.
      (func $make (drop (call $S-new)))
      (func (export "good")
        (call $make)
        (call $note (call $S-write (i32.const 2) (i32.const 0x100) (i32.const 2)))
        (call $note (call $S-read-sync (i32.const 1) (i32.const 0x200) (i32.const 4))))
      (func (export "in-a-set")
        (call $make)
        (call $join (i32.const 1) (call $set-new))
        (call $note (call $S-read-sync (i32.const 1) (i32.const 0x200) (i32.const 4))))
      (func (export "alone")
        (call $make)
        (call $note (call $S-write-sync (i32.const 2) (i32.const 0x200) (i32.const 4)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "S-new" (func $S-new))
        (export "S-read-sync" (func $S-read-sync)) (export "S-write" (func $S-write))
        (export "S-write-sync" (func $S-write-sync)) (export "set-new" (func $set-new))
        (export "join" (func $join))))))
    (func (export "good") async (canon lift (core func $m "good")))
    (func (export "in-a-set") async (canon lift (core func $m "in-a-set")))
    (func (export "alone") async (canon lift (core func $m "alone"))))
  (instance $root (instantiate $root (with "note" (func $log "note"))))

  (export "good" (func $root "good"))
  (export "in-a-set" (func $root "in-a-set"))
  (export "alone" (func $root "alone"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "good"))
(assert_return (invoke "notes") (list.const (u32.const 0xffffffff) (u32.const 0x20)))
(component instance $i $it)
(assert_trap (invoke "in-a-set") "waitable cannot be used synchronously while added to a waitable set")
(component instance $i $it)
(assert_trap (invoke "alone") "deadlock detected: event loop cannot make further progress")
