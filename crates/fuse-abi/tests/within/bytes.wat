(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32 i32)))
  (type (;2;) (func (param i32) (result i32)))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (export "copy" (func $copy))
  (export "relay" (func $relay))
  (func $copy (;2;) (type 1) (param i32 i32 i32)
    local.get 1
    local.get 0
    local.get 2
    memory.copy $callee $caller
  )
  (func $relay (;3;) (type 2) (param i32) (result i32)
    local.get 0
  )
)
