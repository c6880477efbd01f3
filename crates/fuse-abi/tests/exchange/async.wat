(module
  (type (;0;) (func (param i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32 i32 i64 i64) (result i32 i32 i32)))
  (type (;2;) (func (param i32) (result i32)))
  (type (;3;) (func (param i32 i32 i32)))
  (import "guest" "memory" (memory $guest (;0;) 1))
  (import "host" "function" (func $"host function" (;0;) (type 0)))
  (import "guest" "function" (func $"guest function" (;1;) (type 1)))
  (import "handles" "own resource0 table2 host" (func $"handles own resource0 table2 host" (;2;) (type 2)))
  (import "handles" "borrow resource0 table2 host" (func $"handles borrow resource0 table2 host" (;3;) (type 2)))
  (import "handles" "own resource0 host table2" (func $"handles own resource0 host table2" (;4;) (type 2)))
  (import "handles" "borrow resource0 host table2" (func $"handles borrow resource0 host table2" (;5;) (type 2)))
  (import "handles" "stash" (func $"handles stash" (;6;) (type 3)))
  (export "lowered" (func $lowered))
  (export "lifted" (func $lifted))
  (func $lowered (;7;) (type 0) (param i32 i32) (result i32)
    (local i32 i32 i32 i32)
    local.get 0
    i32.load
    local.tee 2
    call $"handles own resource0 table2 host"
    local.set 3
    local.get 0
    local.get 2
    local.get 3
    call $"handles stash"
    local.get 0
    i32.load offset=4
    local.set 2
    local.get 0
    i32.const 4
    i32.add
    local.tee 3
    local.get 2
    local.get 2
    call $"handles stash"
    local.get 0
    i32.load8_u offset=4
    local.tee 2
    i32.const 1
    i32.eq
    if ;; label = @1
      local.get 0
      i32.load offset=8
      local.tee 3
      call $"handles borrow resource0 table2 host"
      local.set 4
      local.get 0
      i32.const 8
      i32.add
      local.tee 5
      local.get 3
      local.get 4
      call $"handles stash"
    end
    local.get 0
    local.get 1
    call $"host function"
    local.set 2
    local.get 1
    local.get 1
    i32.load
    call $"handles own resource0 host table2"
    i32.store
    local.get 1
    i32.load offset=4
    local.get 1
    i32.load offset=8
    local.set 3
    local.set 4
    local.get 3
    if ;; label = @1
      loop ;; label = @2
        local.get 4
        local.get 4
        i32.load
        call $"handles own resource0 host table2"
        i32.store
        local.get 4
        i32.const 4
        i32.add
        local.set 4
        local.get 3
        i32.const 1
        i32.sub
        local.tee 3
        br_if 0 (;@2;)
      end
    end
    local.get 2
  )
  (func $lifted (;8;) (type 1) (param i32 i32 i32 i64 i64) (result i32 i32 i32)
    (local i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
    local.get 0
    call $"handles own resource0 host table2"
    local.set 5
    local.get 2
    local.set 6
    local.get 1
    i32.const 1
    i32.eq
    if ;; label = @1
      local.get 6
      call $"handles borrow resource0 host table2"
      local.set 6
    end
    local.get 5
    local.get 1
    local.get 6
    local.get 3
    local.get 4
    call $"guest function"
    local.set 9
    local.set 8
    local.tee 7
    call $"handles own resource0 table2 host"
    local.set 10
    local.get 8
    local.get 9
    local.set 11
    local.set 12
    local.get 11
    if ;; label = @1
      loop ;; label = @2
        local.get 12
        i32.load
        local.tee 13
        call $"handles own resource0 table2 host"
        local.set 14
        local.get 12
        local.get 13
        local.get 14
        call $"handles stash"
        local.get 12
        i32.const 4
        i32.add
        local.set 12
        local.get 11
        i32.const 1
        i32.sub
        local.tee 11
        br_if 0 (;@2;)
      end
    end
    local.get 10
    local.get 8
    local.get 9
  )
)
