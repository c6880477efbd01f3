;; A module is exported by one component and instantiated by another with memories, tables, globals and tags of
;; several instances.

(component definition $it
  (component $lib
    (core module $m
      (import "env" "mem" (memory 1)) (import "env" "t" (table 1 funcref)) (import "env" "g" (global (mut i32)))
      (import "env" "tag" (tag (param i32)))
      (func $f (param i32) (result i32)
        (global.set 0 (i32.add (global.get 0) (local.get 0)))
        (i32.store (i32.const 0) (global.get 0))
        (i32.load (i32.const 0)))
      (elem (i32.const 0) func $f)
      (func (export "f") (param i32) (result i32) (call $f (local.get 0)))
      (func (export "throw") (param i32) (throw 0 (local.get 0))))
    (export "m" (core module $m)))
  (instance $lib (instantiate $lib))
  (component $user
    (import "m"
      (core module $m
        (import "env" "mem" (memory 1)) (import "env" "t" (table 1 funcref)) (import "env" "g" (global (mut i32)))
        (import "env" "tag" (tag (param i32)))
        (export "f" (func (param i32) (result i32))) (export "throw" (func (param i32)))))
    (import "more" (func $more (param "x" u32) (result u32)))
    (core func $more (canon lower (func $more)))
    (core module $env
      (memory (export "mem") 1)
      (table (export "t") 1 funcref)
      (global (export "g") (mut i32) (i32.const 5))
      (tag (export "tag") (param i32)))
    (core instance $env (instantiate $env))
    (core instance $i (instantiate $m (with "env" (instance $env))))
    (core instance $env2 (instantiate $env))
    (core instance $j (instantiate $m
      (with "env" (instance
        (export "mem" (memory $env2 "mem")) (export "t" (table $env "t")) (export "g" (global $env "g"))
        (export "tag" (tag $env2 "tag"))))))
    (core module $w
      (import "i" "f" (func $if (param i32) (result i32))) (import "j" "f" (func $jf (param i32) (result i32)))
      (import "i" "throw" (func $it (param i32))) (import "j" "throw" (func $jt (param i32)))
      (import "e" "tag" (tag $t (param i32))) (import "e" "t" (table 1 funcref))
      (import "" "more" (func $more (param i32) (result i32)))
      (type $ft (func (param i32) (result i32)))
      (func (export "run") (param i32) (result i32)
        (i32.add
          (i32.mul (call $if (local.get 0)) (i32.const 100))
          (i32.add (call $jf (local.get 0)) (call $more (call_indirect (type $ft) (i32.const 1) (i32.const 0))))))
      (func (export "caught") (param i32) (result i32)
        (block $h (result i32) (try_table (catch $t $h) (call $it (local.get 0))) (i32.const 0)))
      (func (export "uncaught") (param i32) (result i32)
        (block $h (result i32) (try_table (catch $t $h) (call $jt (local.get 0))) (i32.const 0))))
    (core instance $w (instantiate $w
      (with "i" (instance $i)) (with "j" (instance $j)) (with "e" (instance $env))
      (with "" (instance (export "more" (func $more))))))
    (func (export "run") (param "x" u32) (result u32) (canon lift (core func $w "run")))
    (func (export "caught") (param "x" u32) (result u32) (canon lift (core func $w "caught")))
    (func (export "uncaught") (param "x" u32) (result u32) (canon lift (core func $w "uncaught"))))
  (component $more
    (core module $m
      (func (export "f") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))
    (core instance $m (instantiate $m))
    (func (export "more") (param "x" u32) (result u32) (canon lift (core func $m "f"))))
  (instance $more (instantiate $more))
  (instance $u1 (instantiate $user (with "m" (core module $lib "m")) (with "more" (func $more "more"))))
  (instance $u2 (instantiate $user (with "m" (core module $lib "m")) (with "more" (func $u1 "run"))))
  (export "run" (func $u2 "run")) (export "run1" (func $u1 "run")) (export "caught" (func $u2 "caught"))
  (export "uncaught" (func $u2 "uncaught")))

(component instance $i $it)
(assert_return (invoke "run" (u32.const 3)) (u32.const 2571))
(assert_return (invoke "run1" (u32.const 3)) (u32.const 3374))
(assert_return (invoke "caught" (u32.const 33)) (u32.const 33))
(assert_trap (invoke "uncaught" (u32.const 33)) "thrown Wasm exception")
