;; Lists of records with strings, in a parameter and in the result, across memories: everything is copied into places
;; that `realloc` makes.

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
    (type $item' (record (field "name" string) (field "size" u64)))
    (export $item "item" (type $item'))
    (type $f (func async (param "items" (list $item)) (result (list $item))))
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
    (core func $return (canon task.return (result (list $item)) (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "return" (func $return (param i32 i32)))
      (func (export "f") (param $items i32) (param $n i32) (result i32)
        (call $note (i32.load (i32.load (local.get $items))))
        (call $note (i32.load offset=24 (local.get $items)))
        ;; Only the last, twice as large.
        (local.set $items (i32.add (local.get $items) (i32.mul (i32.const 16) (i32.sub (local.get $n) (i32.const 1)))))
        (i64.store offset=8 (local.get $items) (i64.shl (i64.load offset=8 (local.get $items)) (i64.const 1)))
        (call $return (local.get $items) (i32.const 1))
        (i32.const 0 (; EXIT ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "return" (func $return))))))
    (func (export "f") (type $f)
      (canon lift (core func $m "f") (memory $libc "mem") (realloc (func $libc "realloc")) async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee (with "note" (func $log "note"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (type $item' (record (field "name" string) (field "size" u64)))
    (import "item" (type $item (eq $item')))
    (type $f (func async (param "items" (list $item)) (result (list $item))))
    (import "f" (func $f (type $f)))
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
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "f" (func $f (param i32 i32 i32) (result i32)))
      (data (i32.const 64) "leafstem")
      (data (i32.const 128) "\40\00\00\00\04\00\00\00\01\00\00\00\00\00\00\00")
      (data (i32.const 144) "\44\00\00\00\04\00\00\00\15\00\00\00\00\00\00\00")
      (func (export "run")
        (call $note (call $f (i32.const 128) (i32.const 2) (i32.const 16)))
        (call $note (i32.load (i32.const 20)))
        (call $note (i32.load (i32.load (i32.load (i32.const 16)))))
        (call $note (i32.load offset=8 (i32.load (i32.const 16))))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "f" (func $f))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root
    (with "note" (func $log "note"))
    (with "f" (func $callee "f"))
    (with "item" (type $callee "item"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 0x6661656c) (u32.const 21) (u32.const 2) (u32.const 1) (u32.const 0x6d657473) (u32.const 42)))
