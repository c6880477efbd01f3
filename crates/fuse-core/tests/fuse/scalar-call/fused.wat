(component
  (core module $fused (;0;)
    (type (;0;) (func (param i32) (result i32)))
    (export "quadruple" (func $"caller:m[1]"))
    (func $"callee:m[0]" (;0;) (type 0) (param i32) (result i32)
      local.get 0
      i32.const 1
      i32.shl
    )
    (func $"caller:m[1]" (;1;) (type 0) (param i32) (result i32)
      local.get 0
      call $"[adapter] caller \u{2192} callee double"
      call $"[adapter] caller \u{2192} callee double"
    )
    (func $"[adapter] caller \u{2192} callee double" (;2;) (type 0) (param i32) (result i32)
      (local i32 i32 i32)
      local.get 0
      i32.const 255
      i32.and
      local.tee 1
      call $"callee:m[0]"
      local.tee 2
      i32.const 255
      i32.and
      local.tee 3
    )
  )
  (core instance $fused (;0;) (instantiate $fused))
  (type (;0;) (func (param "x" u8) (result u8)))
  (alias core export $fused "quadruple" (core func (;0;)))
  (func (;0;) (type 0) (canon lift (core func 0) string-encoding=utf8))
  (export (;1;) "quadruple" (func 0))
  (@producers
    (processed-by "cargo-fuse" "0.1.0")
  )
)
