(component
  (core module $fused (;0;)
    (type (;0;) (func (result i32)))
    (export "h" (func $"outer/user:m[1]"))
    (func $"outer/inner:one[0]" (;0;) (type 0) (result i32)
      i32.const 1
    )
    (func $"outer/user:m[1]" (;1;) (type 0) (result i32)
      call $"[adapter] outer/user \u{2192} outer/inner bag#g"
    )
    (func $"[adapter] outer/user \u{2192} outer/inner bag#g" (;2;) (type 0) (result i32)
      (local i32)
      call $"outer/inner:one[0]"
      local.tee 0
    )
  )
  (core instance $fused (;0;) (instantiate $fused))
  (type (;0;) (func (result u32)))
  (alias core export $fused "h" (core func (;0;)))
  (func (;0;) (type 0) (canon lift (core func 0) string-encoding=utf8))
  (export (;1;) "h" (func 0))
  (@producers
    (processed-by "cargo-fuse" "0.1.0")
  )
)
