(module
  (type (;0;) (func (param i32)))
  (type (;1;) (func (param i32) (result i32)))
  (type (;2;) (func (param i32 i32 i32)))
  (import "guest" "memory" (memory $guest (;0;) 1))
  (import "host" "function" (func $"host function" (;0;) (type 0)))
  (import "guest" "function" (func $"guest function" (;1;) (type 0)))
  (import "handles" "own resource0 table2 host" (func $"handles own resource0 table2 host" (;2;) (type 1)))
  (import "handles" "own resource0 host table2" (func $"handles own resource0 host table2" (;3;) (type 1)))
  (import "handles" "stash" (func $"handles stash" (;4;) (type 2)))
  (export "lowered" (func $lowered))
  (export "lifted" (func $lifted))
  (func $lowered (;5;) (type 0) (param i32)
    (local i32 i32 i32 i32)
    local.get 0
    i32.load offset=120
    local.tee 1
    call $"handles own resource0 table2 host"
    local.set 2
    local.get 0
    i32.const 120
    i32.add
    local.tee 3
    local.get 1
    local.get 2
    call $"handles stash"
    local.get 0
    i32.load offset=124
    local.set 1
    local.get 0
    i32.const 124
    i32.add
    local.tee 2
    local.get 1
    local.get 1
    call $"handles stash"
    local.get 0
    i32.load8_u offset=124
    local.set 1
    block ;; label = @1
      block ;; label = @2
        local.get 1
        br_table 0 (;@2;) 0 (;@2;) 1 (;@1;)
      end
      local.get 0
      i32.load offset=128
      local.tee 2
      call $"handles own resource0 table2 host"
      local.set 3
      local.get 0
      i32.const 128
      i32.add
      local.tee 4
      local.get 2
      local.get 3
      call $"handles stash"
    end
    local.get 0
    call $"host function"
  )
  (func $lifted (;6;) (type 0) (param i32)
    (local i32)
    local.get 0
    local.get 0
    i32.load offset=120
    call $"handles own resource0 host table2"
    i32.store offset=120
    local.get 0
    i32.load8_u offset=124
    local.set 1
    block ;; label = @1
      block ;; label = @2
        local.get 1
        br_table 0 (;@2;) 0 (;@2;) 1 (;@1;)
      end
      local.get 0
      local.get 0
      i32.load offset=128
      call $"handles own resource0 host table2"
      i32.store offset=128
    end
    local.get 0
    call $"guest function"
  )
)
