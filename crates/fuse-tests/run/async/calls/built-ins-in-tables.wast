;; Built-ins and lowered functions are called through tables only, `task.return` among them.

(component definition $it
  (component $c
    (core func $ret (canon task.return (result u32)))
    (type $S (stream u8))
    (core module $libc
      (memory (export "mem") 1)
      (table (export "t") 8 funcref))
    (core instance $libc (instantiate $libc))
    (core func $s-new (canon stream.new $S))
    (core func $s-read (canon stream.read $S async (memory (core memory $libc "mem"))))
    (core func $set (canon waitable-set.new)) (core func $get (canon context.get i32 0))
    (core func $cset (canon context.set i32 0))
    (core module $fill
      (import "" "t" (table 8 funcref)) (import "" "ret" (func $ret (param i32)))
      (import "" "s-new" (func $s-new (result i64)))
      (import "" "s-read" (func $s-read (param i32 i32 i32) (result i32)))
      (import "" "set" (func $set (result i32))) (import "" "get" (func $get (result i32)))
      (import "" "cset" (func $cset (param i32)))
      (elem (i32.const 0) func $ret $s-new $s-read $set $get $cset))
    (core instance (instantiate $fill
      (with "" (instance
        (export "t" (table $libc "t")) (export "ret" (func $ret)) (export "s-new" (func $s-new))
        (export "s-read" (func $s-read)) (export "set" (func $set)) (export "get" (func $get))
        (export "cset" (func $cset))))))
    (core module $m
      (import "" "t" (table 8 funcref))
      (type $p (func (param i32)))
      (type $r (func (result i32)))
      (type $r64 (func (result i64)))
      (type $rd (func (param i32 i32 i32) (result i32)))
      (func (export "f") (param i32) (result i32)
        (call_indirect (type $p) (local.get 0) (i32.const 5))
        (drop (call_indirect (type $r) (i32.const 3)))
        (i32.const 1))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call_indirect
          (type $p)
          (i32.add
            (call_indirect (type $r) (i32.const 4))
            (call_indirect
              (type $rd)
              (i32.wrap_i64 (call_indirect (type $r64) (i32.const 1)))
              (i32.const 8)
              (i32.const 4)
              (i32.const 2)))
          (i32.const 0))
        (i32.const 0))
      (func (export "bad") (result i32) (call_indirect (type $r64) (i32.const 0)) (drop) (i32.const 0)))
    (core instance $m (instantiate $m (with "" (instance (export "t" (table $libc "t"))))))
    (func (export "f") async (param "x" u32) (result u32)
      (canon lift (core func $m "f") async (callback (core func $m "cb"))))
    (func (export "bad") (result u32) (canon lift (core func $m "bad"))))
  (instance $c (instantiate $c))
  (component $b
    (import "f" (func $f async (param "x" u32) (result u32)))
    (core func $f (canon lower (func $f)))
    (core module $T (table (export "t") 1 funcref))
    (core instance $t (instantiate $T))
    (core module $fill
      (import "" "t" (table 1 funcref)) (import "" "f" (func $f (param i32) (result i32)))
      (elem (i32.const 0) func $f))
    (core instance (instantiate $fill (with "" (instance (export "t" (table $t "t")) (export "f" (func $f))))))
    (core module $m
      (import "" "t" (table 1 funcref))
      (type $x (func (param i32) (result i32)))
      (func (export "run") (param i32) (result i32) (return_call_indirect (type $x) (local.get 0) (i32.const 0))))
    (core instance $m (instantiate $m (with "" (instance (export "t" (table $t "t"))))))
    (func (export "run") async (param "x" u32) (result u32) (canon lift (core func $m "run"))))
  (instance $b (instantiate $b (with "f" (func $c "f"))))
  (export "run" (func $b "run")) (export "bad" (func $c "bad")))

(component instance $i $it)
(assert_return (invoke "run" (u32.const 50)) (u32.const 49))
(assert_return (invoke "run" (u32.const 51)) (u32.const 50))
(assert_trap (invoke "bad") "indirect call type mismatch")
