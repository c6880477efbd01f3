(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32) (result i32)))
  (type (;2;) (func (param i32 i32 i32)))
  (type (;3;) (func))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (import "callee" "function" (func $"callee function" (;2;) (type 1)))
  (export "adapter" (func $adapter))
  (func $adapter (;3;) (type 2) (param i32 i32 i32)
    (local i32 i32 i32 i32 i32 i32)
    local.get 1
    i32.const 268435455
    i32.gt_u
    if ;; label = @1
      call $"[trap] list too long"
      unreachable
    end
    local.get 0
    i64.extend_i32_u
    local.get 1
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
    local.get 1
    call $"callee realloc"
    local.tee 3
    i64.extend_i32_u
    local.get 1
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
    local.get 3
    local.get 0
    local.get 1
    memory.copy $callee $caller
    local.get 3
    local.get 1
    call $"callee function"
    local.tee 4
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 4
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
    local.get 2
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 2
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
    local.get 4
    i32.load $callee
    local.set 5
    local.get 4
    i32.load $callee offset=4
    local.tee 6
    i32.const 33554431
    i32.gt_u
    if ;; label = @1
      call $"[trap] list too long"
      unreachable
    end
    local.get 6
    i32.const 8
    i32.mul
    local.set 7
    local.get 5
    i32.const 7
    i32.and
    if ;; label = @1
      call $"[trap] unaligned list"
      unreachable
    end
    local.get 5
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
      call $"[trap] list out of bounds"
      unreachable
    end
    i32.const 0
    i32.const 0
    i32.const 8
    local.get 7
    call $"caller realloc"
    local.tee 8
    i32.const 7
    i32.and
    if ;; label = @1
      call $"[trap] unaligned realloc result"
      unreachable
    end
    local.get 8
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
      call $"[trap] realloc result out of bounds"
      unreachable
    end
    local.get 8
    local.get 5
    local.get 7
    memory.copy $caller $callee
    local.get 2
    local.get 8
    i32.store
    local.get 2
    local.get 6
    i32.store offset=4
  )
  (func $"[trap] list too long" (;4;) (type 3)
    unreachable
  )
  (func $"[trap] list out of bounds" (;5;) (type 3)
    unreachable
  )
  (func $"[trap] realloc result out of bounds" (;6;) (type 3)
    unreachable
  )
  (func $"[trap] unaligned pointer" (;7;) (type 3)
    unreachable
  )
  (func $"[trap] pointer out of bounds" (;8;) (type 3)
    unreachable
  )
  (func $"[trap] unaligned list" (;9;) (type 3)
    unreachable
  )
  (func $"[trap] unaligned realloc result" (;10;) (type 3)
    unreachable
  )
)
