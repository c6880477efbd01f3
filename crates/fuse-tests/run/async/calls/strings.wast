;; Strings in parameters and result, each with the `realloc` of the side it goes to; the callee joins the two it gets.

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
    (core func $return (canon task.return (result string) (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "return" (func $return (param i32 i32)))
      (func (export "f") (param $a i32) (param $a-len i32) (param $b i32) (param $b-len i32) (result i32)
        (call $note (local.get $a))
        (call $note (local.get $b))
        (memory.copy (i32.const 64) (local.get $a) (local.get $a-len))
        (memory.copy (i32.add (i32.const 64) (local.get $a-len)) (local.get $b) (local.get $b-len))
        (call $return (i32.const 64) (i32.add (local.get $a-len) (local.get $b-len)))
        ;; The result has been copied.
        (memory.fill (i32.const 64) (i32.const 0) (i32.const 64))
        (i32.const 0 (; EXIT ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "return" (func $return))))))
    (func (export "f") async (param "a" string) (param "b" string) (result string)
      (canon lift (core func $m "f") (memory $libc "mem") (realloc (func $libc "realloc")) async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "a" string) (param "b" string) (result string)))
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
    (core func $f (canon lower (func $f) async (memory $libc "mem") (realloc (func $libc "realloc"))))
    (core func $f-sync (canon lower (func $f) (memory $libc "mem") (realloc (func $libc "realloc"))))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32)))
      (import "" "f" (func $f (param i32 i32 i32 i32 i32) (result i32)))
      (import "" "f-sync" (func $f-sync (param i32 i32 i32 i32 i32)))
      (data (i32.const 128) "over")
      (data (i32.const 256) "lap\c3\a9")
      (func $show
        (call $note (i32.load (i32.const 16)))
        (call $note (i32.load (i32.const 20)))
        (call $note (i32.load (i32.load (i32.const 16))))
        (call $note (i32.load offset=4 (i32.load (i32.const 16))))
        (call $note (i32.load8_u offset=8 (i32.load (i32.const 16)))))
      (func (export "run")
        (call $note (call $f (i32.const 128) (i32.const 4) (i32.const 256) (i32.const 5) (i32.const 16)))
        (call $show)
        (call $f-sync (i32.const 256) (i32.const 3) (i32.const 128) (i32.const 0) (i32.const 16))
        (call $note (i32.load (i32.const 20)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "f" (func $f)) (export "f-sync" (func $f-sync))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 0x1000) (u32.const 0x1004) (u32.const 2)
  ;; "overlapé"
  (u32.const 0x1000) (u32.const 9) (u32.const 0x7265766f) (u32.const 0xc370616c) (u32.const 0xa9)
  (u32.const 0x1009) (u32.const 0x100c) (u32.const 3)))
