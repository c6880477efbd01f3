;; The host's realloc of a root export's parameters may call neither the host nor another component.

(component definition $leaving
  (import "host" (instance $host (export "return-three" (func (result u32)))))
  (component $other
    (core module $m (func (export "f") (result i32) (i32.const 4)))
    (core instance $i (instantiate $m))
    (func (export "f") (result u32) (canon lift (core func $i "f"))))
  (instance $other (instantiate $other))
  (component $leaver
    (import "f" (func $f (result u32)))
    (core func $f (canon lower (func $f)))
    (core module $m
      (import "" "f" (func $f (result i32)))
      (memory (export "mem") 1)
      (func $call (export "call") (drop (call $f)))
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (call $call) (i32.const 64))
      (func (export "string") (param i32 i32)))
    (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
    (func (export "directly") (canon lift (core func $i "call")))
    (func (export "string") (param "s" string)
      (canon lift (core func $i "string") (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (instance $to-host (instantiate $leaver (with "f" (func $host "return-three"))))
  (instance $to-other (instantiate $leaver (with "f" (func $other "f"))))
  (export "host-directly" (func $to-host "directly"))
  (export "host-string" (func $to-host "string"))
  (export "other-directly" (func $to-other "directly"))
  (export "other-string" (func $to-other "string")))

(component instance $a $leaving)
(assert_return (invoke "host-directly"))
(assert_return (invoke "other-directly"))
(assert_trap (invoke "host-string" (str.const "x")) "")
(component instance $b $leaving)
(assert_trap (invoke "other-string" (str.const "x")) "")
