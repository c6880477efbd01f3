;; Error contexts in a list go to the callee and come back, each time with a new handle.

(component definition $it
  (component $callee
    (core module $libc
      (memory (export "mem") 1)
      (global $top (mut i32) (i32.const 0x4000))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32)
        (result i32)
        (local $at i32)
        (local.set $at
          (i32.and
            (i32.add (global.get $top) (i32.sub (local.get $align) (i32.const 1)))
            (i32.sub (i32.const 0) (local.get $align))))
        (global.set $top (i32.add (local.get $at) (local.get $size)))
        (memory.copy (local.get $at) (local.get $old) (local.get $old-size))
        (local.get $at)))
    (core instance $libc (instantiate $libc))
    (core func $ret
      (canon task.return
        (result (tuple u32 u32 u32 u32 (list error-context))) (memory (core memory $libc "mem"))
        string-encoding=utf8))
    (core module $m
      (import "libc" "mem" (memory 1)) (import "" "ret" (func $ret (param i32 i32 i32 i32 i32 i32)))
      (global $g0 (mut i32) (i32.const 0))
      (global $g1 (mut i32) (i32.const 0))
      (global $g2 (mut i32) (i32.const 0))
      (global $g3 (mut i32) (i32.const 0))
      (global $g4 (mut i32) (i32.const 0))
      (global $g5 (mut i32) (i32.const 0))
      (func (export "f") (param i32 i32 i32 i32 i32 i32) (result i32)
        (global.set $g0 (local.get 0))
        (global.set $g1 (local.get 1))
        (global.set $g2 (local.get 2))
        (global.set $g3 (local.get 3))
        (global.set $g4 (local.get 4))
        (global.set $g5 (local.get 5))
        (i32.const 1))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call $ret
          (global.get $g0)
          (global.get $g1)
          (global.get $g2)
          (global.get $g3)
          (global.get $g4)
          (global.get $g5))
        (i32.const 0))
      (func (export "words") (param $from i32) (param $n i32) (result i32)
        (i32.store (i32.const 16) (local.get $from))
        (i32.store (i32.const 20) (local.get $n))
        (i32.const 16)))
    (core instance $m (instantiate $m (with "libc" (instance $libc)) (with "" (instance (export "ret" (func $ret))))))
    (func (export "f") async (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32)
      (param "x" (list error-context))
      (result (tuple u32 u32 u32 u32 (list error-context)))
      (canon lift
        (core func $m "f") async (callback (core func $m "cb")) (memory (core memory $libc "mem"))
        (realloc (core func $libc "realloc")) string-encoding=utf8))
    (func (export "words") (param "p" u32) (param "n" u32) (result (list u32))
      (canon lift (core func $m "words") (memory (core memory $libc "mem")))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "f"
      (func $f async (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32)
        (param "x" (list error-context))
        (result (tuple u32 u32 u32 u32 (list error-context)))))
    (core module $libc
      (memory (export "mem") 1)
      (data (i32.const 0x200)
        "\f8\94\fe\72\f0\29\fd\e5\e8\be\fb\58\e0\53\fa\cb\00\08\00\00\01\00\00\00\f0\29\fd\e5\e8\be\fb\58"
        "\e0\53\fa\cb\d8\e8\f8\3e\04\08\00\00\02\00\00\00\e8\be\fb\58\e0\53\fa\cb\d8\e8\f8\3e\d0\7d\f7\b1"
        "\0c\08\00\00\03\00\00\00")
      (data (i32.const 0x800) "\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00")
      (global $top (mut i32) (i32.const 0x4000))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32)
        (result i32)
        (local $at i32)
        (local.set $at
          (i32.and
            (i32.add (global.get $top) (i32.sub (local.get $align) (i32.const 1)))
            (i32.sub (i32.const 0) (local.get $align))))
        (global.set $top (i32.add (local.get $at) (local.get $size)))
        (memory.copy (local.get $at) (local.get $old) (local.get $old-size))
        (local.get $at)))
    (core instance $libc (instantiate $libc))
    (core func $ec-new (canon error-context.new (memory (core memory $libc "mem"))))
    (core func $f
      (canon lower
        (func $f) async (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))
        string-encoding=utf8))
    (core func $set-new (canon waitable-set.new)) (core func $join (canon waitable.join))
    (core func $subtask-drop (canon subtask.drop))
    (core func $wait (canon waitable-set.wait (memory (core memory $libc "mem"))))
    (core module $m
      (import "libc" "mem" (memory 1)) (import "" "f" (func $f (param i32 i32) (result i32)))
      (import "" "ec-new" (func $ec-new (param i32 i32) (result i32)))
      (import "" "set-new" (func $set-new (result i32))) (import "" "join" (func $join (param i32 i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "wait" (func $wait (param i32 i32) (result i32)))
      (func (export "init")
        (i32.store (i32.const 2048) (call $ec-new (i32.const 0) (i32.const 0)))
        (i32.store (i32.const 2052) (call $ec-new (i32.const 0) (i32.const 3)))
        (i32.store (i32.const 2056) (call $ec-new (i32.const 0) (i32.const 0)))
        (i32.store (i32.const 2060) (call $ec-new (i32.const 0) (i32.const 2)))
        (i32.store (i32.const 2064) (call $ec-new (i32.const 0) (i32.const 3)))
        (i32.store (i32.const 2068) (call $ec-new (i32.const 0) (i32.const 0))))
      ;; Passes the value with that number; gives the status of the call, after having waited for its end.
      (func (export "run") (param $i i32) (result i32)
        (local $s i32) (local $set i32)
        (memory.fill (i32.const 0x3000) (i32.const 0xcc) (i32.const 0x800))
        (call $f (i32.add (i32.const 512) (i32.mul (local.get $i) (i32.const 24))) (i32.const 0x3000))
        (local.set $s)
        (if (i32.ne (local.get $s) (i32.const 2))
          (then
            (local.set $set (call $set-new))
            (call $join (i32.shr_u (local.get $s) (i32.const 4)) (local.get $set))
            (drop (call $wait (local.get $set) (i32.const 8)))
            (call $subtask-drop (i32.load (i32.const 8)))))
        (local.get $s))
      (func (export "words") (param $from i32) (param $n i32) (result i32)
        (i32.store (i32.const 16) (local.get $from))
        (i32.store (i32.const 20) (local.get $n))
        (i32.const 16)))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "f" (func $f)) (export "set-new" (func $set-new)) (export "join" (func $join))
        (export "wait" (func $wait)) (export "subtask-drop" (func $subtask-drop))
        (export "ec-new" (func $ec-new))))))
    (func (export "init") (canon lift (core func $m "init")))
    (func (export "run") async (param "i" u32) (result u32) (canon lift (core func $m "run")))
    (func (export "words") (param "p" u32) (param "n" u32) (result (list u32))
      (canon lift (core func $m "words") (memory (core memory $libc "mem")))))
  (instance $caller (instantiate $caller (with "f" (func $callee "f"))))
  (export "init" (func $caller "init")) (export "run" (func $caller "run")) (export "words" (func $caller "words"))
  (export "words-of-callee" (func $callee "words")))

(component instance $i $it)
(assert_return (invoke "init"))
(assert_return (invoke "run" (u32.const 0)) (u32.const 113))
(assert_return (invoke "words" (u32.const 0x3010) (u32.const 3)) (list.const
  (u32.const 0x4000) (u32.const 1) (u32.const 0xcccccccc)))
(assert_return (invoke "run" (u32.const 1)) (u32.const 113))
(assert_return (invoke "words" (u32.const 0x3010) (u32.const 3)) (list.const
  (u32.const 0x4004) (u32.const 2) (u32.const 0xcccccccc)))
(assert_return (invoke "run" (u32.const 2)) (u32.const 113))
(assert_return (invoke "words" (u32.const 0x3010) (u32.const 3)) (list.const
  (u32.const 0x400c) (u32.const 3) (u32.const 0xcccccccc)))
(assert_return (invoke "words" (u32.const 0x4000) (u32.const 10)) (list.const
  (u32.const 9) (u32.const 11) (u32.const 12) (u32.const 14) (u32.const 15) (u32.const 16) (u32.const 0)
  (u32.const 0) (u32.const 0) (u32.const 0)))
(assert_return (invoke "words-of-callee" (u32.const 0x4000) (u32.const 10)) (list.const
  (u32.const 1) (u32.const 2) (u32.const 3) (u32.const 4) (u32.const 5) (u32.const 6) (u32.const 0)
  (u32.const 0) (u32.const 0) (u32.const 0)))
