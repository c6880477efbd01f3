;; Debug messages between instances of every pair of encodings: what one makes an error context of, another one reads, with the
;; `realloc` calls that go with it.

(component definition $it
  ;; A bump allocator that keeps the arguments of its calls from address 0x1000 on.
  (core module $libc
    (memory (export "mem") 1)
    (global $top (mut i32) (i32.const 0x2000))
    (global $calls (mut i32) (i32.const 0x1000))
    (func $keep (param $x i32)
      (i32.store (global.get $calls) (local.get $x))
      (global.set $calls (i32.add (global.get $calls) (i32.const 4))))
    (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
      (local $at i32)
      (call $keep (i32.ne (local.get $old) (i32.const 0)))
      (call $keep (local.get $old-size))
      (call $keep (local.get $align))
      (call $keep (local.get $size))
      (local.set $at (i32.and
        (i32.add (global.get $top) (i32.sub (local.get $align) (i32.const 1)))
        (i32.sub (i32.const 0) (local.get $align))))
      (global.set $top (i32.add (local.get $at) (local.get $size)))
      (memory.copy (local.get $at) (local.get $old) (local.get $old-size))
      (local.get $at))
    ;; Pointer and length of what was kept since the last time.
    (func (export "calls") (result i32)
      (i32.store (i32.const 8) (i32.const 0x1000))
      (i32.store (i32.const 12) (i32.shr_u (i32.sub (global.get $calls) (i32.const 0x1000)) (i32.const 2)))
      (global.set $calls (i32.const 0x1000))
      (i32.const 8)))
  (component $utf8-maker
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $new (canon error-context.new string-encoding=utf8 (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "new" (func $new (param i32 i32) (result i32)))
      ;; Pointer and length of each text, then the texts.
      (data (i32.const 128) "\00\01\00\00\04\00\00\00\10\01\00\00\03\00\00\00\20\01\00\00\06\00\00\00\30\01\00\00\05\00\00\00\40\01\00\00\00\00\00\00")
      (data (i32.const 256) "\66\75\73\65") ;; fuse
      (data (i32.const 272) "\6e\c3\a9") ;; né
      (data (i32.const 288) "\e6\97\a5\e6\9c\ac") ;; 日本
      (data (i32.const 304) "\61\f0\9f\98\80") ;; a😀
      (func (export "make") (param $n i32) (result i32)
        (local.set $n (i32.add (i32.const 128) (i32.shl (local.get $n) (i32.const 3))))
        (call $new (i32.load (local.get $n)) (i32.load offset=4 (local.get $n)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance (export "new" (func $new))))))
    (func (export "make") (param "n" u32) (result error-context) (canon lift (core func $m "make"))))
  (instance $utf8-maker (instantiate $utf8-maker))
  (component $utf16-maker
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $new (canon error-context.new string-encoding=utf16 (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "new" (func $new (param i32 i32) (result i32)))
      ;; Pointer and length of each text, then the texts.
      (data (i32.const 128) "\00\01\00\00\04\00\00\00\10\01\00\00\02\00\00\00\20\01\00\00\02\00\00\00\30\01\00\00\03\00\00\00\40\01\00\00\00\00\00\00")
      (data (i32.const 256) "\66\00\75\00\73\00\65\00") ;; fuse
      (data (i32.const 272) "\6e\00\e9\00") ;; né
      (data (i32.const 288) "\e5\65\2c\67") ;; 日本
      (data (i32.const 304) "\61\00\3d\d8\00\de") ;; a😀
      (func (export "make") (param $n i32) (result i32)
        (local.set $n (i32.add (i32.const 128) (i32.shl (local.get $n) (i32.const 3))))
        (call $new (i32.load (local.get $n)) (i32.load offset=4 (local.get $n)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance (export "new" (func $new))))))
    (func (export "make") (param "n" u32) (result error-context) (canon lift (core func $m "make"))))
  (instance $utf16-maker (instantiate $utf16-maker))
  (component $compact-maker
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $new (canon error-context.new string-encoding=latin1+utf16 (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "new" (func $new (param i32 i32) (result i32)))
      ;; Pointer and length of each text, then the texts.
      (data (i32.const 128) "\00\01\00\00\04\00\00\00\10\01\00\00\02\00\00\00\20\01\00\00\02\00\00\80\30\01\00\00\03\00\00\80\40\01\00\00\00\00\00\00")
      (data (i32.const 256) "\66\75\73\65") ;; fuse
      (data (i32.const 272) "\6e\e9") ;; né
      (data (i32.const 288) "\e5\65\2c\67") ;; 日本
      (data (i32.const 304) "\61\00\3d\d8\00\de") ;; a😀
      (func (export "make") (param $n i32) (result i32)
        (local.set $n (i32.add (i32.const 128) (i32.shl (local.get $n) (i32.const 3))))
        (call $new (i32.load (local.get $n)) (i32.load offset=4 (local.get $n)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance (export "new" (func $new))))))
    (func (export "make") (param "n" u32) (result error-context) (canon lift (core func $m "make"))))
  (instance $compact-maker (instantiate $compact-maker))
  (component $utf8-reader
    (import "libc" (core module $libc
      (export "mem" (memory 1))
      (export "calls" (func (result i32)))
      (export "realloc" (func (param i32 i32 i32 i32) (result i32)))))
    (import "make" (func $make (param "n" u32) (result error-context)))
    (core instance $libc (instantiate $libc))
    (core func $make (canon lower (func $make)))
    (core func $message (canon error-context.debug-message
      string-encoding=utf8 (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core func $drop (canon error-context.drop))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "make" (func $make (param i32) (result i32)))
      (import "" "message" (func $message (param i32 i32)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "read") (param $n i32) (result i32)
        (local $context i32)
        (local.set $context (call $make (local.get $n)))
        (call $message (local.get $context) (i32.const 16))
        (call $drop (local.get $context))
        (i32.const 16)))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "make" (func $make)) (export "message" (func $message)) (export "drop" (func $drop))))))
    (func (export "read") (param "n" u32) (result string)
      (canon lift (core func $m "read") string-encoding=utf8 (memory (core memory $libc "mem"))))
    (func (export "calls") (result (list u32))
      (canon lift (core func $libc "calls") (memory (core memory $libc "mem")))))
  (component $utf16-reader
    (import "libc" (core module $libc
      (export "mem" (memory 1))
      (export "calls" (func (result i32)))
      (export "realloc" (func (param i32 i32 i32 i32) (result i32)))))
    (import "make" (func $make (param "n" u32) (result error-context)))
    (core instance $libc (instantiate $libc))
    (core func $make (canon lower (func $make)))
    (core func $message (canon error-context.debug-message
      string-encoding=utf16 (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core func $drop (canon error-context.drop))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "make" (func $make (param i32) (result i32)))
      (import "" "message" (func $message (param i32 i32)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "read") (param $n i32) (result i32)
        (local $context i32)
        (local.set $context (call $make (local.get $n)))
        (call $message (local.get $context) (i32.const 16))
        (call $drop (local.get $context))
        (i32.const 16)))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "make" (func $make)) (export "message" (func $message)) (export "drop" (func $drop))))))
    (func (export "read") (param "n" u32) (result string)
      (canon lift (core func $m "read") string-encoding=utf16 (memory (core memory $libc "mem"))))
    (func (export "calls") (result (list u32))
      (canon lift (core func $libc "calls") (memory (core memory $libc "mem")))))
  (component $compact-reader
    (import "libc" (core module $libc
      (export "mem" (memory 1))
      (export "calls" (func (result i32)))
      (export "realloc" (func (param i32 i32 i32 i32) (result i32)))))
    (import "make" (func $make (param "n" u32) (result error-context)))
    (core instance $libc (instantiate $libc))
    (core func $make (canon lower (func $make)))
    (core func $message (canon error-context.debug-message
      string-encoding=latin1+utf16 (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core func $drop (canon error-context.drop))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "make" (func $make (param i32) (result i32)))
      (import "" "message" (func $message (param i32 i32)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "read") (param $n i32) (result i32)
        (local $context i32)
        (local.set $context (call $make (local.get $n)))
        (call $message (local.get $context) (i32.const 16))
        (call $drop (local.get $context))
        (i32.const 16)))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "make" (func $make)) (export "message" (func $message)) (export "drop" (func $drop))))))
    (func (export "read") (param "n" u32) (result string)
      (canon lift (core func $m "read") string-encoding=latin1+utf16 (memory (core memory $libc "mem"))))
    (func (export "calls") (result (list u32))
      (canon lift (core func $libc "calls") (memory (core memory $libc "mem")))))
  (instance $utf8-to-utf8 (instantiate $utf8-reader (with "libc" (core module $libc)) (with "make" (func $utf8-maker "make"))))
  (export "utf8-to-utf8" (func $utf8-to-utf8 "read"))
  (export "utf8-to-utf8-calls" (func $utf8-to-utf8 "calls"))
  (instance $utf8-to-utf16 (instantiate $utf16-reader (with "libc" (core module $libc)) (with "make" (func $utf8-maker "make"))))
  (export "utf8-to-utf16" (func $utf8-to-utf16 "read"))
  (export "utf8-to-utf16-calls" (func $utf8-to-utf16 "calls"))
  (instance $utf8-to-compact (instantiate $compact-reader (with "libc" (core module $libc)) (with "make" (func $utf8-maker "make"))))
  (export "utf8-to-compact" (func $utf8-to-compact "read"))
  (export "utf8-to-compact-calls" (func $utf8-to-compact "calls"))
  (instance $utf16-to-utf8 (instantiate $utf8-reader (with "libc" (core module $libc)) (with "make" (func $utf16-maker "make"))))
  (export "utf16-to-utf8" (func $utf16-to-utf8 "read"))
  (export "utf16-to-utf8-calls" (func $utf16-to-utf8 "calls"))
  (instance $utf16-to-utf16 (instantiate $utf16-reader (with "libc" (core module $libc)) (with "make" (func $utf16-maker "make"))))
  (export "utf16-to-utf16" (func $utf16-to-utf16 "read"))
  (export "utf16-to-utf16-calls" (func $utf16-to-utf16 "calls"))
  (instance $utf16-to-compact (instantiate $compact-reader (with "libc" (core module $libc)) (with "make" (func $utf16-maker "make"))))
  (export "utf16-to-compact" (func $utf16-to-compact "read"))
  (export "utf16-to-compact-calls" (func $utf16-to-compact "calls"))
  (instance $compact-to-utf8 (instantiate $utf8-reader (with "libc" (core module $libc)) (with "make" (func $compact-maker "make"))))
  (export "compact-to-utf8" (func $compact-to-utf8 "read"))
  (export "compact-to-utf8-calls" (func $compact-to-utf8 "calls"))
  (instance $compact-to-utf16 (instantiate $utf16-reader (with "libc" (core module $libc)) (with "make" (func $compact-maker "make"))))
  (export "compact-to-utf16" (func $compact-to-utf16 "read"))
  (export "compact-to-utf16-calls" (func $compact-to-utf16 "calls"))
  (instance $compact-to-compact (instantiate $compact-reader (with "libc" (core module $libc)) (with "make" (func $compact-maker "make"))))
  (export "compact-to-compact" (func $compact-to-compact "read"))
  (export "compact-to-compact-calls" (func $compact-to-compact "calls"))
)

(component instance $i $it)
(assert_return (invoke "utf8-to-utf8" (u32.const 0)) (str.const "fuse"))
(assert_return (invoke "utf8-to-utf8" (u32.const 1)) (str.const "né"))
(assert_return (invoke "utf8-to-utf8" (u32.const 2)) (str.const "日本"))
(assert_return (invoke "utf8-to-utf8" (u32.const 3)) (str.const "a😀"))
(assert_return (invoke "utf8-to-utf8" (u32.const 4)) (str.const ""))
(assert_return (invoke "utf8-to-utf8-calls") (list.const
  (u32.const 0) (u32.const 0) (u32.const 1) (u32.const 4) (u32.const 0) (u32.const 0) (u32.const 1) (u32.const 3)
  (u32.const 0) (u32.const 0) (u32.const 1) (u32.const 6) (u32.const 0) (u32.const 0) (u32.const 1) (u32.const 5)
  (u32.const 0) (u32.const 0) (u32.const 1) (u32.const 0)))
(assert_return (invoke "utf8-to-utf16" (u32.const 0)) (str.const "fuse"))
(assert_return (invoke "utf8-to-utf16" (u32.const 1)) (str.const "né"))
(assert_return (invoke "utf8-to-utf16" (u32.const 2)) (str.const "日本"))
(assert_return (invoke "utf8-to-utf16" (u32.const 3)) (str.const "a😀"))
(assert_return (invoke "utf8-to-utf16" (u32.const 4)) (str.const ""))
(assert_return (invoke "utf8-to-utf16-calls") (list.const
  (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 8) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 6)
  (u32.const 1) (u32.const 6) (u32.const 2) (u32.const 4) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 12)
  (u32.const 1) (u32.const 12) (u32.const 2) (u32.const 4) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 10)
  (u32.const 1) (u32.const 10) (u32.const 2) (u32.const 6) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 0)))
(assert_return (invoke "utf8-to-compact" (u32.const 0)) (str.const "fuse"))
(assert_return (invoke "utf8-to-compact" (u32.const 1)) (str.const "né"))
(assert_return (invoke "utf8-to-compact" (u32.const 2)) (str.const "日本"))
(assert_return (invoke "utf8-to-compact" (u32.const 3)) (str.const "a😀"))
(assert_return (invoke "utf8-to-compact" (u32.const 4)) (str.const ""))
(assert_return (invoke "utf8-to-compact-calls") (list.const
  (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 4) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 3)
  (u32.const 1) (u32.const 3) (u32.const 2) (u32.const 2) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 6)
  (u32.const 1) (u32.const 6) (u32.const 2) (u32.const 12) (u32.const 1) (u32.const 12) (u32.const 2) (u32.const 4)
  (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 5) (u32.const 1) (u32.const 5) (u32.const 2) (u32.const 10)
  (u32.const 1) (u32.const 10) (u32.const 2) (u32.const 6) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 0)))
(assert_return (invoke "utf16-to-utf8" (u32.const 0)) (str.const "fuse"))
(assert_return (invoke "utf16-to-utf8" (u32.const 1)) (str.const "né"))
(assert_return (invoke "utf16-to-utf8" (u32.const 2)) (str.const "日本"))
(assert_return (invoke "utf16-to-utf8" (u32.const 3)) (str.const "a😀"))
(assert_return (invoke "utf16-to-utf8" (u32.const 4)) (str.const ""))
(assert_return (invoke "utf16-to-utf8-calls") (list.const
  (u32.const 0) (u32.const 0) (u32.const 1) (u32.const 4) (u32.const 0) (u32.const 0) (u32.const 1) (u32.const 3)
  (u32.const 0) (u32.const 0) (u32.const 1) (u32.const 6) (u32.const 0) (u32.const 0) (u32.const 1) (u32.const 5)
  (u32.const 0) (u32.const 0) (u32.const 1) (u32.const 0)))
(assert_return (invoke "utf16-to-utf16" (u32.const 0)) (str.const "fuse"))
(assert_return (invoke "utf16-to-utf16" (u32.const 1)) (str.const "né"))
(assert_return (invoke "utf16-to-utf16" (u32.const 2)) (str.const "日本"))
(assert_return (invoke "utf16-to-utf16" (u32.const 3)) (str.const "a😀"))
(assert_return (invoke "utf16-to-utf16" (u32.const 4)) (str.const ""))
(assert_return (invoke "utf16-to-utf16-calls") (list.const
  (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 8) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 6)
  (u32.const 1) (u32.const 6) (u32.const 2) (u32.const 4) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 12)
  (u32.const 1) (u32.const 12) (u32.const 2) (u32.const 4) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 10)
  (u32.const 1) (u32.const 10) (u32.const 2) (u32.const 6) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 0)))
(assert_return (invoke "utf16-to-compact" (u32.const 0)) (str.const "fuse"))
(assert_return (invoke "utf16-to-compact" (u32.const 1)) (str.const "né"))
(assert_return (invoke "utf16-to-compact" (u32.const 2)) (str.const "日本"))
(assert_return (invoke "utf16-to-compact" (u32.const 3)) (str.const "a😀"))
(assert_return (invoke "utf16-to-compact" (u32.const 4)) (str.const ""))
(assert_return (invoke "utf16-to-compact-calls") (list.const
  (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 4) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 3)
  (u32.const 1) (u32.const 3) (u32.const 2) (u32.const 2) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 6)
  (u32.const 1) (u32.const 6) (u32.const 2) (u32.const 12) (u32.const 1) (u32.const 12) (u32.const 2) (u32.const 4)
  (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 5) (u32.const 1) (u32.const 5) (u32.const 2) (u32.const 10)
  (u32.const 1) (u32.const 10) (u32.const 2) (u32.const 6) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 0)))
(assert_return (invoke "compact-to-utf8" (u32.const 0)) (str.const "fuse"))
(assert_return (invoke "compact-to-utf8" (u32.const 1)) (str.const "né"))
(assert_return (invoke "compact-to-utf8" (u32.const 2)) (str.const "日本"))
(assert_return (invoke "compact-to-utf8" (u32.const 3)) (str.const "a😀"))
(assert_return (invoke "compact-to-utf8" (u32.const 4)) (str.const ""))
(assert_return (invoke "compact-to-utf8-calls") (list.const
  (u32.const 0) (u32.const 0) (u32.const 1) (u32.const 4) (u32.const 0) (u32.const 0) (u32.const 1) (u32.const 3)
  (u32.const 0) (u32.const 0) (u32.const 1) (u32.const 6) (u32.const 0) (u32.const 0) (u32.const 1) (u32.const 5)
  (u32.const 0) (u32.const 0) (u32.const 1) (u32.const 0)))
(assert_return (invoke "compact-to-utf16" (u32.const 0)) (str.const "fuse"))
(assert_return (invoke "compact-to-utf16" (u32.const 1)) (str.const "né"))
(assert_return (invoke "compact-to-utf16" (u32.const 2)) (str.const "日本"))
(assert_return (invoke "compact-to-utf16" (u32.const 3)) (str.const "a😀"))
(assert_return (invoke "compact-to-utf16" (u32.const 4)) (str.const ""))
(assert_return (invoke "compact-to-utf16-calls") (list.const
  (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 8) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 6)
  (u32.const 1) (u32.const 6) (u32.const 2) (u32.const 4) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 12)
  (u32.const 1) (u32.const 12) (u32.const 2) (u32.const 4) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 10)
  (u32.const 1) (u32.const 10) (u32.const 2) (u32.const 6) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 0)))
(assert_return (invoke "compact-to-compact" (u32.const 0)) (str.const "fuse"))
(assert_return (invoke "compact-to-compact" (u32.const 1)) (str.const "né"))
(assert_return (invoke "compact-to-compact" (u32.const 2)) (str.const "日本"))
(assert_return (invoke "compact-to-compact" (u32.const 3)) (str.const "a😀"))
(assert_return (invoke "compact-to-compact" (u32.const 4)) (str.const ""))
(assert_return (invoke "compact-to-compact-calls") (list.const
  (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 4) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 3)
  (u32.const 1) (u32.const 3) (u32.const 2) (u32.const 2) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 6)
  (u32.const 1) (u32.const 6) (u32.const 2) (u32.const 12) (u32.const 1) (u32.const 12) (u32.const 2) (u32.const 4)
  (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 5) (u32.const 1) (u32.const 5) (u32.const 2) (u32.const 10)
  (u32.const 1) (u32.const 10) (u32.const 2) (u32.const 6) (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 0)))
