;; A function of one instance traps, called by a function of another.
(component
  (component $store
    (core module $m
      (func $check (param i32) (i32.div_u (i32.const 1) (local.get 0)) (drop))
      (func $put (export "put") (param i32) (call $check (local.get 0))))
    (core instance $i (instantiate $m))
    (func $put (param "key" u32) (canon lift (core func $i "put")))
    (instance $kv (export "put" (func $put)))
    (export "demo:kv/store@0.1.0" (instance $kv)))
  (component $app
    (import "demo:kv/store@0.1.0" (instance $kv (export "put" (func (param "key" u32)))))
    (core func $put (canon lower (func $kv "put")))
    (core module $m
      (import "demo:kv/store@0.1.0" "put" (func $put (param i32)))
      (func $main (call $put (i32.const 0)))
      (func $run (export "run") (call $main)))
    (core instance $i (instantiate $m (with "demo:kv/store@0.1.0" (instance (export "put" (func $put))))))
    (func (export "run") (canon lift (core func $i "run"))))
  (instance $store (instantiate $store))
  (instance $app (instantiate $app (with "demo:kv/store@0.1.0" (instance $store "demo:kv/store@0.1.0"))))
  (export "run" (func $app "run")))
