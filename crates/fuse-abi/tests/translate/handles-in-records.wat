(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32 i32) (result i32)))
  (type (;2;) (func (param i32) (result i32)))
  (type (;3;) (func (param i32 i32 i32 i32)))
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
  (func $adapter (;6;) (type 3) (param i32 i32 i32 i32)
    (local i32 i32 i32)
    local.get 0
    call $"handles own resource0 table0 table1"
    local.set 4
    local.get 2
    call $"handles borrow resource0 table0 table1"
    local.set 5
    local.get 4
    local.get 1
    local.get 5
    call $"callee function"
    local.tee 6
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 6
    i64.extend_i32_u
    i64.const 12
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
    i64.const 12
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
    local.get 3
    local.get 6
    i32.load $callee
    i32.store
    local.get 3
    local.get 6
    i32.load $callee offset=4
    call $"handles own resource0 table1 table0"
    i32.store offset=4
    local.get 3
    local.get 6
    i32.load $callee offset=8
    i32.store offset=8
  )
  (func $"[trap] unaligned pointer" (;7;) (type 4)
    unreachable
  )
  (func $"[trap] pointer out of bounds" (;8;) (type 4)
    unreachable
  )
)
