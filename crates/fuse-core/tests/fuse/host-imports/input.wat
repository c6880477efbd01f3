;; Imports of the root, used by two components with different memories, and a call from one to the other.
(component
  (import "test:host/log" (instance $log
    (export "log" (func (param "line" string)))
    (export "level" (func (result u8)))))
  (component $logger
    (import "log" (func $log (param "line" string)))
    (import "level" (func $level (result u8)))
    (core module $libc (memory (export "mem") 1) (data (i32.const 0) "hello"))
    (core instance $libc (instantiate $libc))
    (core func $log (canon lower (func $log) (memory (core memory $libc "mem"))))
    (core func $level (canon lower (func $level)))
    (core module $m
      (import "env" "log" (func $log (param i32 i32)))
      (import "env" "level" (func $level (result i32)))
      (func (export "run") (call $log (i32.const 0) (call $level))))
    (core instance $i (instantiate $m (with "env" (instance
      (export "log" (func $log)) (export "level" (func $level))))))
    (func (export "run") (canon lift (core func $i "run"))))
  (component $twice
    (import "run" (func $run))
    (import "log" (func $log (param "line" string)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $run (canon lower (func $run)))
    (core func $log (canon lower (func $log) string-encoding=utf16 (memory (core memory $libc "mem"))))
    (core module $m
      (import "env" "run" (func $run))
      (import "env" "log" (func $log (param i32 i32)))
      (func (export "run") (call $run) (call $log (i32.const 0) (i32.const 0)) (call $run)))
    (core instance $i (instantiate $m (with "env" (instance
      (export "run" (func $run)) (export "log" (func $log))))))
    (func (export "run") (canon lift (core func $i "run"))))
  (instance $logger (instantiate $logger (with "log" (func $log "log")) (with "level" (func $log "level"))))
  (instance $twice (instantiate $twice (with "run" (func $logger "run")) (with "log" (func $log "log"))))
  (export "run" (func $twice "run")))
