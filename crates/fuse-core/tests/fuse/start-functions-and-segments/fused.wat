(component
  (core module $provider (;0;)
    (memory (;0;) 1)
    (export "memory" (memory 0))
    (data (;0;) (i32.const 0) "first")
  )
  (core instance $provider0 (;0;) (instantiate $provider))
  (alias core export $provider0 "memory" (core memory (;0;)))
  (core module $fused (;1;)
    (type (;0;) (func))
    (type (;1;) (func (param i32) (result i32)))
    (import "" "0" (memory (;0;) 1))
    (export "byte" (func $"c:second[1]"))
    (export "_initialize" (func $"[start]"))
    (func $c:start (;0;) (type 0)
      i32.const 8
      i32.const 0
      i32.load8_u
      i32.store8
    )
    (func $"#func1 c:start" (@name "c:start") (;1;) (type 0)
      i32.const 16
      i32.const 0
      i32.const 7
      memory.init 1
    )
    (func $"c:second[1]" (;2;) (type 1) (param i32) (result i32)
      local.get 0
      i32.load8_u
    )
    (func $"[start]" (;3;) (type 0)
      call $c:start
      i32.const 0
      i32.const 0
      i32.const 6
      memory.init 0
      data.drop 0
      call $"#func1 c:start"
    )
    (data (;0;) "second")
    (data (;1;) "passive")
  )
  (core instance (;1;)
    (export "0" (memory 0))
  )
  (core instance $fused (;2;) (instantiate $fused
      (with "" (instance 1))
    )
  )
  (alias core export $fused "_initialize" (core func (;0;)))
  (core module $fixup (;2;)
    (type (;0;) (func))
    (import "fixup" "start" (func (;0;) (type 0)))
    (start 0)
    (@producers
      (processed-by "cargo-fuse" "0.1.0")
    )
  )
  (core instance (;3;)
    (export "start" (func 0))
  )
  (core instance $fixup (;4;) (instantiate $fixup
      (with "fixup" (instance 3))
    )
  )
  (type (;0;) (func (param "p" u32) (result u8)))
  (alias core export $fused "byte" (core func (;1;)))
  (func (;0;) (type 0) (canon lift (core func 1) string-encoding=utf8))
  (export (;1;) "byte" (func 0))
  (@producers
    (processed-by "cargo-fuse" "0.1.0")
  )
)
