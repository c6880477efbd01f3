;; A task that is cancelled drops what it has borrowed; the owner, once told, can drop the resource, and what the task
;; owned is gone with it.

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

  (component $def
    (import "note" (func $note (param "x" u32)))
    (core func $note (canon lower (func $note)))
    (core module $m
      (import "" "note" (func $note (param i32)))
      (func (export "gone") (param $rep i32) (call $note (i32.add (local.get $rep) (i32.const 1000))))
      (func (export "same") (param i32) (result i32) (local.get 0)))
    (core instance $m (instantiate $m (with "" (instance (export "note" (func $note))))))
    (type $r' (resource (rep i32) (dtor (core func $m "gone"))))
    (core func $new (canon resource.new $r'))
    (export $r "r" (type $r'))
    (func (export "new") (param "x" u32) (result (own $r)) (canon lift (core func $new)))
    (func (export "get") (param "r" (borrow $r)) (result u32) (canon lift (core func $m "same"))))
  (instance $def (instantiate $def (with "note" (func $log "note"))))

  (component $callee
    (import "note" (func $note (param "x" u32)))
    (import "r" (type $r (sub resource)))
    (import "get" (func $get (param "r" (borrow $r)) (result u32)))
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $task-cancel (canon task.cancel)) (core func $get (canon lower (func $get)))
    (core func $r-drop (canon resource.drop $r)) (core func $return (canon task.return))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "task-cancel" (func $task-cancel)) (import "" "get" (func $get (param i32) (result i32)))
      (import "" "r-drop" (func $r-drop (param i32))) (import "" "return" (func $return))
      (global $borrowed (mut i32) (i32.const 0))
      (global $owned (mut i32) (i32.const 0))
      (func (export "f") (param $borrowed i32) (param $owned i32) (result i32)
        (global.set $borrowed (local.get $borrowed))
        (global.set $owned (local.get $owned))
        (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (call $set-new) (i32.const 4))))
      (func (export "cb") (param $event i32) (param i32 i32) (result i32)
        (call $note (local.get $event))
        (call $note (call $get (global.get $borrowed)))
        (call $r-drop (global.get $borrowed))
        (call $r-drop (global.get $owned))
        (call $task-cancel)
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "set-new" (func $set-new))
        (export "task-cancel" (func $task-cancel)) (export "get" (func $get))
        (export "r-drop" (func $r-drop)) (export "return" (func $return))))))
    (func (export "f") async (param "b" (borrow $r)) (param "o" (own $r))
      (canon lift (core func $m "f") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee
    (with "note" (func $log "note"))
    (with "get" (func $def "get"))
    (with "r" (type $def "r"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "r" (type $r (sub resource)))
    (import "new" (func $new (param "x" u32) (result (own $r))))
    (import "f" (func $f async (param "b" (borrow $r)) (param "o" (own $r))))
    (core func $note (canon lower (func $note))) (core func $subtask-cancel (canon subtask.cancel))
    (core func $subtask-drop (canon subtask.drop)) (core func $new (canon lower (func $new)))
    (core func $f (canon lower (func $f) async)) (core func $r-drop (canon resource.drop $r))
    (core module $m
      (import "" "note" (func $note (param i32)))
      (import "" "subtask-cancel" (func $subtask-cancel (param i32) (result i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "new" (func $new (param i32) (result i32)))
      (import "" "f" (func $f (param i32 i32) (result i32))) (import "" "r-drop" (func $r-drop (param i32)))
      (func (export "run")
        (call $note (call $f (call $new (i32.const 70)) (call $new (i32.const 71))))
        (call $note (call $subtask-cancel (i32.const 2)))
        (call $r-drop (i32.const 1))
        (call $subtask-drop (i32.const 2))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "subtask-cancel" (func $subtask-cancel))
        (export "subtask-drop" (func $subtask-drop)) (export "new" (func $new)) (export "f" (func $f))
        (export "r-drop" (func $r-drop))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root
    (with "note" (func $log "note"))
    (with "new" (func $def "new"))
    (with "f" (func $callee "f"))
    (with "r" (type $def "r"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 0x21) (u32.const 6) (u32.const 70) (u32.const 1071) (u32.const 4) (u32.const 1070)))
