(component
  (core module $fused (;0;)
    (type (;0;) (func (result i32)))
    (type (;1;) (func))
    (export "f" (func $"root:n[1]"))
    (func $"root:m[0]" (;0;) (type 0) (result i32)
      i32.const 5
    )
    (func $"root:n[1]" (;1;) (type 0) (result i32)
      call $"[reentry] root \u{2192} root lower0"
    )
    (func $"[reentry] root \u{2192} root lower0" (;2;) (type 0) (result i32)
      call $"[trap] cannot enter component instance"
      unreachable
    )
    (func $"[trap] cannot enter component instance" (;3;) (type 1)
      unreachable
    )
  )
  (core instance $fused (;0;) (instantiate $fused))
  (type (;0;) (func (result u32)))
  (alias core export $fused "f" (core func (;0;)))
  (func (;0;) (type 0) (canon lift (core func 0) string-encoding=utf8))
  (export (;1;) "f" (func 0))
  (@producers
    (processed-by "cargo-fuse" "0.1.0")
  )
)
