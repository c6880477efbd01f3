;; `task.return` traps unless memory, encoding and result are those that the running task was lifted with; callers
;; and callees have two memories each, and strings go from any to any.

(component definition $it
  (component $c
    (core module $L
      (memory (export "mem") 1)
      (global $t (mut i32) (i32.const 0x1000))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32)
        (result i32)
        (memory.copy (global.get $t) (local.get $old) (local.get $old-size))
        (global.get $t)
        (global.set $t
          (i32.and (i32.add (global.get $t) (i32.add (local.get $size) (i32.const 8))) (i32.const -8)))))
    (core instance $l1 (instantiate $L))
    (core instance $l2 (instantiate $L))
    (core func $r1 (canon task.return (result string) (memory (core memory $l1 "mem"))))
    (core func $r2 (canon task.return (result string) (memory (core memory $l2 "mem")) string-encoding=utf16))
    (core func $r3 (canon task.return (result string) (memory (core memory $l2 "mem"))))
    (core func $r4 (canon task.return (result u32)))
    (core module $m
      (import "1" "mem" (memory $a 1)) (import "2" "mem" (memory $b 1)) (import "" "r1" (func $r1 (param i32 i32)))
      (import "" "r2" (func $r2 (param i32 i32))) (import "" "r3" (func $r3 (param i32 i32)))
      (import "" "r4" (func $r4 (param i32)))
      ;; the length picks the built-in
      (func $go (param $p i32) (param $n i32) (param $which i32)
        (if (i32.eq (local.get $which) (i32.const 1)) (then (call $r1 (local.get $p) (local.get $n))))
        (if (i32.eq (local.get $which) (i32.const 2)) (then (call $r2 (local.get $p) (local.get $n))))
        (if (i32.eq (local.get $which) (i32.const 3)) (then (call $r3 (local.get $p) (local.get $n))))
        (if (i32.eq (local.get $which) (i32.const 4)) (then (call $r4 (local.get $p)))))
      (func (export "f1") (param i32 i32 i32) (result i32)
        (call $go (local.get 0) (local.get 1) (local.get 2))
        (i32.const 0))
      (func (export "f2") (param i32 i32 i32) (result i32)
        (call $go (local.get 0) (local.get 1) (local.get 2))
        (i32.const 0))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable)
      (func (export "p") (param i32 i32) (result i32)
        (i32.store $b (i32.const 8) (local.get 0))
        (i32.store $b (i32.const 12) (local.get 1))
        (i32.const 8)))
    (core instance $m (instantiate $m
      (with "1" (instance $l1)) (with "2" (instance $l2))
      (with "" (instance
        (export "r1" (func $r1)) (export "r2" (func $r2)) (export "r3" (func $r3)) (export "r4" (func $r4))))))
    (func (export "f1") async (param "s" string) (param "w" u32) (result string)
      (canon lift
        (core func $m "f1") async (callback (core func $m "cb")) (memory (core memory $l1 "mem"))
        (realloc (core func $l1 "realloc"))))
    (func (export "f2") async (param "s" string) (param "w" u32) (result string)
      (canon lift
        (core func $m "f2") async (callback (core func $m "cb")) (memory (core memory $l2 "mem"))
        (realloc (core func $l2 "realloc")) string-encoding=utf16))
    (func (export "p") (param "s" string) (result string)
      (canon lift (core func $m "p") (memory (core memory $l2 "mem")) (realloc (core func $l2 "realloc")))))
  (instance $c (instantiate $c))
  (component $b
    (import "f1" (func $f1 async (param "s" string) (param "w" u32) (result string)))
    (import "f2" (func $f2 async (param "s" string) (param "w" u32) (result string)))
    (import "p" (func $p (param "s" string) (result string)))
    (core module $L
      (memory (export "mem") 1)
      (data (i32.const 0x200) "h\00\e4\00\df\00") (data (i32.const 0x300) "h\c3\a4\c3\9f")
      (global $t (mut i32) (i32.const 0x1000))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32)
        (result i32)
        (memory.copy (global.get $t) (local.get $old) (local.get $old-size))
        (global.get $t)
        (global.set $t
          (i32.and (i32.add (global.get $t) (i32.add (local.get $size) (i32.const 8))) (i32.const -8)))))
    (core instance $l1 (instantiate $L))
    (core instance $l2 (instantiate $L))
    (core func $f1a
      (canon lower (func $f1) async (memory (core memory $l1 "mem")) (realloc (core func $l1 "realloc"))))
    (core func $f1b
      (canon lower
        (func $f1) (memory (core memory $l2 "mem")) (realloc (core func $l2 "realloc")) string-encoding=utf16))
    (core func $f2a
      (canon lower
        (func $f2) async (memory (core memory $l2 "mem")) (realloc (core func $l2 "realloc"))
        string-encoding=latin1+utf16))
    (core func $p1
      (canon lower
        (func $p) (memory (core memory $l2 "mem")) (realloc (core func $l2 "realloc")) string-encoding=utf16))
    (core module $m
      (import "1" "mem" (memory $a 1)) (import "2" "mem" (memory $b 1))
      (import "" "f1a" (func $f1a (param i32 i32 i32 i32) (result i32)))
      (import "" "f1b" (func $f1b (param i32 i32 i32 i32)))
      (import "" "f2a" (func $f2a (param i32 i32 i32 i32) (result i32)))
      (import "" "p1" (func $p1 (param i32 i32 i32)))
      (func (export "run") (param $how i32) (param $w i32) (result i32)
        (if (i32.eqz (local.get $how))
          (then (drop (call $f1a (i32.const 0x300) (i32.const 5) (local.get $w) (i32.const 16)))))
        (if (i32.eq (local.get $how) (i32.const 1))
          (then (call $f1b (i32.const 0x200) (i32.const 3) (local.get $w) (i32.const 16))))
        (if (i32.eq (local.get $how) (i32.const 2))
          (then (drop (call $f2a (i32.const 0x200) (i32.const 0x80000003) (local.get $w) (i32.const 16)))))
        (if (i32.eq (local.get $how) (i32.const 3))
          (then (call $p1 (i32.const 0x200) (i32.const 3) (i32.const 16))))
        (i32.const 16)))
    (core instance $m (instantiate $m
      (with "1" (instance $l1)) (with "2" (instance $l2))
      (with "" (instance
        (export "f1a" (func $f1a)) (export "f1b" (func $f1b)) (export "f2a" (func $f2a))
        (export "p1" (func $p1))))))
    (func (export "run1") async (param "how" u32) (param "w" u32) (result string)
      (canon lift (core func $m "run") (memory (core memory $l1 "mem"))))
    (func (export "run2") async (param "how" u32) (param "w" u32) (result string)
      (canon lift (core func $m "run") (memory (core memory $l2 "mem")) string-encoding=utf16))
    (func (export "run3") async (param "how" u32) (param "w" u32) (result string)
      (canon lift (core func $m "run") (memory (core memory $l2 "mem")) string-encoding=latin1+utf16)))
  (instance $b (instantiate $b (with "f1" (func $c "f1")) (with "f2" (func $c "f2")) (with "p" (func $c "p"))))
  (export "run1" (func $b "run1")) (export "run2" (func $b "run2")) (export "run3" (func $b "run3")))

(component instance $i $it)
(assert_return (invoke "run1" (u32.const 0) (u32.const 1)) (str.const "häß"))
(component instance $i $it)
(assert_return (invoke "run2" (u32.const 1) (u32.const 1)) (str.const "häß"))
(component instance $i $it)
(assert_return (invoke "run3" (u32.const 2) (u32.const 2)) (str.const "häß"))
(component instance $i $it)
(assert_return (invoke "run2" (u32.const 3) (u32.const 0)) (str.const "häß"))
(component instance $i $it)
(assert_trap (invoke "run1" (u32.const 0) (u32.const 0)) "async-lifted export failed to produce a result")
(component instance $i $it)
(assert_trap (invoke "run1" (u32.const 0) (u32.const 2))
  "invalid `task.return` signature and/or options for current task")
(component instance $i $it)
(assert_trap (invoke "run1" (u32.const 0) (u32.const 3))
  "invalid `task.return` signature and/or options for current task")
(component instance $i $it)
(assert_trap (invoke "run1" (u32.const 0) (u32.const 4))
  "invalid `task.return` signature and/or options for current task")
(component instance $i $it)
(assert_trap (invoke "run3" (u32.const 2) (u32.const 1))
  "invalid `task.return` signature and/or options for current task")
(component instance $i $it)
(assert_trap (invoke "run3" (u32.const 2) (u32.const 3))
  "invalid `task.return` signature and/or options for current task")
