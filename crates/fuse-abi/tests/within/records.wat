(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32 i32)))
  (type (;2;) (func))
  (type (;3;) (func (param i32) (result i32 i32 i32 i32 f32)))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (export "copy" (func $copy))
  (export "relay" (func $relay))
  (func $copy (;2;) (type 1) (param i32 i32 i32)
    (local i32 i32 i32 i32 i32)
    local.get 2
    i32.const 12
    i32.mul
    local.tee 3
    if ;; label = @1
      local.get 0
      local.set 4
      local.get 1
      local.set 5
      local.get 0
      local.get 3
      i32.add
      local.set 6
      loop ;; label = @2
        local.get 5
        local.get 4
        i32.load
        i32.store $callee
        local.get 5
        local.get 4
        i32.load8_u offset=4
        i32.const 0
        i32.ne
        i32.store8 $callee offset=4
        local.get 5
        local.get 4
        i32.load offset=8
        local.tee 7
        i32.const 55296
        i32.xor
        i32.const 2048
        i32.sub
        i32.const 1112064
        i32.ge_u
        if ;; label = @3
          call $"[trap] invalid char"
          unreachable
        end
        local.get 7
        i32.store $callee offset=8
        local.get 5
        i32.const 12
        i32.add
        local.set 5
        local.get 4
        i32.const 12
        i32.add
        local.tee 4
        local.get 6
        i32.ne
        br_if 0 (;@2;)
      end
    end
  )
  (func $"[trap] invalid char" (;3;) (type 2)
    unreachable
  )
  (func $relay (;4;) (type 3) (param i32) (result i32 i32 i32 i32 f32)
    (local i32 i32 i32 i32 f32 i32 i32 i32)
    local.get 0
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 0
    i64.extend_i32_u
    i64.const 20
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
    i32.load8_u $callee
    local.tee 6
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 6
    local.set 1
    local.get 6
    if ;; label = @1
      local.get 0
      i32.load $callee offset=4
      local.set 7
      local.get 0
      i32.load $callee offset=8
      local.set 8
      local.get 7
      local.set 2
      local.get 8
      local.set 3
      i32.const 0
      local.set 4
      f32.const 0x0p+0 (;=0;)
      local.set 5
    else
      local.get 0
      i32.load $callee offset=4
      local.set 7
      local.get 0
      i32.load $callee offset=8
      local.set 8
      local.get 7
      local.set 2
      local.get 8
      local.set 3
      local.get 0
      i32.load8_u $callee offset=12
      local.tee 7
      i32.const 2
      i32.ge_u
      if ;; label = @2
        call $"[trap] invalid variant discriminant"
        unreachable
      end
      local.get 7
      local.set 4
      local.get 7
      if ;; label = @2
        local.get 0
        f32.load $callee offset=16
        local.set 5
      else
        f32.const 0x0p+0 (;=0;)
        local.set 5
      end
    end
    local.get 1
    local.get 2
    local.get 3
    local.get 4
    local.get 5
  )
  (func $"[trap] unaligned pointer" (;5;) (type 2)
    unreachable
  )
  (func $"[trap] pointer out of bounds" (;6;) (type 2)
    unreachable
  )
  (func $"[trap] invalid variant discriminant" (;7;) (type 2)
    unreachable
  )
)
