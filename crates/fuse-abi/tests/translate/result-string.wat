(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (result i32)))
  (type (;2;) (func (param i32)))
  (type (;3;) (func))
  (type (;4;) (func (param i32 i32) (result i32 i32)))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (import "callee" "function" (func $"callee function" (;2;) (type 1)))
  (export "adapter" (func $adapter))
  (func $adapter (;3;) (type 2) (param i32)
    (local i32 i32 i32 i32)
    call $"callee function"
    local.tee 1
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 1
    i64.extend_i32_u
    i64.const 12
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
    local.get 0
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 0
    i64.extend_i32_u
    i64.const 12
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
    local.get 1
    i32.load8_u $callee
    local.tee 2
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 0
    local.get 2
    i32.store8
    local.get 2
    if ;; label = @1
      local.get 1
      i32.load8_u $callee offset=4
      local.tee 3
      i32.const 2
      i32.ge_u
      if ;; label = @2
        call $"[trap] invalid variant discriminant"
        unreachable
      end
      local.get 0
      local.get 3
      i32.store8 offset=4
    else
      local.get 1
      i32.load $callee offset=4
      local.get 1
      i32.load $callee offset=8
      call $"[transcode] utf8 m1 \u{2192} utf8 m0"
      local.set 3
      local.set 4
      local.get 0
      local.get 4
      i32.store offset=4
      local.get 0
      local.get 3
      i32.store offset=8
    end
  )
  (func $"[trap] unaligned pointer" (;4;) (type 3)
    unreachable
  )
  (func $"[trap] pointer out of bounds" (;5;) (type 3)
    unreachable
  )
  (func $"[trap] invalid variant discriminant" (;6;) (type 3)
    unreachable
  )
  (func $"[transcode] utf8 m1 \u{2192} utf8 m0" (;7;) (type 4) (param i32 i32) (result i32 i32)
  (func $"[trap] string too long" (;8;) (type 3)
    unreachable
  )
  (func $"[trap] string out of bounds" (;9;) (type 3)
    unreachable
  )
  (func $"[trap] invalid utf-8" (;10;) (type 3)
    unreachable
  )
  (func $"[trap] realloc result out of bounds" (;11;) (type 3)
    unreachable
  )
)
