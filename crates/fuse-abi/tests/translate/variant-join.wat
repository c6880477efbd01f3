(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i64 i32) (result i32)))
  (type (;2;) (func (param i32 i64 i32 i32)))
  (type (;3;) (func))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (import "callee" "function" (func $"callee function" (;2;) (type 1)))
  (export "adapter" (func $adapter))
  (func $adapter (;3;) (type 2) (param i32 i64 i32 i32)
    (local i32 i64 i32 i32 i32)
    local.get 0
    i32.const 6
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 0
    local.set 4
    block ;; label = @1
      block ;; label = @2
        block ;; label = @3
          block ;; label = @4
            block ;; label = @5
              block ;; label = @6
                local.get 0
                br_table 0 (;@6;) 1 (;@5;) 2 (;@4;) 3 (;@3;) 4 (;@2;) 1 (;@5;)
              end
              i64.const 0
              local.set 5
              i32.const 0
              local.set 6
              br 4 (;@1;)
            end
            local.get 1
            i32.wrap_i64
            i64.extend_i32_u
            local.set 5
            i32.const 0
            local.set 6
            br 3 (;@1;)
          end
          local.get 1
          i32.wrap_i64
          f32.reinterpret_i32
          i32.reinterpret_f32
          i64.extend_i32_u
          local.set 5
          i32.const 0
          local.set 6
          br 2 (;@1;)
        end
        local.get 1
        f64.reinterpret_i64
        i64.reinterpret_f64
        local.set 5
        i32.const 0
        local.set 6
        br 1 (;@1;)
      end
      local.get 1
      i32.wrap_i64
      f32.reinterpret_i32
      i32.reinterpret_f32
      i64.extend_i32_u
      local.set 5
      local.get 2
      i32.const 255
      i32.and
      local.set 6
    end
    local.get 4
    local.get 5
    local.get 6
    call $"callee function"
    local.tee 7
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 7
    i64.extend_i32_u
    i64.const 8
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
    local.get 3
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 3
    i64.extend_i32_u
    i64.const 8
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
    local.get 7
    i32.load8_u $callee
    local.tee 8
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 3
    local.get 8
    i32.store8
    local.get 8
    if ;; label = @1
      local.get 3
      local.get 7
      f32.load $callee offset=4
      f32.store offset=4
    end
  )
  (func $"[trap] invalid variant discriminant" (;4;) (type 3)
    unreachable
  )
  (func $"[trap] unaligned pointer" (;5;) (type 3)
    unreachable
  )
  (func $"[trap] pointer out of bounds" (;6;) (type 3)
    unreachable
  )
)
