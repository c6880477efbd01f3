(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32 i32 i32 i32 i32 i32) (result i32)))
  (type (;2;) (func (param i32) (result i32)))
  (type (;3;) (func (param i32 i32 i32 i32 i32 i32 i32 i32)))
  (type (;4;) (func))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (import "callee" "function" (func $"callee function" (;2;) (type 1)))
  (import "handles" "stream type0 table0 table1" (func $"handles stream type0 table0 table1" (;3;) (type 2)))
  (import "handles" "stream type1 table0 table1" (func $"handles stream type1 table0 table1" (;4;) (type 2)))
  (import "handles" "future type3 table0 table1" (func $"handles future type3 table0 table1" (;5;) (type 2)))
  (import "handles" "stream type6 table0 table1" (func $"handles stream type6 table0 table1" (;6;) (type 2)))
  (import "handles" "error-context table0 table1" (func $"handles error-context table0 table1" (;7;) (type 2)))
  (import "handles" "stream type9 table1 table0" (func $"handles stream type9 table1 table0" (;8;) (type 2)))
  (import "handles" "future type10 table1 table0" (func $"handles future type10 table1 table0" (;9;) (type 2)))
  (export "adapter" (func $adapter))
  (func $adapter (;10;) (type 3) (param i32 i32 i32 i32 i32 i32 i32 i32)
    (local i32 i32 i32 i32 i32 i32 i32 i32 i32)
    local.get 0
    call $"handles stream type0 table0 table1"
    local.set 8
    local.get 1
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 1
    local.set 9
    local.get 1
    if ;; label = @1
      local.get 2
      call $"handles stream type1 table0 table1"
      local.set 10
      local.get 3
      call $"handles future type3 table0 table1"
      local.set 11
    else
      i32.const 0
      local.set 10
      i32.const 0
      local.set 11
    end
    local.get 5
    i32.const 67108863
    i32.gt_u
    if ;; label = @1
      call $"[trap] list too long"
      unreachable
    end
    local.get 5
    i32.const 4
    i32.mul
    local.set 12
    local.get 4
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned list"
      unreachable
    end
    local.get 4
    i64.extend_i32_u
    local.get 12
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
    local.get 12
    call $"callee realloc"
    local.tee 13
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned realloc result"
      unreachable
    end
    local.get 13
    i64.extend_i32_u
    local.get 12
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
    local.get 12
    if ;; label = @1
      local.get 4
      local.set 14
      local.get 13
      local.set 15
      local.get 4
      local.get 12
      i32.add
      local.set 16
      loop ;; label = @2
        local.get 15
        local.get 14
        i32.load
        call $"handles stream type6 table0 table1"
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
        br_if 0 (;@2;)
      end
    end
    local.get 6
    call $"handles error-context table0 table1"
    local.set 12
    local.get 8
    local.get 9
    local.get 10
    local.get 11
    local.get 13
    local.get 5
    local.get 12
    call $"callee function"
    local.tee 16
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 16
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
    local.get 7
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
    local.get 16
    i32.load $callee
    call $"handles stream type9 table1 table0"
    i32.store
    local.get 7
    local.get 16
    i32.load $callee offset=4
    call $"handles future type10 table1 table0"
    i32.store offset=4
  )
  (func $"[trap] invalid variant discriminant" (;11;) (type 4)
    unreachable
  )
  (func $"[trap] list too long" (;12;) (type 4)
    unreachable
  )
  (func $"[trap] unaligned list" (;13;) (type 4)
    unreachable
  )
  (func $"[trap] list out of bounds" (;14;) (type 4)
    unreachable
  )
  (func $"[trap] unaligned realloc result" (;15;) (type 4)
    unreachable
  )
  (func $"[trap] realloc result out of bounds" (;16;) (type 4)
    unreachable
  )
  (func $"[trap] unaligned pointer" (;17;) (type 4)
    unreachable
  )
  (func $"[trap] pointer out of bounds" (;18;) (type 4)
    unreachable
  )
)
