;; A map is a list of pairs.

(component
  (component $callee
    (core module $m
      (memory (export "mem") 1)
      (global $next (mut i32) (i32.const 64))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
        (local $p i32)
        (local.set $p (global.get $next))
        (global.set $next (i32.and (i32.add (i32.add (local.get $p) (local.get $size)) (i32.const 7)) (i32.const -8)))
        (memory.copy (local.get $p) (local.get $old)
          (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
        (local.get $p))
      ;; Key, then pointer and length of the value.
      (func (export "sum") (param $p i32) (param $len i32) (result i32)
        (local $sum i32)
        (loop $next
          (if (local.get $len)
            (then
              (local.set $sum (i32.add (local.get $sum)
                (i32.mul (i32.load8_u (local.get $p)) (i32.load8_u (i32.load offset=4 (local.get $p))))))
              (local.set $p (i32.add (local.get $p) (i32.const 12)))
              (local.set $len (i32.sub (local.get $len) (i32.const 1)))
              (br $next))))
        (local.get $sum)))
    (core instance $i (instantiate $m))
    (func (export "sum") (param "m" (map u8 string)) (result u32)
      (canon lift (core func $i "sum") (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "sum" (func $sum (param "m" (map u8 string)) (result u32)))
    (core module $m
      (memory (export "mem") 1)
      (data (i32.const 0) "\02\ee\ee\ee\40\00\00\00\01\00\00\00" "\03\ee\ee\ee\42\00\00\00\02\00\00\00")
      (data (i32.const 64) "a\00b\00c\00"))
    (core instance $i (instantiate $m))
    (core func $sum (canon lower (func $sum) string-encoding=utf16 (memory (core memory $i "mem"))))
    (func (export "sum") (param "p" u32) (param "len" u32) (result u32) (canon lift (core func $sum))))
  (instance $caller (instantiate $caller (with "sum" (func $callee "sum"))))
  (export "sum" (func $caller "sum")))

(assert_return (invoke "sum" (u32.const 0) (u32.const 0)) (u32.const 0))
(assert_return (invoke "sum" (u32.const 0) (u32.const 2)) (u32.const 488))
