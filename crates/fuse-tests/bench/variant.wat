;; A call that passes a variant of 4 cases, each in turn, as flat parameters and gets one back through memory.
;; `run` makes `n` calls and returns a checksum of their results; `size` has no meaning here.
(component
  (component $callee
    (core module $main
      (memory (export "memory") 1)
      (func (export "echo") (param $case i32) (param $a i64) (param $b i64) (result i32)
        (i32.store8 offset=1024 (i32.const 0) (local.get $case))
        (i64.store offset=1032 (i32.const 0) (local.get $a))
        (i64.store offset=1040 (i32.const 0) (local.get $b))
        (i32.const 1024))
    )
    (core instance $main (instantiate $main))
    (type $shape (variant
      (case "none") (case "number" u32) (case "pair" (tuple u32 u64)) (case "real" f64)))
    (export $it "choice" (type $shape))
    (func (export "echo") (param "it" $it) (result $it)
      (canon lift (core func $main "echo") (memory (core memory $main "memory")))))

  (component $caller
    (type $shape (variant
      (case "none") (case "number" u32) (case "pair" (tuple u32 u64)) (case "real" f64)))
    (import "choice" (type $it (eq $shape)))
    (import "echo" (func $echo (param "it" $it) (result $it)))
    (core module $memory
      (memory (export "memory") 1))
    (core module $main
      (import "memory" "memory" (memory 1))
      (import "callee" "echo" (func $echo (param i32 i64 i64 i32)))
      (func (export "run") (param $n i32) (param $size i32) (result i32)
        (local $sum i32)
        (loop $again
          (if (local.get $n)
            (then
              (call $echo
                (i32.and (local.get $n) (i32.const 3))
                (i64.extend_i32_u (local.get $n))
                (i64.extend_i32_u (local.get $sum))
                (i32.const 2048))
              (local.set $sum
                (i32.xor
                  (i32.rotl (local.get $sum) (i32.const 1))
                  (i32.add
                    (i32.load8_u offset=2048 (i32.const 0))
                    (select (i32.load offset=2056 (i32.const 0)) (i32.const 0) (i32.load8_u offset=2048 (i32.const 0))))))
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
  (instance $caller (instantiate $caller (with "choice" (type $callee "choice")) (with "echo" (func $callee "echo"))))
  (export "run" (func $caller "run")))
