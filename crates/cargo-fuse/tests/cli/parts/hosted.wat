;; Imports of every sort: functions and a resource of the host, WASI's and others, and a core module; its two instances have a
;; memory each, which the lowered functions read.
(component
  (import "wasi:demo/streams@0.2.0" (instance $streams
    (export "stream" (type $stream (sub resource)))
    (export "open" (func (param "path" string) (result (own $stream))))))
  (import "demo:host/log" (instance $log
    (export "print" (func (param "line" string)))))
  (import "demo:host/clock" (func $clock (result u64)))
  (import "demo:host/module" (core module $imported
    (export "half" (func (param i32 f64) (result i32 f64)))
    (export "limit" (global (mut i64)))))
  (core module $memory (memory (export "memory") 1 4))
  (core instance $one (instantiate $memory))
  (core instance $two (instantiate $memory))
  (core instance $foreign (instantiate $imported))
  (alias export $streams "stream" (type $stream))
  (core func $open (canon lower (func $streams "open") (memory (core memory $one "memory"))))
  (core func $print (canon lower (func $log "print") (memory (core memory $two "memory"))))
  (core func $clock (canon lower (func $clock)))
  (core func $drop (canon resource.drop $stream))
  (core module $main
    (import "one" "memory" (memory $one 1))
    (import "two" "memory" (memory $two 1))
    (import "host" "open" (func $open (param i32 i32) (result i32)))
    (import "host" "print" (func $print (param i32 i32)))
    (import "host" "clock" (func $clock (result i64)))
    (import "host" "drop" (func $drop (param i32)))
    (import "foreign" "half" (func $half (param i32 f64) (result i32 f64)))
    (import "foreign" "limit" (global $limit (mut i64)))
    (data (memory $one) (i32.const 0) "path")
    (data (memory $two) (i32.const 0) "line")
    (func (export "run") (result i32)
      (call $drop (call $open (i32.const 0) (i32.const 4)))
      (call $print (i32.const 0) (i32.const 4))
      (global.set $limit (call $clock))
      (call $half (i32.const 8) (f64.const 1))
      (drop)))
  (core instance $main (instantiate $main
    (with "one" (instance $one))
    (with "two" (instance $two))
    (with "foreign" (instance $foreign))
    (with "host" (instance
      (export "open" (func $open)) (export "print" (func $print)) (export "clock" (func $clock)) (export "drop" (func $drop))))))
  (func (export "run") (result u32) (canon lift (core func $main "run"))))
