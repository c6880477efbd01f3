(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32) (result i32)))
  (type (;2;) (func (param i32 i32 i32)))
  (type (;3;) (func (param i32 i32) (result i32 i32)))
  (type (;4;) (func))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (import "callee" "function" (func $"callee function" (;2;) (type 1)))
  (export "adapter" (func $adapter))
  (func $adapter (;3;) (type 2) (param i32 i32 i32)
    (local i32 i32 i32 i32 i32)
    local.get 0
    local.get 1
    call $"[transcode] utf8 m0 \u{2192} utf16 m1"
    local.set 4
    local.tee 3
    local.get 4
    call $"callee function"
    local.tee 5
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 5
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
    local.get 5
    i32.load $callee
    local.get 5
    i32.load $callee offset=4
    call $"[transcode] utf16 m1 \u{2192} utf8 m0"
    local.set 6
    local.set 7
    local.get 2
    local.get 7
    i32.store
    local.get 2
    local.get 6
    i32.store offset=4
  )
  (func $"[transcode] utf8 m0 \u{2192} utf16 m1" (;4;) (type 3) (param i32 i32) (result i32 i32)
  (func $"[trap] string too long" (;5;) (type 4)
    unreachable
  )
  (func $"[trap] string out of bounds" (;6;) (type 4)
    unreachable
  )
  (func $"[trap] unaligned realloc result" (;7;) (type 4)
    unreachable
  )
  (func $"[trap] realloc result out of bounds" (;8;) (type 4)
    unreachable
  )
  (func $"[trap] invalid utf-8" (;9;) (type 4)
    unreachable
  )
  (func $"[trap] unaligned pointer" (;10;) (type 4)
    unreachable
  )
  (func $"[trap] pointer out of bounds" (;11;) (type 4)
    unreachable
  )
  (func $"[transcode] utf16 m1 \u{2192} utf8 m0" (;12;) (type 3) (param i32 i32) (result i32 i32)
  (func $"[trap] unaligned string" (;13;) (type 4)
    unreachable
  )
  (func $"[trap] invalid utf-16" (;14;) (type 4)
    unreachable
  )
)
