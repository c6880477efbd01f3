(component
  (type (;0;)
    (instance
      (type (;0;) (func (param "line" string)))
      (export (;0;) "log" (func (type 0)))
      (type (;1;) (func (result u8)))
      (export (;1;) "level" (func (type 1)))
    )
  )
  (import "test:host/log" (instance (;0;) (type 0)))
  (core module $provider (;0;)
    (memory (;0;) 1)
    (export "memory" (memory 0))
  )
  (core instance $provider0 (;0;) (instantiate $provider))
  (alias core export $provider0 "memory" (core memory (;0;)))
  (core instance $provider1 (;1;) (instantiate $provider))
  (alias core export $provider1 "memory" (core memory (;1;)))
  (alias export 0 "log" (func (;0;)))
  (core func (;0;) (canon lower (func 0) string-encoding=utf8 (memory 0)))
  (alias export 0 "level" (func (;1;)))
  (core func (;1;) (canon lower (func 1) string-encoding=utf8))
  (core func (;2;) (canon lower (func 0) string-encoding=utf16 (memory 1)))
  (core module $fused (;1;)
    (type (;0;) (func (param i32 i32)))
    (type (;1;) (func (result i32)))
    (type (;2;) (func))
    (import "" "0" (func $"[host] test:host/log#log" (;0;) (type 0)))
    (import "" "1" (func $"[host] test:host/log#level" (;1;) (type 1)))
    (import "" "2" (func $"#func2 [host] test:host/log#log" (@name "[host] test:host/log#log") (;2;) (type 0)))
    (import "" "3" (memory (;0;) 1))
    (import "" "4" (memory (;1;) 1))
    (export "run" (func $"twice:m[2]"))
    (func $"logger:m[2]" (;3;) (type 2)
      i32.const 0
      call $"[host] test:host/log#level"
      call $"[host] test:host/log#log"
    )
    (func $"twice:m[2]" (;4;) (type 2)
      call $"[adapter] twice \u{2192} logger f5"
      i32.const 0
      i32.const 0
      call $"#func2 [host] test:host/log#log"
      call $"[adapter] twice \u{2192} logger f5"
    )
    (func $"[adapter] twice \u{2192} logger f5" (;5;) (type 2)
      call $"logger:m[2]"
    )
    (data (;0;) (i32.const 0) "hello")
  )
  (core instance (;2;)
    (export "0" (func 0))
    (export "1" (func 1))
    (export "2" (func 2))
    (export "3" (memory 0))
    (export "4" (memory 1))
  )
  (core instance $fused (;3;) (instantiate $fused
      (with "" (instance 2))
    )
  )
  (type (;1;) (func))
  (alias core export $fused "run" (core func (;3;)))
  (func (;2;) (type 1) (canon lift (core func 3) string-encoding=utf8))
  (export (;3;) "run" (func 2))
  (@producers
    (processed-by "cargo-fuse" "0.1.0")
  )
)
