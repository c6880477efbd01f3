;; Sixty thousand bytes, written at once, read a few hundred at a time, and once more the other way round; the sum of
;; them comes out.

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
    (core func $S-drop-readable (canon stream.drop-readable $S))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32)))
      (import "" "S-read" (func $S-read (param i32 i32 i32) (result i32)))
      (import "" "S-drop-readable" (func $S-drop-readable (param i32)))
      (func (export "f") (param $reader i32) (param $portion i32) (result i32)
        (local $status i32) (local $sum i32) (local $at i32)
        (loop $next
          (local.set $status (call $S-read (local.get $reader) (i32.const 0x10) (local.get $portion)))
          (if (i32.eq (local.get $status) (i32.const -1 (; BLOCKED ;)))
            (then (return (local.get $sum))))
          (local.set $at (i32.const 0x10))
          (loop $byte
            (local.set $sum (i32.add (local.get $sum) (i32.load8_u (local.get $at))))
            (local.set $at (i32.add (local.get $at) (i32.const 1)))
            (br_if $byte (i32.lt_u (local.get $at) (i32.add (i32.const 0x10) (i32.shr_u (local.get $status) (i32.const 4))))))
          (br $next))
        (unreachable)))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "S-read" (func $S-read))
        (export "S-drop-readable" (func $S-drop-readable))))))
    (func (export "f") (param "s" $S) (param "portion" u32) (result u32) (canon lift (core func $m "f"))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f (param "s" (stream u8)) (param "portion" u32) (result u32)))
    (type $S (stream u8))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $join (canon waitable.join)) (core func $set-wait (canon waitable-set.wait (memory $libc "mem")))
    (core func $set-drop (canon waitable-set.drop)) (core func $S-new (canon stream.new $S))
    (core func $S-write (canon stream.write $S async (memory $libc "mem"))) (core func $f (canon lower (func $f)))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "join" (func $join (param i32 i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (import "" "set-drop" (func $set-drop (param i32))) (import "" "S-new" (func $S-new (result i64)))
      (import "" "S-write" (func $S-write (param i32 i32 i32) (result i32)))
      (import "" "f" (func $f (param i32 i32) (result i32)))
      (func (export "run") (param $portion i32)
        (local $ends i64) (local $i i32)
        (loop $next
          (i32.store8 offset=0x100 (local.get $i) (local.get $i))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $next (i32.lt_u (local.get $i) (i32.const 60000))))
        (local.set $ends (call $S-new))
        (call $note (call $S-write (i32.wrap_i64 (i64.shr_u (local.get $ends) (i64.const 32))) (i32.const 0x100) (i32.const 60000)))
        (call $note (call $f (i32.wrap_i64 (local.get $ends)) (local.get $portion)))
        (call $wait (i32.wrap_i64 (i64.shr_u (local.get $ends) (i64.const 32)))))
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
        (export "S-new" (func $S-new)) (export "S-write" (func $S-write)) (export "f" (func $f))))))
    (func (export "run") async (param "portion" u32) (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run" (u32.const 700)))
(assert_return (invoke "notes") (list.const
  (u32.const 0xffffffff) (u32.const 7642320) (u32.const 3) (u32.const 2) (u32.const 0xea600)))
(component instance $i $it)
(assert_return (invoke "run" (u32.const 65000)))
(assert_return (invoke "notes") (list.const
  (u32.const 0xffffffff) (u32.const 7642320) (u32.const 3) (u32.const 2) (u32.const 0xea600)))
