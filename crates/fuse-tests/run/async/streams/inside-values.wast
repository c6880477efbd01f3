;; Ends of streams inside options, lists and tuples, in parameters and results: each gets a number where it goes, in
;; the order in which they come.

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
    (type $both (tuple u8 (option $S) (list $S)))
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
    (core func $note (canon lower (func $note))) (core func $S-drop-readable (canon stream.drop-readable $S))
    (core func $return (canon task.return (result $both) (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32)))
      (import "" "S-drop-readable" (func $S-drop-readable (param i32)))
      (import "" "return" (func $return (param i32 i32 i32 i32 i32)))
      (func (export "f") (param $x i32) (param $some i32) (param $s i32) (param $list i32) (param $n i32) (result i32)
        (call $note (local.get $x))
        (call $note (local.get $some))
        (call $note (local.get $s))
        (call $note (local.get $n))
        (call $note (i32.load (local.get $list)))
        (call $note (i32.load offset=4 (local.get $list)))
        ;; Back goes less.
        (call $S-drop-readable (i32.load (local.get $list)))
        (call $return (local.get $x) (i32.const 0) (i32.const 0) (i32.add (local.get $list) (i32.const 4)) (i32.const 1))
        (call $S-drop-readable (local.get $s))
        (i32.const 0 (; EXIT ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "S-drop-readable" (func $S-drop-readable))
        (export "return" (func $return))))))
    (func (export "f") async (param "x" $both) (result $both)
      (canon lift (core func $m "f") (memory $libc "mem") (realloc (func $libc "realloc")) async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (type $S (stream u8))
    (type $both (tuple u8 (option $S) (list $S)))
    (import "f" (func $f async (param "x" $both) (result $both)))
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
    (core func $note (canon lower (func $note))) (core func $S-new (canon stream.new $S))
    (core func $S-write (canon stream.write $S async (memory $libc "mem")))
    (core func $f (canon lower (func $f) async (memory $libc "mem") (realloc (func $libc "realloc"))))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "S-new" (func $S-new (result i64)))
      (import "" "S-write" (func $S-write (param i32 i32 i32) (result i32)))
      (import "" "f" (func $f (param i32 i32) (result i32)))
      (func (export "run")
        (drop (call $S-new))
        (drop (call $S-new))
        (drop (call $S-new))
        ;; some(3) and [5, 1]
        (i32.store8 (i32.const 0x100) (i32.const 9))
        (i32.store8 (i32.const 0x104) (i32.const 1))
        (i32.store (i32.const 0x108) (i32.const 3))
        (i32.store (i32.const 0x10c) (i32.const 0x200))
        (i32.store (i32.const 0x110) (i32.const 2))
        (i32.store (i32.const 0x200) (i32.const 5))
        (i32.store (i32.const 0x204) (i32.const 1))
        (call $note (call $f (i32.const 0x100) (i32.const 0x300)))
        (call $note (i32.load8_u (i32.const 0x300)))
        (call $note (i32.load8_u (i32.const 0x304)))
        (call $note (i32.load (i32.const 0x310)))
        (call $note (i32.load (i32.load (i32.const 0x30c))))
        ;; The second and the third stream have been dropped.
        (call $note (call $S-write (i32.const 2) (i32.const 0) (i32.const 1)))
        (call $note (call $S-write (i32.const 4) (i32.const 0) (i32.const 1)))
        (call $note (call $S-write (i32.const 6) (i32.const 0) (i32.const 1)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "S-new" (func $S-new)) (export "S-write" (func $S-write))
        (export "f" (func $f))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  ;; the first is 1 there, and the list has 2 and 3
  (u32.const 9) (u32.const 1) (u32.const 1) (u32.const 2) (u32.const 2) (u32.const 3)
  (u32.const 2)
  ;; none, and a list of one, which is 1 here
  (u32.const 9) (u32.const 0) (u32.const 1) (u32.const 1)
  (u32.const 0xffffffff) (u32.const 1) (u32.const 1)))
