(module
  (type (;0;) (func (param i32 i32 i32)))
  (type (;1;) (func (param i32 i32) (result i32)))
  (type (;2;) (func (param i32) (result i32)))
  (import "guest" "memory" (memory $guest (;0;) 1))
  (import "host" "function" (func $"host function" (;0;) (type 0)))
  (import "guest" "function" (func $"guest function" (;1;) (type 1)))
  (import "handles" "own resource0 table2 host" (func $"handles own resource0 table2 host" (;2;) (type 2)))
  (import "handles" "own resource0 host table2" (func $"handles own resource0 host table2" (;3;) (type 2)))
  (import "handles" "stash" (func $"handles stash" (;4;) (type 0)))
  (export "lowered" (func $lowered))
  (export "lifted" (func $lifted))
  (func $lowered (;5;) (type 0) (param i32 i32 i32)
    (local i32 i32 i32 i32)
    local.get 0
    call $"handles own resource0 table2 host"
    local.set 3
    local.get 1
    call $"handles own resource0 table2 host"
    local.set 4
    local.get 3
    local.get 4
    local.get 2
    call $"host function"
    local.get 2
    local.set 5
    i32.const 5
    local.set 6
    loop ;; label = @1
      local.get 5
      local.get 5
      i32.load
      call $"handles own resource0 host table2"
      i32.store
      local.get 5
      i32.const 4
      i32.add
      local.set 5
      local.get 6
      i32.const 1
      i32.sub
      local.tee 6
      br_if 0 (;@1;)
    end
  )
  (func $lifted (;6;) (type 1) (param i32 i32) (result i32)
    (local i32 i32 i32 i32 i32 i32 i32)
    local.get 0
    call $"handles own resource0 host table2"
    local.set 2
    local.get 1
    call $"handles own resource0 host table2"
    local.set 3
    local.get 2
    local.get 3
    call $"guest function"
    local.tee 4
    local.set 5
    i32.const 5
    local.set 6
    loop ;; label = @1
      local.get 5
      i32.load
      local.tee 7
      call $"handles own resource0 table2 host"
      local.set 8
      local.get 5
      local.get 7
      local.get 8
      call $"handles stash"
      local.get 5
      i32.const 4
      i32.add
      local.set 5
      local.get 6
      i32.const 1
      i32.sub
      local.tee 6
      br_if 0 (;@1;)
    end
    local.get 4
  )
)
