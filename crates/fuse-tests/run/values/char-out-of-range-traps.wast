;; A char is no surrogate and no more than U+10FFFF, whichever side it comes from.

(component definition $char
  (component $callee
    (core module $m (func (export "same") (param i32) (result i32) local.get 0))
    (core instance $i (instantiate $m))
    (func (export "take") (param "x" char) (result u32) (canon lift (core func $i "same")))
    (func (export "give") (param "raw" u32) (result char) (canon lift (core func $i "same"))))
  (instance $callee (instantiate $callee))
  (component $caller
    (import "take" (func $take (param "x" char) (result u32)))
    (import "give" (func $give (param "raw" u32) (result char)))
    (core func $take (canon lower (func $take)))
    (core func $give (canon lower (func $give)))
    (func (export "take") (param "raw" u32) (result u32) (canon lift (core func $take)))
    (func (export "give") (param "raw" u32) (result u32) (canon lift (core func $give))))
  (instance $caller (instantiate $caller
    (with "take" (func $callee "take"))
    (with "give" (func $callee "give"))))
  (export "take" (func $caller "take"))
  (export "give" (func $caller "give")))

(component instance $a $char)
(assert_return (invoke "take" (u32.const 0x61)) (u32.const 0x61))
(assert_trap (invoke "take" (u32.const 0xd800)) "")
(component instance $b $char)
(assert_trap (invoke "take" (u32.const 0xdfff)) "")
(component instance $c $char)
(assert_trap (invoke "take" (u32.const 0x110000)) "")
(component instance $d $char)
(assert_trap (invoke "take" (u32.const 0xffffffff)) "")
(component instance $e $char)
(assert_return (invoke "give" (u32.const 0x10ffff)) (u32.const 0x10ffff))
(assert_trap (invoke "give" (u32.const 0xdc00)) "")
(component instance $f $char)
(assert_trap (invoke "give" (u32.const 0x110000)) "")
