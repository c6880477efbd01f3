(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32) (result i32)))
  (type (;2;) (func))
  (type (;3;) (func (param i32 i32) (result i32 i32)))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (import "callee" "function" (func $"callee function" (;2;) (type 1)))
  (export "adapter" (func $adapter))
  (func $adapter (;3;) (type 1) (param i32) (result i32)
    (local i32 i32 i32)
    local.get 0
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 0
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
    i32.const 0
    i32.const 0
    i32.const 4
    i32.const 68
    call $"callee realloc"
    local.tee 1
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned realloc result"
      unreachable
    end
    local.get 1
    i64.extend_i32_u
    i64.const 68
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
    local.get 0
    i32.load
    local.get 0
    i32.load offset=4
    call $"[transcode] utf8 m0 \u{2192} utf8 m1"
    local.set 2
    local.set 3
    local.get 1
    local.get 3
    i32.store $callee
    local.get 1
    local.get 2
    i32.store $callee offset=4
    local.get 0
    i32.load offset=8
    local.get 0
    i32.load offset=12
    call $"[transcode] utf8 m0 \u{2192} utf8 m1"
    local.set 2
    local.set 3
    local.get 1
    local.get 3
    i32.store $callee offset=8
    local.get 1
    local.get 2
    i32.store $callee offset=12
    local.get 0
    i32.load offset=16
    local.get 0
    i32.load offset=20
    call $"[transcode] utf8 m0 \u{2192} utf8 m1"
    local.set 2
    local.set 3
    local.get 1
    local.get 3
    i32.store $callee offset=16
    local.get 1
    local.get 2
    i32.store $callee offset=20
    local.get 0
    i32.load offset=24
    local.get 0
    i32.load offset=28
    call $"[transcode] utf8 m0 \u{2192} utf8 m1"
    local.set 2
    local.set 3
    local.get 1
    local.get 3
    i32.store $callee offset=24
    local.get 1
    local.get 2
    i32.store $callee offset=28
    local.get 0
    i32.load offset=32
    local.get 0
    i32.load offset=36
    call $"[transcode] utf8 m0 \u{2192} utf8 m1"
    local.set 2
    local.set 3
    local.get 1
    local.get 3
    i32.store $callee offset=32
    local.get 1
    local.get 2
    i32.store $callee offset=36
    local.get 0
    i32.load offset=40
    local.get 0
    i32.load offset=44
    call $"[transcode] utf8 m0 \u{2192} utf8 m1"
    local.set 2
    local.set 3
    local.get 1
    local.get 3
    i32.store $callee offset=40
    local.get 1
    local.get 2
    i32.store $callee offset=44
    local.get 0
    i32.load offset=48
    local.get 0
    i32.load offset=52
    call $"[transcode] utf8 m0 \u{2192} utf8 m1"
    local.set 2
    local.set 3
    local.get 1
    local.get 3
    i32.store $callee offset=48
    local.get 1
    local.get 2
    i32.store $callee offset=52
    local.get 0
    i32.load offset=56
    local.get 0
    i32.load offset=60
    call $"[transcode] utf8 m0 \u{2192} utf8 m1"
    local.set 2
    local.set 3
    local.get 1
    local.get 3
    i32.store $callee offset=56
    local.get 1
    local.get 2
    i32.store $callee offset=60
    local.get 1
    local.get 0
    i32.load8_u offset=64
    i32.const 0
    i32.ne
    i32.store8 $callee offset=64
    local.get 1
    call $"callee function"
    local.tee 2
    i32.const 255
    i32.and
    local.tee 3
  )
  (func $"[trap] unaligned pointer" (;4;) (type 2)
    unreachable
  )
  (func $"[trap] pointer out of bounds" (;5;) (type 2)
    unreachable
  )
  (func $"[trap] unaligned realloc result" (;6;) (type 2)
    unreachable
  )
  (func $"[trap] realloc result out of bounds" (;7;) (type 2)
    unreachable
  )
  (func $"[transcode] utf8 m0 \u{2192} utf8 m1" (;8;) (type 3) (param i32 i32) (result i32 i32)
  (func $"[trap] string too long" (;9;) (type 2)
    unreachable
  )
  (func $"[trap] string out of bounds" (;10;) (type 2)
    unreachable
  )
  (func $"[trap] invalid utf-8" (;11;) (type 2)
    unreachable
  )
)
