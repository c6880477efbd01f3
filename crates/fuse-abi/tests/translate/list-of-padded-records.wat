(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32)))
  (type (;2;) (func))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (import "callee" "function" (func $"callee function" (;2;) (type 1)))
  (export "adapter" (func $adapter))
  (func $adapter (;3;) (type 1) (param i32 i32)
    (local i32 i32 i32 i32 i32)
    local.get 1
    i32.const 16777215
    i32.gt_u
    if ;; label = @1
      call $"[trap] list too long"
      unreachable
    end
    local.get 1
    i32.const 16
    i32.mul
    local.set 2
    local.get 0
    i32.const 7
    i32.and
    if ;; label = @1
      call $"[trap] unaligned list"
      unreachable
    end
    local.get 0
    i64.extend_i32_u
    local.get 2
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
    i32.const 8
    local.get 2
    call $"callee realloc"
    local.tee 3
    i32.const 7
    i32.and
    if ;; label = @1
      call $"[trap] unaligned realloc result"
      unreachable
    end
    local.get 3
    i64.extend_i32_u
    local.get 2
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
    local.get 2
    if ;; label = @1
      local.get 0
      local.set 4
      local.get 3
      local.set 5
      local.get 0
      local.get 2
      i32.add
      local.set 6
      loop ;; label = @2
        local.get 5
        local.get 4
        i64.load
        i64.store $callee
        local.get 5
        local.get 4
        f32.load offset=8
        f32.store $callee offset=8
        local.get 5
        local.get 4
        i32.load8_u offset=12
        i32.store8 $callee offset=12
        local.get 5
        i32.const 16
        i32.add
        local.set 5
        local.get 4
        i32.const 16
        i32.add
        local.tee 4
        local.get 6
        i32.ne
        br_if 0 (;@2;)
      end
    end
    local.get 3
    local.get 1
    call $"callee function"
  )
  (func $"[trap] list too long" (;4;) (type 2)
    unreachable
  )
  (func $"[trap] unaligned list" (;5;) (type 2)
    unreachable
  )
  (func $"[trap] list out of bounds" (;6;) (type 2)
    unreachable
  )
  (func $"[trap] unaligned realloc result" (;7;) (type 2)
    unreachable
  )
  (func $"[trap] realloc result out of bounds" (;8;) (type 2)
    unreachable
  )
)
