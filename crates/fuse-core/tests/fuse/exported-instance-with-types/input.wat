;; The root's world has an instance with types of its own; the output's world is the same.
(component
  (component $shop
    (type $price' (record (field "euros" u32) (field "cents" u8)))
    (export $price "price" (type $price'))
    (core module $m (func (export "cents") (param i32 i32) (result i32)
      (i32.add (i32.mul (local.get 0) (i32.const 100)) (local.get 1))))
    (core instance $i (instantiate $m))
    (func (export "cents") (param "p" $price) (result u32) (canon lift (core func $i "cents"))))
  (instance $shop (instantiate $shop))
  (export "test:shop/prices@1.0.0" (instance $shop)))
