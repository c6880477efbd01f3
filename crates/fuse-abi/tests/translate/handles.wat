(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32 i32) (result i32)))
  (type (;2;) (func (param i32) (result i32)))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (import "callee" "function" (func $"callee function" (;2;) (type 1)))
  (import "handles" "own resource0 table0 table1" (func $"handles own resource0 table0 table1" (;3;) (type 2)))
  (import "handles" "borrow resource0 table0 table1" (func $"handles borrow resource0 table0 table1" (;4;) (type 2)))
  (import "handles" "borrow resource1 table0 table1" (func $"handles borrow resource1 table0 table1" (;5;) (type 2)))
  (import "handles" "own resource1 table1 table0" (func $"handles own resource1 table1 table0" (;6;) (type 2)))
  (export "adapter" (func $adapter))
  (func $adapter (;7;) (type 1) (param i32 i32 i32) (result i32)
    (local i32 i32 i32 i32 i32)
    local.get 0
    call $"handles own resource0 table0 table1"
    local.set 3
    local.get 1
    call $"handles borrow resource0 table0 table1"
    local.set 4
    local.get 2
    call $"handles borrow resource1 table0 table1"
    local.set 5
    local.get 3
    local.get 4
    local.get 5
    call $"callee function"
    local.tee 6
    call $"handles own resource1 table1 table0"
    local.tee 7
  )
)
