;; A record with a string passes from group to group, each in an encoding of its own.
(component
  ;; Gives back what it gets, with a number that is larger by one.
  (component $lib
    (type $t (record (field "name" string) (field "size" u32)))
    (export $pair "pair" (type $t))
    (core module $m
      (memory (export "mem") 1)
      (global $free (mut i32) (i32.const 1024))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param i32) (param $size i32) (result i32)
        (global.set $free (i32.and (i32.add (global.get $free) (i32.const 7)) (i32.const -8)))
        (memory.copy (global.get $free) (local.get $old) (local.get $old-size))
        (global.get $free)
        (global.set $free (i32.add (global.get $free) (local.get $size))))
      (func (export "next") (param $at i32) (param $len i32) (param $size i32) (result i32)
        (i32.store (i32.const 16) (local.get $at))
        (i32.store (i32.const 20) (local.get $len))
        (i32.store (i32.const 24) (i32.add (local.get $size) (i32.const 1)))
        (i32.const 16)))
    (core instance $m (instantiate $m))
    (func (export "next") (param "p" $pair) (result $pair)
      (canon lift (core func $m "next") (memory (core memory $m "mem")) (realloc (core func $m "realloc")))))
  (instance $lib (instantiate $lib))

  ;; The same twice, in UTF-16; it might wait on its stack.
  (component $twice
    (type $t (record (field "name" string) (field "size" u32)))
    (import "pair" (type $pair (eq $t)))
    (import "next" (func $next (param "p" $pair) (result $pair)))
    (core module $libc
      (memory (export "mem") 1)
      (global $free (mut i32) (i32.const 1024))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param i32) (param $size i32) (result i32)
        (global.set $free (i32.and (i32.add (global.get $free) (i32.const 7)) (i32.const -8)))
        (memory.copy (global.get $free) (local.get $old) (local.get $old-size))
        (global.get $free)
        (global.set $free (i32.add (global.get $free) (local.get $size)))))
    (core instance $libc (instantiate $libc))
    (core func $next (canon lower (func $next)
      (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")) string-encoding=utf16))
    (core func $set-new (canon waitable-set.new))
    (core func $set-wait (canon waitable-set.wait (memory (core memory $libc "mem"))))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "next" (func $next (param i32 i32 i32 i32)))
      (import "" "set-new" (func $set-new (result i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (func (export "f") (param $at i32) (param $len i32) (param $size i32) (result i32)
        (if (i32.eqz (local.get $len)) (then (drop (call $set-wait (call $set-new) (i32.const 0)))))
        (call $next (local.get $at) (local.get $len) (local.get $size) (i32.const 16))
        (call $next (i32.load (i32.const 16)) (i32.load (i32.const 20)) (i32.load (i32.const 24)) (i32.const 16))
        (i32.const 16)))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "next" (func $next)) (export "set-new" (func $set-new)) (export "set-wait" (func $set-wait))))))
    (export $pair' "pair" (type $pair))
    (func (export "f") async (param "p" $pair') (result $pair')
      (canon lift (core func $m "f")
        (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")) string-encoding=utf16)))
  (instance $twice (instantiate $twice (with "pair" (type $lib "pair")) (with "next" (func $lib "next"))))

  (component $app
    (type $t (record (field "name" string) (field "size" u32)))
    (import "pair" (type $pair (eq $t)))
    (import "f" (func $f async (param "p" $pair) (result $pair)))
    (import "next" (func $next (param "p" $pair) (result $pair)))
    (core module $libc
      (memory (export "mem") 1)
      (global $free (mut i32) (i32.const 1024))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param i32) (param $size i32) (result i32)
        (global.set $free (i32.and (i32.add (global.get $free) (i32.const 7)) (i32.const -8)))
        (memory.copy (global.get $free) (local.get $old) (local.get $old-size))
        (global.get $free)
        (global.set $free (i32.add (global.get $free) (local.get $size)))))
    (core instance $libc (instantiate $libc))
    (core func $f (canon lower (func $f) async
      (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core func $next (canon lower (func $next)
      (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "f" (func $f (param i32 i32 i32 i32) (result i32)))
      (import "" "next" (func $next (param i32 i32 i32 i32)))
      (func (export "run") (param $at i32) (param $len i32) (param $size i32) (result i32)
        (if (i32.ne (call $f (local.get $at) (local.get $len) (local.get $size) (i32.const 16)) (i32.const 2 (; RETURNED ;)))
          (then unreachable))
        (call $next (i32.load (i32.const 16)) (i32.load (i32.const 20)) (i32.load (i32.const 24)) (i32.const 16))
        (i32.const 16)))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance (export "f" (func $f)) (export "next" (func $next))))))
    (export $pair' "pair" (type $pair))
    (func (export "run") async (param "p" $pair') (result $pair')
      (canon lift (core func $m "run") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")))))
  (instance $app (instantiate $app
    (with "pair" (type $lib "pair")) (with "f" (func $twice "f")) (with "next" (func $lib "next"))))
  (export $pair "pair" (type $app "pair"))
  (export "run" (func $app "run") (func async (param "p" $pair) (result $pair))))
