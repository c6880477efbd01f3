;; A realloc function, and at the root a post-return function, may ask for a representation, but neither make nor drop a
;; handle.

(component definition $it
  (component $definer
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core func $rep (canon resource.rep $r'))
    (core func $drop (canon resource.drop $r'))
    (core module $m
      (import "" "new" (func $new (param i32) (result i32)))
      (import "" "rep" (func $rep (param i32) (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (memory (export "mem") 1)
      (global $what (mut i32) (i32.const 0))
      (global $seen (mut i32) (i32.const 0))
      (func $do
        (if (i32.eq (global.get $what) (i32.const 1)) (then (global.set $seen (call $rep (i32.const 1)))))
        (if (i32.eq (global.get $what) (i32.const 2)) (then (drop (call $new (i32.const 9)))))
        (if (i32.eq (global.get $what) (i32.const 3)) (then (call $drop (i32.const 1)))))
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (call $do) (i32.const 64))
      (func (export "post") (param i32) (call $do))
      (func (export "set") (param i32) (result i32) (global.set $what (local.get 0)) (call $new (i32.const 42)))
      (func (export "seen") (result i32) (global.get $seen))
      (func (export "len") (param i32 i32) (result i32) (local.get 1)))
    (core instance $m (instantiate $m (with "" (instance
      (export "new" (func $new)) (export "rep" (func $rep)) (export "drop" (func $drop))))))
    (func (export "set") (param "what" u32) (result u32) (canon lift (core func $m "set")))
    (func (export "seen") (result u32) (canon lift (core func $m "seen")))
    (func (export "realloc") (param "s" string) (result u32)
      (canon lift (core func $m "len") (memory (core memory $m "mem")) (realloc (core func $m "realloc"))))
    (func (export "post") (result u32) (canon lift (core func $m "seen") (post-return (core func $m "post")))))
  (instance $d (instantiate $definer))
  (component $user
    (import "realloc" (func $realloc (param "s" string) (result u32)))
    (core module $libc
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64)))
    (core instance $libc (instantiate $libc))
    (core func $realloc (canon lower (func $realloc) (memory (core memory $libc "mem"))))
    (func (export "realloc") (param "s" string) (result u32)
      (canon lift (core func $realloc) (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")))))
  (instance $u (instantiate $user (with "realloc" (func $d "realloc"))))
  (export "set" (func $d "set"))
  (export "seen" (func $d "seen"))
  (export "realloc" (func $u "realloc"))
  (export "post" (func $d "post")))

(component instance $i $it)
(assert_return (invoke "set" (u32.const 1)) (u32.const 1))
(assert_return (invoke "realloc" (str.const "four")) (u32.const 4))
(assert_return (invoke "seen") (u32.const 42))

(component instance $i $it)
(assert_return (invoke "set" (u32.const 1)) (u32.const 1))
(assert_return (invoke "post") (u32.const 0))
(assert_return (invoke "seen") (u32.const 42))

(component instance $i $it)
(assert_return (invoke "set" (u32.const 2)) (u32.const 1))
(assert_trap (invoke "realloc" (str.const "four")) "cannot leave component instance")

(component instance $i $it)
(assert_return (invoke "set" (u32.const 3)) (u32.const 1))
(assert_trap (invoke "realloc" (str.const "four")) "cannot leave component instance")

(component instance $i $it)
(assert_return (invoke "set" (u32.const 2)) (u32.const 1))
(assert_trap (invoke "post") "cannot leave component instance")

(component instance $i $it)
(assert_return (invoke "set" (u32.const 3)) (u32.const 1))
(assert_trap (invoke "post") "cannot leave component instance")
