(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32 i32 i32 i32) (result i32)))
  (type (;2;) (func))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (import "callee" "function" (func $"callee function" (;2;) (type 1)))
  (export "adapter" (func $adapter))
  (func $adapter (;3;) (type 1) (param i32 i32 i32 i32 i32) (result i32)
    (local i32 i32 i32 i32 i32 i32 i32 i32)
    local.get 0
    i32.const 3
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 1
    i32.const 7
    i32.and
    local.set 5
    local.get 2
    i32.const 255
    i32.and
    local.set 6
    local.get 4
    i32.const 89478485
    i32.gt_u
    if ;; label = @1
      call $"[trap] list too long"
      unreachable
    end
    local.get 4
    i32.const 3
    i32.mul
    local.set 7
    local.get 3
    i64.extend_i32_u
    local.get 7
    i64.extend_i32_u
    i64.add
    memory.size
    i64.extend_i32_u
    i64.const 16
    i64.shl
    i64.gt_u
    if ;; label = @1
      call $"[trap] list out of bounds"
      unreachable
    end
    i32.const 0
    i32.const 0
    i32.const 1
    local.get 7
    call $"callee realloc"
    local.tee 8
    i64.extend_i32_u
    local.get 7
    i64.extend_i32_u
    i64.add
    memory.size $callee
    i64.extend_i32_u
    i64.const 16
    i64.shl
    i64.gt_u
    if ;; label = @1
      call $"[trap] realloc result out of bounds"
      unreachable
    end
    local.get 7
    if ;; label = @1
      local.get 3
      local.set 9
      local.get 8
      local.set 10
      local.get 3
      local.get 7
      i32.add
      local.set 11
      loop ;; label = @2
        local.get 9
        i32.load8_u
        local.tee 12
        i32.const 3
        i32.ge_u
        if ;; label = @3
          call $"[trap] invalid variant discriminant"
          unreachable
        end
        local.get 10
        local.get 12
        i32.store8 $callee
        local.get 10
        local.get 9
        i32.load8_u offset=1
        i32.const 7
        i32.and
        i32.store8 $callee offset=1
        local.get 10
        local.get 9
        i32.load8_u offset=2
        i32.store8 $callee offset=2
        local.get 10
        i32.const 3
        i32.add
        local.set 10
        local.get 9
        i32.const 3
        i32.add
        local.tee 9
        local.get 11
        i32.ne
        br_if 0 (;@2;)
      end
    end
    local.get 0
    local.get 5
    local.get 6
    local.get 8
    local.get 4
    call $"callee function"
    local.tee 7
    i32.const 7
    i32.and
    local.tee 11
  )
  (func $"[trap] invalid variant discriminant" (;4;) (type 2)
    unreachable
  )
  (func $"[trap] list too long" (;5;) (type 2)
    unreachable
  )
  (func $"[trap] list out of bounds" (;6;) (type 2)
    unreachable
  )
  (func $"[trap] realloc result out of bounds" (;7;) (type 2)
    unreachable
  )
)
