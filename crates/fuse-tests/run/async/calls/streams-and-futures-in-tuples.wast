;; Ends of streams come back as results, in a tuple with an owned handle and a string.

(component definition $it
  (component $definer
    (type $r' (resource (rep i32)))
    (export $r "r" (type $r'))
    (core func $new (canon resource.new $r'))
    (func (export "new") (param "x" u32) (result (own $r)) (canon lift (core func $new))))
  (instance $definer (instantiate $definer))
  (component $callee
    (import "r" (type $r (sub resource)))
    (type $t0 (stream u8))
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
        (result (tuple u32 u32 u32 u32 (tuple (own $r) (stream u8) string))) (memory (core memory $libc "mem"))
        string-encoding=utf8))
    (core module $m
      (import "libc" "mem" (memory 1)) (import "" "ret" (func $ret (param i32 i32 i32 i32 i32 i32 i32 i32)))
      (global $g0 (mut i32) (i32.const 0))
      (global $g1 (mut i32) (i32.const 0))
      (global $g2 (mut i32) (i32.const 0))
      (global $g3 (mut i32) (i32.const 0))
      (global $g4 (mut i32) (i32.const 0))
      (global $g5 (mut i32) (i32.const 0))
      (global $g6 (mut i32) (i32.const 0))
      (global $g7 (mut i32) (i32.const 0))
      (func (export "f") (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
        (global.set $g0 (local.get 0))
        (global.set $g1 (local.get 1))
        (global.set $g2 (local.get 2))
        (global.set $g3 (local.get 3))
        (global.set $g4 (local.get 4))
        (global.set $g5 (local.get 5))
        (global.set $g6 (local.get 6))
        (global.set $g7 (local.get 7))
        (i32.const 1))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call $ret
          (global.get $g0)
          (global.get $g1)
          (global.get $g2)
          (global.get $g3)
          (global.get $g4)
          (global.get $g5)
          (global.get $g6)
          (global.get $g7))
        (i32.const 0))
      (func (export "words") (param $from i32) (param $n i32) (result i32)
        (i32.store (i32.const 16) (local.get $from))
        (i32.store (i32.const 20) (local.get $n))
        (i32.const 16)))
    (core instance $m (instantiate $m (with "libc" (instance $libc)) (with "" (instance (export "ret" (func $ret))))))
    (func (export "f") async (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32)
      (param "x" (tuple (own $r) (stream u8) string))
      (result (tuple u32 u32 u32 u32 (tuple (own $r) (stream u8) string)))
      (canon lift
        (core func $m "f") async (callback (core func $m "cb")) (memory (core memory $libc "mem"))
        (realloc (core func $libc "realloc")) string-encoding=utf8))
    (func (export "words") (param "p" u32) (param "n" u32) (result (list u32))
      (canon lift (core func $m "words") (memory (core memory $libc "mem")))))
  (instance $callee (instantiate $callee (with "r" (type $definer "r"))))
  (component $caller
    (import "r" (type $r (sub resource)))
    (type $t0 (stream u8))
    (import "f"
      (func $f async (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32)
        (param "x" (tuple (own $r) (stream u8) string))
        (result (tuple u32 u32 u32 u32 (tuple (own $r) (stream u8) string)))))
    (import "new" (func $new (param "x" u32) (result (own $r))))
    (core func $new (canon lower (func $new))) (core func $in-new (canon stream.new $t0))
    (core module $libc
      (memory (export "mem") 1)
      (data (i32.const 0x200)
        "\f8\94\fe\72\f0\29\fd\e5\e8\be\fb\58\e0\53\fa\cb\00\00\00\00\00\00\00\00\00\08\00\00\08\00\00\00"
        "\f0\29\fd\e5\e8\be\fb\58\e0\53\fa\cb\d8\e8\f8\3e\00\00\00\00\00\00\00\00\08\08\00\00\07\00\00\00"
        "\e8\be\fb\58\e0\53\fa\cb\d8\e8\f8\3e\d0\7d\f7\b1\00\00\00\00\00\00\00\00\10\08\00\00\07\00\00\00")
      (data (i32.const 0x800) "\68\c3\a4\c3\9f\e2\82\ac\f0\9f\98\80\78\79\7a\00\6c\61\74\69\6e\c3\a9")
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
    (core func $f
      (canon lower
        (func $f) async (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))
        string-encoding=utf8))
    (core func $set-new (canon waitable-set.new)) (core func $join (canon waitable.join))
    (core func $subtask-drop (canon subtask.drop))
    (core func $wait (canon waitable-set.wait (memory (core memory $libc "mem"))))
    (core module $m
      (import "libc" "mem" (memory 1)) (import "" "f" (func $f (param i32 i32) (result i32)))
      (import "" "new" (func $new (param i32) (result i32))) (import "" "in-new" (func $in-new (result i64)))
      (import "" "set-new" (func $set-new (result i32))) (import "" "join" (func $join (param i32 i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "wait" (func $wait (param i32 i32) (result i32)))
      (func (export "init")
        (i32.store (i32.const 528) (call $new (i32.const 105)))
        (i32.store (i32.const 532) (i32.wrap_i64 (call $in-new)))
        (i32.store (i32.const 560) (call $new (i32.const 106)))
        (i32.store (i32.const 564) (i32.wrap_i64 (call $in-new)))
        (i32.store (i32.const 592) (call $new (i32.const 107)))
        (i32.store (i32.const 596) (i32.wrap_i64 (call $in-new))))
      ;; Passes the value with that number; gives the status of the call, after having waited for its end.
      (func (export "run") (param $i i32) (result i32)
        (local $s i32) (local $set i32)
        (memory.fill (i32.const 0x3000) (i32.const 0xcc) (i32.const 0x800))
        (call $f (i32.add (i32.const 512) (i32.mul (local.get $i) (i32.const 32))) (i32.const 0x3000))
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
        (export "wait" (func $wait)) (export "subtask-drop" (func $subtask-drop)) (export "new" (func $new))
        (export "in-new" (func $in-new))))))
    (func (export "init") (canon lift (core func $m "init")))
    (func (export "run") async (param "i" u32) (result u32) (canon lift (core func $m "run")))
    (func (export "words") (param "p" u32) (param "n" u32) (result (list u32))
      (canon lift (core func $m "words") (memory (core memory $libc "mem")))))
  (instance $caller (instantiate $caller
    (with "f" (func $callee "f")) (with "r" (type $definer "r")) (with "new" (func $definer "new"))))
  (export "init" (func $caller "init")) (export "run" (func $caller "run")) (export "words" (func $caller "words"))
  (export "words-of-callee" (func $callee "words")))

(component instance $i $it)
(assert_return (invoke "init"))
(assert_return (invoke "run" (u32.const 0)) (u32.const 33))
(assert_return (invoke "words" (u32.const 0x3010) (u32.const 5)) (list.const
  (u32.const 10) (u32.const 11) (u32.const 0x4000) (u32.const 8) (u32.const 0xcccccccc)))
(assert_return (invoke "run" (u32.const 1)) (u32.const 81))
(assert_return (invoke "words" (u32.const 0x3010) (u32.const 5)) (list.const
  (u32.const 2) (u32.const 12) (u32.const 0x4008) (u32.const 7) (u32.const 0xcccccccc)))
(assert_return (invoke "run" (u32.const 2)) (u32.const 129))
(assert_return (invoke "words" (u32.const 0x3010) (u32.const 5)) (list.const
  (u32.const 5) (u32.const 13) (u32.const 0x400f) (u32.const 7) (u32.const 0xcccccccc)))
(assert_return (invoke "words" (u32.const 0x4000) (u32.const 6)) (list.const
  (u32.const 0xc3a4c368) (u32.const 0xac82e29f) (u32.const 0x80989ff0) (u32.const 0x6c7a7978)
  (u32.const 0x6e697461) (u32.const 0xa9c3)))
(assert_return (invoke "words-of-callee" (u32.const 0x4000) (u32.const 6)) (list.const
  (u32.const 0xc3a4c368) (u32.const 0xac82e29f) (u32.const 0x80989ff0) (u32.const 0x6c7a7978)
  (u32.const 0x6e697461) (u32.const 0xa9c3)))
