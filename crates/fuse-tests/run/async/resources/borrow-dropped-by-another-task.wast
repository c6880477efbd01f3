;; A borrowed handle belongs to the task that it was lent to, though another task of the instance may use it, and drop
;; it.

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
    (core func $get (canon lower (func $get))) (core func $r-drop (canon resource.drop $r))
    (core func $return (canon task.return (result u32)))
    (core module $m
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "get" (func $get (param i32) (result i32))) (import "" "r-drop" (func $r-drop (param i32)))
      (import "" "return" (func $return (param i32)))
      (global $r (mut i32) (i32.const 0))
      (func (export "f") (param $r i32) (result i32)
        (global.set $r (local.get $r))
        (i32.const 1 (; YIELD ;)))
      (func (export "cb") (param i32 i32 i32) (result i32)
        (call $note (i32.const 101))
        (call $return (i32.const 5))
        (i32.const 0 (; EXIT ;)))
      (func (export "g") (param $r i32) (result i32)
        (call $note (call $get (global.get $r)))
        (call $r-drop (global.get $r))
        (call $r-drop (local.get $r))
        (call $return (i32.const 6))
        (i32.const 0 (; EXIT ;))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "note" (func $note)) (export "set-new" (func $set-new)) (export "get" (func $get))
        (export "r-drop" (func $r-drop)) (export "return" (func $return))))))
    (func (export "f") async (param "r" (borrow $r)) (result u32)
      (canon lift (core func $m "f") async (callback (func $m "cb"))))
    (func (export "g") async (param "r" (borrow $r)) (result u32)
      (canon lift (core func $m "g") async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee
    (with "note" (func $log "note"))
    (with "get" (func $def "get"))
    (with "r" (type $def "r"))))

  (component $root
    (import "note" (func $note (param "x" u32)))
    (import "r" (type $r (sub resource)))
    (import "new" (func $new (param "x" u32) (result (own $r))))
    (import "f" (func $f async (param "r" (borrow $r)) (result u32)))
    (import "g" (func $g async (param "r" (borrow $r)) (result u32)))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $note (canon lower (func $note))) (core func $set-new (canon waitable-set.new))
    (core func $join (canon waitable.join)) (core func $set-wait (canon waitable-set.wait (memory $libc "mem")))
    (core func $set-drop (canon waitable-set.drop)) (core func $subtask-drop (canon subtask.drop))
    (core func $new (canon lower (func $new))) (core func $f (canon lower (func $f) async (memory $libc "mem")))
    (core func $g (canon lower (func $g) async (memory $libc "mem"))) (core func $r-drop (canon resource.drop $r))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "note" (func $note (param i32))) (import "" "set-new" (func $set-new (result i32)))
      (import "" "join" (func $join (param i32 i32)))
      (import "" "set-wait" (func $set-wait (param i32 i32) (result i32)))
      (import "" "set-drop" (func $set-drop (param i32)))
      (import "" "subtask-drop" (func $subtask-drop (param i32)))
      (import "" "new" (func $new (param i32) (result i32)))
      (import "" "f" (func $f (param i32 i32) (result i32)))
      (import "" "g" (func $g (param i32 i32) (result i32))) (import "" "r-drop" (func $r-drop (param i32)))
      (func (export "run")
        (drop (call $new (i32.const 70)))
        (drop (call $new (i32.const 71)))
        (call $note (call $f (i32.const 1) (i32.const 16)))
        (call $note (call $g (i32.const 2) (i32.const 20)))
        ;; The second is not lent any more, the first still is.
        (call $r-drop (i32.const 2))
        (call $wait (i32.const 3))
        (call $r-drop (i32.const 1)))
      ;; Notes an event: its code, and the two numbers that went with it to address 0.
      (func $event (param $code i32)
        (call $note (local.get $code))
        (call $note (i32.load (i32.const 0)))
        (call $note (i32.load (i32.const 4))))
      ;; Waits for the next event of one waitable, and notes it.
      (func $wait (param $waitable i32)
        (local $set i32)
        (local.set $set (call $set-new))
        (call $join (local.get $waitable) (local.get $set))
        (call $event (call $set-wait (local.get $set) (i32.const 0)))
        (call $join (local.get $waitable) (i32.const 0))
        (call $set-drop (local.get $set))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "note" (func $note)) (export "set-new" (func $set-new)) (export "join" (func $join))
        (export "set-wait" (func $set-wait)) (export "set-drop" (func $set-drop))
        (export "subtask-drop" (func $subtask-drop)) (export "new" (func $new)) (export "f" (func $f))
        (export "g" (func $g)) (export "r-drop" (func $r-drop))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $root (instantiate $root
    (with "note" (func $log "note"))
    (with "new" (func $def "new"))
    (with "f" (func $callee "f"))
    (with "g" (func $callee "g"))
    (with "r" (type $def "r"))))

  (export "run" (func $root "run"))
  (export "notes" (func $log "notes")))

(component instance $i $it)
(assert_return (invoke "run"))
(assert_return (invoke "notes") (list.const
  (u32.const 0x31) (u32.const 70) (u32.const 2) (u32.const 1071)
  (u32.const 101) (u32.const 1) (u32.const 3) (u32.const 2) (u32.const 1070)))
