;; An async call that passes an ASCII string of `size` bytes, UTF-8 on both sides, to a callee that returns at once.
;; `run` makes `n` calls with a value of `size` and returns a checksum of their results.
(component
  (component $callee
    (core func $return (canon task.return (result u32)))
    (core module $main
      (import "task" "return" (func $return (param i32)))
      (memory (export "memory") 1)
      ;; A bump allocator; every call of the function gives everything back.
      (global $top (mut i32) (i32.const 1024))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
        (local $at i32)
        (local.set $at
          (i32.and
            (i32.add (global.get $top) (i32.sub (local.get $align) (i32.const 1)))
            (i32.sub (i32.const 0) (local.get $align))))
        (global.set $top (i32.add (local.get $at) (local.get $size)))
        (if (i32.gt_u (global.get $top) (i32.const 65536)) (then (unreachable)))
        (if (local.get $old-size)
          (then
            (memory.copy (local.get $at) (local.get $old)
              (select (local.get $old-size) (local.get $size)
                (i32.lt_u (local.get $old-size) (local.get $size))))))
        (local.get $at))
      (func (export "take") (param $at i32) (param $len i32) (result i32)
        (global.set $top (i32.const 1024))
        (call $return
          (i32.add
            (local.get $len)
            (i32.load8_u (i32.sub (i32.add (local.get $at) (local.get $len)) (i32.const 1)))))
        (i32.const 0 (; EXIT ;)))
      (func (export "callback") (param i32 i32 i32) (result i32)
        (unreachable))
    )
    (core instance $main
      (instantiate $main
        (with "task" (instance (export "return" (func $return))))))
    (func (export "take") async (param "it" string) (result u32)
      (canon lift (core func $main "take") async (callback (core func $main "callback"))
        (memory (core memory $main "memory")) (realloc (core func $main "realloc")) string-encoding=utf8)))

  (component $caller
    (import "take" (func $take async (param "it" string) (result u32)))
    (core module $memory
      (memory (export "memory") 1))
    (core module $main
      (import "memory" "memory" (memory 1))
      (import "callee" "take" (func $take (param i32 i32 i32) (result i32)))
      ;; 4 KiB of letters at 1024.
      (func $fill
        (local $i i32)
        (loop $again
          (i32.store8 offset=1024 (local.get $i) (i32.add (i32.const 97) (i32.rem_u (local.get $i) (i32.const 26))))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $again (i32.lt_u (local.get $i) (i32.const 4096)))))
      (start $fill)
      (func (export "run") (param $n i32) (param $size i32) (result i32)
        (local $sum i32)
        (loop $again
          (if (local.get $n)
            (then
              (if (i32.ne
                    (call $take (i32.const 1024) (local.get $size) (i32.const 16))
                    (i32.const 2 (; RETURNED ;)))
                (then (unreachable)))
              (local.set $sum (i32.xor (i32.rotl (local.get $sum) (i32.const 1)) (i32.load (i32.const 16))))
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br $again))))
        (local.get $sum))
    )
    (core instance $memory (instantiate $memory))
    (core func $take
      (canon lower (func $take) async (memory (core memory $memory "memory")) string-encoding=utf8))
    (core instance $main
      (instantiate $main
        (with "memory" (instance $memory))
        (with "callee" (instance (export "take" (func $take))))))
    (func (export "run") async (param "n" u32) (param "size" u32) (result u32)
      (canon lift (core func $main "run"))))

  (instance $callee (instantiate $callee))
  (instance $caller (instantiate $caller (with "take" (func $callee "take"))))
  (export "run" (func $caller "run")))
