;; Variants in a list: discriminants of one byte, payloads at the alignment of the widest case.

(component definition $variants
  (component $callee
    (type $v' (variant (case "none") (case "byte" u8) (case "wide" u64) (case "pair" (tuple u16 char))))
    (export $v "v" (type $v'))
    (core module $m
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
      ;; A digest of all that a case means, and of nothing else.
      (func (export "digest") (param $p i32) (param $len i32) (result i64)
        (local $sum i64) (local $case i32)
        (loop $next
          (if (local.get $len)
            (then
              (local.set $case (i32.load8_u (local.get $p)))
              (local.set $sum (i64.add
                (i64.mul (local.get $sum) (i64.const 31))
                (i64.extend_i32_u (local.get $case))))
              (if (i32.eq (local.get $case) (i32.const 1))
                (then (local.set $sum (i64.add (local.get $sum) (i64.load8_u offset=8 (local.get $p))))))
              (if (i32.eq (local.get $case) (i32.const 2))
                (then (local.set $sum (i64.add (local.get $sum) (i64.load offset=8 (local.get $p))))))
              (if (i32.eq (local.get $case) (i32.const 3))
                (then (local.set $sum (i64.add (local.get $sum)
                  (i64.add (i64.load16_u offset=8 (local.get $p)) (i64.load32_u offset=12 (local.get $p)))))))
              (local.set $p (i32.add (local.get $p) (i32.const 16)))
              (local.set $len (i32.sub (local.get $len) (i32.const 1)))
              (br $next))))
        (local.get $sum)))
    (core instance $i (instantiate $m))
    (func (export "digest") (param "l" (list $v)) (result u64)
      (canon lift (core func $i "digest") (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (instance $callee (instantiate $callee))

  (component $caller
    (import "callee" (instance $callee
      (type $v' (variant (case "none") (case "byte" u8) (case "wide" u64) (case "pair" (tuple u16 char))))
      (export "v" (type $v (eq $v')))
      (export "digest" (func (param "l" (list $v)) (result u64)))))
    (core module $libc
      (memory (export "mem") 1)
      (data (i32.const 0)
        "\00\ee\ee\ee\ee\ee\ee\ee\ee\ee\ee\ee\ee\ee\ee\ee"
        "\01\ee\ee\ee\ee\ee\ee\ee\05\ee\ee\ee\ee\ee\ee\ee"
        "\02\ee\ee\ee\ee\ee\ee\ee\06\00\00\00\01\00\00\00"
        "\03\ee\ee\ee\ee\ee\ee\ee\02\01\ee\ee\61\00\00\00"
        "\04\ee\ee\ee\ee\ee\ee\ee\00\00\00\00\00\00\00\00"
        "\03\ee\ee\ee\ee\ee\ee\ee\02\01\ee\ee\00\d8\00\00"))
    (core instance $libc (instantiate $libc))
    (core func $digest (canon lower (func $callee "digest") (memory (core memory $libc "mem"))))
    (func (export "digest") (param "p" u32) (param "len" u32) (result u64) (canon lift (core func $digest))))
  (instance $caller (instantiate $caller (with "callee" (instance $callee))))
  (export "digest" (func $caller "digest")))

(component instance $a $variants)
(assert_return (invoke "digest" (u32.const 0) (u32.const 0)) (u64.const 0))
(assert_return (invoke "digest" (u32.const 0) (u32.const 1)) (u64.const 0))
(assert_return (invoke "digest" (u32.const 16) (u32.const 1)) (u64.const 6))
(assert_return (invoke "digest" (u32.const 32) (u32.const 1)) (u64.const 4294967304))
(assert_return (invoke "digest" (u32.const 48) (u32.const 1)) (u64.const 358))
(assert_return (invoke "digest" (u32.const 0) (u32.const 4)) (u64.const 133143992548))
;; The fifth has no such case, the sixth's char is a surrogate.
(assert_trap (invoke "digest" (u32.const 0) (u32.const 5)) "")
(component instance $b $variants)
(assert_trap (invoke "digest" (u32.const 80) (u32.const 1)) "")
;; Misaligned.
(component instance $c $variants)
(assert_trap (invoke "digest" (u32.const 4) (u32.const 1)) "")
