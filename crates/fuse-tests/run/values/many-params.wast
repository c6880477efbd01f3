;; Seventeen flat parameters are one too many: both sides go through memory, the callee's filled through its realloc.

(component
  (component $callee
    (core module $m
      (memory (export "mem") 1)
      (global $reallocs (mut i32) (i32.const 0))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
        (global.set $reallocs (i32.add (global.get $reallocs) (i32.const 1)))
        ;; old 0, old size 0, alignment 8, size 128 for the record below
        (if (i32.or (i32.or (local.get $old) (local.get $old-size))
              (i32.or (i32.ne (local.get $align) (i32.const 8)) (i32.ne (local.get $size) (i32.const 72))))
          (then unreachable))
        (i32.const 1024))
      (func (export "sum") (param $p i32) (result i64)
        (local $sum i64) (local $n i32)
        (if (i32.ne (local.get $p) (i32.const 1024)) (then unreachable))
        (local.set $sum (i64.load (local.get $p)))
        ;; fifteen u32
        (loop $next
          (local.set $sum (i64.add (local.get $sum)
            (i64.load32_u offset=8 (i32.add (local.get $p) (i32.shl (local.get $n) (i32.const 2))))))
          (local.set $n (i32.add (local.get $n) (i32.const 1)))
          (br_if $next (i32.lt_u (local.get $n) (i32.const 15))))
        ;; and a u8
        (i64.add (local.get $sum) (i64.load8_u offset=68 (local.get $p))))
      (func (export "reallocs") (result i32) global.get $reallocs))
    (core instance $i (instantiate $m))
    (func (export "sum")
      (param "a" u64) (param "b" u32) (param "c" u32) (param "d" u32) (param "e" u32) (param "f" u32)
      (param "g" u32) (param "h" u32) (param "i" u32) (param "j" u32) (param "k" u32) (param "l" u32)
      (param "m" u32) (param "n" u32) (param "o" u32) (param "p" u32) (param "q" u8) (result u64)
      (canon lift (core func $i "sum") (memory (core memory $i "mem")) (realloc (core func $i "realloc"))))
    (func (export "reallocs") (result u32) (canon lift (core func $i "reallocs"))))
  (instance $callee (instantiate $callee))

  (component $caller
    (import "sum" (func $sum
      (param "a" u64) (param "b" u32) (param "c" u32) (param "d" u32) (param "e" u32) (param "f" u32)
      (param "g" u32) (param "h" u32) (param "i" u32) (param "j" u32) (param "k" u32) (param "l" u32)
      (param "m" u32) (param "n" u32) (param "o" u32) (param "p" u32) (param "q" u8) (result u64)))
    (core module $libc
      (memory (export "mem") 1)
      ;; a = 1000000000000, b..p = 1..15, q = 200
      (data (i32.const 64)
        "\00\10\a5\d4\e8\00\00\00"
        "\01\00\00\00\02\00\00\00\03\00\00\00\04\00\00\00\05\00\00\00"
        "\06\00\00\00\07\00\00\00\08\00\00\00\09\00\00\00\0a\00\00\00"
        "\0b\00\00\00\0c\00\00\00\0d\00\00\00\0e\00\00\00\0f\00\00\00"
        "\c8"))
    (core instance $libc (instantiate $libc))
    (core func $sum (canon lower (func $sum) (memory (core memory $libc "mem"))))
    (core module $m
      (import "" "sum" (func $sum (param i32) (result i64)))
      (func (export "run") (result i64) (call $sum (i32.const 64)))
      (func (export "misaligned") (result i64) (call $sum (i32.const 68)))
      (func (export "out-of-bounds") (result i64) (call $sum (i32.const 65472))))
    (core instance $i (instantiate $m (with "" (instance (export "sum" (func $sum))))))
    (func (export "run") (result u64) (canon lift (core func $i "run")))
    (func (export "misaligned") (result u64) (canon lift (core func $i "misaligned")))
    (func (export "out-of-bounds") (result u64) (canon lift (core func $i "out-of-bounds"))))
  (instance $caller (instantiate $caller (with "sum" (func $callee "sum"))))

  (export "run" (func $caller "run"))
  (export "misaligned" (func $caller "misaligned"))
  (export "out-of-bounds" (func $caller "out-of-bounds"))
  (export "reallocs" (func $callee "reallocs")))

(assert_return (invoke "run") (u64.const 1000000000320))
(assert_return (invoke "reallocs") (u32.const 1))
(assert_return (invoke "run") (u64.const 1000000000320))
(assert_return (invoke "reallocs") (u32.const 2))
(assert_trap (invoke "misaligned") "")
