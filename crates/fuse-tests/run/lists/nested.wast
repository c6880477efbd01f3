;; Lists of lists of strings, there and back: every level is allocated and filled on its own.

(component
  (component $callee
    (core module $m
      (memory (export "mem") 1)
      (global $next (mut i32) (i32.const 1024))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
        (local $p i32)
        (local.set $p (i32.and
          (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
          (i32.sub (i32.const 0) (local.get $align))))
        (global.set $next (i32.add (local.get $p) (local.get $size)))
        (memory.copy (local.get $p) (local.get $old)
          (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
        (local.get $p))
      (func (export "same") (param $p i32) (param $len i32) (result i32)
        (i32.store (i32.const 8) (local.get $p))
        (i32.store (i32.const 12) (local.get $len))
        (i32.const 8)))
    (core instance $i (instantiate $m))
    (func (export "same") (param "l" (list (list string))) (result (list (list string)))
      (canon lift (core func $i "same") (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (instance $callee (instantiate $callee))

  (component $caller
    (import "same" (func $same (param "l" (list (list string))) (result (list (list string)))))
    (core module $libc
      (memory (export "mem") 1)
      (global $next (mut i32) (i32.const 1000))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
        (local $p i32)
        ;; Only ever as aligned as was asked for.
        (local.set $p (i32.and
          (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
          (i32.sub (i32.const 0) (local.get $align))))
        (global.set $next (i32.add (i32.add (local.get $p) (local.get $size)) (i32.const 1)))
        (memory.copy (local.get $p) (local.get $old)
          (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
        (local.get $p)))
    (core instance $libc (instantiate $libc))
    (core func $same (canon lower (func $same) string-encoding=utf16 (memory (core memory $libc "mem"))
      (realloc (core func $libc "realloc"))))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "same" (func $same (param i32 i32 i32)))
      (func (export "same") (param $p i32) (param $len i32) (result i32)
        (call $same (local.get $p) (local.get $len) (i32.const 16))
        (i32.const 16)))
    (core instance $i (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance (export "same" (func $same))))))
    (func (export "same") (param "l" (list (list string))) (result (list (list string)))
      (canon lift (core func $i "same")
        string-encoding=utf16 (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")))))
  (instance $caller (instantiate $caller (with "same" (func $callee "same"))))
  (export "same" (func $caller "same")))

(assert_return (invoke "same" (list.const)) (list.const))
(assert_return (invoke "same" (list.const (list.const) (list.const))) (list.const (list.const) (list.const)))
(assert_return
  (invoke "same" (list.const
    (list.const (str.const "one"))
    (list.const)
    (list.const (str.const "") (str.const "zwölf") (str.const "\u{1f980}"))))
  (list.const
    (list.const (str.const "one"))
    (list.const)
    (list.const (str.const "") (str.const "zwölf") (str.const "\u{1f980}"))))
