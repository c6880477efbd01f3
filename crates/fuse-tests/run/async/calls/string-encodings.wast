;; Caller and callee have their strings in different encodings, in a call that returns later.

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
    (core module $libc
      (memory (export "mem") 1)
      (global $top (mut i32) (i32.const 0x1000))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
        (local $at i32)
        (local.set $at (i32.and
          (i32.add (global.get $top) (i32.sub (local.get $align) (i32.const 1)))
          (i32.sub (i32.const 0) (local.get $align))))
        (global.set $top (i32.add (local.get $at) (local.get $size)))
        (memory.copy (local.get $at) (local.get $old) (local.get $old-size))
        (local.get $at)))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note)))
    (core func $return (canon task.return (result string) string-encoding=utf16 (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "return" (func $return (param i32 i32)))
      (global $s (mut i32) (i32.const 0))
      (global $units (mut i32) (i32.const 0))
      (func (export "f") (param $s i32) (param $units i32) (result i32)
        (call $note (local.get $units))
        (call $note (i32.load (local.get $s)))
        (global.set $s (local.get $s))
        (global.set $units (local.get $units))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        ;; Without the first.
        (call $return (i32.add (global.get $s) (i32.const 2)) (i32.sub (global.get $units) (i32.const 1)))
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "return" (func $return))))))
    (func (export "f") async (param "s" string) (result string)
      (canon lift (core func $m "f") string-encoding=utf16 (memory $libc "mem") (realloc (func $libc "realloc")) async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "s" string) (result string)))
    (core module $libc
      (memory (export "mem") 1)
      (global $top (mut i32) (i32.const 0x1000))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
        (local $at i32)
        (local.set $at (i32.and
          (i32.add (global.get $top) (i32.sub (local.get $align) (i32.const 1)))
          (i32.sub (i32.const 0) (local.get $align))))
        (global.set $top (i32.add (local.get $at) (local.get $size)))
        (memory.copy (local.get $at) (local.get $old) (local.get $old-size))
        (local.get $at)))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $join (canon waitable.join)) (core func $set-wait (canon waitable-set.wait (memory $libc "mem")))
    (core func $set-drop (canon waitable-set.drop)) (core func $subtask-drop (canon subtask.drop))
    (core func $f (canon lower (func $f) string-encoding=utf8 async (memory $libc "mem") (realloc (func $libc "realloc"))))
    (core func $f-latin (canon lower (func $f) string-encoding=latin1+utf16 async (memory $libc "mem") (realloc (func $libc "realloc"))))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "join" (func $join (param i32 i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (import "" "set-drop" (func $set-drop (param i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "f" (func $f (param i32 i32 i32) (result i32)))
      (import "" "f-latin" (func $f-latin (param i32 i32 i32) (result i32)))
      (data (i32.const 0x100) "x\c3\a9\e2\82\ac")
      (data (i32.const 0x200) "y\e9\ff")
      (func (export "run")
        (call $finish (call $f (i32.const 0x100) (i32.const 6) (i32.const 16)))
        (call $note (i32.load (i32.const 20)))
        (call $note (i32.load (i32.load (i32.const 16))))
        (call $note (i32.load8_u offset=4 (i32.load (i32.const 16))))
        (call $finish (call $f-latin (i32.const 0x200) (i32.const 3) (i32.const 16)))
        (call $note (i32.load (i32.const 20)))
        (call $note (i32.load16_u (i32.load (i32.const 16)))))
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
        (call $set-drop (local.get $set))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "set-new" (func $set-new)) (export "join" (func $join))
        (export "set-wait" (func $set-wait)) (export "set-drop" (func $set-drop))
        (export "subtask-drop" (func $subtask-drop)) (export "f" (func $f))
        (export "f-latin" (func $f-latin))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  ;; three units
  (u32.const 3) (u32.const 0xe90078)
  ;; five bytes
  (u32.const 5) (u32.const 0x82e2a9c3) (u32.const 0xac)
  (u32.const 3) (u32.const 0xe90079)
  ;; two bytes
  (u32.const 2) (u32.const 0xffe9)))
