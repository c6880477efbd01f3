;; A list of options of owned handles is passed to a callee, which returns it at once.

(component definition $it
  (component $definer
    (type $r' (resource (rep i32)))
    (export $r "r" (type $r'))
    (core func $new (canon resource.new $r'))
    (func (export "new") (param "x" u32) (result (own $r)) (canon lift (core func $new))))
  (instance $definer (instantiate $definer))
  (component $callee
    (import "r" (type $r (sub resource)))
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
        (result (tuple u32 u32 u32 u32 (list (option (own $r))))) (memory (core memory $libc "mem"))
        string-encoding=utf8))
    (core module $m
      (import "libc" "mem" (memory 1)) (import "" "ret" (func $ret (param i32 i32 i32 i32 i32 i32)))
      (func (export "f") (param i32 i32 i32 i32 i32 i32) (result i32)
        (call $ret (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5))
        (i32.const 0))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable)
      (func (export "words") (param $from i32) (param $n i32) (result i32)
        (i32.store (i32.const 16) (local.get $from))
        (i32.store (i32.const 20) (local.get $n))
        (i32.const 16)))
    (core instance $m (instantiate $m (with "libc" (instance $libc)) (with "" (instance (export "ret" (func $ret))))))
    (func (export "f") async (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32)
      (param "x" (list (option (own $r))))
      (result (tuple u32 u32 u32 u32 (list (option (own $r)))))
      (canon lift
        (core func $m "f") async (callback (core func $m "cb")) (memory (core memory $libc "mem"))
        (realloc (core func $libc "realloc")) string-encoding=utf8))
    (func (export "words") (param "p" u32) (param "n" u32) (result (list u32))
      (canon lift (core func $m "words") (memory (core memory $libc "mem")))))
  (instance $callee (instantiate $callee (with "r" (type $definer "r"))))
  (component $caller
    (import "r" (type $r (sub resource)))
    (import "f"
      (func $f async (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32)
        (param "x" (list (option (own $r))))
        (result (tuple u32 u32 u32 u32 (list (option (own $r)))))))
    (import "new" (func $new (param "x" u32) (result (own $r))))
    (core func $new (canon lower (func $new)))
    (core module $libc
      (memory (export "mem") 1)
      (data (i32.const 0x200)
        "\f8\94\fe\72\f0\29\fd\e5\e8\be\fb\58\e0\53\fa\cb\00\08\00\00\01\00\00\00\f0\29\fd\e5\e8\be\fb\58"
        "\e0\53\fa\cb\d8\e8\f8\3e\08\08\00\00\02\00\00\00\e8\be\fb\58\e0\53\fa\cb\d8\e8\f8\3e\d0\7d\f7\b1"
        "\18\08\00\00\03\00\00\00")
      (data (i32.const 0x800)
        "\00\00\00\00\ee\ee\ee\ee\01\00\00\00\ee\ee\ee\ee\00\00\00\00\ee\ee\ee\ee\00\00\00\00\ee\ee\ee\ee"
        "\01\00\00\00\ee\ee\ee\ee\00\00\00\00\ee\ee\ee\ee")
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
      (import "" "new" (func $new (param i32) (result i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "join" (func $join (param i32 i32))) (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "wait" (func $wait (param i32 i32) (result i32)))
      (func (export "init")
        (i32.store (i32.const 2060) (call $new (i32.const 110)))
        (i32.store (i32.const 2084) (call $new (i32.const 112))))
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
        (export "wait" (func $wait)) (export "subtask-drop" (func $subtask-drop)) (export "new" (func $new))))))
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
(assert_return (invoke "run" (u32.const 0)) (u32.const 2))
(assert_return (invoke "words" (u32.const 0x3010) (u32.const 3)) (list.const
  (u32.const 0x4000) (u32.const 1) (u32.const 0xcccccccc)))
(assert_return (invoke "run" (u32.const 1)) (u32.const 2))
(assert_return (invoke "words" (u32.const 0x3010) (u32.const 3)) (list.const
  (u32.const 0x4008) (u32.const 2) (u32.const 0xcccccccc)))
(assert_return (invoke "run" (u32.const 2)) (u32.const 2))
(assert_return (invoke "words" (u32.const 0x3010) (u32.const 3)) (list.const
  (u32.const 0x4018) (u32.const 3) (u32.const 0xcccccccc)))
(assert_return (invoke "words" (u32.const 0x4000) (u32.const 12)) (list.const
  (u32.const 0) (u32.const 0) (u32.const 1) (u32.const 1) (u32.const 0) (u32.const 0) (u32.const 0)
  (u32.const 0) (u32.const 1) (u32.const 2) (u32.const 0) (u32.const 0)))
(assert_return (invoke "words-of-callee" (u32.const 0x4000) (u32.const 12)) (list.const
  (u32.const 0) (u32.const 0) (u32.const 1) (u32.const 1) (u32.const 0) (u32.const 0) (u32.const 0)
  (u32.const 0) (u32.const 1) (u32.const 1) (u32.const 0) (u32.const 0)))
