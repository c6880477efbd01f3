(component
  (core module $fused (;0;)
    (type (;0;) (func (param i32 i32) (result i32)))
    (export "test:shop/prices@1.0.0#cents" (func $"shop:m[0]"))
    (func $"shop:m[0]" (;0;) (type 0) (param i32 i32) (result i32)
      local.get 0
      i32.const 100
      i32.mul
      local.get 1
      i32.add
    )
  )
  (core instance $fused (;0;) (instantiate $fused))
  (type (;0;) (record (field "euros" u32) (field "cents" u8)))
  (type (;1;) (func (param "p" 0) (result u32)))
  (alias core export $fused "test:shop/prices@1.0.0#cents" (core func (;0;)))
  (func (;0;) (type 1) (canon lift (core func 0) string-encoding=utf8))
  (component (;0;)
    (type (;0;) (record (field "euros" u32) (field "cents" u8)))
    (import "type0" (type (;1;) (eq 0)))
    (type (;2;) (func (param "p" 1) (result u32)))
    (import "item1" (func (;0;) (type 2)))
    (export (;3;) "price" (type 0))
    (type (;4;) (func (param "p" 3) (result u32)))
    (export (;1;) "cents" (func 0) (func (type 4)))
  )
  (instance (;0;) (instantiate 0
      (with "type0" (type 0))
      (with "item1" (func 0))
    )
  )
  (export (;1;) "test:shop/prices@1.0.0" (instance 0))
  (@producers
    (processed-by "cargo-fuse" "0.1.0")
  )
)
