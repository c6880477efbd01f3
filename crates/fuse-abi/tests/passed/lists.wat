(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32)))
  (type (;2;) (func))
  (type (;3;) (func (param i32 i32) (result i32 i32)))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (import "callee" "free" (func $"callee free" (;2;) (type 1)))
  (export "pass" (func $pass))
  (func $pass (;3;) (type 1) (param i32 i32)
    (local i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
    local.get 1
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 1
    i64.extend_i32_u
    i64.const 8
    i64.add
    memory.size
    i64.extend_i32_u
    i64.const 16
    i64.shl
    i64.gt_u
    if ;; label = @1
      call $"[trap] pointer out of bounds"
      unreachable
    end
    local.get 0
    i32.load $callee
    local.set 2
    local.get 0
    i32.load $callee offset=4
    local.tee 3
    i32.const 16777215
    i32.gt_u
    if ;; label = @1
      call $"[trap] list too long"
      unreachable
    end
    local.get 3
    i32.const 16
    i32.mul
    local.set 4
    local.get 2
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned list"
      unreachable
    end
    local.get 2
    i64.extend_i32_u
    local.get 4
    i64.extend_i32_u
    i64.add
    memory.size $callee
    i64.extend_i32_u
    i64.const 16
    i64.shl
    i64.gt_u
    if ;; label = @1
      call $"[trap] list out of bounds"
      unreachable
    end
    i32.const 0
    i32.const 0
    i32.const 4
    local.get 4
    call $"caller realloc"
    local.tee 5
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned realloc result"
      unreachable
    end
    local.get 5
    i64.extend_i32_u
    local.get 4
    i64.extend_i32_u
    i64.add
    memory.size
    i64.extend_i32_u
    i64.const 16
    i64.shl
    i64.gt_u
    if ;; label = @1
      call $"[trap] realloc result out of bounds"
      unreachable
    end
    local.get 4
    if ;; label = @1
      local.get 2
      local.set 6
      local.get 5
      local.set 7
      local.get 2
      local.get 4
      i32.add
      local.set 8
      loop ;; label = @2
        local.get 7
        local.get 6
        i32.load8_u $callee
        i32.store8
        local.get 6
        i32.load8_u $callee offset=4
        local.tee 9
        i32.const 2
        i32.ge_u
        if ;; label = @3
          call $"[trap] invalid variant discriminant"
          unreachable
        end
        local.get 7
        local.get 9
        i32.store8 offset=4
        local.get 9
        if ;; label = @3
          local.get 6
          i32.load $callee offset=8
          local.set 10
          local.get 6
          i32.load $callee offset=12
          local.set 11
          local.get 10
          local.get 11
          call $"[transcode] utf8 m1 \u{2192} utf8 m0"
          local.set 12
          local.set 13
          local.get 7
          local.get 13
          i32.store offset=8
          local.get 7
          local.get 12
          i32.store offset=12
          local.get 10
          local.get 11
          call $"callee free"
        end
        local.get 7
        i32.const 16
        i32.add
        local.set 7
        local.get 6
        i32.const 16
        i32.add
        local.tee 6
        local.get 8
        i32.ne
        br_if 0 (;@2;)
      end
    end
    local.get 2
    local.get 3
    call $"callee free"
    local.get 1
    local.get 5
    i32.store
    local.get 1
    local.get 3
    i32.store offset=4
  )
  (func $"[trap] unaligned pointer" (;4;) (type 2)
    unreachable
  )
  (func $"[trap] pointer out of bounds" (;5;) (type 2)
    unreachable
  )
  (func $"[trap] list too long" (;6;) (type 2)
    unreachable
  )
  (func $"[trap] unaligned list" (;7;) (type 2)
    unreachable
  )
  (func $"[trap] list out of bounds" (;8;) (type 2)
    unreachable
  )
  (func $"[trap] unaligned realloc result" (;9;) (type 2)
    unreachable
  )
  (func $"[trap] realloc result out of bounds" (;10;) (type 2)
    unreachable
  )
  (func $"[trap] invalid variant discriminant" (;11;) (type 2)
    unreachable
  )
  (func $"[transcode] utf8 m1 \u{2192} utf8 m0" (;12;) (type 3) (param i32 i32) (result i32 i32)
  (func $"[trap] string too long" (;13;) (type 2)
    unreachable
  )
  (func $"[trap] string out of bounds" (;14;) (type 2)
    unreachable
  )
  (func $"[trap] invalid utf-8" (;15;) (type 2)
    unreachable
  )
)
