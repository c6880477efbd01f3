(module
  (type (;0;) (func (param i32 i32 i32 i32 i32 i32 i64 i32)))
  (type (;1;) (func (param i32 i32 i32 i32 i32 i32 i64) (result i32)))
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
  (func $lowered (;7;) (type 0) (param i32 i32 i32 i32 i32 i32 i64 i32)
    (local i32 i32 i64 i32)
    local.get 1
    local.set 8
    local.get 0
    i32.const 1
    i32.eq
    if ;; label = @1
      local.get 8
      call $"handles own resource0 table2 host"
      local.set 8
    end
    local.get 3
    local.set 9
    local.get 2
    i32.const 0
    i32.eq
    if ;; label = @1
      local.get 9
      call $"handles own resource0 table2 host"
      local.set 9
    end
    local.get 6
    local.set 10
    block ;; label = @1
      block ;; label = @2
        block ;; label = @3
          local.get 5
          br_table 2 (;@1;) 2 (;@1;) 0 (;@3;) 1 (;@2;) 0 (;@3;) 2 (;@1;)
        end
        local.get 10
        i32.wrap_i64
        call $"handles own resource0 table2 host"
        i64.extend_i32_u
        local.set 10
        br 1 (;@1;)
      end
      local.get 10
      i32.wrap_i64
      call $"handles borrow resource0 table2 host"
      i64.extend_i32_u
      local.set 10
    end
    local.get 0
    local.get 8
    local.get 2
    local.get 9
    local.get 4
    local.get 5
    local.get 10
    local.get 7
    call $"host function"
    local.get 7
    i32.load8_u
    local.tee 11
    i32.const 1
    i32.eq
    if ;; label = @1
      local.get 7
      local.get 7
      i32.load offset=4
      call $"handles own resource0 host table2"
      i32.store offset=4
    end
  )
  (func $lifted (;8;) (type 1) (param i32 i32 i32 i32 i32 i32 i64) (result i32)
    (local i32 i32 i64 i32 i32 i32 i32 i32)
    local.get 1
    local.set 7
    local.get 0
    i32.const 1
    i32.eq
    if ;; label = @1
      local.get 7
      call $"handles own resource0 host table2"
      local.set 7
    end
    local.get 3
    local.set 8
    local.get 2
    i32.const 0
    i32.eq
    if ;; label = @1
      local.get 8
      call $"handles own resource0 host table2"
      local.set 8
    end
    local.get 6
    local.set 9
    block ;; label = @1
      block ;; label = @2
        block ;; label = @3
          local.get 5
          br_table 2 (;@1;) 2 (;@1;) 0 (;@3;) 1 (;@2;) 0 (;@3;) 2 (;@1;)
        end
        local.get 9
        i32.wrap_i64
        call $"handles own resource0 host table2"
        i64.extend_i32_u
        local.set 9
        br 1 (;@1;)
      end
      local.get 9
      i32.wrap_i64
      call $"handles borrow resource0 host table2"
      i64.extend_i32_u
      local.set 9
    end
    local.get 0
    local.get 7
    local.get 2
    local.get 8
    local.get 4
    local.get 5
    local.get 9
    call $"guest function"
    local.tee 10
    i32.load
    local.set 11
    local.get 10
    local.get 11
    local.get 11
    call $"handles stash"
    local.get 10
    i32.load8_u
    local.tee 11
    i32.const 1
    i32.eq
    if ;; label = @1
      local.get 10
      i32.load offset=4
      local.tee 12
      call $"handles own resource0 table2 host"
      local.set 13
      local.get 10
      i32.const 4
      i32.add
      local.tee 14
      local.get 12
      local.get 13
      call $"handles stash"
    end
    local.get 10
  )
)
