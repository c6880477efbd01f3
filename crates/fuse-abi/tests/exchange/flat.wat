(module
  (type (;0;) (func (param i32 i32 i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32) (result i32)))
  (type (;2;) (func (param i32 i32 i32)))
  (import "guest" "memory" (memory $guest (;0;) 1))
  (import "host" "function" (func $"host function" (;0;) (type 0)))
  (import "guest" "function" (func $"guest function" (;1;) (type 0)))
  (import "handles" "own resource0 table2 host" (func $"handles own resource0 table2 host" (;2;) (type 1)))
  (import "handles" "borrow resource0 table2 host" (func $"handles borrow resource0 table2 host" (;3;) (type 1)))
  (import "handles" "own resource0 host table2" (func $"handles own resource0 host table2" (;4;) (type 1)))
  (import "handles" "borrow resource0 host table2" (func $"handles borrow resource0 host table2" (;5;) (type 1)))
  (import "handles" "stash" (func $"handles stash" (;6;) (type 2)))
  (export "lowered" (func $lowered))
  (export "lifted" (func $lifted))
  (func $lowered (;7;) (type 0) (param i32 i32 i32 i32 i32 i32) (result i32)
    (local i32 i32 i32 i32 i32)
    local.get 0
    call $"handles own resource0 table2 host"
    local.set 6
    local.get 4
    call $"handles own resource0 table2 host"
    local.set 7
    local.get 5
    call $"handles borrow resource0 table2 host"
    local.set 8
    local.get 6
    local.get 1
    local.get 2
    local.get 3
    local.get 7
    local.get 8
    call $"host function"
    local.tee 9
    call $"handles own resource0 host table2"
    local.tee 10
  )
  (func $lifted (;8;) (type 0) (param i32 i32 i32 i32 i32 i32) (result i32)
    (local i32 i32 i32 i32 i32)
    local.get 0
    call $"handles own resource0 host table2"
    local.set 6
    local.get 4
    call $"handles own resource0 host table2"
    local.set 7
    local.get 5
    call $"handles borrow resource0 host table2"
    local.set 8
    local.get 6
    local.get 1
    local.get 2
    local.get 3
    local.get 7
    local.get 8
    call $"guest function"
    local.tee 9
    call $"handles own resource0 table2 host"
    local.tee 10
  )
)
