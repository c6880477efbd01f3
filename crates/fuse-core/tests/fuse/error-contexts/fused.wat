(component
  (core module $provider (;0;)
    (memory (;0;) 1)
    (export "memory" (memory 0))
  )
  (core instance $provider0 (;0;) (instantiate $provider))
  (alias core export $provider0 "memory" (core memory (;0;)))
  (core instance $provider1 (;1;) (instantiate $provider))
  (alias core export $provider1 "memory" (core memory (;1;)))
  (core instance $provider2 (;2;) (instantiate $provider))
  (alias core export $provider2 "memory" (core memory (;2;)))
  (core module $fused (;1;)
    (type (;0;) (func (result i32)))
    (type (;1;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;2;) (func))
    (type (;3;) (func (param i32 i32 i32) (result i32)))
    (type (;4;) (func (param i32) (result i32)))
    (type (;5;) (func (param i32 i32) (result i32)))
    (type (;6;) (func (param i32 i32)))
    (type (;7;) (func (param i32)))
    (type (;8;) (func (param i32 i32) (result i32 i32)))
    (import "" "0" (memory (;0;) 1))
    (import "" "1" (memory (;1;) 1))
    (import "" "2" (memory (;2;) 1))
    (export "run" (func $"reader:m[3]"))
    (func $"maker:m[1]" (;0;) (type 0) (result i32)
      i32.const 16
      i32.const 4
      call $"[error-context.new] maker"
    )
    (func $"reader:libc[0]" (;1;) (type 1) (param i32 i32 i32 i32) (result i32)
      i32.const 1024
    )
    (func $"reader:m[3]" (;2;) (type 2)
      (local i32)
      call $"[adapter] reader \u{2192} maker make"
      local.set 0
      local.get 0
      i32.const 16
      call $"[error-context.debug-message] reader"
      local.get 0
      call $"[error-context.drop] reader"
    )
    (func $fuse:heap::resize (;3;) (type 3) (param i32 i32 i32) (result i32)
    (func $fuse:table::grow (;4;) (type 4) (param i32) (result i32)
    (func $fuse:error_context::add_slot (;5;) (type 5) (param i32 i32) (result i32)
    (func $fuse:error-context-copy (;6;) (type 3) (param i32 i32 i32) (result i32)
    (func $fuse:error-context-drop (;7;) (type 6) (param i32 i32)
    (func $fuse:error-context-find (;8;) (type 5) (param i32 i32) (result i32)
    (func $fuse:error-context-new (;9;) (type 5) (param i32 i32) (result i32)
    (func $fuse:scratch-realloc (;10;) (type 1) (param i32 i32 i32 i32) (result i32)
    (func $"[adapter] reader \u{2192} maker make" (;11;) (type 0) (result i32)
      (local i32 i32 i32)
      call $"maker:m[1]"
      local.tee 0
      local.set 2
      i32.const 256
      i32.const 320
      local.get 2
      call $fuse:error-context-copy
      local.tee 1
    )
    (func $"[error-context.new] maker" (;12;) (type 5) (param i32 i32) (result i32)
      (local i32)
      local.get 0
      local.get 1
      call $"[transcode] utf16 m2 \u{2192} utf8 m0"
      local.set 2
      drop
      i32.const 256
      local.get 2
      call $fuse:error-context-new
    )
    (func $"[error-context.debug-message] reader" (;13;) (type 6) (param i32 i32)
      (local i32 i32 i32)
      i32.const 320
      local.get 0
      call $fuse:error-context-find
      local.set 2
      local.get 1
      i64.extend_i32_u
      i64.const 8
      i64.add
      memory.size 1
      i64.extend_i32_u
      i64.const 16
      i64.shl
      i64.gt_u
      if ;; label = @1
        call $"[trap] pointer out of bounds"
        unreachable
      end
      local.get 2
      i32.const 16
      i32.add
      local.get 2
      i32.load offset=8
      call $"[transcode] utf8 m0 \u{2192} utf8 m1"
      local.set 4
      local.set 3
      local.get 1
      local.get 3
      i32.store 1 align=1
      local.get 1
      local.get 4
      i32.store 1 offset=4 align=1
    )
    (func $"[error-context.drop] reader" (;14;) (type 7) (param i32)
      i32.const 320
      local.get 0
      call $fuse:error-context-drop
    )
    (func $"[trap] unknown handle index" (;15;) (type 2)
      unreachable
    )
    (func $"[trap] handle index used with the wrong type" (;16;) (type 2)
      unreachable
    )
    (func $"[trap] too many handles" (;17;) (type 2)
      unreachable
    )
    (func $"[transcode] utf16 m2 \u{2192} utf8 m0" (;18;) (type 8) (param i32 i32) (result i32 i32)
      (local i32 i32 i32 i32 i32 i32 i64 i64 i64 i32 i32)
      local.get 1
      i32.const 134217727
      i32.gt_u
      if ;; label = @1
        call $"[trap] string too long"
        unreachable
      end
      local.get 0
      i32.const 1
      i32.and
      if ;; label = @1
        call $"[trap] unaligned string"
        unreachable
      end
      local.get 1
      i32.const 1
      i32.shl
      local.set 4
      local.get 0
      i64.extend_i32_u
      local.get 4
      i64.extend_i32_u
      i64.add
      memory.size 2
      i64.extend_i32_u
      i64.const 16
      i64.shl
      i64.gt_u
      if ;; label = @1
        call $"[trap] string out of bounds"
        unreachable
      end
      local.get 0
      local.tee 5
      local.get 4
      i32.add
      local.set 4
      i32.const 0
      i32.const 0
      i32.const 1
      local.get 1
      call $fuse:scratch-realloc
      local.tee 2
      i64.extend_i32_u
      local.get 1
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
      local.set 6
      block ;; label = @1
        block ;; label = @2
          loop ;; label = @3
            block ;; label = @4
              block ;; label = @5
                loop ;; label = @6
                  local.get 4
                  local.get 5
                  i32.sub
                  i32.const 8
                  i32.lt_u
                  br_if 1 (;@5;)
                  local.get 5
                  i64.load 2 align=1
                  local.tee 8
                  i64.const -35747867511423104
                  i64.and
                  local.tee 9
                  i64.eqz
                  if ;; label = @7
                    local.get 6
                    local.get 8
                    local.tee 10
                    local.get 10
                    i64.const 8
                    i64.shr_u
                    i64.or
                    i64.const 281470681808895
                    i64.and
                    local.tee 10
                    local.get 10
                    i64.const 16
                    i64.shr_u
                    i64.or
                    i64.store32 align=1
                    local.get 5
                    i32.const 8
                    i32.add
                    local.set 5
                    local.get 6
                    i32.const 4
                    i32.add
                    local.set 6
                    br 1 (;@6;)
                  end
                end
                local.get 6
                local.get 8
                local.tee 10
                local.get 10
                i64.const 8
                i64.shr_u
                i64.or
                i64.const 281470681808895
                i64.and
                local.tee 10
                local.get 10
                i64.const 16
                i64.shr_u
                i64.or
                i64.store32 align=1
                local.get 9
                i64.ctz
                i32.wrap_i64
                i32.const 4
                i32.shr_u
                local.set 11
                local.get 5
                local.get 11
                i32.const 1
                i32.shl
                i32.add
                local.set 5
                local.get 6
                local.get 11
                i32.add
                local.set 6
                br 1 (;@4;)
              end
              local.get 5
              local.get 4
              i32.eq
              br_if 3 (;@1;)
              block ;; label = @5
                local.get 1
                i32.const 4
                i32.lt_u
                br_if 0 (;@5;)
                local.get 4
                i32.const 8
                i32.sub
                local.tee 11
                i64.load 2 align=1
                local.tee 8
                i64.const -35747867511423104
                i64.and
                local.tee 9
                i64.const 0
                i64.ne
                br_if 0 (;@5;)
                local.get 6
                local.get 5
                local.get 11
                i32.sub
                i32.const 1
                i32.shr_u
                i32.sub
                local.set 6
                local.get 11
                local.set 5
                local.get 6
                local.get 8
                local.tee 10
                local.get 10
                i64.const 8
                i64.shr_u
                i64.or
                i64.const 281470681808895
                i64.and
                local.tee 10
                local.get 10
                i64.const 16
                i64.shr_u
                i64.or
                i64.store32 align=1
                local.get 5
                i32.const 8
                i32.add
                local.set 5
                local.get 6
                i32.const 4
                i32.add
                local.set 6
                br 4 (;@1;)
              end
              loop ;; label = @5
                local.get 5
                local.get 4
                i32.eq
                br_if 4 (;@1;)
                local.get 5
                i32.load16_u 2
                local.tee 7
                i32.const 65408
                i32.and
                br_if 1 (;@4;)
                local.get 6
                local.get 7
                i32.store8
                local.get 6
                i32.const 1
                i32.add
                local.set 6
                local.get 5
                i32.const 2
                i32.add
                local.set 5
                br 0 (;@5;)
              end
            end
            br 2 (;@1;)
            br 0 (;@3;)
          end
        end
        call $"[trap] invalid utf-16"
        unreachable
      end
      local.get 5
      local.get 4
      i32.ne
      if ;; label = @1
        local.get 6
        local.get 2
        i32.sub
        local.get 1
        i32.const 3
        i32.mul
        local.set 7
        local.get 2
        local.get 1
        i32.const 1
        local.get 7
        call $fuse:scratch-realloc
        local.tee 2
        i64.extend_i32_u
        local.get 7
        i64.extend_i32_u
        i64.add
        memory.size
        i64.extend_i32_u
        i64.const 16
        i64.shl
        i64.gt_u
        if ;; label = @2
          call $"[trap] realloc result out of bounds"
          unreachable
        end
        local.get 2
        i32.add
        local.set 6
        block ;; label = @2
          block ;; label = @3
            loop ;; label = @4
              block ;; label = @5
                block ;; label = @6
                  loop ;; label = @7
                    local.get 4
                    local.get 5
                    i32.sub
                    i32.const 8
                    i32.lt_u
                    br_if 1 (;@6;)
                    local.get 5
                    i64.load 2 align=1
                    local.tee 9
                    i64.const -35747867511423104
                    i64.and
                    local.tee 8
                    i64.eqz
                    if ;; label = @8
                      local.get 6
                      local.get 9
                      local.tee 10
                      local.get 10
                      i64.const 8
                      i64.shr_u
                      i64.or
                      i64.const 281470681808895
                      i64.and
                      local.tee 10
                      local.get 10
                      i64.const 16
                      i64.shr_u
                      i64.or
                      i64.store32 align=1
                      local.get 5
                      i32.const 8
                      i32.add
                      local.set 5
                      local.get 6
                      i32.const 4
                      i32.add
                      local.set 6
                      br 1 (;@7;)
                    end
                  end
                  local.get 6
                  local.get 9
                  local.tee 10
                  local.get 10
                  i64.const 8
                  i64.shr_u
                  i64.or
                  i64.const 281470681808895
                  i64.and
                  local.tee 10
                  local.get 10
                  i64.const 16
                  i64.shr_u
                  i64.or
                  i64.store32 align=1
                  local.get 8
                  i64.ctz
                  i32.wrap_i64
                  i32.const 4
                  i32.shr_u
                  local.set 12
                  local.get 5
                  local.get 12
                  i32.const 1
                  i32.shl
                  i32.add
                  local.set 5
                  local.get 6
                  local.get 12
                  i32.add
                  local.set 6
                  br 1 (;@5;)
                end
                local.get 5
                local.get 4
                i32.eq
                br_if 3 (;@2;)
                loop ;; label = @6
                  local.get 5
                  local.get 4
                  i32.eq
                  br_if 4 (;@2;)
                  local.get 5
                  i32.load16_u 2
                  local.tee 11
                  i32.const 65408
                  i32.and
                  br_if 1 (;@5;)
                  local.get 6
                  local.get 11
                  i32.store8
                  local.get 6
                  i32.const 1
                  i32.add
                  local.set 6
                  local.get 5
                  i32.const 2
                  i32.add
                  local.set 5
                  br 0 (;@6;)
                end
              end
              local.get 5
              i32.load16_u 2
              local.set 11
              loop ;; label = @5
                local.get 11
                i32.const 63488
                i32.and
                i32.const 55296
                i32.ne
                if ;; label = @6
                  local.get 5
                  i32.const 2
                  i32.add
                  local.set 5
                  local.get 11
                  i32.const 2047
                  i32.le_u
                  if ;; label = @7
                    local.get 6
                    local.get 11
                    i32.const 6
                    i32.shr_u
                    i32.const 192
                    i32.or
                    local.get 11
                    i32.const 0
                    i32.shr_u
                    i32.const 63
                    i32.and
                    i32.const 128
                    i32.or
                    i32.const 8
                    i32.shl
                    i32.or
                    i32.store16 align=1
                    local.get 6
                    i32.const 2
                    i32.add
                    local.set 6
                  else
                    local.get 6
                    local.get 11
                    i32.const 12
                    i32.shr_u
                    i32.const 224
                    i32.or
                    local.get 11
                    i32.const 6
                    i32.shr_u
                    i32.const 63
                    i32.and
                    i32.const 128
                    i32.or
                    i32.const 8
                    i32.shl
                    i32.or
                    i32.store16 align=1
                    local.get 6
                    local.get 11
                    i32.const 0
                    i32.shr_u
                    i32.const 63
                    i32.and
                    i32.const 128
                    i32.or
                    i32.const 0
                    i32.shl
                    i32.store8 offset=2
                    local.get 6
                    i32.const 3
                    i32.add
                    local.set 6
                  end
                else
                  local.get 4
                  local.get 5
                  i32.sub
                  i32.const 4
                  i32.lt_u
                  br_if 3 (;@3;)
                  local.get 5
                  i32.load 2 align=2
                  local.tee 12
                  i32.const -67044352
                  i32.and
                  i32.const -603924480
                  i32.ne
                  br_if 3 (;@3;)
                  local.get 12
                  i32.const 1023
                  i32.and
                  i32.const 10
                  i32.shl
                  local.get 12
                  i32.const 16
                  i32.shr_u
                  i32.const 1023
                  i32.and
                  i32.or
                  i32.const 65536
                  i32.add
                  local.set 12
                  local.get 5
                  i32.const 4
                  i32.add
                  local.set 5
                  local.get 6
                  local.get 12
                  i32.const 18
                  i32.shr_u
                  i32.const 240
                  i32.or
                  local.get 12
                  i32.const 12
                  i32.shr_u
                  i32.const 63
                  i32.and
                  i32.const 128
                  i32.or
                  i32.const 8
                  i32.shl
                  i32.or
                  local.get 12
                  i32.const 6
                  i32.shr_u
                  i32.const 63
                  i32.and
                  i32.const 128
                  i32.or
                  i32.const 16
                  i32.shl
                  i32.or
                  local.get 12
                  i32.const 0
                  i32.shr_u
                  i32.const 63
                  i32.and
                  i32.const 128
                  i32.or
                  i32.const 24
                  i32.shl
                  i32.or
                  i32.store align=1
                  local.get 6
                  i32.const 4
                  i32.add
                  local.set 6
                end
                local.get 5
                local.get 4
                i32.eq
                br_if 3 (;@2;)
                local.get 5
                i32.load16_u 2
                local.tee 11
                i32.const 65408
                i32.and
                br_if 0 (;@5;)
              end
              br 0 (;@4;)
            end
          end
          call $"[trap] invalid utf-16"
          unreachable
        end
        local.get 6
        local.get 2
        i32.sub
        local.tee 11
        local.get 7
        i32.ne
        if ;; label = @2
          local.get 2
          local.get 7
          i32.const 1
          local.get 11
          call $fuse:scratch-realloc
          local.tee 2
          i64.extend_i32_u
          local.get 11
          i64.extend_i32_u
          i64.add
          memory.size
          i64.extend_i32_u
          i64.const 16
          i64.shl
          i64.gt_u
          if ;; label = @3
            call $"[trap] realloc result out of bounds"
            unreachable
          end
          local.get 11
          local.set 7
        end
        local.get 7
        local.set 3
      else
        local.get 1
        local.set 3
      end
      local.get 2
      local.get 3
    )
    (func $"[trap] string too long" (;19;) (type 2)
      unreachable
    )
    (func $"[trap] unaligned string" (;20;) (type 2)
      unreachable
    )
    (func $"[trap] string out of bounds" (;21;) (type 2)
      unreachable
    )
    (func $"[trap] realloc result out of bounds" (;22;) (type 2)
      unreachable
    )
    (func $"[trap] invalid utf-16" (;23;) (type 2)
      unreachable
    )
    (func $"[transcode] utf8 m0 \u{2192} utf8 m1" (;24;) (type 8) (param i32 i32) (result i32 i32)
      (local i32 i32 i32 i32 i32 i64 i64 i32 i32)
      local.get 1
      i32.const 268435455
      i32.gt_u
      if ;; label = @1
        call $"[trap] string too long"
        unreachable
      end
      local.get 1
      local.set 4
      local.get 0
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
        call $"[trap] string out of bounds"
        unreachable
      end
      local.get 0
      local.tee 5
      local.get 4
      i32.add
      local.set 4
      block ;; label = @1
        block ;; label = @2
          loop ;; label = @3
            block ;; label = @4
              block ;; label = @5
                block ;; label = @6
                  loop ;; label = @7
                    local.get 4
                    local.get 5
                    i32.sub
                    i32.const 64
                    i32.lt_u
                    br_if 1 (;@6;)
                    local.get 5
                    i64.load align=1
                    local.tee 7
                    i64.const -9187201950435737472
                    i64.and
                    local.tee 8
                    local.get 5
                    i64.load offset=8 align=1
                    local.tee 7
                    i64.const -9187201950435737472
                    i64.and
                    local.tee 8
                    i64.or
                    local.get 5
                    i64.load offset=16 align=1
                    local.tee 7
                    i64.const -9187201950435737472
                    i64.and
                    local.tee 8
                    i64.or
                    local.get 5
                    i64.load offset=24 align=1
                    local.tee 7
                    i64.const -9187201950435737472
                    i64.and
                    local.tee 8
                    i64.or
                    local.get 5
                    i64.load offset=32 align=1
                    local.tee 7
                    i64.const -9187201950435737472
                    i64.and
                    local.tee 8
                    i64.or
                    local.get 5
                    i64.load offset=40 align=1
                    local.tee 7
                    i64.const -9187201950435737472
                    i64.and
                    local.tee 8
                    i64.or
                    local.get 5
                    i64.load offset=48 align=1
                    local.tee 7
                    i64.const -9187201950435737472
                    i64.and
                    local.tee 8
                    i64.or
                    local.get 5
                    i64.load offset=56 align=1
                    local.tee 7
                    i64.const -9187201950435737472
                    i64.and
                    local.tee 8
                    i64.or
                    i64.const 0
                    i64.ne
                    br_if 1 (;@6;)
                    local.get 5
                    i32.const 64
                    i32.add
                    local.set 5
                    br 0 (;@7;)
                  end
                end
                loop ;; label = @6
                  local.get 4
                  local.get 5
                  i32.sub
                  i32.const 8
                  i32.lt_u
                  br_if 1 (;@5;)
                  local.get 5
                  i64.load align=1
                  local.tee 7
                  i64.const -9187201950435737472
                  i64.and
                  local.tee 8
                  i64.eqz
                  if ;; label = @7
                    local.get 5
                    i32.const 8
                    i32.add
                    local.set 5
                    br 1 (;@6;)
                  end
                end
                local.get 8
                i64.ctz
                i32.wrap_i64
                i32.const 3
                i32.shr_u
                local.set 9
                local.get 5
                local.get 9
                i32.add
                local.set 5
                br 1 (;@4;)
              end
              local.get 5
              local.get 4
              i32.eq
              br_if 3 (;@1;)
              block ;; label = @5
                local.get 1
                i32.const 8
                i32.lt_u
                br_if 0 (;@5;)
                local.get 4
                i32.const 8
                i32.sub
                local.tee 9
                i64.load align=1
                local.tee 7
                i64.const -9187201950435737472
                i64.and
                local.tee 8
                i64.const 0
                i64.ne
                br_if 0 (;@5;)
                local.get 9
                local.tee 5
                i32.const 8
                i32.add
                local.set 5
                br 4 (;@1;)
              end
              loop ;; label = @5
                local.get 5
                local.get 4
                i32.eq
                br_if 4 (;@1;)
                local.get 5
                i32.load8_u
                local.tee 6
                i32.const 128
                i32.and
                br_if 1 (;@4;)
                local.get 5
                i32.const 1
                i32.add
                local.set 5
                br 0 (;@5;)
              end
            end
            local.get 5
            i32.load8_u
            local.set 6
            loop ;; label = @4
              local.get 6
              i32.const 223
              i32.le_u
              if ;; label = @5
                local.get 4
                local.get 5
                i32.sub
                i32.const 2
                i32.lt_u
                br_if 3 (;@2;)
                local.get 5
                i32.load16_u align=1
                local.tee 10
                i32.const 49376
                i32.and
                i32.const 32960
                i32.ne
                br_if 3 (;@2;)
                local.get 10
                i32.const 31
                i32.and
                i32.const 6
                i32.shl
                local.get 10
                i32.const 8
                i32.shr_u
                i32.const 63
                i32.and
                i32.const 0
                i32.shl
                i32.or
                local.set 9
                local.get 10
                i32.const 30
                i32.and
                i32.eqz
                br_if 3 (;@2;)
                local.get 5
                i32.const 2
                i32.add
                local.set 5
              else
                local.get 6
                i32.const 239
                i32.le_u
                if ;; label = @6
                  local.get 4
                  local.get 5
                  i32.sub
                  i32.const 3
                  i32.lt_u
                  br_if 4 (;@2;)
                  local.get 5
                  i32.load16_u offset=1 align=1
                  i32.const 8
                  i32.shl
                  local.get 6
                  i32.or
                  local.tee 10
                  i32.const 12632304
                  i32.and
                  i32.const 8421600
                  i32.ne
                  br_if 4 (;@2;)
                  local.get 10
                  i32.const 15
                  i32.and
                  i32.const 12
                  i32.shl
                  local.get 10
                  i32.const 8
                  i32.shr_u
                  i32.const 63
                  i32.and
                  i32.const 6
                  i32.shl
                  i32.or
                  local.get 10
                  i32.const 16
                  i32.shr_u
                  i32.const 63
                  i32.and
                  i32.const 0
                  i32.shl
                  i32.or
                  local.set 9
                  local.get 10
                  i32.const 8207
                  i32.and
                  local.tee 10
                  i32.eqz
                  br_if 4 (;@2;)
                  local.get 10
                  i32.const 8205
                  i32.eq
                  br_if 4 (;@2;)
                  local.get 5
                  i32.const 3
                  i32.add
                  local.set 5
                else
                  local.get 4
                  local.get 5
                  i32.sub
                  i32.const 4
                  i32.lt_u
                  br_if 4 (;@2;)
                  local.get 5
                  i32.load align=1
                  local.tee 10
                  i32.const -1061109512
                  i32.and
                  i32.const -2139062032
                  i32.ne
                  br_if 4 (;@2;)
                  local.get 10
                  i32.const 7
                  i32.and
                  i32.const 18
                  i32.shl
                  local.get 10
                  i32.const 8
                  i32.shr_u
                  i32.const 63
                  i32.and
                  i32.const 12
                  i32.shl
                  i32.or
                  local.get 10
                  i32.const 16
                  i32.shr_u
                  i32.const 63
                  i32.and
                  i32.const 6
                  i32.shl
                  i32.or
                  local.get 10
                  i32.const 24
                  i32.shr_u
                  i32.const 63
                  i32.and
                  i32.const 0
                  i32.shl
                  i32.or
                  local.tee 9
                  i32.const 65536
                  i32.sub
                  i32.const 1048575
                  i32.gt_u
                  br_if 4 (;@2;)
                  local.get 5
                  i32.const 4
                  i32.add
                  local.set 5
                end
              end
              local.get 5
              local.get 4
              i32.eq
              br_if 3 (;@1;)
              local.get 5
              i32.load8_u
              local.tee 6
              i32.const 128
              i32.and
              br_if 0 (;@4;)
            end
            br 0 (;@3;)
          end
        end
        call $"[trap] invalid utf-8"
        unreachable
      end
      local.get 1
      local.set 6
      i32.const 0
      i32.const 0
      i32.const 1
      local.get 6
      call $"reader:libc[0]"
      local.tee 2
      i64.extend_i32_u
      local.get 6
      i64.extend_i32_u
      i64.add
      memory.size 1
      i64.extend_i32_u
      i64.const 16
      i64.shl
      i64.gt_u
      if ;; label = @1
        call $"[trap] realloc result out of bounds"
        unreachable
      end
      block ;; label = @1
        local.get 6
        i32.const 64
        i32.ge_u
        if ;; label = @2
          local.get 2
          local.get 0
          local.get 6
          memory.copy 1 0
          br 1 (;@1;)
        end
        local.get 6
        i32.const 8
        i32.ge_u
        if ;; label = @2
          i32.const 0
          local.set 9
          local.get 6
          i32.const 8
          i32.sub
          local.set 10
          loop ;; label = @3
            local.get 2
            local.get 9
            i32.add
            local.get 0
            local.get 9
            i32.add
            i64.load align=1
            i64.store 1 align=1
            local.get 9
            i32.const 8
            i32.add
            local.tee 9
            local.get 10
            i32.lt_u
            br_if 0 (;@3;)
          end
          local.get 2
          local.get 10
          i32.add
          local.get 0
          local.get 10
          i32.add
          i64.load align=1
          i64.store 1 align=1
          br 1 (;@1;)
        end
        local.get 6
        i32.const 4
        i32.ge_u
        if ;; label = @2
          i32.const 0
          local.set 9
          local.get 6
          i32.const 4
          i32.sub
          local.set 10
          loop ;; label = @3
            local.get 2
            local.get 9
            i32.add
            local.get 0
            local.get 9
            i32.add
            i32.load align=1
            i32.store 1 align=1
            local.get 9
            i32.const 4
            i32.add
            local.tee 9
            local.get 10
            i32.lt_u
            br_if 0 (;@3;)
          end
          local.get 2
          local.get 10
          i32.add
          local.get 0
          local.get 10
          i32.add
          i32.load align=1
          i32.store 1 align=1
          br 1 (;@1;)
        end
        local.get 6
        i32.const 2
        i32.ge_u
        if ;; label = @2
          i32.const 0
          local.set 9
          local.get 6
          i32.const 2
          i32.sub
          local.set 10
          loop ;; label = @3
            local.get 2
            local.get 9
            i32.add
            local.get 0
            local.get 9
            i32.add
            i32.load16_u align=1
            i32.store16 1 align=1
            local.get 9
            i32.const 2
            i32.add
            local.tee 9
            local.get 10
            i32.lt_u
            br_if 0 (;@3;)
          end
          local.get 2
          local.get 10
          i32.add
          local.get 0
          local.get 10
          i32.add
          i32.load16_u align=1
          i32.store16 1 align=1
          br 1 (;@1;)
        end
        local.get 6
        i32.eqz
        br_if 0 (;@1;)
        i32.const 0
        local.set 9
        local.get 2
        local.get 9
        i32.add
        local.get 0
        local.get 9
        i32.add
        i32.load8_u
        i32.store8 1
      end
      local.get 1
      local.set 3
      local.get 2
      local.get 3
    )
    (func $"[trap] invalid utf-8" (;25;) (type 2)
      unreachable
    )
    (func $"[trap] pointer out of bounds" (;26;) (type 2)
      unreachable
    )
  )
  (core instance (;3;)
    (export "0" (memory 0))
    (export "1" (memory 1))
    (export "2" (memory 2))
  )
  (core instance $fused (;4;) (instantiate $fused
      (with "" (instance 3))
    )
  )
  (type (;0;) (func))
  (alias core export $fused "run" (core func (;0;)))
  (func (;0;) (type 0) (canon lift (core func 0) string-encoding=utf8))
  (export (;1;) "run" (func 0))
  (@producers
    (processed-by "cargo-fuse" "0.1.0")
  )
)
