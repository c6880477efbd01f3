(module
  (type (;0;) (func (param i32 i32 i32 i32)))
  (type (;1;) (func (param i32 i32 i32) (result i32)))
  (type (;2;) (func (param i32 i32 i32)))
  (import "guest" "memory" (memory $guest (;0;) 1))
  (import "host" "function" (func $"host function" (;0;) (type 0)))
  (import "guest" "function" (func $"guest function" (;1;) (type 1)))
  (import "handles" "stash" (func $"handles stash" (;2;) (type 2)))
  (export "lowered" (func $lowered))
  (export "lifted" (func $lifted))
  (func $lowered (;3;) (type 0) (param i32 i32 i32 i32)
    local.get 0
    local.get 1
    local.get 2
    local.get 3
    call $"host function"
  )
  (func $lifted (;4;) (type 1) (param i32 i32 i32) (result i32)
    (local i32)
    local.get 0
    local.get 1
    local.get 2
    call $"guest function"
    local.tee 3
  )
)
