(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32 i32 i32 i32 i64) (result i32)))
  (type (;2;) (func (param i32) (result i32)))
  (type (;3;) (func (param i32 i32 i32 i32 i32 i64 i32)))
  (type (;4;) (func))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (import "callee" "function" (func $"callee function" (;2;) (type 1)))
  (import "handles" "own resource0 table0 table1" (func $"handles own resource0 table0 table1" (;3;) (type 2)))
  (import "handles" "borrow resource0 table0 table1" (func $"handles borrow resource0 table0 table1" (;4;) (type 2)))
  (import "handles" "own resource0 table1 table0" (func $"handles own resource0 table1 table0" (;5;) (type 2)))
  (export "adapter" (func $adapter))
  (func $adapter (;6;) (type 3) (param i32 i32 i32 i32 i32 i64 i32)
    (local i32 i32 i32 i32 i32 i64 i32 i32)
    local.get 0
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 0
    local.set 7
    local.get 0
    if ;; label = @1
      local.get 1
      call $"handles own resource0 table0 table1"
      local.set 8
    else
      i32.const 0
      local.set 8
    end
    local.get 2
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 2
    local.set 9
    local.get 2
    if ;; label = @1
      local.get 3
      f32.reinterpret_i32
      i32.reinterpret_f32
      local.set 10
    else
      local.get 3
      call $"handles borrow resource0 table0 table1"
      local.set 10
    end
    local.get 4
    i32.const 3
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 4
    local.set 11
    block ;; label = @1
      block ;; label = @2
        block ;; label = @3
          block ;; label = @4
            local.get 4
            br_table 0 (;@4;) 1 (;@3;) 2 (;@2;)
          end
          i64.const 0
          local.set 12
          br 2 (;@1;)
        end
        local.get 5
        local.set 12
        br 1 (;@1;)
      end
      local.get 5
      i32.wrap_i64
      call $"handles own resource0 table0 table1"
      i64.extend_i32_u
      local.set 12
    end
    local.get 7
    local.get 8
    local.get 9
    local.get 10
    local.get 11
    local.get 12
    call $"callee function"
    local.tee 13
    i32.const 7
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 13
    i64.extend_i32_u
    i64.const 16
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
    local.get 6
    i32.const 7
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 6
    i64.extend_i32_u
    i64.const 16
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
    local.get 13
    i32.load8_u $callee
    local.tee 14
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 6
    local.get 14
    i32.store8
    local.get 14
    if ;; label = @1
      local.get 6
      local.get 13
      i64.load $callee offset=8
      i64.store offset=8
    else
      local.get 6
      local.get 13
      i32.load $callee offset=8
      call $"handles own resource0 table1 table0"
      i32.store offset=8
    end
  )
  (func $"[trap] invalid variant discriminant" (;7;) (type 4)
    unreachable
  )
  (func $"[trap] unaligned pointer" (;8;) (type 4)
    unreachable
  )
  (func $"[trap] pointer out of bounds" (;9;) (type 4)
    unreachable
  )
)
