(module
  (type (;0;) (func (param i32 i32 i32)))
  (type (;1;) (func (param i32) (result i32)))
  (import "guest" "memory" (memory $guest (;0;) 1))
  (import "host" "function" (func $"host function" (;0;) (type 0)))
  (import "guest" "function" (func $"guest function" (;1;) (type 0)))
  (import "handles" "own resource0 table2 host" (func $"handles own resource0 table2 host" (;2;) (type 1)))
  (import "handles" "own resource0 host table2" (func $"handles own resource0 host table2" (;3;) (type 1)))
  (import "handles" "stash" (func $"handles stash" (;4;) (type 0)))
  (export "lowered" (func $lowered))
  (export "lifted" (func $lifted))
  (func $lowered (;5;) (type 0) (param i32 i32 i32)
    (local i32 i32 i32 i32 i32 i32 i32)
    local.get 0
    i32.const 1
    i32.eq
    if ;; label = @1
      local.get 1
      local.get 2
      local.set 3
      local.set 4
      local.get 3
      if ;; label = @2
        loop ;; label = @3
          local.get 4
          i32.load offset=16
          local.set 5
          local.get 4
          i32.const 16
          i32.add
          local.tee 6
          local.get 5
          local.get 5
          call $"handles stash"
          local.get 4
          i32.load offset=20
          local.set 5
          local.get 4
          i32.const 20
          i32.add
          local.tee 6
          local.get 5
          local.get 5
          call $"handles stash"
          local.get 4
          i32.load offset=16
          local.get 4
          i32.load offset=20
          local.set 5
          local.set 6
          local.get 5
          if ;; label = @4
            loop ;; label = @5
              local.get 6
              i32.load offset=4
              local.tee 7
              call $"handles own resource0 table2 host"
              local.set 8
              local.get 6
              i32.const 4
              i32.add
              local.tee 9
              local.get 7
              local.get 8
              call $"handles stash"
              local.get 6
              i32.const 8
              i32.add
              local.set 6
              local.get 5
              i32.const 1
              i32.sub
              local.tee 5
              br_if 0 (;@5;)
            end
          end
          local.get 4
          i32.const 24
          i32.add
          local.set 4
          local.get 3
          i32.const 1
          i32.sub
          local.tee 3
          br_if 0 (;@3;)
        end
      end
    end
    local.get 0
    local.get 1
    local.get 2
    call $"host function"
  )
  (func $lifted (;6;) (type 0) (param i32 i32 i32)
    (local i32 i32 i32 i32)
    local.get 0
    i32.const 1
    i32.eq
    if ;; label = @1
      local.get 1
      local.get 2
      local.set 3
      local.set 4
      local.get 3
      if ;; label = @2
        loop ;; label = @3
          local.get 4
          i32.load offset=16
          local.get 4
          i32.load offset=20
          local.set 5
          local.set 6
          local.get 5
          if ;; label = @4
            loop ;; label = @5
              local.get 6
              local.get 6
              i32.load offset=4
              call $"handles own resource0 host table2"
              i32.store offset=4
              local.get 6
              i32.const 8
              i32.add
              local.set 6
              local.get 5
              i32.const 1
              i32.sub
              local.tee 5
              br_if 0 (;@5;)
            end
          end
          local.get 4
          i32.const 24
          i32.add
          local.set 4
          local.get 3
          i32.const 1
          i32.sub
          local.tee 3
          br_if 0 (;@3;)
        end
      end
    end
    local.get 0
    local.get 1
    local.get 2
    call $"guest function"
  )
)
