;; A future of a result whose payloads are a list of tuples with options, and a string.

(component definition $it
  (component $reader
    (type $t0 (result (list (tuple string (option u64))) (error string)))
    (type $S (future $t0))
    (core module $libc
      (memory (export "mem") 1)
      (global $top (mut i32) (i32.const 0x1000))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32)
        (result i32)
        (local $at i32)
        (local.set $at
          (i32.and
            (i32.add (global.get $top) (i32.sub (local.get $align) (i32.const 1)))
            (i32.sub (i32.const 0) (local.get $align))))
        (global.set $top (i32.add (local.get $at) (local.get $size)))
        (memory.copy (local.get $at) (local.get $old) (local.get $old-size))
        (local.get $at))
      (func (export "words") (param $at i32) (param $n i32) (result i32)
        (i32.store (i32.const 16) (local.get $at))
        (i32.store (i32.const 20) (local.get $n))
        (i32.const 16)))
    (core instance $libc (instantiate $libc))
    (core func $read
      (canon future.read $S async (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core func $drop (canon future.drop-readable $S))
    (core module $m
      (func (export "take") (param i32) (result i32) (local.get 0)))
    (core instance $m (instantiate $m))
    (func (export "take") (param "end" $S) (result u32) (canon lift (core func $m "take")))
    (func (export "read") (param "x" u32) (param "p" u32) (result u32) (canon lift (core func $read)))
    (func (export "drop") (param "x" u32) (canon lift (core func $drop)))
    (func (export "words") (param "at" u32) (param "n" u32) (result (list u32))
      (canon lift (core func $libc "words") (memory (core memory $libc "mem")))))
  (instance $reader (instantiate $reader))
  (component $writer
    (type $t0 (result (list (tuple string (option u64))) (error string)))
    (type $S (future $t0))
    (import "take" (func $take (param "end" $S) (result u32)))
    (core module $libc
      (memory (export "mem") 1)
      (data (i32.const 0x200) "\00\00\00\00\00\08\00\00\02\00\00\00\01\00\00\00\40\08\00\00\08\00\00\00")
      (data (i32.const 0x800)
        "\30\08\00\00\08\00\00\00\00\00\00\00\00\00\00\00\ee\ee\ee\ee\ee\ee\ee\ee\38\08\00\00\07\00\00\00"
        "\01\00\00\00\00\00\00\00\d8\e8\f8\3e\c1\2a\2e\06\68\c3\a4\c3\9f\e2\82\ac\f0\9f\98\80\78\79\7a\00"
        "\68\c3\a4\c3\9f\e2\82\ac"))
    (core instance $libc (instantiate $libc))
    (core func $take (canon lower (func $take))) (core func $s-new (canon future.new $S))
    (core func $write (canon future.write $S async (memory (core memory $libc "mem"))))
    (core func $drop (canon future.drop-writable $S)) (core func $set-new (canon waitable-set.new))
    (core func $join (canon waitable.join))
    (core func $poll (canon waitable-set.poll (memory (core memory $libc "mem"))))
    (core module $m
      (import "libc" "mem" (memory 1)) (import "" "take" (func $take (param i32) (result i32)))
      (import "" "s-new" (func $s-new (result i64))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "join" (func $join (param i32 i32))) (import "" "poll" (func $poll (param i32 i32) (result i32)))
      (global $set (mut i32) (i32.const 0))
      ;; Makes what is written, and a future: one end goes to the reader, the other into a set and is returned.
      (func (export "make") (result i32)
        (local $ends i64) (local $end i32)
        (local.set $ends (call $s-new))
        (local.set $end (i32.wrap_i64 (i64.shr_u (local.get $ends) (i64.const 32))))
        (drop (call $take (i32.wrap_i64 (local.get $ends))))
        (global.set $set (call $set-new))
        (call $join (local.get $end) (global.get $set))
        (local.get $end))
      ;; The event of the writable end, if it has one: its code, the end, and the payload.
      (func (export "event") (result i32)
        (i32.store (i32.const 24) (call $poll (global.get $set) (i32.const 28)))
        (i32.store (i32.const 16) (i32.const 24))
        (i32.store (i32.const 20) (i32.const 3))
        (i32.const 16)))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "take" (func $take)) (export "s-new" (func $s-new)) (export "set-new" (func $set-new))
        (export "join" (func $join)) (export "poll" (func $poll))))))
    (func (export "make") (result u32) (canon lift (core func $m "make")))
    (func (export "write") (param "x" u32) (param "p" u32) (result u32) (canon lift (core func $write)))
    (func (export "drop") (param "x" u32) (canon lift (core func $drop)))
    (func (export "event") (result (list u32))
      (canon lift (core func $m "event") (memory (core memory $libc "mem")))))
  (instance $writer (instantiate $writer (with "take" (func $reader "take"))))
  (export "make" (func $writer "make")) (export "write" (func $writer "write"))
  (export "event" (func $writer "event")) (export "drop-writable" (func $writer "drop"))
  (export "read" (func $reader "read")) (export "drop-readable" (func $reader "drop"))
  (export "words" (func $reader "words")))

(component instance $i $it)
(assert_return (invoke "make") (u32.const 2))
;; The writer comes first.
(assert_return (invoke "write" (u32.const 2) (u32.const 0x200)) (u32.const 0xffffffff))
(assert_return (invoke "read" (u32.const 1) (u32.const 0x100)) (u32.const 0))
(assert_return (invoke "words" (u32.const 0x100) (u32.const 3)) (list.const
  (u32.const 0) (u32.const 0x1000) (u32.const 2)))
(assert_return (invoke "event") (list.const (u32.const 5) (u32.const 2) (u32.const 0)))
(assert_return (invoke "drop-writable" (u32.const 2)))
(assert_return (invoke "drop-readable" (u32.const 1)))
;; The reader comes first.
(assert_return (invoke "make") (u32.const 3))
(assert_return (invoke "read" (u32.const 1) (u32.const 0x180)) (u32.const 0xffffffff))
(assert_return (invoke "write" (u32.const 3) (u32.const 0x20c)) (u32.const 0))
(assert_return (invoke "words" (u32.const 0x180) (u32.const 3)) (list.const
  (u32.const 1) (u32.const 0x103f) (u32.const 8)))
(assert_return (invoke "drop-writable" (u32.const 3)))
(assert_return (invoke "words" (u32.const 0x1000) (u32.const 16)) (list.const
  (u32.const 0x1030) (u32.const 8) (u32.const 0) (u32.const 0) (u32.const 0) (u32.const 0) (u32.const 0x1038)
  (u32.const 7) (u32.const 1) (u32.const 0) (u32.const 0x3ef8e8d8) (u32.const 0x62e2ac1) (u32.const 0xc3a4c368)
  (u32.const 0xac82e29f) (u32.const 0x80989ff0) (u32.const 0x687a7978)))
