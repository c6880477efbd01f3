(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i64 f32 f64 i32 i32 i32 i32 i32 i32) (result i32)))
  (type (;2;) (func))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (import "callee" "function" (func $"callee function" (;2;) (type 1)))
  (export "adapter" (func $adapter))
  (func $adapter (;3;) (type 1) (param i32 i64 f32 f64 i32 i32 i32 i32 i32 i32) (result i32)
    (local i32 i32 i32 i32 i32 i32 i32)
    local.get 4
    i32.const 0
    i32.ne
    local.set 10
    local.get 5
    i32.const 255
    i32.and
    local.set 11
    local.get 6
    i32.extend8_s
    local.set 12
    local.get 7
    i32.const 65535
    i32.and
    local.set 13
    local.get 8
    i32.extend16_s
    local.set 14
    local.get 9
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
    local.get 0
    local.get 1
    local.get 2
    local.get 3
    local.get 10
    local.get 11
    local.get 12
    local.get 13
    local.get 14
    local.get 9
    call $"callee function"
    local.tee 15
    i32.extend8_s
    local.tee 16
  )
  (func $"[trap] invalid char" (;4;) (type 2)
    unreachable
  )
)
