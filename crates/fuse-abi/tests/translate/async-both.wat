(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32 i64 f32) (result i32)))
  (type (;2;) (func (param i32 i32 i64 f32 i32) (result i32)))
  (type (;3;) (func (param i32 i32) (result i32 i32)))
  (type (;4;) (func))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (import "callee" "function" (func $"callee function" (;2;) (type 1)))
  (export "adapter" (func $adapter))
  (func $adapter (;3;) (type 2) (param i32 i32 i64 f32 i32) (result i32)
    (local i32 i32 i32 i32 i32)
    local.get 0
    local.get 1
    call $"[transcode] utf8 m0 \u{2192} utf8 m1"
    local.set 6
    local.tee 5
    local.get 6
    local.get 2
    local.get 3
    call $"callee function"
    local.tee 7
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 7
    i64.extend_i32_u
    i64.const 68
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
    local.get 4
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 4
    i64.extend_i32_u
    i64.const 68
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
    local.get 7
    i32.load $callee
    local.get 7
    i32.load $callee offset=4
    call $"[transcode] utf8 m1 \u{2192} utf8 m0"
    local.set 8
    local.set 9
    local.get 4
    local.get 9
    i32.store
    local.get 4
    local.get 8
    i32.store offset=4
    local.get 7
    i32.load $callee offset=8
    local.get 7
    i32.load $callee offset=12
    call $"[transcode] utf8 m1 \u{2192} utf8 m0"
    local.set 8
    local.set 9
    local.get 4
    local.get 9
    i32.store offset=8
    local.get 4
    local.get 8
    i32.store offset=12
    local.get 7
    i32.load $callee offset=16
    local.get 7
    i32.load $callee offset=20
    call $"[transcode] utf8 m1 \u{2192} utf8 m0"
    local.set 8
    local.set 9
    local.get 4
    local.get 9
    i32.store offset=16
    local.get 4
    local.get 8
    i32.store offset=20
    local.get 7
    i32.load $callee offset=24
    local.get 7
    i32.load $callee offset=28
    call $"[transcode] utf8 m1 \u{2192} utf8 m0"
    local.set 8
    local.set 9
    local.get 4
    local.get 9
    i32.store offset=24
    local.get 4
    local.get 8
    i32.store offset=28
    local.get 7
    i32.load $callee offset=32
    local.get 7
    i32.load $callee offset=36
    call $"[transcode] utf8 m1 \u{2192} utf8 m0"
    local.set 8
    local.set 9
    local.get 4
    local.get 9
    i32.store offset=32
    local.get 4
    local.get 8
    i32.store offset=36
    local.get 7
    i32.load $callee offset=40
    local.get 7
    i32.load $callee offset=44
    call $"[transcode] utf8 m1 \u{2192} utf8 m0"
    local.set 8
    local.set 9
    local.get 4
    local.get 9
    i32.store offset=40
    local.get 4
    local.get 8
    i32.store offset=44
    local.get 7
    i32.load $callee offset=48
    local.get 7
    i32.load $callee offset=52
    call $"[transcode] utf8 m1 \u{2192} utf8 m0"
    local.set 8
    local.set 9
    local.get 4
    local.get 9
    i32.store offset=48
    local.get 4
    local.get 8
    i32.store offset=52
    local.get 7
    i32.load $callee offset=56
    local.get 7
    i32.load $callee offset=60
    call $"[transcode] utf8 m1 \u{2192} utf8 m0"
    local.set 8
    local.set 9
    local.get 4
    local.get 9
    i32.store offset=56
    local.get 4
    local.get 8
    i32.store offset=60
    local.get 4
    local.get 7
    i32.load8_u $callee offset=64
    i32.store8 offset=64
    i32.const 2
  )
  (func $"[transcode] utf8 m0 \u{2192} utf8 m1" (;4;) (type 3) (param i32 i32) (result i32 i32)
  (func $"[trap] string too long" (;5;) (type 4)
    unreachable
  )
  (func $"[trap] string out of bounds" (;6;) (type 4)
    unreachable
  )
  (func $"[trap] invalid utf-8" (;7;) (type 4)
    unreachable
  )
  (func $"[trap] realloc result out of bounds" (;8;) (type 4)
    unreachable
  )
  (func $"[trap] unaligned pointer" (;9;) (type 4)
    unreachable
  )
  (func $"[trap] pointer out of bounds" (;10;) (type 4)
    unreachable
  )
  (func $"[transcode] utf8 m1 \u{2192} utf8 m0" (;11;) (type 3) (param i32 i32) (result i32 i32)
)
