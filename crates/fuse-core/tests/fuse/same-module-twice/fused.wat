(component
  (core module $provider (;0;)
    (memory (;0;) 1)
    (export "memory" (memory 0))
  )
  (core instance $provider0 (;0;) (instantiate $provider))
  (alias core export $provider0 "memory" (core memory (;0;)))
  (core instance $provider1 (;1;) (instantiate $provider))
  (alias core export $provider1 "memory" (core memory (;1;)))
  (core module $fused (;1;)
    (type (;0;) (func (result i32)))
    (import "" "0" (memory (;0;) 1))
    (import "" "1" (memory (;1;) 1))
    (global (;0;) (mut i32) i32.const 0)
    (global (;1;) (mut i32) i32.const 0)
    (export "a" (func $"root:counter[0]"))
    (export "b" (func $"#func1 root:counter[0]"))
    (func $"root:counter[0]" (;0;) (type 0) (result i32)
      global.get 0
      i32.const 1
      i32.add
      global.set 0
      i32.const 0
      global.get 0
      i32.store
      i32.const 0
      i32.load
    )
    (func $"#func1 root:counter[0]" (@name "root:counter[0]") (;1;) (type 0) (result i32)
      global.get 1
      i32.const 1
      i32.add
      global.set 1
      i32.const 0
      global.get 1
      i32.store 1
      i32.const 0
      i32.load 1
    )
  )
  (core instance (;2;)
    (export "0" (memory 0))
    (export "1" (memory 1))
  )
  (core instance $fused (;3;) (instantiate $fused
      (with "" (instance 2))
    )
  )
  (type (;0;) (func (result u32)))
  (alias core export $fused "a" (core func (;0;)))
  (func (;0;) (type 0) (canon lift (core func 0) string-encoding=utf8))
  (export (;1;) "a" (func 0))
  (type (;1;) (func (result u32)))
  (alias core export $fused "b" (core func (;1;)))
  (func (;2;) (type 1) (canon lift (core func 1) string-encoding=utf8))
  (export (;3;) "b" (func 2))
  (@producers
    (processed-by "cargo-fuse" "0.1.0")
  )
)
