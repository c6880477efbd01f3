;; A trap in post-return is a trap of the call.

(component
  (component $callee
    (core module $m
      (func (export "f") (result i32) (i32.const 1))
      (func (export "free") (param i32) unreachable))
    (core instance $i (instantiate $m))
    (func (export "f") (result u32) (canon lift (core func $i "f") (post-return (core func $i "free")))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "f" (func $f (result u32)))
    (core func $f (canon lower (func $f)))
    (func (export "f") (result u32) (canon lift (core func $f))))
  (instance $caller (instantiate $caller (with "f" (func $callee "f"))))
  (export "f" (func $caller "f")))

(assert_trap (invoke "f") "")
