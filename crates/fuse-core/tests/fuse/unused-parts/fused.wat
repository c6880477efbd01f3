(component
  (core module $fused (;0;)
    (type (;0;) (func (result i32)))
    (export "used" (func $"c:m[1]"))
    (func $c:helper (;0;) (type 0) (result i32)
      i32.const 1
    )
    (func $"c:m[1]" (;1;) (type 0) (result i32)
      call $c:helper
    )
  )
  (core instance $fused (;0;) (instantiate $fused))
  (type (;0;) (func (result u32)))
  (alias core export $fused "used" (core func (;0;)))
  (func (;0;) (type 0) (canon lift (core func 0) string-encoding=utf8))
  (export (;1;) "used" (func 0))
  (@producers
    (processed-by "cargo-fuse" "0.1.0")
  )
)
