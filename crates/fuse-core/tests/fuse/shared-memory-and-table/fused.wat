(component
  (core module $provider (;0;)
    (table (;0;) 2 funcref)
    (memory (;0;) 1)
    (export "table" (table 0))
    (export "memory" (memory 0))
    (data (;0;) (i32.const 16) "lib")
  )
  (core instance $provider0 (;0;) (instantiate $provider))
  (alias core export $provider0 "memory" (core memory (;0;)))
  (alias core export $provider0 "table" (core table (;0;)))
  (core module $fused (;1;)
    (type (;0;) (func (param i32)))
    (import "" "0" (table (;0;) 2 funcref))
    (import "" "1" (memory (;0;) 1))
    (global (;0;) (mut i32) i32.const 65536)
    (export "push" (func $"c:main[0]"))
    (elem (;0;) (i32.const 1) func $c:push)
    (func $c:push (;0;) (type 0) (param i32)
      global.get 0
      i32.const 4
      i32.sub
      global.set 0
      global.get 0
      local.get 0
      i32.store
    )
    (func $"c:main[0]" (;1;) (type 0) (param i32)
      local.get 0
      i32.const 1
      call_indirect (type 0)
    )
  )
  (core instance (;1;)
    (export "0" (table 0))
    (export "1" (memory 0))
  )
  (core instance $fused (;2;) (instantiate $fused
      (with "" (instance 1))
    )
  )
  (type (;0;) (func (param "x" u32)))
  (alias core export $fused "push" (core func (;0;)))
  (func (;0;) (type 0) (canon lift (core func 0) string-encoding=utf8))
  (export (;1;) "push" (func 0))
  (@producers
    (processed-by "cargo-fuse" "0.1.0")
  )
)
