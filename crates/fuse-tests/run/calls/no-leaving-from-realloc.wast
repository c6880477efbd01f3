;; A realloc may not call an import while parameters are lowered; the same function may be called at any other time.

(component definition $leaving
  (component $other
    (core module $m (func (export "f")))
    (core instance $i (instantiate $m))
    (func (export "f") (canon lift (core func $i "f"))))
  (instance $other (instantiate $other))
  (component $callee
    (import "f" (func $f))
    (core func $f (canon lower (func $f)))
    (core module $m
      (import "" "f" (func $f))
      (memory (export "mem") 1)
      (func $realloc (export "realloc") (param i32 i32 i32 i32) (result i32) (call $f) (i32.const 64))
      (func (export "string") (param i32 i32))
      (func (export "directly") (drop (call $realloc (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 1)))))
    (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
    (func (export "string") (param "s" string)
      (canon lift (core func $i "string") (memory (core memory $i "mem")) (realloc (core func $i "realloc"))))
    (func (export "directly") (canon lift (core func $i "directly"))))
  (instance $callee (instantiate $callee (with "f" (func $other "f"))))
  (component $caller
    (import "string" (func $string (param "s" string)))
    (import "directly" (func $directly))
    (core module $m (memory (export "mem") 1))
    (core instance $i (instantiate $m))
    (core func $string (canon lower (func $string) (memory (core memory $i "mem"))))
    (core func $directly (canon lower (func $directly)))
    (func (export "string") (param "p" u32) (param "len" u32) (canon lift (core func $string)))
    (func (export "directly") (canon lift (core func $directly))))
  (instance $caller (instantiate $caller
    (with "string" (func $callee "string")) (with "directly" (func $callee "directly"))))
  (export "string" (func $caller "string"))
  (export "directly" (func $caller "directly")))

(component instance $a $leaving)
(assert_return (invoke "directly"))
(assert_trap (invoke "string" (u32.const 0) (u32.const 4)) "")
