;; A string that is not UTF-8, on its way to UTF-16: the transcoder stands between the adapter and the reason.
(component
  (component $callee
    (core module $m
      (memory (export "mem") 1)
      (func $realloc (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
      (func $take (export "take") (param i32 i32)))
    (core instance $i (instantiate $m))
    (func (export "take") (param "s" string)
      (canon lift (core func $i "take")
        string-encoding=utf16 (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (component $caller
    (import "take" (func $take (param "s" string)))
    (core module $libc
      (memory (export "mem") 1)
      (data (i32.const 0) "\ff"))
    (core instance $libc (instantiate $libc))
    (core func $take (canon lower (func $take) (memory (core memory $libc "mem"))))
    (core module $m
      (import "" "take" (func $take (param i32 i32)))
      (func $run (export "run") (call $take (i32.const 0) (i32.const 1))))
    (core instance $i (instantiate $m (with "" (instance (export "take" (func $take))))))
    (func (export "run") (canon lift (core func $i "run"))))
  (instance $callee (instantiate $callee))
  (instance $caller (instantiate $caller (with "take" (func $callee "take"))))
  (export "run" (func $caller "run")))
