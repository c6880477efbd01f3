;; Cases of a variant share flat slots, and each reads its own payload out of them.
(component
  (component $callee
    (type $v' (variant (case "none") (case "float" f32) (case "wide" u64) (case "text" string)))
    (export $v "v" (type $v'))
    (core module $m
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
      (func (export "take") (param i32 i64 i32) (result i32) (local.get 0)))
    (core instance $i (instantiate $m))
    (func (export "take") (param "v" $v) (result u32)
      (canon lift (core func $i "take") (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (component $caller
    (import "callee" (instance $callee
      (type $v' (variant (case "none") (case "float" f32) (case "wide" u64) (case "text" string)))
      (export "v" (type $v (eq $v')))
      (export "take" (func (param "v" $v) (result u32)))))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $take (canon lower (func $callee "take") (memory (core memory $libc "mem"))))
    (core module $m
      (import "env" "take" (func $take (param i32 i64 i32) (result i32)))
      (func (export "run") (result i32) (call $take (i32.const 1) (i64.const 0x3f800000) (i32.const 0))))
    (core instance $i (instantiate $m (with "env" (instance (export "take" (func $take))))))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))
  (instance $callee (instantiate $callee))
  (instance $caller (instantiate $caller (with "callee" (instance $callee))))
  (export "run" (func $caller "run")))
