;; An index that is of no handle traps: 0, the next one, and all that equal a valid one but for their
;; upper bits.

(component definition $it
  (component $definer
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core func $rep (canon resource.rep $r'))
    (core func $drop (canon resource.drop $r'))
    (core module $m (func (export "same") (param i32) (result i32) (local.get 0)))
    (core instance $m (instantiate $m))
    (export $r "r" (type $r'))
    (func (export "keep") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "rep") (param "handle" u32) (result u32) (canon lift (core func $rep)))
    (func (export "drop") (param "handle" u32) (canon lift (core func $drop)))
    (func (export "new") (param "rep" u32) (result (own $r)) (canon lift (core func $new)))
    (func (export "lend") (param "r" (borrow $r)) (result u32) (canon lift (core func $m "same")))
    (func (export "give") (param "r" (own $r)) (result u32) (canon lift (core func $m "same"))))
  (instance $d (instantiate $definer))
  (component $user
    (import "definer" (instance $d
      (export "r" (type $r (sub resource)))
      (export "new" (func (param "rep" u32) (result (own $r))))
      (export "lend" (func (param "r" (borrow $r)) (result u32)))
      (export "give" (func (param "r" (own $r)) (result u32)))))
    (alias export $d "r" (type $r))
    (core func $new (canon lower (func $d "new")))
    (core func $lend (canon lower (func $d "lend")))
    (core func $give (canon lower (func $d "give")))
    (core func $drop (canon resource.drop $r))
    (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "lend") (param "handle" u32) (result u32) (canon lift (core func $lend)))
    (func (export "give") (param "handle" u32) (result u32) (canon lift (core func $give)))
    (func (export "drop") (param "handle" u32) (canon lift (core func $drop))))
  (instance $u (instantiate $user (with "definer" (instance $d))))
  (export "keep" (func $d "keep"))
  (export "own-rep" (func $d "rep"))
  (export "own-drop" (func $d "drop"))
  (export "new" (func $u "new"))
  (export "lend" (func $u "lend"))
  (export "give" (func $u "give"))
  (export "drop" (func $u "drop")))

(component instance $i $it)
(assert_return (invoke "keep" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "own-rep" (u32.const 0)) "unknown handle index 0")

(component instance $i $it)
(assert_return (invoke "keep" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "own-rep" (u32.const 2)) "unknown handle index 2")

(component instance $i $it)
(assert_return (invoke "keep" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "own-rep" (u32.const 0x10000001)) "unknown handle index 268435457")

(component instance $i $it)
(assert_return (invoke "keep" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "own-rep" (u32.const 0x80000001)) "unknown handle index 2147483649")

(component instance $i $it)
(assert_return (invoke "keep" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "own-rep" (u32.const 0xffffffff)) "unknown handle index 4294967295")

(component instance $i $it)
(assert_return (invoke "keep" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "own-drop" (u32.const 0)) "unknown handle index 0")

(component instance $i $it)
(assert_return (invoke "keep" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "own-drop" (u32.const 2)) "unknown handle index 2")

(component instance $i $it)
(assert_return (invoke "keep" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "own-drop" (u32.const 0x10000001)) "unknown handle index 268435457")

(component instance $i $it)
(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "lend" (u32.const 0)) "unknown handle index 0")

(component instance $i $it)
(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "lend" (u32.const 2)) "unknown handle index 2")

(component instance $i $it)
(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "lend" (u32.const 0x10000001)) "unknown handle index 268435457")

(component instance $i $it)
(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "lend" (u32.const 0xffffffff)) "unknown handle index 4294967295")

(component instance $i $it)
(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "give" (u32.const 0)) "unknown handle index 0")

(component instance $i $it)
(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "give" (u32.const 2)) "unknown handle index 2")

(component instance $i $it)
(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "give" (u32.const 0x10000001)) "unknown handle index 268435457")

(component instance $i $it)
(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "drop" (u32.const 0)) "unknown handle index 0")

(component instance $i $it)
(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "drop" (u32.const 2)) "unknown handle index 2")

(component instance $i $it)
(assert_return (invoke "new" (u32.const 7)) (u32.const 1))
(assert_trap (invoke "drop" (u32.const 0x80000001)) "unknown handle index 2147483649")

(component instance $i $it)
(assert_trap (invoke "own-rep" (u32.const 1)) "unknown handle index 1")

(component instance $i $it)
(assert_trap (invoke "lend" (u32.const 1)) "unknown handle index 1")

(component instance $i $it)
(assert_trap (invoke "give" (u32.const 1)) "unknown handle index 1")

(component instance $i $it)
(assert_trap (invoke "drop" (u32.const 1)) "unknown handle index 1")
