;; Core start functions run in the order of instantiation, across components, and see what ran before.

(component
  (component $log
    (core module $m
      (global $log (mut i32) (i32.const 0))
      (func (export "add") (param i32)
        (global.set $log (i32.add (i32.mul (global.get $log) (i32.const 10)) (local.get 0))))
      (func (export "get") (result i32) (global.get $log)))
    (core instance $i (instantiate $m))
    (func (export "add") (param "n" u32) (canon lift (core func $i "add")))
    (func (export "get") (result u32) (canon lift (core func $i "get"))))
  (instance $log (instantiate $log))

  (component $two-starts
    (import "log" (instance $log (export "add" (func (param "n" u32)))))
    (core func $add (canon lower (func $log "add")))
    (core module $numbers-1 (global (export "n") i32 (i32.const 1)))
    (core module $numbers-2 (global (export "n") i32 (i32.const 2)))
    (core module $m
      (import "" "add" (func $add (param i32)))
      (import "" "n" (global $n i32))
      (func $start (call $add (global.get $n)))
      (start $start))
    (core instance $one (instantiate $numbers-1))
    (core instance $two (instantiate $numbers-2))
    (core instance $second (instantiate $m (with "" (instance
      (export "add" (func $add)) (export "n" (global $two "n"))))))
    (core instance $first (instantiate $m (with "" (instance
      (export "add" (func $add)) (export "n" (global $one "n")))))))
  (component $three
    (import "log" (instance $log (export "add" (func (param "n" u32)))))
    (core func $add (canon lower (func $log "add")))
    (core module $m
      (import "" "add" (func $add (param i32)))
      (func $start (call $add (i32.const 3)))
      (start $start))
    (core instance (instantiate $m (with "" (instance (export "add" (func $add)))))))
  (instance (instantiate $three (with "log" (instance $log))))
  (instance (instantiate $two-starts (with "log" (instance $log))))
  (instance (instantiate $three (with "log" (instance $log))))
  (export "log" (func $log "get")))

(assert_return (invoke "log") (u32.const 3213))
