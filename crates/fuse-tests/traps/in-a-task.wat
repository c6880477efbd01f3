;; A function of async type traps in its callback, after its caller has let it go on by itself.
(component
  (component $worker
    (core func $return (canon task.return))
    (core module $m
      (import "" "return" (func $return))
      (func $work (export "work") (result i32) (i32.const 1 (; yield ;)))
      (func $after (export "callback") (param i32 i32 i32) (result i32) unreachable))
    (core instance $i (instantiate $m (with "" (instance (export "return" (func $return))))))
    (func (export "work") async
      (canon lift (core func $i "work") async (callback (core func $i "callback")))))
  (component $app
    (import "work" (func $work async))
    (core func $work (canon lower (func $work)))
    (core module $m
      (import "" "work" (func $work))
      (func $run (export "run") (call $work)))
    (core instance $i (instantiate $m (with "" (instance (export "work" (func $work))))))
    (func (export "run") async (canon lift (core func $i "run"))))
  (instance $worker (instantiate $worker))
  (instance $app (instantiate $app (with "work" (func $worker "work"))))
  (export "run" (func $app "run")))
