;; A function of the host goes through imports and exports of two components, without being lowered there, and is
;; lowered and lifted in a third.

(component definition $it
  (import "host" (instance $host (export "return-three" (func (result u32)))))
  (component $a
    (import "f" (func $f (result u32)))
    (export "g" (func $f)))
  (instance $a (instantiate $a (with "f" (func $host "return-three"))))
  (component $b
    (import "i" (instance $i (export "g" (func (result u32)))))
    (export "j" (instance $i)))
  (instance $b (instantiate $b (with "i" (instance $a))))
  (alias export $b "j" (instance $j))
  (component $c
    (import "g" (func $g (result u32)))
    (core func $g (canon lower (func $g)))
    (func (export "h") (result u32) (canon lift (core func $g)))
    (core module $m
      (import "" "g" (func $g (result i32)))
      (global (export "n") (mut i32) (i32.const 0))
      (func $s (global.set 0 (call $g)))
      (start $s)
      (func (export "n2") (result i32) (global.get 0)))
    (core instance $m (instantiate $m (with "" (instance (export "g" (func $g))))))
    (func (export "n") (result u32) (canon lift (core func $m "n2"))))
  (instance $c (instantiate $c (with "g" (func $j "g"))))
  (export "h" (func $c "h")) (export "n" (func $c "n")))

(component instance $i $it)
(assert_return (invoke "h") (u32.const 3))
(assert_return (invoke "n") (u32.const 3))
