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
    (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;1;) (func (param i32) (result i32)))
    (type (;2;) (func))
    (type (;3;) (func (param i32 i32)))
    (import "" "0" (memory (;0;) 1))
    (import "" "1" (memory (;1;) 1))
    (export "run" (func $"caller:m[1]"))
    (func $"callee:m[0]" (;0;) (type 0) (param i32 i32 i32 i32) (result i32)
      i32.const 64
    )
    (func $"callee:m[1]" (;1;) (type 1) (param i32) (result i32)
      local.get 0
    )
    (func $"caller:m[1]" (;2;) (type 2)
      i32.const 8
      i32.const 64
      call $"[adapter] caller \u{2192} callee f"
    )
    (func $"[adapter] caller \u{2192} callee f" (;3;) (type 3) (param i32 i32)
      (local i32 i32)
      local.get 0
      i32.const 7
      i32.and
      if ;; label = @1
        call $"[trap] unaligned pointer"
        unreachable
      end
      local.get 0
      i64.extend_i32_u
      i64.const 24
      i64.add
      memory.size 1
      i64.extend_i32_u
      i64.const 16
      i64.shl
      i64.gt_u
      if ;; label = @1
        call $"[trap] pointer out of bounds"
        unreachable
      end
      i32.const 0
      i32.const 0
      i32.const 8
      i32.const 24
      call $"callee:m[0]"
      local.tee 2
      i32.const 7
      i32.and
      if ;; label = @1
        call $"[trap] unaligned realloc result"
        unreachable
      end
      local.get 2
      i64.extend_i32_u
      i64.const 24
      i64.add
      memory.size
      i64.extend_i32_u
      i64.const 16
      i64.shl
      i64.gt_u
      if ;; label = @1
        call $"[trap] realloc result out of bounds"
        unreachable
      end
      local.get 2
      local.get 0
      i32.load8_u 1
      i32.store8
      local.get 2
      local.get 0
      i32.load8_u 1 offset=1
      i32.store8 offset=1
      local.get 2
      local.get 0
      i32.load8_u 1 offset=2
      i32.store8 offset=2
      local.get 2
      local.get 0
      i32.load8_u 1 offset=3
      i32.store8 offset=3
      local.get 2
      local.get 0
      i32.load8_u 1 offset=4
      i32.store8 offset=4
      local.get 2
      local.get 0
      i32.load8_u 1 offset=5
      i32.store8 offset=5
      local.get 2
      local.get 0
      i32.load8_u 1 offset=6
      i32.store8 offset=6
      local.get 2
      local.get 0
      i32.load8_u 1 offset=7
      i32.store8 offset=7
      local.get 2
      local.get 0
      i32.load8_u 1 offset=8
      i32.store8 offset=8
      local.get 2
      local.get 0
      i32.load8_u 1 offset=9
      i32.store8 offset=9
      local.get 2
      local.get 0
      i32.load8_u 1 offset=10
      i32.store8 offset=10
      local.get 2
      local.get 0
      i32.load8_u 1 offset=11
      i32.store8 offset=11
      local.get 2
      local.get 0
      i32.load8_u 1 offset=12
      i32.store8 offset=12
      local.get 2
      local.get 0
      i32.load8_u 1 offset=13
      i32.store8 offset=13
      local.get 2
      local.get 0
      i32.load8_u 1 offset=14
      i32.store8 offset=14
      local.get 2
      local.get 0
      i32.load8_u 1 offset=15
      i32.store8 offset=15
      local.get 2
      local.get 0
      i64.load 1 offset=16
      i64.store offset=16
      local.get 2
      call $"callee:m[1]"
      local.tee 3
      i64.extend_i32_u
      i64.const 2
      i64.add
      memory.size
      i64.extend_i32_u
      i64.const 16
      i64.shl
      i64.gt_u
      if ;; label = @1
        call $"[trap] pointer out of bounds"
        unreachable
      end
      local.get 1
      i64.extend_i32_u
      i64.const 2
      i64.add
      memory.size 1
      i64.extend_i32_u
      i64.const 16
      i64.shl
      i64.gt_u
      if ;; label = @1
        call $"[trap] pointer out of bounds"
        unreachable
      end
      local.get 1
      local.get 3
      i32.load8_u
      i32.store8 1
      local.get 1
      local.get 3
      i32.load8_u offset=1
      i32.store8 1 offset=1
    )
    (func $"[trap] unaligned pointer" (;4;) (type 2)
      unreachable
    )
    (func $"[trap] pointer out of bounds" (;5;) (type 2)
      unreachable
    )
    (func $"[trap] unaligned realloc result" (;6;) (type 2)
      unreachable
    )
    (func $"[trap] realloc result out of bounds" (;7;) (type 2)
      unreachable
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
  (type (;0;) (func))
  (alias core export $fused "run" (core func (;0;)))
  (func (;0;) (type 0) (canon lift (core func 0) string-encoding=utf8))
  (export (;1;) "run" (func 0))
  (@producers
    (processed-by "cargo-fuse" "0.1.0")
  )
)
