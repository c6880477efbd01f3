(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (result i32)))
  (type (;2;) (func (param i32)))
  (type (;3;) (func))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (import "callee" "function" (func $"callee function" (;2;) (type 1)))
  (export "adapter" (func $adapter))
  (func $adapter (;3;) (type 2) (param i32)
    (local i32)
    call $"callee function"
    local.tee 1
    i32.const 7
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 1
    i64.extend_i32_u
    i64.const 32
    i64.add
    memory.size $callee
    i64.extend_i32_u
    i64.const 16
    i64.shl
    i64.gt_u
    if ;; label = @1
      call $"[trap] pointer out of bounds"
      unreachable
    end
    local.get 0
    i32.const 7
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 0
    i64.extend_i32_u
    i64.const 32
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
    local.get 0
    local.get 1
    i32.load8_u $callee
    i32.store8
    local.get 0
    local.get 1
    i32.load16_u $callee offset=2
    i32.store16 offset=2
    local.get 0
    local.get 1
    i32.load $callee offset=4
    i32.store offset=4
    local.get 0
    local.get 1
    i32.load8_u $callee offset=8
    i32.const 0
    i32.ne
    i32.store8 offset=8
    local.get 0
    local.get 1
    i64.load $callee offset=16
    i64.store offset=16
    local.get 0
    local.get 1
    f32.load $callee offset=24
    f32.store offset=24
  )
  (func $"[trap] unaligned pointer" (;4;) (type 3)
    unreachable
  )
  (func $"[trap] pointer out of bounds" (;5;) (type 3)
    unreachable
  )
)
