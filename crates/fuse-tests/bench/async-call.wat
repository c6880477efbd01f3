;; An async call of a callee that returns at once: async lower, lift with a callback.
;; `run` makes `n` calls and returns a checksum of their results; `size` has no meaning here.
(component
  (component $callee
    (core func $return (canon task.return (result u32)))
    (core module $main
      (import "task" "return" (func $return (param i32)))
      (func (export "take") (param $it i32) (result i32)
        (call $return (i32.add (local.get $it) (i32.const 7)))
        (i32.const 0 (; EXIT ;)))
      (func (export "callback") (param i32 i32 i32) (result i32)
        (unreachable))
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
    (core module $main
      (import "memory" "memory" (memory 1))
      (import "callee" "take" (func $take (param i32 i32) (result i32)))
      (func (export "run") (param $n i32) (param $size i32) (result i32)
        (local $sum i32)
        (loop $again
          (if (local.get $n)
            (then
              (if (i32.ne (call $take (local.get $n) (i32.const 16)) (i32.const 2 (; RETURNED ;)))
                (then (unreachable)))
              (local.set $sum
                (i32.add (i32.mul (local.get $sum) (i32.const 31)) (i32.load (i32.const 16))))
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br $again))))
        (local.get $sum))
    )
    (core instance $memory (instantiate $memory))
    (core func $take (canon lower (func $take) async (memory (core memory $memory "memory"))))
    (core instance $main
      (instantiate $main
        (with "memory" (instance $memory))
        (with "callee" (instance (export "take" (func $take))))))
    (func (export "run") async (param "n" u32) (param "size" u32) (result u32)
      (canon lift (core func $main "run"))))

  (instance $callee (instantiate $callee))
  (instance $caller (instantiate $caller (with "take" (func $callee "take"))))
  (export "run" (func $caller "run")))
