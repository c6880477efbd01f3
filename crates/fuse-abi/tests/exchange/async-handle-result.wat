(module
  (type (;0;) (func (param i32 i32) (result i32)))
  (type (;1;) (func (param i32) (result i32)))
  (type (;2;) (func (param i32 i32 i32)))
  (import "guest" "memory" (memory $guest (;0;) 1))
  (import "host" "function" (func $"host function" (;0;) (type 0)))
  (import "guest" "function" (func $"guest function" (;1;) (type 1)))
  (import "handles" "own resource0 table2 host" (func $"handles own resource0 table2 host" (;2;) (type 1)))
  (import "handles" "own resource0 host table2" (func $"handles own resource0 host table2" (;3;) (type 1)))
  (import "handles" "stash" (func $"handles stash" (;4;) (type 2)))
  (export "lowered" (func $lowered))
  (export "lifted" (func $lifted))
  (func $lowered (;5;) (type 0) (param i32 i32) (result i32)
    (local i32 i32)
    local.get 0
    call $"handles own resource0 table2 host"
    local.tee 2
    local.get 1
    call $"host function"
    local.set 3
    local.get 1
    local.get 1
    i32.load
    call $"handles own resource0 host table2"
    i32.store
    local.get 3
  )
  (func $lifted (;6;) (type 1) (param i32) (result i32)
    (local i32 i32 i32)
    local.get 0
    call $"handles own resource0 host table2"
    local.tee 1
    call $"guest function"
    local.tee 2
    call $"handles own resource0 table2 host"
    local.tee 3
  )
)
