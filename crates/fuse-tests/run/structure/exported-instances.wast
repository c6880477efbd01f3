;; The root exports instances: a child's, one made of a child's parts under other names, and types along with them.

(component
  (component $shop
    (type $price' (record (field "euros" u32) (field "cents" u8)))
    (export $price "price" (type $price'))
    (core module $m
      (memory (export "mem") 1)
      (func (export "double") (param $euros i32) (param $cents i32) (result i32)
        (i32.store (i32.const 8) (i32.shl (local.get $euros) (i32.const 1)))
        (i32.store8 (i32.const 12) (i32.shl (local.get $cents) (i32.const 1)))
        (i32.const 8)))
    (core instance $i (instantiate $m))
    (func (export "double") (param "p" $price) (result $price)
      (canon lift (core func $i "double") (memory (core memory $i "mem")))))
  (instance $shop (instantiate $shop))
  (component $caller
    (import "shop" (instance $shop
      (type $price' (record (field "euros" u32) (field "cents" u8)))
      (export "price" (type $price (eq $price')))
      (export "double" (func (param "p" $price) (result $price)))))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $double (canon lower (func $shop "double") (memory (core memory $libc "mem"))))
    (core module $m
      (import "" "double" (func $double (param i32 i32 i32)))
      (import "libc" "mem" (memory 1))
      (func (export "euros") (param i32) (result i32)
        (call $double (local.get 0) (i32.const 5) (i32.const 16))
        (i32.load (i32.const 16))))
    (core instance $i (instantiate $m
      (with "" (instance (export "double" (func $double)))) (with "libc" (instance $libc))))
    (func (export "euros") (param "n" u32) (result u32) (canon lift (core func $i "euros"))))
  (instance $caller (instantiate $caller (with "shop" (instance $shop))))
  (export "shop" (instance $shop))
  (export "a:b/caller@1.2.3" (instance $caller))
  (alias export $shop "price" (type $price))
  (export $price' "price" (type $price))
  (export "twice" (func $shop "double"))
  (export "euros" (func $caller "euros")))

(assert_return (invoke "euros" (u32.const 21)) (u32.const 42))
(assert_return
  (invoke "twice" (record.const (field "euros" u32.const 1) (field "cents" u8.const 200)))
  (record.const (field "euros" u32.const 2) (field "cents" u8.const 144)))
