(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32 i32 i32 i32) (result i32)))
  (type (;2;) (func (param i32 i32 i32 i32 i32 i32)))
  (type (;3;) (func))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (import "callee" "function" (func $"callee function" (;2;) (type 1)))
  (export "adapter" (func $adapter))
  (func $adapter (;3;) (type 2) (param i32 i32 i32 i32 i32 i32)
    (local i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
    local.get 0
    i32.const 65535
    i32.and
    local.set 6
    local.get 1
    i32.const 65535
    i32.and
    local.set 7
    local.get 2
    i32.const 65535
    i32.and
    local.set 8
    local.get 4
    i32.const 1677721
    i32.gt_u
    if ;; label = @1
      call $"[trap] list too long"
      unreachable
    end
    local.get 4
    i32.const 160
    i32.mul
    local.set 9
    local.get 3
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned list"
      unreachable
    end
    local.get 3
    i64.extend_i32_u
    local.get 9
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
    i32.const 4
    local.get 9
    call $"callee realloc"
    local.tee 10
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned realloc result"
      unreachable
    end
    local.get 10
    i64.extend_i32_u
    local.get 9
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
    local.get 9
    if ;; label = @1
      local.get 3
      local.set 11
      local.get 10
      local.set 12
      local.get 3
      local.get 9
      i32.add
      local.set 13
      loop ;; label = @2
        local.get 12
        local.get 11
        i32.const 80
        memory.copy $callee $caller
        local.get 11
        i32.const 80
        i32.add
        local.set 14
        local.get 12
        i32.const 80
        i32.add
        local.set 15
        local.get 14
        i32.const 80
        i32.add
        local.set 16
        loop ;; label = @3
          local.get 15
          local.get 14
          i32.load
          local.tee 17
          i32.const 55296
          i32.xor
          i32.const 2048
          i32.sub
          i32.const 1112064
          i32.ge_u
          if ;; label = @4
            call $"[trap] invalid char"
            unreachable
          end
          local.get 17
          i32.store $callee
          local.get 15
          i32.const 4
          i32.add
          local.set 15
          local.get 14
          i32.const 4
          i32.add
          local.tee 14
          local.get 16
          i32.ne
          br_if 0 (;@3;)
        end
        local.get 12
        i32.const 160
        i32.add
        local.set 12
        local.get 11
        i32.const 160
        i32.add
        local.tee 11
        local.get 13
        i32.ne
        br_if 0 (;@2;)
      end
    end
    local.get 6
    local.get 7
    local.get 8
    local.get 10
    local.get 4
    call $"callee function"
    local.tee 9
    i64.extend_i32_u
    i64.const 2
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
    local.get 5
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
    local.get 5
    local.get 9
    i32.load16_u $callee align=1
    i32.store16 align=1
  )
  (func $"[trap] list too long" (;4;) (type 3)
    unreachable
  )
  (func $"[trap] unaligned list" (;5;) (type 3)
    unreachable
  )
  (func $"[trap] list out of bounds" (;6;) (type 3)
    unreachable
  )
  (func $"[trap] unaligned realloc result" (;7;) (type 3)
    unreachable
  )
  (func $"[trap] realloc result out of bounds" (;8;) (type 3)
    unreachable
  )
  (func $"[trap] invalid char" (;9;) (type 3)
    unreachable
  )
  (func $"[trap] pointer out of bounds" (;10;) (type 3)
    unreachable
  )
)
