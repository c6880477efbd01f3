;; A list of a thousand handles, owned one way and lent the other.

(component
  (core module $libc
    (memory (export "mem") 4)
    (global $next (mut i32) (i32.const 1024))
    (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
      (local $p i32)
      (local.set $p (i32.and
        (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
        (i32.sub (i32.const 0) (local.get $align))))
      (global.set $next (i32.add (local.get $p) (local.get $size)))
      (memory.copy (local.get $p) (local.get $old)
        (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
      (local.get $p)))
  (component $definer
    (core module $state
      (global $drops (mut i32) (i32.const 0))
      (func (export "dtor") (param i32) (global.set $drops (i32.add (global.get $drops) (local.get 0))))
      (func (export "drops") (result i32) (global.get $drops)))
    (core instance $s (instantiate $state))
    (type $r' (resource (rep i32) (dtor (core func $s "dtor"))))
    (core func $new (canon resource.new $r'))
    (core func $drop (canon resource.drop $r'))
    (core instance $libc (instantiate $libc))
    (core module $m
      (import "libc" "mem" (memory 4))
      (import "" "new" (func $new (param i32) (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "new-many") (param $n i32) (result i32) (local $i i32)
        (loop $again
          (i32.store offset=0x10000 (i32.shl (local.get $i) (i32.const 2)) (call $new (local.get $i)))
          (br_if $again (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
        (i32.store (i32.const 8) (i32.const 0x10000))
        (i32.store (i32.const 12) (local.get $n))
        (i32.const 8))
      ;; A sum in which the order counts.
      (func (export "sum") (param $p i32) (param $n i32) (result i32) (local $sum i32)
        (loop $again
          (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 3)) (i32.load (local.get $p))))
          (local.set $p (i32.add (local.get $p) (i32.const 4)))
          (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
        (local.get $sum))
      (func (export "drop") (param $p i32) (param $n i32)
        (loop $again
          (call $drop (i32.load (local.get $p)))
          (local.set $p (i32.add (local.get $p) (i32.const 4)))
          (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance (export "new" (func $new)) (export "drop" (func $drop))))))
    (export $r "r" (type $r'))
    (func (export "new-many") (param "n" u32) (result (list (own $r)))
      (canon lift (core func $m "new-many") (memory (core memory $libc "mem"))))
    (func (export "sum") (param "rs" (list (borrow $r))) (result u32)
      (canon lift (core func $m "sum") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (func (export "drop-all") (param "rs" (list (own $r)))
      (canon lift (core func $m "drop") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (func (export "drops") (result u32) (canon lift (core func $s "drops"))))
  (instance $d (instantiate $definer))
  (component $user
    (import "definer" (instance $d
      (export "r" (type $r (sub resource)))
      (export "new-many" (func (param "n" u32) (result (list (own $r)))))
      (export "sum" (func (param "rs" (list (borrow $r))) (result u32)))
      (export "drop-all" (func (param "rs" (list (own $r)))))))
    (alias export $d "r" (type $r))
    (core instance $libc (instantiate $libc))
    (core func $new-many
      (canon lower (func $d "new-many") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core func $sum (canon lower (func $d "sum") (memory (core memory $libc "mem"))))
    (core func $drop-all (canon lower (func $d "drop-all") (memory (core memory $libc "mem"))))
    (core func $drop (canon resource.drop $r))
    (core module $m
      (import "libc" "mem" (memory 4))
      (import "" "new-many" (func $new-many (param i32 i32)))
      (import "" "sum" (func $sum (param i32 i32) (result i32)))
      (import "" "drop-all" (func $drop-all (param i32 i32)))
      (import "" "drop" (func $drop (param i32)))
      ;; Makes so many, lends them, and gives back all but the last two.
      (func (export "run") (param $n i32) (result i32)
        (call $new-many (local.get $n) (i32.const 16))
        (call $sum (i32.load (i32.const 16)) (i32.load (i32.const 20)))
        (call $drop-all (i32.load (i32.const 16)) (i32.sub (i32.load (i32.const 20)) (i32.const 2)))
        (call $drop (i32.sub (local.get $n) (i32.const 1)))
        (call $drop (local.get $n))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "new-many" (func $new-many)) (export "sum" (func $sum))
        (export "drop-all" (func $drop-all)) (export "drop" (func $drop))))))
    (func (export "run") (param "n" u32) (result u32) (canon lift (core func $m "run"))))
  (instance $u (instantiate $user (with "definer" (instance $d))))
  (export "drops" (func $d "drops"))
  (export "run" (func $u "run")))

(assert_return (invoke "run" (u32.const 1000)) (u32.const 4109243604))
(assert_return (invoke "drops") (u32.const 499500))
