;; A callee that traps, in its entry or in a later turn, traps everybody who waits.

(component definition $it
  (component $callee
    (core func $return (canon task.return))
    (core module $m
      (import "" "return" (func $return))
      (func (export "f") (param $when i32) (result i32)
        (if (i32.eqz (local.get $when)) (then unreachable))
        (if (i32.eq (local.get $when) (i32.const 2)) (then (call $return)))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "return" (func $return))))))
    (func (export "f") async (param "when" u32) (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee))

  (component $root
    (import "f" (func $f async (param "when" u32)))
    (core func $yield (canon thread.yield)) (core func $f (canon lower (func $f)))
    (core func $f-async (canon lower (func $f) async))
    (core module $m
      (import "" "yield" (func $yield (result i32))) (import "" "f" (func $f (param i32)))
      (import "" "f-async" (func $f-async (param i32) (result i32)))
      (func (export "sync") (param $when i32)
        (call $f (local.get $when))
        (drop (call $yield)))
      (func (export "async") (param $when i32)
        (drop (call $f-async (local.get $when)))
        (drop (call $yield))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "yield" (func $yield)) (export "f" (func $f)) (export "f-async" (func $f-async))))))
    (func (export "sync") async (param "when" u32) (canon lift (core func $m "sync")))
    (func (export "async") async (param "when" u32) (canon lift (core func $m "async"))))
  (instance $root (instantiate $root (with "f" (func $callee "f"))))

  (export "sync" (func $root "sync"))
  (export "async" (func $root "async")))

(component instance $i $it)
(assert_trap (invoke "sync" (u32.const 0)) "wasm `unreachable` instruction executed")
(component instance $i $it)
(assert_trap (invoke "sync" (u32.const 1)) "wasm `unreachable` instruction executed")
(component instance $i $it)
(assert_trap (invoke "sync" (u32.const 2)) "wasm `unreachable` instruction executed")
(component instance $i $it)
(assert_trap (invoke "async" (u32.const 0)) "wasm `unreachable` instruction executed")
(component instance $i $it)
(assert_trap (invoke "async" (u32.const 1)) "wasm `unreachable` instruction executed")
(component instance $i $it)
(assert_trap (invoke "async" (u32.const 2)) "wasm `unreachable` instruction executed")
