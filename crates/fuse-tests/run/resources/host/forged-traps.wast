;; No index gets an instance at a resource of the host's that it does not hold: not another holder's, not one that is
;; gone, and not the host's own index, whatever that may be.

(component definition $it
  (import "host" (instance $host
    (export "resource1" (type $r (sub resource)))
    (export "[constructor]resource1" (func (param "rep" u32) (result (own $r))))
    (export "[static]resource1.assert" (func (param "resource" (own $r)) (param "rep" u32)))
    (export "[method]resource1.simple" (func (param "self" (borrow $r)) (param "rep" u32)))
    (export "[method]resource1.take-borrow" (func (param "self" (borrow $r)) (param "b" (borrow $r))))
    (export "[method]resource1.take-own" (func (param "self" (borrow $r)) (param "b" (own $r))))))

  ;; Hands every function of the host's out as one on numbers.
  (component $holder
    (import "host" (instance $host
      (export "resource1" (type $r (sub resource)))
      (export "[constructor]resource1" (func (param "rep" u32) (result (own $r))))
      (export "[static]resource1.assert" (func (param "resource" (own $r)) (param "rep" u32)))
      (export "[method]resource1.simple" (func (param "self" (borrow $r)) (param "rep" u32)))
      (export "[method]resource1.take-borrow" (func (param "self" (borrow $r)) (param "b" (borrow $r))))
      (export "[method]resource1.take-own" (func (param "self" (borrow $r)) (param "b" (own $r))))))
    (alias export $host "resource1" (type $r))
    (core func $new (canon lower (func $host "[constructor]resource1")))
    (core func $give (canon lower (func $host "[static]resource1.assert")))
    (core func $lend (canon lower (func $host "[method]resource1.simple")))
    (core func $lend-two (canon lower (func $host "[method]resource1.take-borrow")))
    (core func $lend-give (canon lower (func $host "[method]resource1.take-own")))
    (core func $drop (canon resource.drop $r))
    (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "give") (param "handle" u32) (param "rep" u32) (canon lift (core func $give)))
    (func (export "lend") (param "handle" u32) (param "rep" u32) (canon lift (core func $lend)))
    (func (export "lend-two") (param "a" u32) (param "b" u32) (canon lift (core func $lend-two)))
    (func (export "lend-give") (param "a" u32) (param "b" u32) (canon lift (core func $lend-give)))
    (func (export "drop") (param "handle" u32) (canon lift (core func $drop))))
  (instance $a (instantiate $holder (with "host" (instance $host))))
  (instance $b (instantiate $holder (with "host" (instance $host))))
  (export "a-new" (func $a "new"))
  (export "a-drop" (func $a "drop"))
  (export "b-new" (func $b "new"))
  (export "b-give" (func $b "give"))
  (export "b-lend" (func $b "lend"))
  (export "b-lend-two" (func $b "lend-two"))
  (export "b-lend-give" (func $b "lend-give"))
  (export "b-drop" (func $b "drop")))

(component instance $i $it)
(assert_return (invoke "a-new" (u32.const 100)) (u32.const 1))
(assert_return (invoke "a-new" (u32.const 101)) (u32.const 2))
(assert_trap (invoke "b-lend" (u32.const 1) (u32.const 100)) "unknown handle index 1")

(component instance $i $it)
(assert_return (invoke "a-new" (u32.const 100)) (u32.const 1))
(assert_return (invoke "a-new" (u32.const 101)) (u32.const 2))
(assert_trap (invoke "b-give" (u32.const 1) (u32.const 100)) "unknown handle index 1")

(component instance $i $it)
(assert_return (invoke "a-new" (u32.const 100)) (u32.const 1))
(assert_return (invoke "a-new" (u32.const 101)) (u32.const 2))
(assert_trap (invoke "b-drop" (u32.const 2)) "unknown handle index 2")

(component instance $i $it)
(assert_return (invoke "a-new" (u32.const 100)) (u32.const 1))
(assert_return (invoke "a-new" (u32.const 101)) (u32.const 2))
(assert_return (invoke "b-new" (u32.const 102)) (u32.const 1))
(assert_trap (invoke "b-lend" (u32.const 2) (u32.const 102)) "unknown handle index 2")

(component instance $i $it)
(assert_return (invoke "a-new" (u32.const 100)) (u32.const 1))
(assert_return (invoke "a-new" (u32.const 101)) (u32.const 2))
(assert_return (invoke "b-new" (u32.const 102)) (u32.const 1))
(assert_trap (invoke "b-lend" (u32.const 3) (u32.const 102)) "unknown handle index 3")

(component instance $i $it)
(assert_return (invoke "a-new" (u32.const 100)) (u32.const 1))
(assert_return (invoke "a-new" (u32.const 101)) (u32.const 2))
(assert_return (invoke "b-new" (u32.const 102)) (u32.const 1))
(assert_trap (invoke "b-lend" (u32.const 4) (u32.const 102)) "unknown handle index 4")

(component instance $i $it)
(assert_return (invoke "a-new" (u32.const 100)) (u32.const 1))
(assert_return (invoke "a-new" (u32.const 101)) (u32.const 2))
(assert_return (invoke "b-new" (u32.const 102)) (u32.const 1))
(assert_trap (invoke "b-lend-two" (u32.const 1) (u32.const 2)) "unknown handle index 2")

(component instance $i $it)
(assert_return (invoke "a-new" (u32.const 100)) (u32.const 1))
(assert_return (invoke "a-new" (u32.const 101)) (u32.const 2))
(assert_return (invoke "b-new" (u32.const 102)) (u32.const 1))
(assert_trap (invoke "b-lend-give" (u32.const 1) (u32.const 3)) "unknown handle index 3")

(component instance $i $it)
(assert_return (invoke "a-new" (u32.const 100)) (u32.const 1))
(assert_return (invoke "a-new" (u32.const 101)) (u32.const 2))
(assert_return (invoke "b-new" (u32.const 102)) (u32.const 1))
(assert_trap (invoke "b-drop" (u32.const 3)) "unknown handle index 3")

(component instance $i $it)
(assert_return (invoke "a-new" (u32.const 100)) (u32.const 1))
(assert_return (invoke "a-new" (u32.const 101)) (u32.const 2))
(assert_return (invoke "b-new" (u32.const 102)) (u32.const 1))
(assert_return (invoke "b-drop" (u32.const 1)))
(assert_trap (invoke "b-drop" (u32.const 1)) "unknown handle index 1")

(component instance $i $it)
(assert_return (invoke "a-new" (u32.const 100)) (u32.const 1))
(assert_return (invoke "a-new" (u32.const 101)) (u32.const 2))
(assert_return (invoke "b-new" (u32.const 102)) (u32.const 1))
(assert_return (invoke "b-give" (u32.const 1) (u32.const 102)))
(assert_trap (invoke "b-lend" (u32.const 1) (u32.const 102)) "unknown handle index 1")

(component instance $i $it)
(assert_return (invoke "b-new" (u32.const 102)) (u32.const 1))
(assert_trap (invoke "b-lend" (u32.const 0) (u32.const 102)) "unknown handle index 0")

(component instance $i $it)
(assert_return (invoke "b-new" (u32.const 102)) (u32.const 1))
(assert_trap (invoke "b-drop" (u32.const 0x10000001)) "unknown handle index 268435457")

;; Nor can it lend what it gives away by the same call.
(component instance $i $it)
(assert_return (invoke "b-new" (u32.const 102)) (u32.const 1))
(assert_trap (invoke "b-lend-give" (u32.const 1) (u32.const 1)) "cannot remove owned resource while borrowed")
