;; An async call of a callee that yields once before it returns: the call, the callback, the caller's wait, `subtask.drop`.
;; `run` makes `n` calls and returns a checksum of their results; `size` has no meaning here.
(component
  (component $callee
    (core func $return (canon task.return (result u32)))
    (core module $main
      (import "task" "return" (func $return (param i32)))
      (global $it (mut i32) (i32.const 0))
      (func (export "take") (param $it i32) (result i32)
        (global.set $it (local.get $it))
        (i32.const 1 (; YIELD ;)))
      (func (export "callback") (param $event i32) (param i32 i32) (result i32)
        (if (local.get $event) (then (unreachable)))
        (call $return (i32.add (global.get $it) (i32.const 7)))
        (i32.const 0 (; EXIT ;)))
    )
    (core instance $main
      (instantiate $main
        (with "task" (instance (export "return" (func $return))))))
    (func (export "take") async (param "it" u32) (result u32)
      (canon lift (core func $main "take") async (callback (core func $main "callback")))))

  (component $caller
    (import "take" (func $take async (param "it" u32) (result u32)))
    (core module $memory
      (memory (export "memory") 1))
    (core instance $memory (instantiate $memory))
    (core func $take (canon lower (func $take) async (memory (core memory $memory "memory"))))
    (core func $set.new (canon waitable-set.new))
    (core func $set.wait (canon waitable-set.wait (memory (core memory $memory "memory"))))
    (core func $set.drop (canon waitable-set.drop))
    (core func $join (canon waitable.join))
    (core func $subtask.drop (canon subtask.drop))
    (core module $main
      (import "memory" "memory" (memory 1))
      (import "callee" "take" (func $take (param i32 i32) (result i32)))
      (import "async" "set.new" (func $set.new (result i32)))
      (import "async" "set.wait" (func $set.wait (param i32 i32) (result i32)))
      (import "async" "set.drop" (func $set.drop (param i32)))
      (import "async" "join" (func $join (param i32 i32)))
      (import "async" "subtask.drop" (func $subtask.drop (param i32)))
      (func (export "run") (param $n i32) (param $size i32) (result i32)
        (local $set i32) (local $status i32) (local $subtask i32) (local $sum i32)
        (local.set $set (call $set.new))
        (loop $again
          (if (local.get $n)
            (then
              (local.set $status (call $take (local.get $n) (i32.const 16)))
              (if (i32.ne (i32.and (local.get $status) (i32.const 15)) (i32.const 1 (; STARTED ;)))
                (then (unreachable)))
              (local.set $subtask (i32.shr_u (local.get $status) (i32.const 4)))
              (call $join (local.get $subtask) (local.get $set))
              (if (i32.ne (call $set.wait (local.get $set) (i32.const 32)) (i32.const 1 (; SUBTASK ;)))
                (then (unreachable)))
              (if (i32.ne (i32.load (i32.const 32)) (local.get $subtask)) (then (unreachable)))
              (if (i32.ne (i32.load (i32.const 36)) (i32.const 2 (; RETURNED ;))) (then (unreachable)))
              (call $subtask.drop (local.get $subtask))
              (local.set $sum
                (i32.add (i32.mul (local.get $sum) (i32.const 31)) (i32.load (i32.const 16))))
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br $again))))
        (call $set.drop (local.get $set))
        (local.get $sum))
    )
    (core instance $main
      (instantiate $main
        (with "memory" (instance $memory))
        (with "callee" (instance (export "take" (func $take))))
        (with "async" (instance
          (export "set.new" (func $set.new))
          (export "set.wait" (func $set.wait))
          (export "set.drop" (func $set.drop))
          (export "join" (func $join))
          (export "subtask.drop" (func $subtask.drop))))))
    (func (export "run") async (param "n" u32) (param "size" u32) (result u32)
      (canon lift (core func $main "run"))))

  (instance $callee (instantiate $callee))
  (instance $caller (instantiate $caller (with "take" (func $callee "take"))))
  (export "run" (func $caller "run")))
