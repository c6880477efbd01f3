(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i64 f32 f64 i32) (result i32)))
  (type (;2;) (func (param i32 i32) (result i32)))
  (type (;3;) (func))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (import "callee" "function" (func $"callee function" (;2;) (type 1)))
  (export "adapter" (func $adapter))
  (func $adapter (;3;) (type 2) (param i32 i32) (result i32)
    (local i32 i64 f32 f64 i32 i32)
    local.get 0
    i32.const 7
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 0
    i64.extend_i32_u
    i64.const 40
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
    i32.load
    local.set 2
    local.get 0
    i64.load offset=8
    local.set 3
    local.get 0
    f32.load offset=16
    local.set 4
    local.get 0
    f64.load offset=24
    local.set 5
    local.get 0
    i32.load offset=32
    local.tee 7
    i32.const 55296
    i32.xor
    i32.const 2048
    i32.sub
    i32.const 1112064
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid char"
      unreachable
    end
    local.get 7
    local.set 6
    local.get 2
    local.get 3
    local.get 4
    local.get 5
    local.get 6
    call $"callee function"
    local.set 7
    local.get 1
    i64.extend_i32_u
    i64.const 1
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
    local.get 7
    i32.store8
    i32.const 2
  )
  (func $"[trap] unaligned pointer" (;4;) (type 3)
    unreachable
  )
  (func $"[trap] pointer out of bounds" (;5;) (type 3)
    unreachable
  )
  (func $"[trap] invalid char" (;6;) (type 3)
    unreachable
  )
)
