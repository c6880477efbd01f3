(module
  (type (;0;) (func (param i32 i64 i32 i32 i32 i64 i32 i32 i32 i64 i32 i32 i32 i32 i32)))
  (type (;1;) (func (param i32 i64 i32 i32 i32 i64 i32 i32 i32 i64 i32 i32 i32 i32) (result i32)))
  (type (;2;) (func (param i32) (result i32)))
  (type (;3;) (func (param i32 i32 i32)))
  (type (;4;) (func (param i32 i64 i32 i32) (result i64 i32)))
  (type (;5;) (func (param i32 i32)))
  (import "guest" "memory" (memory $guest (;0;) 1))
  (import "host" "function" (func $"host function" (;0;) (type 0)))
  (import "guest" "function" (func $"guest function" (;1;) (type 1)))
  (import "handles" "own resource0 table2 host" (func $"handles own resource0 table2 host" (;2;) (type 2)))
  (import "handles" "own resource0 host table2" (func $"handles own resource0 host table2" (;3;) (type 2)))
  (import "handles" "stash" (func $"handles stash" (;4;) (type 3)))
  (export "lowered" (func $lowered))
  (export "lifted" (func $lifted))
  (func $lowered (;5;) (type 0) (param i32 i64 i32 i32 i32 i64 i32 i32 i32 i64 i32 i32 i32 i32 i32)
    (local i64 i32 i64 i32 i64 i32 i32 i32 i32)
    local.get 1
    local.set 15
    local.get 3
    local.set 16
    local.get 0
    i32.const 0
    i32.eq
    if ;; label = @1
      local.get 15
      i32.wrap_i64
      call $"handles own resource0 table2 host"
      i64.extend_i32_u
      local.set 15
      local.get 16
      call $"handles own resource0 table2 host"
      local.set 16
    end
    local.get 5
    local.set 17
    local.get 7
    local.set 18
    local.get 4
    i32.const 0
    i32.eq
    if ;; label = @1
      local.get 17
      i32.wrap_i64
      call $"handles own resource0 table2 host"
      i64.extend_i32_u
      local.set 17
      local.get 18
      call $"handles own resource0 table2 host"
      local.set 18
    end
    local.get 8
    local.get 9
    local.get 10
    local.get 11
    call $"[leave] variant{a, b, c, \u{2026}}"
    local.set 20
    local.set 19
    local.get 12
    local.get 13
    call $"[leave] list<variant{a, b, c, \u{2026}}>"
    local.get 0
    local.get 15
    local.get 2
    local.get 16
    local.get 4
    local.get 17
    local.get 6
    local.get 18
    local.get 8
    local.get 19
    local.get 10
    local.get 20
    local.get 12
    local.get 13
    local.get 14
    call $"host function"
    local.get 14
    i32.load
    local.get 14
    i32.load offset=4
    local.set 21
    local.set 22
    local.get 21
    if ;; label = @1
      loop ;; label = @2
        local.get 22
        i32.load8_u
        local.tee 23
        i32.const 0
        i32.eq
        if ;; label = @3
          local.get 22
          local.get 22
          i32.load offset=8
          call $"handles own resource0 host table2"
          i32.store offset=8
          local.get 22
          local.get 22
          i32.load offset=16
          call $"handles own resource0 host table2"
          i32.store offset=16
        end
        local.get 22
        i32.const 24
        i32.add
        local.set 22
        local.get 21
        i32.const 1
        i32.sub
        local.tee 21
        br_if 0 (;@2;)
      end
    end
  )
  (func $"[leave] variant{a, b, c, \u{2026}}" (;6;) (type 4) (param i32 i64 i32 i32) (result i64 i32)
    (local i64 i32)
    local.get 1
    local.set 4
    local.get 3
    local.set 5
    local.get 0
    i32.const 0
    i32.eq
    if ;; label = @1
      local.get 4
      i32.wrap_i64
      call $"handles own resource0 table2 host"
      i64.extend_i32_u
      local.set 4
      local.get 5
      call $"handles own resource0 table2 host"
      local.set 5
    end
    local.get 4
    local.get 5
  )
  (func $"[leave] list<variant{a, b, c, \u{2026}}>" (;7;) (type 5) (param i32 i32)
    (local i32 i32 i32 i32 i32 i32)
    local.get 0
    local.get 1
    local.set 2
    local.set 3
    local.get 2
    if ;; label = @1
      loop ;; label = @2
        local.get 3
        i32.load
        local.set 4
        local.get 3
        local.get 4
        local.get 4
        call $"handles stash"
        local.get 3
        i32.load8_u
        local.tee 4
        i32.const 0
        i32.eq
        if ;; label = @3
          local.get 3
          i32.load offset=8
          local.tee 5
          call $"handles own resource0 table2 host"
          local.set 6
          local.get 3
          i32.const 8
          i32.add
          local.tee 7
          local.get 5
          local.get 6
          call $"handles stash"
          local.get 3
          i32.load offset=16
          local.tee 5
          call $"handles own resource0 table2 host"
          local.set 6
          local.get 3
          i32.const 16
          i32.add
          local.tee 7
          local.get 5
          local.get 6
          call $"handles stash"
        end
        local.get 3
        i32.const 24
        i32.add
        local.set 3
        local.get 2
        i32.const 1
        i32.sub
        local.tee 2
        br_if 0 (;@2;)
      end
    end
  )
  (func $lifted (;8;) (type 1) (param i32 i64 i32 i32 i32 i64 i32 i32 i32 i64 i32 i32 i32 i32) (result i32)
    (local i64 i32 i64 i32 i64 i32 i32 i32 i32 i32 i32 i32 i32)
    local.get 1
    local.set 14
    local.get 3
    local.set 15
    local.get 0
    i32.const 0
    i32.eq
    if ;; label = @1
      local.get 14
      i32.wrap_i64
      call $"handles own resource0 host table2"
      i64.extend_i32_u
      local.set 14
      local.get 15
      call $"handles own resource0 host table2"
      local.set 15
    end
    local.get 5
    local.set 16
    local.get 7
    local.set 17
    local.get 4
    i32.const 0
    i32.eq
    if ;; label = @1
      local.get 16
      i32.wrap_i64
      call $"handles own resource0 host table2"
      i64.extend_i32_u
      local.set 16
      local.get 17
      call $"handles own resource0 host table2"
      local.set 17
    end
    local.get 8
    local.get 9
    local.get 10
    local.get 11
    call $"[enter] variant{a, b, c, \u{2026}}"
    local.set 19
    local.set 18
    local.get 12
    local.get 13
    call $"[enter] list<variant{a, b, c, \u{2026}}>"
    local.get 0
    local.get 14
    local.get 2
    local.get 15
    local.get 4
    local.get 16
    local.get 6
    local.get 17
    local.get 8
    local.get 18
    local.get 10
    local.get 19
    local.get 12
    local.get 13
    call $"guest function"
    local.tee 20
    i32.load
    local.set 21
    local.get 20
    local.get 21
    local.get 21
    call $"handles stash"
    local.get 20
    i32.load offset=4
    local.set 21
    local.get 20
    i32.const 4
    i32.add
    local.tee 22
    local.get 21
    local.get 21
    call $"handles stash"
    local.get 20
    i32.load
    local.get 20
    i32.load offset=4
    local.set 21
    local.set 22
    local.get 21
    if ;; label = @1
      loop ;; label = @2
        local.get 22
        i32.load
        local.set 23
        local.get 22
        local.get 23
        local.get 23
        call $"handles stash"
        local.get 22
        i32.load8_u
        local.tee 23
        i32.const 0
        i32.eq
        if ;; label = @3
          local.get 22
          i32.load offset=8
          local.tee 24
          call $"handles own resource0 table2 host"
          local.set 25
          local.get 22
          i32.const 8
          i32.add
          local.tee 26
          local.get 24
          local.get 25
          call $"handles stash"
          local.get 22
          i32.load offset=16
          local.tee 24
          call $"handles own resource0 table2 host"
          local.set 25
          local.get 22
          i32.const 16
          i32.add
          local.tee 26
          local.get 24
          local.get 25
          call $"handles stash"
        end
        local.get 22
        i32.const 24
        i32.add
        local.set 22
        local.get 21
        i32.const 1
        i32.sub
        local.tee 21
        br_if 0 (;@2;)
      end
    end
    local.get 20
  )
  (func $"[enter] variant{a, b, c, \u{2026}}" (;9;) (type 4) (param i32 i64 i32 i32) (result i64 i32)
    (local i64 i32)
    local.get 1
    local.set 4
    local.get 3
    local.set 5
    local.get 0
    i32.const 0
    i32.eq
    if ;; label = @1
      local.get 4
      i32.wrap_i64
      call $"handles own resource0 host table2"
      i64.extend_i32_u
      local.set 4
      local.get 5
      call $"handles own resource0 host table2"
      local.set 5
    end
    local.get 4
    local.get 5
  )
  (func $"[enter] list<variant{a, b, c, \u{2026}}>" (;10;) (type 5) (param i32 i32)
    (local i32 i32 i32)
    local.get 0
    local.get 1
    local.set 2
    local.set 3
    local.get 2
    if ;; label = @1
      loop ;; label = @2
        local.get 3
        i32.load8_u
        local.tee 4
        i32.const 0
        i32.eq
        if ;; label = @3
          local.get 3
          local.get 3
          i32.load offset=8
          call $"handles own resource0 host table2"
          i32.store offset=8
          local.get 3
          local.get 3
          i32.load offset=16
          call $"handles own resource0 host table2"
          i32.store offset=16
        end
        local.get 3
        i32.const 24
        i32.add
        local.set 3
        local.get 2
        i32.const 1
        i32.sub
        local.tee 2
        br_if 0 (;@2;)
      end
    end
  )
)
