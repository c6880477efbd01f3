;; Values of many kinds from the host and to it, through a root with a callback, that gives each back a turn later.

(component definition $it
  (component $callee
    (core func $ctx-get (canon context.get i32 0)) (core func $ctx-set (canon context.set i32 0))
    (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "ctx-get" (func $ctx-get (result i32))) (import "" "ctx-set" (func $ctx-set (param i32)))
      (import "" "return" (func $return (param i32)))
      ;; Gives back one more, a turn later.
      (func (export "f") (param $x i32) (result i32)
        (call $ctx-set (local.get $x))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call $return (i32.add (call $ctx-get) (i32.const 1)))
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "ctx-get" (func $ctx-get)) (export "ctx-set" (func $ctx-set))
        (export "return" (func $return))))))
    (func (export "f") async (param "x" u32) (result u32)
      (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee))

  (component $root
    (import "f" (func $f async (param "x" u32) (result u32)))
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
    (core func $set-new (canon waitable-set.new)) (core func $join (canon waitable.join))
    (core func $set-wait (canon waitable-set.wait (memory $libc "mem")))
    (core func $set-drop (canon waitable-set.drop)) (core func $subtask-drop (canon subtask.drop))
    (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core func $return (canon task.return (result (result (tuple u8 (option s16) (list (tuple char bool))) (error u64))) (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "set-new" (func $set-new (result i32))) (import "" "join" (func $join (param i32 i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (import "" "set-drop" (func $set-drop (param i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "f" (func $f (param i32 i32) (result i32)))
      (import "" "return" (func $return (param i32 i64 i32 i32 i32 i32)))
      (func (export "run") (param $a i32) (param $some i32) (param $s i32) (param $list i32) (param $n i32)
                           (param $b i64) (param $bad i32) (param $c i64) (result i32)
        (call $finish (call $f (local.get $a) (i32.const 16)))
        (if (local.get $bad)
          (then (call $return (i32.const 1)
            (i64.add (local.get $b) (local.get $c)) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)))
          (else (call $return (i32.const 0)
            (i64.extend_i32_u (i32.load (i32.const 16))) (local.get $some) (local.get $s) (local.get $list) (local.get $n))))
        (i32.const 0 (; EXIT ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable)
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
        (export "set-new" (func $set-new)) (export "join" (func $join)) (export "set-wait" (func $set-wait))
        (export "set-drop" (func $set-drop)) (export "subtask-drop" (func $subtask-drop))
        (export "f" (func $f)) (export "return" (func $return))))))
    (func (export "run") async (param "a" (tuple u8 (option s16) (list (tuple char bool)))) (param "b" u64) (param "c" (result f64 (error u32))) (result (result (tuple u8 (option s16) (list (tuple char bool))) (error u64)))
      (canon lift (core func $m "run") (memory $libc "mem") (realloc (func $libc "realloc")) async (callback (func $m "cb")))))
  (instance $root (instantiate $root (with "f" (func $callee "f"))))

  (export "run" (func $root "run")))

(component instance $i $it)
(assert_return (invoke "run" (tuple.const (u8.const 255) (option.some (s16.const -7)) (list.const (tuple.const (char.const "x") (bool.const true)) (tuple.const (char.const "y") (bool.const false)))) (u64.const 1) (result.ok (f64.const 0.5)))
  (result.ok (tuple.const (u8.const 0) (option.some (s16.const -7)) (list.const (tuple.const (char.const "x") (bool.const true)) (tuple.const (char.const "y") (bool.const false))))))
(assert_return (invoke "run" (tuple.const (u8.const 1) (option.none) (list.const)) (u64.const 0x100000000) (result.err (u32.const 5)))
  (result.err (u64.const 0x100000005)))
