;; The root gives others their turn with `thread.yield`, as often as they need, and polls.

(component definition $it
  ;; What the others note, in the order in which they do.
  (component $log
    (core module $m
      (memory (export "mem") 1)
      (global $n (mut i32) (i32.const 0))
      (func (export "note") (param $x i32)
        (i32.store offset=8 (i32.mul (global.get $n) (i32.const 4)) (local.get $x))
        (global.set $n (i32.add (global.get $n) (i32.const 1))))
      (func (export "notes") (result i32)
        (i32.store (i32.const 0) (i32.const 8))
        (i32.store (i32.const 4) (global.get $n))
        (global.set $n (i32.const 0))
        (i32.const 0)))
    (core instance $m (instantiate $m))
    (func (export "note") (param "x" u32) (canon lift (core func $m "note")))
    (func (export "notes") (result (list u32)) (canon lift (core func $m "notes") (memory (core memory $m "mem")))))
  (instance $log (instantiate $log))

  (component $callee
    (core func $ctx-get (canon context.get i32 0)) (core func $ctx-set (canon context.set i32 0))
    (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "ctx-get" (func $ctx-get (result i32))) (import "" "ctx-set" (func $ctx-set (param i32)))
      (import "" "return" (func $return (param i32)))
      ;; Gives back one more, a turn later.
      (func (export "f") (param $x i32) (result i32)
        (call $ctx-set (local.get $x))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call $return (i32.add (call $ctx-get) (i32.const 1)))
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "ctx-get" (func $ctx-get)) (export "ctx-set" (func $ctx-set))
        (export "return" (func $return))))))
    (func (export "f") async (param "x" u32) (result u32)
      (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "f" (func $f async (param "x" u32) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $yield (canon thread.yield))
    (core func $set-poll (canon waitable-set.poll (memory $libc "mem")))
    (core func $set-new (canon waitable-set.new)) (core func $join (canon waitable.join))
    (core func $subtask-drop (canon subtask.drop))
    (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "yield" (func $yield (result i32)))
      (import "" "set-poll" (func $set-poll (param i32 i32) (result i32)))
      (import "" "set-new" (func $set-new (result i32))) (import "" "join" (func $join (param i32 i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "f" (func $f (param i32 i32) (result i32)))
      (func (export "run") (result i32)
        (local $turns i32) (local $event i32)
        (drop (call $set-new))
        (call $note (call $f (i32.const 10) (i32.const 16)))
        (call $join (i32.const 2) (i32.const 1))
        (loop $again
          (local.set $turns (i32.add (local.get $turns) (i32.const 1)))
          (call $note (call $yield))
          (local.set $event (call $set-poll (i32.const 1) (i32.const 0)))
          (br_if $again (i32.eqz (local.get $event))))
        (call $event (local.get $event))
        (call $note (i32.load (i32.const 16)))
        (local.get $turns))
      ;; Notes an event: its code, and the two numbers that went with it to address 0.
      (func $event (param $code i32)
        (call $note (local.get $code))
        (call $note (i32.load (i32.const 0)))
        (call $note (i32.load (i32.const 4)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "yield" (func $yield)) (export "set-poll" (func $set-poll))
        (export "set-new" (func $set-new)) (export "join" (func $join))
        (export "subtask-drop" (func $subtask-drop)) (export "f" (func $f))))))
    (func (export "run") async (result u32) (canon lift (core func $m "run"))))
  (instance $root (instantiate $root (with "note" (func $log "note")) (with "f" (func $callee "f"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run") (u32.const 1))
(assert_return (invoke "notes") (list.const
  (u32.const 0x21) (u32.const 0) (u32.const 1) (u32.const 2) (u32.const 2) (u32.const 11)))
