(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32) (result i32)))
  (type (;2;) (func (param i32 i32)))
  (type (;3;) (func))
  (type (;4;) (func (param i32 i32) (result i32 i32)))
  (type (;5;) (func (param i32 i32) (result i32)))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (import "callee" "function" (func $"callee function" (;2;) (type 1)))
  (export "adapter" (func $adapter))
  (func $adapter (;3;) (type 2) (param i32 i32)
    (local i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
    local.get 0
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 0
    i64.extend_i32_u
    i64.const 224
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
    i32.const 224
    call $"callee realloc"
    local.tee 2
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned realloc result"
      unreachable
    end
    local.get 2
    i64.extend_i32_u
    i64.const 224
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
    call $"[transcode] utf8 m0 \u{2192} utf16 m1"
    local.set 3
    local.set 4
    local.get 2
    local.get 4
    i32.store $callee
    local.get 2
    local.get 3
    i32.store $callee offset=4
    local.get 0
    i32.load8_u offset=8
    local.tee 3
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 2
    local.get 3
    i32.store8 $callee offset=8
    local.get 3
    if ;; label = @1
      local.get 0
      i32.load offset=12
      local.get 0
      i32.load offset=16
      call $"[transcode] utf8 m0 \u{2192} utf16 m1"
      local.set 4
      local.set 5
      local.get 2
      local.get 5
      i32.store $callee offset=12
      local.get 2
      local.get 4
      i32.store $callee offset=16
    end
    local.get 0
    i32.load offset=20
    local.set 3
    local.get 0
    i32.load offset=24
    local.tee 4
    i32.const 33554431
    i32.gt_u
    if ;; label = @1
      call $"[trap] list too long"
      unreachable
    end
    local.get 4
    i32.const 8
    i32.mul
    local.set 5
    local.get 3
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned list"
      unreachable
    end
    local.get 3
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
      call $"[trap] list out of bounds"
      unreachable
    end
    i32.const 0
    i32.const 0
    i32.const 4
    local.get 5
    call $"callee realloc"
    local.tee 6
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned realloc result"
      unreachable
    end
    local.get 6
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
      call $"[trap] realloc result out of bounds"
      unreachable
    end
    local.get 5
    if ;; label = @1
      local.get 3
      local.set 7
      local.get 6
      local.set 8
      local.get 3
      local.get 5
      i32.add
      local.set 9
      loop ;; label = @2
        local.get 7
        i32.load
        local.get 7
        i32.load offset=4
        call $"[transcode] utf8 m0 \u{2192} utf16 m1"
        local.set 10
        local.set 11
        local.get 8
        local.get 11
        i32.store $callee
        local.get 8
        local.get 10
        i32.store $callee offset=4
        local.get 8
        i32.const 8
        i32.add
        local.set 8
        local.get 7
        i32.const 8
        i32.add
        local.tee 7
        local.get 9
        i32.ne
        br_if 0 (;@2;)
      end
    end
    local.get 2
    local.get 6
    i32.store $callee offset=20
    local.get 2
    local.get 4
    i32.store $callee offset=24
    local.get 0
    i32.load offset=28
    local.get 0
    i32.load offset=32
    call $"[transcode] utf8 m0 \u{2192} utf16 m1"
    local.set 3
    local.set 4
    local.get 2
    local.get 4
    i32.store $callee offset=28
    local.get 2
    local.get 3
    i32.store $callee offset=32
    local.get 0
    i32.load8_u offset=36
    local.tee 3
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 2
    local.get 3
    i32.store8 $callee offset=36
    local.get 3
    if ;; label = @1
      local.get 0
      i32.load offset=40
      local.get 0
      i32.load offset=44
      call $"[transcode] utf8 m0 \u{2192} utf16 m1"
      local.set 4
      local.set 6
      local.get 2
      local.get 6
      i32.store $callee offset=40
      local.get 2
      local.get 4
      i32.store $callee offset=44
    end
    local.get 0
    i32.load offset=48
    local.set 3
    local.get 0
    i32.load offset=52
    local.tee 4
    i32.const 33554431
    i32.gt_u
    if ;; label = @1
      call $"[trap] list too long"
      unreachable
    end
    local.get 4
    i32.const 8
    i32.mul
    local.set 6
    local.get 3
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned list"
      unreachable
    end
    local.get 3
    i64.extend_i32_u
    local.get 6
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
    local.get 6
    call $"callee realloc"
    local.tee 5
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned realloc result"
      unreachable
    end
    local.get 5
    i64.extend_i32_u
    local.get 6
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
    local.get 6
    if ;; label = @1
      local.get 3
      local.set 9
      local.get 5
      local.set 8
      local.get 3
      local.get 6
      i32.add
      local.set 7
      loop ;; label = @2
        local.get 9
        i32.load
        local.get 9
        i32.load offset=4
        call $"[transcode] utf8 m0 \u{2192} utf16 m1"
        local.set 10
        local.set 11
        local.get 8
        local.get 11
        i32.store $callee
        local.get 8
        local.get 10
        i32.store $callee offset=4
        local.get 8
        i32.const 8
        i32.add
        local.set 8
        local.get 9
        i32.const 8
        i32.add
        local.tee 9
        local.get 7
        i32.ne
        br_if 0 (;@2;)
      end
    end
    local.get 2
    local.get 5
    i32.store $callee offset=48
    local.get 2
    local.get 4
    i32.store $callee offset=52
    local.get 0
    i32.load offset=56
    local.get 0
    i32.load offset=60
    call $"[transcode] utf8 m0 \u{2192} utf16 m1"
    local.set 3
    local.set 4
    local.get 2
    local.get 4
    i32.store $callee offset=56
    local.get 2
    local.get 3
    i32.store $callee offset=60
    local.get 0
    i32.load8_u offset=64
    local.tee 3
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 2
    local.get 3
    i32.store8 $callee offset=64
    local.get 3
    if ;; label = @1
      local.get 0
      i32.load offset=68
      local.get 0
      i32.load offset=72
      call $"[transcode] utf8 m0 \u{2192} utf16 m1"
      local.set 4
      local.set 5
      local.get 2
      local.get 5
      i32.store $callee offset=68
      local.get 2
      local.get 4
      i32.store $callee offset=72
    end
    local.get 0
    i32.load offset=76
    local.set 3
    local.get 0
    i32.load offset=80
    local.set 4
    local.get 3
    local.get 4
    call $"[copy] list<string>"
    local.set 5
    local.get 2
    local.get 5
    i32.store $callee offset=76
    local.get 2
    local.get 4
    i32.store $callee offset=80
    local.get 0
    i32.load offset=84
    local.get 0
    i32.load offset=88
    call $"[transcode] utf8 m0 \u{2192} utf16 m1"
    local.set 3
    local.set 4
    local.get 2
    local.get 4
    i32.store $callee offset=84
    local.get 2
    local.get 3
    i32.store $callee offset=88
    local.get 0
    i32.load8_u offset=92
    local.tee 3
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 2
    local.get 3
    i32.store8 $callee offset=92
    local.get 3
    if ;; label = @1
      local.get 0
      i32.load offset=96
      local.get 0
      i32.load offset=100
      call $"[transcode] utf8 m0 \u{2192} utf16 m1"
      local.set 4
      local.set 5
      local.get 2
      local.get 5
      i32.store $callee offset=96
      local.get 2
      local.get 4
      i32.store $callee offset=100
    end
    local.get 0
    i32.load offset=104
    local.set 3
    local.get 0
    i32.load offset=108
    local.set 4
    local.get 3
    local.get 4
    call $"[copy] list<string>"
    local.set 5
    local.get 2
    local.get 5
    i32.store $callee offset=104
    local.get 2
    local.get 4
    i32.store $callee offset=108
    local.get 0
    i32.const 112
    i32.add
    local.get 2
    i32.const 112
    i32.add
    call $"[copy] record{left, right}"
    local.get 2
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
    i64.const 224
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
    local.get 1
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned pointer"
      unreachable
    end
    local.get 1
    i64.extend_i32_u
    i64.const 224
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
    local.get 3
    i32.load $callee offset=4
    call $"[transcode] utf16 m1 \u{2192} utf8 m0"
    local.set 4
    local.set 5
    local.get 1
    local.get 5
    i32.store
    local.get 1
    local.get 4
    i32.store offset=4
    local.get 3
    i32.load8_u $callee offset=8
    local.tee 4
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 1
    local.get 4
    i32.store8 offset=8
    local.get 4
    if ;; label = @1
      local.get 3
      i32.load $callee offset=12
      local.get 3
      i32.load $callee offset=16
      call $"[transcode] utf16 m1 \u{2192} utf8 m0"
      local.set 5
      local.set 6
      local.get 1
      local.get 6
      i32.store offset=12
      local.get 1
      local.get 5
      i32.store offset=16
    end
    local.get 3
    i32.load $callee offset=20
    local.set 4
    local.get 3
    i32.load $callee offset=24
    local.tee 5
    i32.const 33554431
    i32.gt_u
    if ;; label = @1
      call $"[trap] list too long"
      unreachable
    end
    local.get 5
    i32.const 8
    i32.mul
    local.set 6
    local.get 4
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned list"
      unreachable
    end
    local.get 4
    i64.extend_i32_u
    local.get 6
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
    local.get 6
    call $"caller realloc"
    local.tee 7
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned realloc result"
      unreachable
    end
    local.get 7
    i64.extend_i32_u
    local.get 6
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
    local.get 6
    if ;; label = @1
      local.get 4
      local.set 8
      local.get 7
      local.set 9
      local.get 4
      local.get 6
      i32.add
      local.set 10
      loop ;; label = @2
        local.get 8
        i32.load $callee
        local.get 8
        i32.load $callee offset=4
        call $"[transcode] utf16 m1 \u{2192} utf8 m0"
        local.set 11
        local.set 12
        local.get 9
        local.get 12
        i32.store
        local.get 9
        local.get 11
        i32.store offset=4
        local.get 9
        i32.const 8
        i32.add
        local.set 9
        local.get 8
        i32.const 8
        i32.add
        local.tee 8
        local.get 10
        i32.ne
        br_if 0 (;@2;)
      end
    end
    local.get 1
    local.get 7
    i32.store offset=20
    local.get 1
    local.get 5
    i32.store offset=24
    local.get 3
    i32.load $callee offset=28
    local.get 3
    i32.load $callee offset=32
    call $"[transcode] utf16 m1 \u{2192} utf8 m0"
    local.set 4
    local.set 5
    local.get 1
    local.get 5
    i32.store offset=28
    local.get 1
    local.get 4
    i32.store offset=32
    local.get 3
    i32.load8_u $callee offset=36
    local.tee 4
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 1
    local.get 4
    i32.store8 offset=36
    local.get 4
    if ;; label = @1
      local.get 3
      i32.load $callee offset=40
      local.get 3
      i32.load $callee offset=44
      call $"[transcode] utf16 m1 \u{2192} utf8 m0"
      local.set 5
      local.set 7
      local.get 1
      local.get 7
      i32.store offset=40
      local.get 1
      local.get 5
      i32.store offset=44
    end
    local.get 3
    i32.load $callee offset=48
    local.set 4
    local.get 3
    i32.load $callee offset=52
    local.tee 5
    i32.const 33554431
    i32.gt_u
    if ;; label = @1
      call $"[trap] list too long"
      unreachable
    end
    local.get 5
    i32.const 8
    i32.mul
    local.set 7
    local.get 4
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned list"
      unreachable
    end
    local.get 4
    i64.extend_i32_u
    local.get 7
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
    local.get 7
    call $"caller realloc"
    local.tee 6
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned realloc result"
      unreachable
    end
    local.get 6
    i64.extend_i32_u
    local.get 7
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
    local.get 7
    if ;; label = @1
      local.get 4
      local.set 10
      local.get 6
      local.set 9
      local.get 4
      local.get 7
      i32.add
      local.set 8
      loop ;; label = @2
        local.get 10
        i32.load $callee
        local.get 10
        i32.load $callee offset=4
        call $"[transcode] utf16 m1 \u{2192} utf8 m0"
        local.set 11
        local.set 12
        local.get 9
        local.get 12
        i32.store
        local.get 9
        local.get 11
        i32.store offset=4
        local.get 9
        i32.const 8
        i32.add
        local.set 9
        local.get 10
        i32.const 8
        i32.add
        local.tee 10
        local.get 8
        i32.ne
        br_if 0 (;@2;)
      end
    end
    local.get 1
    local.get 6
    i32.store offset=48
    local.get 1
    local.get 5
    i32.store offset=52
    local.get 3
    i32.load $callee offset=56
    local.get 3
    i32.load $callee offset=60
    call $"[transcode] utf16 m1 \u{2192} utf8 m0"
    local.set 4
    local.set 5
    local.get 1
    local.get 5
    i32.store offset=56
    local.get 1
    local.get 4
    i32.store offset=60
    local.get 3
    i32.load8_u $callee offset=64
    local.tee 4
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 1
    local.get 4
    i32.store8 offset=64
    local.get 4
    if ;; label = @1
      local.get 3
      i32.load $callee offset=68
      local.get 3
      i32.load $callee offset=72
      call $"[transcode] utf16 m1 \u{2192} utf8 m0"
      local.set 5
      local.set 6
      local.get 1
      local.get 6
      i32.store offset=68
      local.get 1
      local.get 5
      i32.store offset=72
    end
    local.get 3
    i32.load $callee offset=76
    local.set 4
    local.get 3
    i32.load $callee offset=80
    local.set 5
    local.get 4
    local.get 5
    call $"#func21 [copy] list<string>"
    local.set 6
    local.get 1
    local.get 6
    i32.store offset=76
    local.get 1
    local.get 5
    i32.store offset=80
    local.get 3
    i32.load $callee offset=84
    local.get 3
    i32.load $callee offset=88
    call $"[transcode] utf16 m1 \u{2192} utf8 m0"
    local.set 4
    local.set 5
    local.get 1
    local.get 5
    i32.store offset=84
    local.get 1
    local.get 4
    i32.store offset=88
    local.get 3
    i32.load8_u $callee offset=92
    local.tee 4
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 1
    local.get 4
    i32.store8 offset=92
    local.get 4
    if ;; label = @1
      local.get 3
      i32.load $callee offset=96
      local.get 3
      i32.load $callee offset=100
      call $"[transcode] utf16 m1 \u{2192} utf8 m0"
      local.set 5
      local.set 6
      local.get 1
      local.get 6
      i32.store offset=96
      local.get 1
      local.get 5
      i32.store offset=100
    end
    local.get 3
    i32.load $callee offset=104
    local.set 4
    local.get 3
    i32.load $callee offset=108
    local.set 5
    local.get 4
    local.get 5
    call $"#func21 [copy] list<string>"
    local.set 6
    local.get 1
    local.get 6
    i32.store offset=104
    local.get 1
    local.get 5
    i32.store offset=108
    local.get 3
    i32.const 112
    i32.add
    local.get 1
    i32.const 112
    i32.add
    call $"#func22 [copy] record{left, right}"
  )
  (func $"[trap] unaligned pointer" (;4;) (type 3)
    unreachable
  )
  (func $"[trap] pointer out of bounds" (;5;) (type 3)
    unreachable
  )
  (func $"[trap] unaligned realloc result" (;6;) (type 3)
    unreachable
  )
  (func $"[trap] realloc result out of bounds" (;7;) (type 3)
    unreachable
  )
  (func $"[transcode] utf8 m0 \u{2192} utf16 m1" (;8;) (type 4) (param i32 i32) (result i32 i32)
  (func $"[trap] string too long" (;9;) (type 3)
    unreachable
  )
  (func $"[trap] string out of bounds" (;10;) (type 3)
    unreachable
  )
  (func $"[trap] invalid utf-8" (;11;) (type 3)
    unreachable
  )
  (func $"[trap] invalid variant discriminant" (;12;) (type 3)
    unreachable
  )
  (func $"[trap] list too long" (;13;) (type 3)
    unreachable
  )
  (func $"[trap] unaligned list" (;14;) (type 3)
    unreachable
  )
  (func $"[trap] list out of bounds" (;15;) (type 3)
    unreachable
  )
  (func $"[copy] list<string>" (;16;) (type 5) (param i32 i32) (result i32)
    (local i32 i32 i32 i32 i32 i32 i32)
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
    local.set 2
    local.get 0
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned list"
      unreachable
    end
    local.get 0
    i64.extend_i32_u
    local.get 2
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
    local.get 2
    call $"callee realloc"
    local.tee 3
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned realloc result"
      unreachable
    end
    local.get 3
    i64.extend_i32_u
    local.get 2
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
    local.get 2
    if ;; label = @1
      local.get 0
      local.set 4
      local.get 3
      local.set 5
      local.get 0
      local.get 2
      i32.add
      local.set 6
      loop ;; label = @2
        local.get 4
        i32.load
        local.get 4
        i32.load offset=4
        call $"[transcode] utf8 m0 \u{2192} utf16 m1"
        local.set 7
        local.set 8
        local.get 5
        local.get 8
        i32.store $callee
        local.get 5
        local.get 7
        i32.store $callee offset=4
        local.get 5
        i32.const 8
        i32.add
        local.set 5
        local.get 4
        i32.const 8
        i32.add
        local.tee 4
        local.get 6
        i32.ne
        br_if 0 (;@2;)
      end
    end
    local.get 3
  )
  (func $"[copy] record{left, right}" (;17;) (type 2) (param i32 i32)
    (local i32 i32 i32 i32 i32 i32 i32 i32 i32)
    local.get 0
    i32.load
    local.get 0
    i32.load offset=4
    call $"[transcode] utf8 m0 \u{2192} utf16 m1"
    local.set 2
    local.set 3
    local.get 1
    local.get 3
    i32.store $callee
    local.get 1
    local.get 2
    i32.store $callee offset=4
    local.get 0
    i32.load8_u offset=8
    local.tee 2
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 1
    local.get 2
    i32.store8 $callee offset=8
    local.get 2
    if ;; label = @1
      local.get 0
      i32.load offset=12
      local.get 0
      i32.load offset=16
      call $"[transcode] utf8 m0 \u{2192} utf16 m1"
      local.set 3
      local.set 4
      local.get 1
      local.get 4
      i32.store $callee offset=12
      local.get 1
      local.get 3
      i32.store $callee offset=16
    end
    local.get 0
    i32.load offset=20
    local.set 2
    local.get 0
    i32.load offset=24
    local.tee 3
    i32.const 33554431
    i32.gt_u
    if ;; label = @1
      call $"[trap] list too long"
      unreachable
    end
    local.get 3
    i32.const 8
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
    local.get 4
    call $"callee realloc"
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
    memory.size $callee
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
        local.get 6
        i32.load
        local.get 6
        i32.load offset=4
        call $"[transcode] utf8 m0 \u{2192} utf16 m1"
        local.set 9
        local.set 10
        local.get 7
        local.get 10
        i32.store $callee
        local.get 7
        local.get 9
        i32.store $callee offset=4
        local.get 7
        i32.const 8
        i32.add
        local.set 7
        local.get 6
        i32.const 8
        i32.add
        local.tee 6
        local.get 8
        i32.ne
        br_if 0 (;@2;)
      end
    end
    local.get 1
    local.get 5
    i32.store $callee offset=20
    local.get 1
    local.get 3
    i32.store $callee offset=24
    local.get 0
    i32.load offset=28
    local.get 0
    i32.load offset=32
    call $"[transcode] utf8 m0 \u{2192} utf16 m1"
    local.set 2
    local.set 3
    local.get 1
    local.get 3
    i32.store $callee offset=28
    local.get 1
    local.get 2
    i32.store $callee offset=32
    local.get 0
    i32.load8_u offset=36
    local.tee 2
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 1
    local.get 2
    i32.store8 $callee offset=36
    local.get 2
    if ;; label = @1
      local.get 0
      i32.load offset=40
      local.get 0
      i32.load offset=44
      call $"[transcode] utf8 m0 \u{2192} utf16 m1"
      local.set 3
      local.set 5
      local.get 1
      local.get 5
      i32.store $callee offset=40
      local.get 1
      local.get 3
      i32.store $callee offset=44
    end
    local.get 0
    i32.load offset=48
    local.set 2
    local.get 0
    i32.load offset=52
    local.tee 3
    i32.const 33554431
    i32.gt_u
    if ;; label = @1
      call $"[trap] list too long"
      unreachable
    end
    local.get 3
    i32.const 8
    i32.mul
    local.set 5
    local.get 2
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned list"
      unreachable
    end
    local.get 2
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
      call $"[trap] list out of bounds"
      unreachable
    end
    i32.const 0
    i32.const 0
    i32.const 4
    local.get 5
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
    local.get 5
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
    local.get 5
    if ;; label = @1
      local.get 2
      local.set 8
      local.get 4
      local.set 7
      local.get 2
      local.get 5
      i32.add
      local.set 6
      loop ;; label = @2
        local.get 8
        i32.load
        local.get 8
        i32.load offset=4
        call $"[transcode] utf8 m0 \u{2192} utf16 m1"
        local.set 9
        local.set 10
        local.get 7
        local.get 10
        i32.store $callee
        local.get 7
        local.get 9
        i32.store $callee offset=4
        local.get 7
        i32.const 8
        i32.add
        local.set 7
        local.get 8
        i32.const 8
        i32.add
        local.tee 8
        local.get 6
        i32.ne
        br_if 0 (;@2;)
      end
    end
    local.get 1
    local.get 4
    i32.store $callee offset=48
    local.get 1
    local.get 3
    i32.store $callee offset=52
    local.get 0
    i32.load offset=56
    local.get 0
    i32.load offset=60
    call $"[transcode] utf8 m0 \u{2192} utf16 m1"
    local.set 2
    local.set 3
    local.get 1
    local.get 3
    i32.store $callee offset=56
    local.get 1
    local.get 2
    i32.store $callee offset=60
    local.get 0
    i32.load8_u offset=64
    local.tee 2
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 1
    local.get 2
    i32.store8 $callee offset=64
    local.get 2
    if ;; label = @1
      local.get 0
      i32.load offset=68
      local.get 0
      i32.load offset=72
      call $"[transcode] utf8 m0 \u{2192} utf16 m1"
      local.set 3
      local.set 4
      local.get 1
      local.get 4
      i32.store $callee offset=68
      local.get 1
      local.get 3
      i32.store $callee offset=72
    end
    local.get 0
    i32.load offset=76
    local.set 2
    local.get 0
    i32.load offset=80
    local.set 3
    local.get 2
    local.get 3
    call $"[copy] list<string>"
    local.set 4
    local.get 1
    local.get 4
    i32.store $callee offset=76
    local.get 1
    local.get 3
    i32.store $callee offset=80
    local.get 0
    i32.load offset=84
    local.get 0
    i32.load offset=88
    call $"[transcode] utf8 m0 \u{2192} utf16 m1"
    local.set 2
    local.set 3
    local.get 1
    local.get 3
    i32.store $callee offset=84
    local.get 1
    local.get 2
    i32.store $callee offset=88
    local.get 0
    i32.load8_u offset=92
    local.tee 2
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 1
    local.get 2
    i32.store8 $callee offset=92
    local.get 2
    if ;; label = @1
      local.get 0
      i32.load offset=96
      local.get 0
      i32.load offset=100
      call $"[transcode] utf8 m0 \u{2192} utf16 m1"
      local.set 3
      local.set 4
      local.get 1
      local.get 4
      i32.store $callee offset=96
      local.get 1
      local.get 3
      i32.store $callee offset=100
    end
    local.get 0
    i32.load offset=104
    local.set 2
    local.get 0
    i32.load offset=108
    local.set 3
    local.get 2
    local.get 3
    call $"[copy] list<string>"
    local.set 4
    local.get 1
    local.get 4
    i32.store $callee offset=104
    local.get 1
    local.get 3
    i32.store $callee offset=108
  )
  (func $"[transcode] utf16 m1 \u{2192} utf8 m0" (;18;) (type 4) (param i32 i32) (result i32 i32)
  (func $"[trap] unaligned string" (;19;) (type 3)
    unreachable
  )
  (func $"[trap] invalid utf-16" (;20;) (type 3)
    unreachable
  )
  (func $"#func21 [copy] list<string>" (@name "[copy] list<string>") (;21;) (type 5) (param i32 i32) (result i32)
    (local i32 i32 i32 i32 i32 i32 i32)
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
    local.set 2
    local.get 0
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned list"
      unreachable
    end
    local.get 0
    i64.extend_i32_u
    local.get 2
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
    local.get 2
    call $"caller realloc"
    local.tee 3
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned realloc result"
      unreachable
    end
    local.get 3
    i64.extend_i32_u
    local.get 2
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
    local.get 2
    if ;; label = @1
      local.get 0
      local.set 4
      local.get 3
      local.set 5
      local.get 0
      local.get 2
      i32.add
      local.set 6
      loop ;; label = @2
        local.get 4
        i32.load $callee
        local.get 4
        i32.load $callee offset=4
        call $"[transcode] utf16 m1 \u{2192} utf8 m0"
        local.set 7
        local.set 8
        local.get 5
        local.get 8
        i32.store
        local.get 5
        local.get 7
        i32.store offset=4
        local.get 5
        i32.const 8
        i32.add
        local.set 5
        local.get 4
        i32.const 8
        i32.add
        local.tee 4
        local.get 6
        i32.ne
        br_if 0 (;@2;)
      end
    end
    local.get 3
  )
  (func $"#func22 [copy] record{left, right}" (@name "[copy] record{left, right}") (;22;) (type 2) (param i32 i32)
    (local i32 i32 i32 i32 i32 i32 i32 i32 i32)
    local.get 0
    i32.load $callee
    local.get 0
    i32.load $callee offset=4
    call $"[transcode] utf16 m1 \u{2192} utf8 m0"
    local.set 2
    local.set 3
    local.get 1
    local.get 3
    i32.store
    local.get 1
    local.get 2
    i32.store offset=4
    local.get 0
    i32.load8_u $callee offset=8
    local.tee 2
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 1
    local.get 2
    i32.store8 offset=8
    local.get 2
    if ;; label = @1
      local.get 0
      i32.load $callee offset=12
      local.get 0
      i32.load $callee offset=16
      call $"[transcode] utf16 m1 \u{2192} utf8 m0"
      local.set 3
      local.set 4
      local.get 1
      local.get 4
      i32.store offset=12
      local.get 1
      local.get 3
      i32.store offset=16
    end
    local.get 0
    i32.load $callee offset=20
    local.set 2
    local.get 0
    i32.load $callee offset=24
    local.tee 3
    i32.const 33554431
    i32.gt_u
    if ;; label = @1
      call $"[trap] list too long"
      unreachable
    end
    local.get 3
    i32.const 8
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
        local.get 6
        i32.load $callee
        local.get 6
        i32.load $callee offset=4
        call $"[transcode] utf16 m1 \u{2192} utf8 m0"
        local.set 9
        local.set 10
        local.get 7
        local.get 10
        i32.store
        local.get 7
        local.get 9
        i32.store offset=4
        local.get 7
        i32.const 8
        i32.add
        local.set 7
        local.get 6
        i32.const 8
        i32.add
        local.tee 6
        local.get 8
        i32.ne
        br_if 0 (;@2;)
      end
    end
    local.get 1
    local.get 5
    i32.store offset=20
    local.get 1
    local.get 3
    i32.store offset=24
    local.get 0
    i32.load $callee offset=28
    local.get 0
    i32.load $callee offset=32
    call $"[transcode] utf16 m1 \u{2192} utf8 m0"
    local.set 2
    local.set 3
    local.get 1
    local.get 3
    i32.store offset=28
    local.get 1
    local.get 2
    i32.store offset=32
    local.get 0
    i32.load8_u $callee offset=36
    local.tee 2
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 1
    local.get 2
    i32.store8 offset=36
    local.get 2
    if ;; label = @1
      local.get 0
      i32.load $callee offset=40
      local.get 0
      i32.load $callee offset=44
      call $"[transcode] utf16 m1 \u{2192} utf8 m0"
      local.set 3
      local.set 5
      local.get 1
      local.get 5
      i32.store offset=40
      local.get 1
      local.get 3
      i32.store offset=44
    end
    local.get 0
    i32.load $callee offset=48
    local.set 2
    local.get 0
    i32.load $callee offset=52
    local.tee 3
    i32.const 33554431
    i32.gt_u
    if ;; label = @1
      call $"[trap] list too long"
      unreachable
    end
    local.get 3
    i32.const 8
    i32.mul
    local.set 5
    local.get 2
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned list"
      unreachable
    end
    local.get 2
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
    local.tee 4
    i32.const 3
    i32.and
    if ;; label = @1
      call $"[trap] unaligned realloc result"
      unreachable
    end
    local.get 4
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
      local.get 2
      local.set 8
      local.get 4
      local.set 7
      local.get 2
      local.get 5
      i32.add
      local.set 6
      loop ;; label = @2
        local.get 8
        i32.load $callee
        local.get 8
        i32.load $callee offset=4
        call $"[transcode] utf16 m1 \u{2192} utf8 m0"
        local.set 9
        local.set 10
        local.get 7
        local.get 10
        i32.store
        local.get 7
        local.get 9
        i32.store offset=4
        local.get 7
        i32.const 8
        i32.add
        local.set 7
        local.get 8
        i32.const 8
        i32.add
        local.tee 8
        local.get 6
        i32.ne
        br_if 0 (;@2;)
      end
    end
    local.get 1
    local.get 4
    i32.store offset=48
    local.get 1
    local.get 3
    i32.store offset=52
    local.get 0
    i32.load $callee offset=56
    local.get 0
    i32.load $callee offset=60
    call $"[transcode] utf16 m1 \u{2192} utf8 m0"
    local.set 2
    local.set 3
    local.get 1
    local.get 3
    i32.store offset=56
    local.get 1
    local.get 2
    i32.store offset=60
    local.get 0
    i32.load8_u $callee offset=64
    local.tee 2
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 1
    local.get 2
    i32.store8 offset=64
    local.get 2
    if ;; label = @1
      local.get 0
      i32.load $callee offset=68
      local.get 0
      i32.load $callee offset=72
      call $"[transcode] utf16 m1 \u{2192} utf8 m0"
      local.set 3
      local.set 4
      local.get 1
      local.get 4
      i32.store offset=68
      local.get 1
      local.get 3
      i32.store offset=72
    end
    local.get 0
    i32.load $callee offset=76
    local.set 2
    local.get 0
    i32.load $callee offset=80
    local.set 3
    local.get 2
    local.get 3
    call $"#func21 [copy] list<string>"
    local.set 4
    local.get 1
    local.get 4
    i32.store offset=76
    local.get 1
    local.get 3
    i32.store offset=80
    local.get 0
    i32.load $callee offset=84
    local.get 0
    i32.load $callee offset=88
    call $"[transcode] utf16 m1 \u{2192} utf8 m0"
    local.set 2
    local.set 3
    local.get 1
    local.get 3
    i32.store offset=84
    local.get 1
    local.get 2
    i32.store offset=88
    local.get 0
    i32.load8_u $callee offset=92
    local.tee 2
    i32.const 2
    i32.ge_u
    if ;; label = @1
      call $"[trap] invalid variant discriminant"
      unreachable
    end
    local.get 1
    local.get 2
    i32.store8 offset=92
    local.get 2
    if ;; label = @1
      local.get 0
      i32.load $callee offset=96
      local.get 0
      i32.load $callee offset=100
      call $"[transcode] utf16 m1 \u{2192} utf8 m0"
      local.set 3
      local.set 4
      local.get 1
      local.get 4
      i32.store offset=96
      local.get 1
      local.get 3
      i32.store offset=100
    end
    local.get 0
    i32.load $callee offset=104
    local.set 2
    local.get 0
    i32.load $callee offset=108
    local.set 3
    local.get 2
    local.get 3
    call $"#func21 [copy] list<string>"
    local.set 4
    local.get 1
    local.get 4
    i32.store offset=104
    local.get 1
    local.get 3
    i32.store offset=108
  )
)
