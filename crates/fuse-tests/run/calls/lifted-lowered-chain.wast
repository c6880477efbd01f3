;; A middle component that only lifts what it has lowered, three times over, with another encoding at each step.

(component
  (core module $libc
    (memory (export "mem") 1)
    (global $next (mut i32) (i32.const 1024))
    (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
      (local $p i32)
      (local.set $p (global.get $next))
      (global.set $next (i32.and (i32.add (i32.add (local.get $p) (local.get $size)) (i32.const 7)) (i32.const -8)))
      (memory.copy (local.get $p) (local.get $old)
        (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
      (local.get $p))
    (func (export "len") (param i32 i32) (result i32) (local.get 1)))
  (component $end
    (import "libc" (core module $libc
      (export "mem" (memory 1))
      (export "realloc" (func (param i32 i32 i32 i32) (result i32)))
      (export "len" (func (param i32 i32) (result i32)))))
    (core instance $i (instantiate $libc))
    (func (export "len") (param "s" string) (result u32)
      (canon lift (core func $i "len") (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (component $utf16
    (import "libc" (core module $libc
      (export "mem" (memory 1))
      (export "realloc" (func (param i32 i32 i32 i32) (result i32)))))
    (import "len" (func $len (param "s" string) (result u32)))
    (core instance $i (instantiate $libc))
    (core func $len (canon lower (func $len) string-encoding=utf16 (memory (core memory $i "mem"))))
    (func (export "len") (param "s" string) (result u32)
      (canon lift (core func $len) string-encoding=utf16 (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (component $compact
    (import "libc" (core module $libc
      (export "mem" (memory 1))
      (export "realloc" (func (param i32 i32 i32 i32) (result i32)))))
    (import "len" (func $len (param "s" string) (result u32)))
    (core instance $i (instantiate $libc))
    (core func $len (canon lower (func $len) string-encoding=latin1+utf16 (memory (core memory $i "mem"))))
    (func (export "len") (param "s" string) (result u32)
      (canon lift (core func $len) string-encoding=latin1+utf16 (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (instance $end (instantiate $end (with "libc" (core module $libc))))
  (instance $a (instantiate $utf16 (with "libc" (core module $libc)) (with "len" (func $end "len"))))
  (instance $b (instantiate $compact (with "libc" (core module $libc)) (with "len" (func $a "len"))))
  (instance $c (instantiate $utf16 (with "libc" (core module $libc)) (with "len" (func $b "len"))))
  (export "len" (func $c "len")))

(assert_return (invoke "len" (str.const "")) (u32.const 0))
(assert_return (invoke "len" (str.const "zwölf")) (u32.const 6))
(assert_return (invoke "len" (str.const "\u{1f980}")) (u32.const 4))
