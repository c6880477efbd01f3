;; The post-return function of a synchronously lifted function runs once for each call, after the result has been
;; taken, and before the caller goes on, which also has what it needs then.

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
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core module $m
      (import "libc" "mem" (memory 1))
      (global $frees (mut i32) (i32.const 0))
      (data (i32.const 64) "result")
      (func (export "f") (param $x i32) (result i32)
        (i32.store (i32.const 32) (i32.const 64))
        (i32.store (i32.const 36) (local.get $x))
        (i32.const 32))
      (func (export "free") (param $p i32)
        (memory.fill (i32.load (local.get $p)) (i32.const 0x2a) (i32.const 1))
        (global.set $frees (i32.add (global.get $frees) (i32.load offset=4 (local.get $p)))))
      (func (export "frees") (result i32) (global.get $frees)))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))))
    (func (export "f") async (param "x" u32) (result string)
      (canon lift (core func $m "f") (memory $libc "mem") (post-return (func $m "free"))))
    (func (export "frees") (result u32) (canon lift (core func $m "frees"))))
  (instance $callee (instantiate $callee))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "x" u32) (result string)))
    (import "frees" (func $frees (result u32)))
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
    (core func $frees (canon lower (func $frees)))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "f" (func $f (param i32 i32) (result i32)))
      (import "" "f-sync" (func $f-sync (param i32 i32))) (import "" "frees" (func $frees (result i32)))
      (func $show
        (call $note (call $frees))
        (call $note (i32.load (i32.load (i32.const 16)))))
      (func (export "run")
        (call $note (call $f (i32.const 6) (i32.const 16)))
        (call $show)
        (call $f-sync (i32.const 5) (i32.const 16))
        (call $show)
        (call $note (call $f (i32.const 4) (i32.const 16)))
        (call $show)))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "f" (func $f)) (export "f-sync" (func $f-sync))
        (export "frees" (func $frees))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root
    (with "note" (func $log "note"))
    (with "f" (func $callee "f"))
    (with "frees" (func $callee "frees"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  ;; "resu"
  (u32.const 2) (u32.const 6) (u32.const 0x75736572)
  (u32.const 11) (u32.const 0x7573652a)
  (u32.const 2) (u32.const 15) (u32.const 0x7573652a)))
