;; Pointers inside lists are checked as those outside are.

(component definition $nested
  (component $callee
    (core module $m
      (memory (export "mem") 1)
      (global $next (mut i32) (i32.const 1024))
      (func (export "realloc") (param i32 i32 i32) (param $size i32) (result i32)
        global.get $next
        (global.set $next (i32.and (i32.add (i32.add (global.get $next) (local.get $size)) (i32.const 7)) (i32.const -8))))
      (func (export "len") (param i32 i32) (result i32) (local.get 1)))
    (core instance $i (instantiate $m))
    (func (export "strings") (param "l" (list string)) (result u32)
      (canon lift (core func $i "len") (memory (core memory $i "mem")) (realloc (core func $i "realloc"))))
    (func (export "lists") (param "l" (list (list u16))) (result u32)
      (canon lift (core func $i "len") (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "strings" (func $strings (param "l" (list string)) (result u32)))
    (import "lists" (func $lists (param "l" (list (list u16))) (result u32)))
    (core module $m
      (memory (export "mem") 1)
      ;; Good, good and empty, misaligned for u16, at the end, beyond the end.
      (data (i32.const 0)
        "\00\00\00\00\08\00\00\00"
        "\00\00\01\00\00\00\00\00"
        "\03\00\00\00\01\00\00\00"
        "\fe\ff\00\00\01\00\00\00"
        "\fe\ff\00\00\03\00\00\00"))
    (core instance $i (instantiate $m))
    (core func $strings (canon lower (func $strings) (memory (core memory $i "mem"))))
    (core func $lists (canon lower (func $lists) (memory (core memory $i "mem"))))
    (func (export "strings") (param "p" u32) (param "len" u32) (result u32) (canon lift (core func $strings)))
    (func (export "lists") (param "p" u32) (param "len" u32) (result u32) (canon lift (core func $lists))))
  (instance $caller (instantiate $caller
    (with "strings" (func $callee "strings")) (with "lists" (func $callee "lists"))))
  (export "strings" (func $caller "strings"))
  (export "lists" (func $caller "lists")))

(component instance $a $nested)
(assert_return (invoke "strings" (u32.const 0) (u32.const 4)) (u32.const 4))
(assert_return (invoke "lists" (u32.const 0) (u32.const 2)) (u32.const 2))
(assert_return (invoke "lists" (u32.const 24) (u32.const 1)) (u32.const 1))
(assert_trap (invoke "strings" (u32.const 0) (u32.const 5)) "")
(component instance $b $nested)
(assert_trap (invoke "lists" (u32.const 0) (u32.const 3)) "")
(component instance $c $nested)
(assert_trap (invoke "lists" (u32.const 32) (u32.const 1)) "")
