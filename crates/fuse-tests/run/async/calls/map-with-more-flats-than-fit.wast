;; Seventeen parameters, a map among them, lie in memory in the caller and in the callee, which returns them in a
;; later turn.

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
        (result (tuple u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 (map string (option u64))))
        (memory (core memory $libc "mem")) string-encoding=utf8))
    (core module $m
      (import "libc" "mem" (memory 1)) (import "" "ret" (func $ret (param i32)))
      (global $g0 (mut i32) (i32.const 0))
      (func (export "f") (param i32) (result i32) (global.set $g0 (local.get 0)) (i32.const 1))
      (func (export "cb") (param i32 i32 i32) (result i32) (call $ret (global.get $g0)) (i32.const 0))
      (func (export "words") (param $from i32) (param $n i32) (result i32)
        (i32.store (i32.const 16) (local.get $from))
        (i32.store (i32.const 20) (local.get $n))
        (i32.const 16)))
    (core instance $m (instantiate $m (with "libc" (instance $libc)) (with "" (instance (export "ret" (func $ret))))))
    (func (export "f") async (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (param "p4" u32)
      (param "p5" u32) (param "p6" u32) (param "p7" u32) (param "p8" u32) (param "p9" u32) (param "p10" u32)
      (param "p11" u32) (param "p12" u32) (param "p13" u32) (param "p14" u32) (param "p15" u32)
      (param "x" (map string (option u64)))
      (result (tuple u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 (map string (option u64))))
      (canon lift
        (core func $m "f") async (callback (core func $m "cb")) (memory (core memory $libc "mem"))
        (realloc (core func $libc "realloc")) string-encoding=utf8))
    (func (export "words") (param "p" u32) (param "n" u32) (result (list u32))
      (canon lift (core func $m "words") (memory (core memory $libc "mem")))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "f"
      (func $f async (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (param "p4" u32)
        (param "p5" u32) (param "p6" u32) (param "p7" u32) (param "p8" u32) (param "p9" u32) (param "p10" u32)
        (param "p11" u32) (param "p12" u32) (param "p13" u32) (param "p14" u32) (param "p15" u32)
        (param "x" (map string (option u64)))
        (result (tuple u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 (map string (option u64))))))
    (core module $libc
      (memory (export "mem") 1)
      (data (i32.const 0x200)
        "\f8\94\fe\72\f0\29\fd\e5\e8\be\fb\58\e0\53\fa\cb\d8\e8\f8\3e\d0\7d\f7\b1\c9\12\f6\24\c1\a7\f4\97"
        "\b9\3c\f3\0a\b1\d1\f1\7d\a9\66\f0\f0\a1\fb\ee\63\9a\90\ed\d6\92\25\ec\49\8a\ba\ea\bc\82\4f\e9\2f"
        "\00\08\00\00\01\00\00\00\f0\29\fd\e5\e8\be\fb\58\e0\53\fa\cb\d8\e8\f8\3e\d0\7d\f7\b1\c9\12\f6\24"
        "\c1\a7\f4\97\b9\3c\f3\0a\b1\d1\f1\7d\a9\66\f0\f0\a1\fb\ee\63\9a\90\ed\d6\92\25\ec\49\8a\ba\ea\bc"
        "\82\4f\e9\2f\7a\e4\e7\a2\20\08\00\00\02\00\00\00\e8\be\fb\58\e0\53\fa\cb\d8\e8\f8\3e\d0\7d\f7\b1"
        "\c9\12\f6\24\c1\a7\f4\97\b9\3c\f3\0a\b1\d1\f1\7d\a9\66\f0\f0\a1\fb\ee\63\9a\90\ed\d6\92\25\ec\49"
        "\8a\ba\ea\bc\82\4f\e9\2f\7a\e4\e7\a2\72\79\e6\15\58\08\00\00\03\00\00\00")
      (data (i32.const 0x800)
        "\18\08\00\00\08\00\00\00\01\00\00\00\00\00\00\00\2c\b6\d9\20\ad\b3\5f\21\68\c3\a4\c3\9f\e2\82\ac"
        "\50\08\00\00\00\00\00\00\00\00\00\00\00\00\00\00\ee\ee\ee\ee\ee\ee\ee\ee\50\08\00\00\01\00\00\00"
        "\01\00\00\00\00\00\00\00\1c\e0\d6\06\94\91\d8\23\61\00\00\00\00\00\00\00\a0\08\00\00\07\00\00\00"
        "\01\00\00\00\00\00\00\00\14\75\d5\79\87\00\15\25\a8\08\00\00\07\00\00\00\00\00\00\00\00\00\00\00"
        "\ee\ee\ee\ee\ee\ee\ee\ee\b0\08\00\00\00\00\00\00\01\00\00\00\00\00\00\00\0d\0a\d4\ec\7a\6f\51\26"
        "\f0\9f\98\80\78\79\7a\00\6c\61\74\69\6e\c3\a9\00")
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
      (import "" "set-new" (func $set-new (result i32))) (import "" "join" (func $join (param i32 i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "wait" (func $wait (param i32 i32) (result i32)))
      (func (export "init"))
      ;; Passes the value with that number; gives the status of the call, after having waited for its end.
      (func (export "run") (param $i i32) (result i32)
        (local $s i32) (local $set i32)
        (memory.fill (i32.const 0x3000) (i32.const 0xcc) (i32.const 0x800))
        (call $f (i32.add (i32.const 512) (i32.mul (local.get $i) (i32.const 72))) (i32.const 0x3000))
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
        (export "wait" (func $wait)) (export "subtask-drop" (func $subtask-drop))))))
    (func (export "init") (canon lift (core func $m "init")))
    (func (export "run") async (param "i" u32) (result u32) (canon lift (core func $m "run")))
    (func (export "words") (param "p" u32) (param "n" u32) (result (list u32))
      (canon lift (core func $m "words") (memory (core memory $libc "mem")))))
  (instance $caller (instantiate $caller (with "f" (func $callee "f"))))
  (export "init" (func $caller "init")) (export "run" (func $caller "run")) (export "words" (func $caller "words"))
  (export "words-of-callee" (func $callee "words")))

(component instance $i $it)
(assert_return (invoke "init"))
(assert_return (invoke "run" (u32.const 0)) (u32.const 17))
(assert_return (invoke "words" (u32.const 0x3040) (u32.const 3)) (list.const
  (u32.const 0x4000) (u32.const 1) (u32.const 0xcccccccc)))
(assert_return (invoke "run" (u32.const 1)) (u32.const 17))
(assert_return (invoke "words" (u32.const 0x3040) (u32.const 3)) (list.const
  (u32.const 0x4020) (u32.const 2) (u32.const 0xcccccccc)))
(assert_return (invoke "run" (u32.const 2)) (u32.const 17))
(assert_return (invoke "words" (u32.const 0x3040) (u32.const 3)) (list.const
  (u32.const 0x4058) (u32.const 3) (u32.const 0xcccccccc)))
(assert_return (invoke "words" (u32.const 0x4000) (u32.const 30)) (list.const
  (u32.const 0x4018) (u32.const 8) (u32.const 1) (u32.const 0) (u32.const 0x20d9b62c) (u32.const 0x215fb3ad)
  (u32.const 0xc3a4c368) (u32.const 0xac82e29f) (u32.const 0x4050) (u32.const 0) (u32.const 0) (u32.const 0)
  (u32.const 0) (u32.const 0) (u32.const 0x4050) (u32.const 1) (u32.const 1) (u32.const 0) (u32.const 0x6d6e01c)
  (u32.const 0x23d89194) (u32.const 97) (u32.const 0) (u32.const 0x40a0) (u32.const 7) (u32.const 1)
  (u32.const 0) (u32.const 0x79d57514) (u32.const 0x25150087) (u32.const 0x40a7) (u32.const 7)))
(assert_return (invoke "words-of-callee" (u32.const 0x4000) (u32.const 30)) (list.const
  (u32.const 0x72fe94f8) (u32.const 0xe5fd29f0) (u32.const 0x58fbbee8) (u32.const 0xcbfa53e0)
  (u32.const 0x3ef8e8d8) (u32.const 0xb1f77dd0) (u32.const 0x24f612c9) (u32.const 0x97f4a7c1)
  (u32.const 0xaf33cb9) (u32.const 0x7df1d1b1) (u32.const 0xf0f066a9) (u32.const 0x63eefba1)
  (u32.const 0xd6ed909a) (u32.const 0x49ec2592) (u32.const 0xbceaba8a) (u32.const 0x2fe94f82) (u32.const 0x4048)
  (u32.const 1) (u32.const 0x4060) (u32.const 8) (u32.const 1) (u32.const 0) (u32.const 0x20d9b62c)
  (u32.const 0x215fb3ad) (u32.const 0xc3a4c368) (u32.const 0xac82e29f) (u32.const 0xe5fd29f0)
  (u32.const 0x58fbbee8) (u32.const 0xcbfa53e0) (u32.const 0x3ef8e8d8)))
