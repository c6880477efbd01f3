;; A call that passes a list of `size` strings of 8 ASCII bytes each, UTF-8 on both sides.
;; `run` makes `n` calls with a value of `size` and returns a checksum of their results.
(component
  (component $callee
    (core module $main
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
        (local $last i32)
        (global.set $top (i32.const 1024))
        (local.set $last
          (i32.sub (i32.add (local.get $at) (i32.shl (local.get $len) (i32.const 3))) (i32.const 8)))
        (i32.add
          (i32.load offset=4 (local.get $last))
          (i32.load8_u offset=7 (i32.load (local.get $last)))))
    )
    (core instance $main (instantiate $main))
    (func (export "take") (param "it" (list string)) (result u32)
      (canon lift (core func $main "take")
        (memory (core memory $main "memory")) (realloc (core func $main "realloc")) string-encoding=utf8)))

  (component $caller
    (import "take" (func $take (param "it" (list string)) (result u32)))
    (core module $memory
      (memory (export "memory") 1))
    (core module $main
      (import "memory" "memory" (memory 1))
      (import "callee" "take" (func $take (param i32 i32) (result i32)))
      ;; 64 strings at 1024, their letters from 4096 on.
      (func $fill
        (local $i i32)
        (loop $again
          (i64.store offset=1024
            (i32.shl (local.get $i) (i32.const 3))
            (i64.or
              (i64.const 0x8_0000_0000)
              (i64.extend_i32_u (i32.add (i32.const 4096) (i32.shl (local.get $i) (i32.const 3))))))
          (i64.store offset=4096
            (i32.shl (local.get $i) (i32.const 3))
            (i64.add (i64.const 0x6867_6665_6463_6261) (i64.extend_i32_u (i32.and (local.get $i) (i32.const 15)))))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $again (i32.lt_u (local.get $i) (i32.const 64)))))
      (start $fill)
      (func (export "run") (param $n i32) (param $size i32) (result i32)
        (local $sum i32)
        (loop $again
          (if (local.get $n)
            (then
              (local.set $sum
                (i32.xor
                  (i32.rotl (local.get $sum) (i32.const 1))
                  (call $take (i32.const 1024) (local.get $size))))
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br $again))))
        (local.get $sum))
    )
    (core instance $memory (instantiate $memory))
    (core func $take (canon lower (func $take) (memory (core memory $memory "memory")) string-encoding=utf8))
    (core instance $main
      (instantiate $main
        (with "memory" (instance $memory))
        (with "callee" (instance (export "take" (func $take))))))
    (func (export "run") (param "n" u32) (param "size" u32) (result u32)
      (canon lift (core func $main "run"))))

  (instance $callee (instantiate $callee))
  (instance $caller (instantiate $caller (with "take" (func $callee "take"))))
  (export "run" (func $caller "run")))
