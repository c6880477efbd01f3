;; Strings go there and back between every two encodings: empty, ASCII, Latin-1, and beyond both it and the first plane.

(component
  (core module $libc
    (memory (export "mem") 1)
    (global $next (mut i32) (i32.const 1024))
    ;; Grows by copying, in steps that keep every alignment.
    (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
      (local $p i32)
      (local.set $p (global.get $next))
      (global.set $next (i32.and (i32.add (i32.add (local.get $p) (local.get $size)) (i32.const 7)) (i32.const -8)))
      (memory.copy (local.get $p) (local.get $old)
        (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
      (local.get $p)))

  (component $utf8-callee
    (import "libc" (core module $libc
      (export "mem" (memory 1))
      (export "realloc" (func (param i32 i32 i32 i32) (result i32)))))
    (core instance $libc (instantiate $libc))
    (core module $m
      (import "libc" "mem" (memory 1))
      (func (export "same") (param $p i32) (param $len i32) (result i32)
        (i32.store (i32.const 8) (local.get $p))
        (i32.store (i32.const 12) (local.get $len))
        (i32.const 8)))
    (core instance $i (instantiate $m (with "libc" (instance $libc))))
    (func (export "same") (param "s" string) (result string)
      (canon lift (core func $i "same") string-encoding=utf8 (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")))))
  (component $utf16-callee
    (import "libc" (core module $libc
      (export "mem" (memory 1))
      (export "realloc" (func (param i32 i32 i32 i32) (result i32)))))
    (core instance $libc (instantiate $libc))
    (core module $m
      (import "libc" "mem" (memory 1))
      (func (export "same") (param $p i32) (param $len i32) (result i32)
        (i32.store (i32.const 8) (local.get $p))
        (i32.store (i32.const 12) (local.get $len))
        (i32.const 8)))
    (core instance $i (instantiate $m (with "libc" (instance $libc))))
    (func (export "same") (param "s" string) (result string)
      (canon lift (core func $i "same") string-encoding=utf16 (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")))))
  (component $compact-callee
    (import "libc" (core module $libc
      (export "mem" (memory 1))
      (export "realloc" (func (param i32 i32 i32 i32) (result i32)))))
    (core instance $libc (instantiate $libc))
    (core module $m
      (import "libc" "mem" (memory 1))
      (func (export "same") (param $p i32) (param $len i32) (result i32)
        (i32.store (i32.const 8) (local.get $p))
        (i32.store (i32.const 12) (local.get $len))
        (i32.const 8)))
    (core instance $i (instantiate $m (with "libc" (instance $libc))))
    (func (export "same") (param "s" string) (result string)
      (canon lift (core func $i "same") string-encoding=latin1+utf16 (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")))))
  (component $utf8-caller
    (import "libc" (core module $libc
      (export "mem" (memory 1))
      (export "realloc" (func (param i32 i32 i32 i32) (result i32)))))
    (import "same" (func $same (param "s" string) (result string)))
    (core instance $libc (instantiate $libc))
    (core func $same (canon lower (func $same)
      string-encoding=utf8 (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "same" (func $same (param i32 i32 i32)))
      ;; Pointer and length of each text, then the texts.
      (data (i32.const 128) "\00\01\00\00\00\00\00\00\10\01\00\00\04\00\00\00\20\01\00\00\03\00\00\00\30\01\00\00\06\00\00\00\40\01\00\00\05\00\00\00")
        (data (i32.const 272) "\66\75\73\65") ;; fuse
        (data (i32.const 288) "\6e\c3\a9") ;; né
        (data (i32.const 304) "\e6\97\a5\e6\9c\ac") ;; 日本
        (data (i32.const 320) "\61\f0\9f\98\80") ;; a😀
      (func (export "comes-back") (param $n i32) (result i32)
        (local $p i32) (local $len i32) (local $q i32) (local $end i32)
        (local.set $n (i32.add (i32.const 128) (i32.shl (local.get $n) (i32.const 3))))
        (local.set $p (i32.load (local.get $n)))
        (local.set $len (i32.load offset=4 (local.get $n)))
        (call $same (local.get $p) (local.get $len) (i32.const 16))
        (if (i32.ne (local.get $len) (i32.load offset=4 (i32.const 16)))
          (then (return (i32.const 0))))
        (local.set $q (i32.load (i32.const 16)))
        (local.set $end (i32.add (local.get $p)
          (local.get $len)))
        (loop $next
          (if (i32.eq (local.get $p) (local.get $end)) (then (return (i32.const 1))))
          (if (i32.ne (i32.load8_u (local.get $p)) (i32.load8_u (local.get $q))) (then (return (i32.const 0))))
          (local.set $p (i32.add (local.get $p) (i32.const 1)))
          (local.set $q (i32.add (local.get $q) (i32.const 1)))
          (br $next))
        unreachable))
    (core instance $i (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance (export "same" (func $same))))))
    (func (export "comes-back") (param "n" u32) (result bool) (canon lift (core func $i "comes-back"))))
  (component $utf16-caller
    (import "libc" (core module $libc
      (export "mem" (memory 1))
      (export "realloc" (func (param i32 i32 i32 i32) (result i32)))))
    (import "same" (func $same (param "s" string) (result string)))
    (core instance $libc (instantiate $libc))
    (core func $same (canon lower (func $same)
      string-encoding=utf16 (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "same" (func $same (param i32 i32 i32)))
      ;; Pointer and length of each text, then the texts.
      (data (i32.const 128) "\00\01\00\00\00\00\00\00\10\01\00\00\04\00\00\00\20\01\00\00\02\00\00\00\30\01\00\00\02\00\00\00\40\01\00\00\03\00\00\00")
        (data (i32.const 272) "\66\00\75\00\73\00\65\00") ;; fuse
        (data (i32.const 288) "\6e\00\e9\00") ;; né
        (data (i32.const 304) "\e5\65\2c\67") ;; 日本
        (data (i32.const 320) "\61\00\3d\d8\00\de") ;; a😀
      (func (export "comes-back") (param $n i32) (result i32)
        (local $p i32) (local $len i32) (local $q i32) (local $end i32)
        (local.set $n (i32.add (i32.const 128) (i32.shl (local.get $n) (i32.const 3))))
        (local.set $p (i32.load (local.get $n)))
        (local.set $len (i32.load offset=4 (local.get $n)))
        (call $same (local.get $p) (local.get $len) (i32.const 16))
        (if (i32.ne (local.get $len) (i32.load offset=4 (i32.const 16)))
          (then (return (i32.const 0))))
        (local.set $q (i32.load (i32.const 16)))
        (local.set $end (i32.add (local.get $p)
          (i32.shl (local.get $len) (i32.const 1))))
        (loop $next
          (if (i32.eq (local.get $p) (local.get $end)) (then (return (i32.const 1))))
          (if (i32.ne (i32.load8_u (local.get $p)) (i32.load8_u (local.get $q))) (then (return (i32.const 0))))
          (local.set $p (i32.add (local.get $p) (i32.const 1)))
          (local.set $q (i32.add (local.get $q) (i32.const 1)))
          (br $next))
        unreachable))
    (core instance $i (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance (export "same" (func $same))))))
    (func (export "comes-back") (param "n" u32) (result bool) (canon lift (core func $i "comes-back"))))
  (component $compact-caller
    (import "libc" (core module $libc
      (export "mem" (memory 1))
      (export "realloc" (func (param i32 i32 i32 i32) (result i32)))))
    (import "same" (func $same (param "s" string) (result string)))
    (core instance $libc (instantiate $libc))
    (core func $same (canon lower (func $same)
      string-encoding=latin1+utf16 (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "same" (func $same (param i32 i32 i32)))
      ;; Pointer and length of each text, then the texts.
      (data (i32.const 128) "\00\01\00\00\00\00\00\00\10\01\00\00\04\00\00\00\20\01\00\00\02\00\00\00\30\01\00\00\02\00\00\80\40\01\00\00\03\00\00\80")
        (data (i32.const 272) "\66\75\73\65") ;; fuse
        (data (i32.const 288) "\6e\e9") ;; né
        (data (i32.const 304) "\e5\65\2c\67") ;; 日本
        (data (i32.const 320) "\61\00\3d\d8\00\de") ;; a😀
      (func (export "comes-back") (param $n i32) (result i32)
        (local $p i32) (local $len i32) (local $q i32) (local $end i32)
        (local.set $n (i32.add (i32.const 128) (i32.shl (local.get $n) (i32.const 3))))
        (local.set $p (i32.load (local.get $n)))
        (local.set $len (i32.load offset=4 (local.get $n)))
        (call $same (local.get $p) (local.get $len) (i32.const 16))
        (if (i32.ne (local.get $len) (i32.load offset=4 (i32.const 16)))
          (then (return (i32.const 0))))
        (local.set $q (i32.load (i32.const 16)))
        (local.set $end (i32.add (local.get $p)
          (if (result i32) (i32.lt_s (local.get $len) (i32.const 0))
            (then (i32.shl (local.get $len) (i32.const 1)))
            (else (local.get $len)))))
        (loop $next
          (if (i32.eq (local.get $p) (local.get $end)) (then (return (i32.const 1))))
          (if (i32.ne (i32.load8_u (local.get $p)) (i32.load8_u (local.get $q))) (then (return (i32.const 0))))
          (local.set $p (i32.add (local.get $p) (i32.const 1)))
          (local.set $q (i32.add (local.get $q) (i32.const 1)))
          (br $next))
        unreachable))
    (core instance $i (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance (export "same" (func $same))))))
    (func (export "comes-back") (param "n" u32) (result bool) (canon lift (core func $i "comes-back"))))

  (instance $utf8-callee (instantiate $utf8-callee (with "libc" (core module $libc))))
  (instance $utf16-callee (instantiate $utf16-callee (with "libc" (core module $libc))))
  (instance $compact-callee (instantiate $compact-callee (with "libc" (core module $libc))))
  (instance $utf8-utf8 (instantiate $utf8-caller
    (with "libc" (core module $libc)) (with "same" (func $utf8-callee "same"))))
  (instance $utf8-utf16 (instantiate $utf8-caller
    (with "libc" (core module $libc)) (with "same" (func $utf16-callee "same"))))
  (instance $utf8-compact (instantiate $utf8-caller
    (with "libc" (core module $libc)) (with "same" (func $compact-callee "same"))))
  (instance $utf16-utf8 (instantiate $utf16-caller
    (with "libc" (core module $libc)) (with "same" (func $utf8-callee "same"))))
  (instance $utf16-utf16 (instantiate $utf16-caller
    (with "libc" (core module $libc)) (with "same" (func $utf16-callee "same"))))
  (instance $utf16-compact (instantiate $utf16-caller
    (with "libc" (core module $libc)) (with "same" (func $compact-callee "same"))))
  (instance $compact-utf8 (instantiate $compact-caller
    (with "libc" (core module $libc)) (with "same" (func $utf8-callee "same"))))
  (instance $compact-utf16 (instantiate $compact-caller
    (with "libc" (core module $libc)) (with "same" (func $utf16-callee "same"))))
  (instance $compact-compact (instantiate $compact-caller
    (with "libc" (core module $libc)) (with "same" (func $compact-callee "same"))))
  (export "utf8-utf8" (func $utf8-utf8 "comes-back"))
  (export "utf8-utf16" (func $utf8-utf16 "comes-back"))
  (export "utf8-compact" (func $utf8-compact "comes-back"))
  (export "utf16-utf8" (func $utf16-utf8 "comes-back"))
  (export "utf16-utf16" (func $utf16-utf16 "comes-back"))
  (export "utf16-compact" (func $utf16-compact "comes-back"))
  (export "compact-utf8" (func $compact-utf8 "comes-back"))
  (export "compact-utf16" (func $compact-utf16 "comes-back"))
  (export "compact-compact" (func $compact-compact "comes-back")))

(assert_return (invoke "utf8-utf8" (u32.const 0)) (bool.const true))
(assert_return (invoke "utf8-utf8" (u32.const 1)) (bool.const true))
(assert_return (invoke "utf8-utf8" (u32.const 2)) (bool.const true))
(assert_return (invoke "utf8-utf8" (u32.const 3)) (bool.const true))
(assert_return (invoke "utf8-utf8" (u32.const 4)) (bool.const true))
(assert_return (invoke "utf8-utf16" (u32.const 0)) (bool.const true))
(assert_return (invoke "utf8-utf16" (u32.const 1)) (bool.const true))
(assert_return (invoke "utf8-utf16" (u32.const 2)) (bool.const true))
(assert_return (invoke "utf8-utf16" (u32.const 3)) (bool.const true))
(assert_return (invoke "utf8-utf16" (u32.const 4)) (bool.const true))
(assert_return (invoke "utf8-compact" (u32.const 0)) (bool.const true))
(assert_return (invoke "utf8-compact" (u32.const 1)) (bool.const true))
(assert_return (invoke "utf8-compact" (u32.const 2)) (bool.const true))
(assert_return (invoke "utf8-compact" (u32.const 3)) (bool.const true))
(assert_return (invoke "utf8-compact" (u32.const 4)) (bool.const true))
(assert_return (invoke "utf16-utf8" (u32.const 0)) (bool.const true))
(assert_return (invoke "utf16-utf8" (u32.const 1)) (bool.const true))
(assert_return (invoke "utf16-utf8" (u32.const 2)) (bool.const true))
(assert_return (invoke "utf16-utf8" (u32.const 3)) (bool.const true))
(assert_return (invoke "utf16-utf8" (u32.const 4)) (bool.const true))
(assert_return (invoke "utf16-utf16" (u32.const 0)) (bool.const true))
(assert_return (invoke "utf16-utf16" (u32.const 1)) (bool.const true))
(assert_return (invoke "utf16-utf16" (u32.const 2)) (bool.const true))
(assert_return (invoke "utf16-utf16" (u32.const 3)) (bool.const true))
(assert_return (invoke "utf16-utf16" (u32.const 4)) (bool.const true))
(assert_return (invoke "utf16-compact" (u32.const 0)) (bool.const true))
(assert_return (invoke "utf16-compact" (u32.const 1)) (bool.const true))
(assert_return (invoke "utf16-compact" (u32.const 2)) (bool.const true))
(assert_return (invoke "utf16-compact" (u32.const 3)) (bool.const true))
(assert_return (invoke "utf16-compact" (u32.const 4)) (bool.const true))
(assert_return (invoke "compact-utf8" (u32.const 0)) (bool.const true))
(assert_return (invoke "compact-utf8" (u32.const 1)) (bool.const true))
(assert_return (invoke "compact-utf8" (u32.const 2)) (bool.const true))
(assert_return (invoke "compact-utf8" (u32.const 3)) (bool.const true))
(assert_return (invoke "compact-utf8" (u32.const 4)) (bool.const true))
(assert_return (invoke "compact-utf16" (u32.const 0)) (bool.const true))
(assert_return (invoke "compact-utf16" (u32.const 1)) (bool.const true))
(assert_return (invoke "compact-utf16" (u32.const 2)) (bool.const true))
(assert_return (invoke "compact-utf16" (u32.const 3)) (bool.const true))
(assert_return (invoke "compact-utf16" (u32.const 4)) (bool.const true))
(assert_return (invoke "compact-compact" (u32.const 0)) (bool.const true))
(assert_return (invoke "compact-compact" (u32.const 1)) (bool.const true))
(assert_return (invoke "compact-compact" (u32.const 2)) (bool.const true))
(assert_return (invoke "compact-compact" (u32.const 3)) (bool.const true))
(assert_return (invoke "compact-compact" (u32.const 4)) (bool.const true))
