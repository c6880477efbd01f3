(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32) (result i32)))
  (type (;2;) (func (param i32 i32 i32)))
  (type (;3;) (func))
  (type (;4;) (func (param i32 i32) (result i32 i32)))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (import "callee" "function" (func $"callee function" (;2;) (type 1)))
  (export "adapter" (func $adapter))
  (func $adapter (;3;) (type 2) (param i32 i32 i32)
    (local i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
    local.get 1
    i32.const 33554431
    i32.gt_u
    if ;; label = @1
      call $"[trap] list too long"
      unreachable
    end
    local.get 1
    i32.const 8
    i32.mul
    local.set 3
    local.get 0
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned list"
      unreachable
    end
    local.get 0
    i64.extend_i32_u
    local.get 3
    i64.extend_i32_u
    i64.add
    memory.size
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
    local.get 3
    call $"callee realloc"
    local.tee 4
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned realloc result"
      unreachable
    end
    local.get 4
    i64.extend_i32_u
    local.get 3
    i64.extend_i32_u
    i64.add
    memory.size $callee
    i64.extend_i32_u
    i64.const 16
    i64.shl
    i64.gt_u
    if ;; label = @1
      call $"[trap] realloc result out of bounds"
      unreachable
    end
    local.get 3
    if ;; label = @1
      local.get 0
      local.set 5
      local.get 4
      local.set 6
      local.get 0
      local.get 3
      i32.add
      local.set 7
      loop ;; label = @2
        local.get 5
        i32.load
        local.get 5
        i32.load offset=4
        call $"[transcode] latin1+utf16 m0 \u{2192} utf8 m1"
        local.set 8
        local.set 9
        local.get 6
        local.get 9
        i32.store $callee
        local.get 6
        local.get 8
        i32.store $callee offset=4
        local.get 6
        i32.const 8
        i32.add
        local.set 6
        local.get 5
        i32.const 8
        i32.add
        local.tee 5
        local.get 7
        i32.ne
        br_if 0 (;@2;)
      end
    end
    local.get 4
    local.get 1
    call $"callee function"
    local.tee 3
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 3
    i64.extend_i32_u
    i64.const 8
    i64.add
    memory.size $callee
    i64.extend_i32_u
    i64.const 16
    i64.shl
    i64.gt_u
    if ;; label = @1
      call $"[trap] pointer out of bounds"
      unreachable
    end
    local.get 2
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 2
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
    local.get 3
    i32.load $callee
    local.set 7
    local.get 3
    i32.load $callee offset=4
    local.tee 6
    i32.const 33554431
    i32.gt_u
    if ;; label = @1
      call $"[trap] list too long"
      unreachable
    end
    local.get 6
    i32.const 8
    i32.mul
    local.set 5
    local.get 7
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned list"
      unreachable
    end
    local.get 7
    i64.extend_i32_u
    local.get 5
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
    local.get 5
    call $"caller realloc"
    local.tee 8
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned realloc result"
      unreachable
    end
    local.get 8
    i64.extend_i32_u
    local.get 5
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
    local.get 5
    if ;; label = @1
      local.get 7
      local.set 9
      local.get 8
      local.set 10
      local.get 7
      local.get 5
      i32.add
      local.set 11
      loop ;; label = @2
        local.get 9
        i32.load $callee
        local.get 9
        i32.load $callee offset=4
        call $"[transcode] utf8 m1 \u{2192} latin1+utf16 m0"
        local.set 12
        local.set 13
        local.get 10
        local.get 13
        i32.store
        local.get 10
        local.get 12
        i32.store offset=4
        local.get 10
        i32.const 8
        i32.add
        local.set 10
        local.get 9
        i32.const 8
        i32.add
        local.tee 9
        local.get 11
        i32.ne
        br_if 0 (;@2;)
      end
    end
    local.get 2
    local.get 8
    i32.store
    local.get 2
    local.get 6
    i32.store offset=4
  )
  (func $"[trap] list too long" (;4;) (type 3)
    unreachable
  )
  (func $"[trap] unaligned list" (;5;) (type 3)
    unreachable
  )
  (func $"[trap] list out of bounds" (;6;) (type 3)
    unreachable
  )
  (func $"[trap] unaligned realloc result" (;7;) (type 3)
    unreachable
  )
  (func $"[trap] realloc result out of bounds" (;8;) (type 3)
    unreachable
  )
  (func $"[transcode] latin1+utf16 m0 \u{2192} utf8 m1" (;9;) (type 4) (param i32 i32) (result i32 i32)
  (func $"[trap] string too long" (;10;) (type 3)
    unreachable
  )
  (func $"[trap] unaligned string" (;11;) (type 3)
    unreachable
  )
  (func $"[trap] string out of bounds" (;12;) (type 3)
    unreachable
  )
  (func $"[trap] invalid utf-16" (;13;) (type 3)
    unreachable
  )
  (func $"[trap] invalid utf-8" (;14;) (type 3)
    unreachable
  )
  (func $"[trap] unaligned pointer" (;15;) (type 3)
    unreachable
  )
  (func $"[trap] pointer out of bounds" (;16;) (type 3)
    unreachable
  )
  (func $"[transcode] utf8 m1 \u{2192} latin1+utf16 m0" (;17;) (type 4) (param i32 i32) (result i32 i32)
)
