;; A call that passes a record of 8 fields as flat parameters and gets one back through memory.
;; `run` makes `n` calls and returns a checksum of their results; `size` has no meaning here.
(component
  (component $callee
    (core module $main
      (memory (export "memory") 1)
      (func (export "echo")
        (param $a i32) (param $b i32) (param $c i32) (param $d i64)
        (param $e f32) (param $f f64) (param $g i32) (param $h i32) (result i32)
        (i32.store8 offset=1024 (i32.const 0) (local.get $a))
        (i32.store16 offset=1026 (i32.const 0) (local.get $b))
        (i32.store offset=1028 (i32.const 0) (local.get $c))
        (i64.store offset=1032 (i32.const 0) (local.get $d))
        (f32.store offset=1040 (i32.const 0) (local.get $e))
        (f64.store offset=1048 (i32.const 0) (local.get $f))
        (i32.store8 offset=1056 (i32.const 0) (local.get $g))
        (i32.store offset=1060 (i32.const 0) (local.get $h))
        (i32.const 1024))
    )
    (core instance $main (instantiate $main))
    (type $shape (record
      (field "a" u8) (field "b" u16) (field "c" u32) (field "d" u64)
      (field "e" f32) (field "f" f64) (field "g" bool) (field "h" char)))
    (export $it "entry" (type $shape))
    (func (export "echo") (param "it" $it) (result $it)
      (canon lift (core func $main "echo") (memory (core memory $main "memory")))))

  (component $caller
    (type $shape (record
      (field "a" u8) (field "b" u16) (field "c" u32) (field "d" u64)
      (field "e" f32) (field "f" f64) (field "g" bool) (field "h" char)))
    (import "entry" (type $it (eq $shape)))
    (import "echo" (func $echo (param "it" $it) (result $it)))
    (core module $memory
      (memory (export "memory") 1))
    (core module $main
      (import "memory" "memory" (memory 1))
      (import "callee" "echo" (func $echo (param i32 i32 i32 i64 f32 f64 i32 i32 i32)))
      (func (export "run") (param $n i32) (param $size i32) (result i32)
        (local $sum i32)
        (loop $again
          (if (local.get $n)
            (then
              (call $echo
                (i32.and (local.get $n) (i32.const 0xff))
                (i32.and (local.get $n) (i32.const 0xffff))
                (local.get $sum)
                (i64.extend_i32_u (local.get $n))
                (f32.convert_i32_u (local.get $n))
                (f64.convert_i32_u (local.get $n))
                (i32.and (local.get $n) (i32.const 1))
                (i32.and (local.get $n) (i32.const 0x7fff))
                (i32.const 2048))
              (local.set $sum
                (i32.xor
                  (i32.rotl (local.get $sum) (i32.const 1))
                  (i32.add
                    (i32.add (i32.load8_u offset=2048 (i32.const 0)) (i32.load16_u offset=2050 (i32.const 0)))
                    (i32.add (i32.load offset=2052 (i32.const 0)) (i32.load offset=2084 (i32.const 0))))))
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br $again))))
        (local.get $sum))
    )
    (core instance $memory (instantiate $memory))
    (core func $echo (canon lower (func $echo) (memory (core memory $memory "memory"))))
    (core instance $main
      (instantiate $main
        (with "memory" (instance $memory))
        (with "callee" (instance (export "echo" (func $echo))))))
    (func (export "run") (param "n" u32) (param "size" u32) (result u32)
      (canon lift (core func $main "run"))))

  (instance $callee (instantiate $callee))
  (instance $caller (instantiate $caller (with "entry" (type $callee "entry")) (with "echo" (func $callee "echo"))))
  (export "run" (func $caller "run")))
