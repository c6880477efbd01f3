;; A record of a handle between a string and a number: flat as a parameter, in memory as a result.

(component
  (core module $libc
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
    ;; Returns what it is given as a record in memory.
    (func (export "record") (param i32 i32 i32 i64) (result i32)
      (i32.store (i32.const 8) (local.get 0))
      (i32.store (i32.const 12) (local.get 1))
      (i32.store (i32.const 16) (local.get 2))
      (i64.store (i32.const 24) (local.get 3))
      (i32.const 8)))
  (component $definer
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core func $rep (canon resource.rep $r'))
    (core instance $libc (instantiate $libc))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "libc" "record" (func $record (param i32 i32 i32 i64) (result i32)))
      (import "" "new" (func $new (param i32) (result i32)))
      (import "" "rep" (func $rep (param i32) (result i32)))
      (func (export "new") (param i32 i32 i32 i64) (result i32)
        (call $record (local.get 0) (local.get 1) (call $new (local.get 2)) (local.get 3)))
      (func (export "rep") (param i32 i32 i32 i64) (result i32)
        (call $record (local.get 0) (local.get 1) (call $rep (local.get 2)) (local.get 3))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance (export "new" (func $new)) (export "rep" (func $rep))))))
    (export $r "r" (type $r'))
    (type $number' (record (field "s" string) (field "it" u32) (field "n" u64)))
    (type $owned' (record (field "s" string) (field "it" (own $r)) (field "n" u64)))
    (type $lent' (record (field "s" string) (field "it" (borrow $r)) (field "n" u64)))
    (export $number "number" (type $number'))
    (export $owned "owned" (type $owned'))
    (export $lent "lent" (type $lent'))
    (func (export "new") (param "it" $number) (result $owned)
      (canon lift (core func $m "new") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (func (export "take") (param "it" $owned) (result $number)
      (canon lift (core func $m "rep") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (func (export "lend") (param "it" $lent) (result $number)
      (canon lift (core func $libc "record")
        (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")))))
  (instance $d (instantiate $definer))

  ;; Passes tuples of the host's on as records of handles.
  (component $user
    (import "r" (type $r (sub resource)))
    (type $number' (record (field "s" string) (field "it" u32) (field "n" u64)))
    (type $owned' (record (field "s" string) (field "it" (own $r)) (field "n" u64)))
    (type $lent' (record (field "s" string) (field "it" (borrow $r)) (field "n" u64)))
    (import "number" (type $number (eq $number')))
    (import "owned" (type $owned (eq $owned')))
    (import "lent" (type $lent (eq $lent')))
    (import "new" (func $new (param "it" $number) (result $owned)))
    (import "take" (func $take (param "it" $owned) (result $number)))
    (import "lend" (func $lend (param "it" $lent) (result $number)))
    (core instance $libc (instantiate $libc))
    (core func $new (canon lower (func $new)
      string-encoding=utf16 (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core func $take (canon lower (func $take)
      string-encoding=utf16 (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core func $lend (canon lower (func $lend)
      string-encoding=utf16 (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core module $m
      (import "" "new" (func $new (param i32 i32 i32 i64 i32)))
      (import "" "take" (func $take (param i32 i32 i32 i64 i32)))
      (import "" "lend" (func $lend (param i32 i32 i32 i64 i32)))
      (func (export "new") (param i32 i32 i32 i64) (result i32)
        (call $new (local.get 0) (local.get 1) (local.get 2) (local.get 3) (i32.const 64)) (i32.const 64))
      (func (export "take") (param i32 i32 i32 i64) (result i32)
        (call $take (local.get 0) (local.get 1) (local.get 2) (local.get 3) (i32.const 64)) (i32.const 64))
      (func (export "lend") (param i32 i32 i32 i64) (result i32)
        (call $lend (local.get 0) (local.get 1) (local.get 2) (local.get 3) (i32.const 64)) (i32.const 64)))
    (core instance $m (instantiate $m (with "" (instance
      (export "new" (func $new)) (export "take" (func $take)) (export "lend" (func $lend))))))
    (func (export "new") (param "it" (tuple string u32 u64)) (result (tuple string u32 u64))
      (canon lift (core func $m "new") string-encoding=utf16
        (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (func (export "take") (param "it" (tuple string u32 u64)) (result (tuple string u32 u64))
      (canon lift (core func $m "take") string-encoding=utf16
        (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (func (export "lend") (param "it" (tuple string u32 u64)) (result (tuple string u32 u64))
      (canon lift (core func $m "lend") string-encoding=utf16
        (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")))))
  (instance $u (instantiate $user
    (with "r" (type $d "r"))
    (with "number" (type $d "number")) (with "owned" (type $d "owned")) (with "lent" (type $d "lent"))
    (with "new" (func $d "new")) (with "take" (func $d "take")) (with "lend" (func $d "lend"))))
  (export "new" (func $u "new"))
  (export "take" (func $u "take"))
  (export "lend" (func $u "lend")))

(assert_return
  (invoke "new" (tuple.const (str.const "zwölf") (u32.const 70) (u64.const 18446744069414584321)))
  (tuple.const (str.const "zwölf") (u32.const 1) (u64.const 18446744069414584321)))
(assert_return
  (invoke "new" (tuple.const (str.const "") (u32.const 80) (u64.const 0)))
  (tuple.const (str.const "") (u32.const 2) (u64.const 0)))
(assert_return
  (invoke "lend" (tuple.const (str.const "\u{1f980}") (u32.const 2) (u64.const 5)))
  (tuple.const (str.const "\u{1f980}") (u32.const 80) (u64.const 5)))
(assert_return
  (invoke "lend" (tuple.const (str.const "one") (u32.const 1) (u64.const 5)))
  (tuple.const (str.const "one") (u32.const 70) (u64.const 5)))
(assert_return
  (invoke "take" (tuple.const (str.const "two") (u32.const 1) (u64.const 18446744069414584321)))
  (tuple.const (str.const "two") (u32.const 70) (u64.const 18446744069414584321)))
(assert_return
  (invoke "lend" (tuple.const (str.const "three") (u32.const 2) (u64.const 5)))
  (tuple.const (str.const "three") (u32.const 80) (u64.const 5)))
(assert_return
  (invoke "new" (tuple.const (str.const "four") (u32.const 90) (u64.const 1)))
  (tuple.const (str.const "four") (u32.const 1) (u64.const 1)))
(assert_trap (invoke "take" (tuple.const (str.const "five") (u32.const 3) (u64.const 5))) "unknown handle index 3")
