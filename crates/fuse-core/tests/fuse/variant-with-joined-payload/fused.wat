(component
  (core module $provider (;0;)
    (memory (;0;) 1)
    (export "memory" (memory 0))
  )
  (core instance $provider0 (;0;) (instantiate $provider))
  (alias core export $provider0 "memory" (core memory (;0;)))
  (core instance $provider1 (;1;) (instantiate $provider))
  (alias core export $provider1 "memory" (core memory (;1;)))
  (core module $fused (;1;)
    (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;1;) (func (param i32 i64 i32) (result i32)))
    (type (;2;) (func (result i32)))
    (type (;3;) (func))
    (type (;4;) (func (param i32 i32) (result i32 i32)))
    (import "" "0" (memory (;0;) 1))
    (import "" "1" (memory (;1;) 1))
    (export "run" (func $"caller:m[1]"))
    (func $"callee:m[0]" (;0;) (type 0) (param i32 i32 i32 i32) (result i32)
      i32.const 64
    )
    (func $"callee:m[1]" (;1;) (type 1) (param i32 i64 i32) (result i32)
      local.get 0
    )
    (func $"caller:m[1]" (;2;) (type 2) (result i32)
      i32.const 1
      i64.const 1065353216
      i32.const 0
      call $"[adapter] caller \u{2192} callee callee#take"
    )
    (func $"[adapter] caller \u{2192} callee callee#take" (;3;) (type 1) (param i32 i64 i32) (result i32)
      (local i32 i64 i32 i32)
      local.get 0
      i32.const 4
      i32.ge_u
      if ;; label = @1
        call $"[trap] invalid variant discriminant"
        unreachable
      end
      local.get 0
      local.set 3
      block ;; label = @1
        block ;; label = @2
          block ;; label = @3
            block ;; label = @4
              block ;; label = @5
                local.get 0
                br_table 0 (;@5;) 1 (;@4;) 2 (;@3;) 3 (;@2;)
              end
              i64.const 0
              local.set 4
              i32.const 0
              local.set 5
              br 3 (;@1;)
            end
            local.get 1
            i32.wrap_i64
            f32.reinterpret_i32
            i32.reinterpret_f32
            i64.extend_i32_u
            local.set 4
            i32.const 0
            local.set 5
            br 2 (;@1;)
          end
          local.get 1
          local.set 4
          i32.const 0
          local.set 5
          br 1 (;@1;)
        end
        local.get 1
        i32.wrap_i64
        local.get 2
        call $"[transcode] utf8 m1 \u{2192} utf8 m0"
        local.set 5
        i64.extend_i32_u
        local.set 4
      end
      local.get 3
      local.get 4
      local.get 5
      call $"callee:m[1]"
      local.tee 6
    )
    (func $"[trap] invalid variant discriminant" (;4;) (type 3)
      unreachable
    )
    (func $"[transcode] utf8 m1 \u{2192} utf8 m0" (;5;) (type 4) (param i32 i32) (result i32 i32)
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
      memory.size 1
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
                    i64.load 1 align=1
                    local.tee 7
                    i64.const -9187201950435737472
                    i64.and
                    local.tee 8
                    local.get 5
                    i64.load 1 offset=8 align=1
                    local.tee 7
                    i64.const -9187201950435737472
                    i64.and
                    local.tee 8
                    i64.or
                    local.get 5
                    i64.load 1 offset=16 align=1
                    local.tee 7
                    i64.const -9187201950435737472
                    i64.and
                    local.tee 8
                    i64.or
                    local.get 5
                    i64.load 1 offset=24 align=1
                    local.tee 7
                    i64.const -9187201950435737472
                    i64.and
                    local.tee 8
                    i64.or
                    local.get 5
                    i64.load 1 offset=32 align=1
                    local.tee 7
                    i64.const -9187201950435737472
                    i64.and
                    local.tee 8
                    i64.or
                    local.get 5
                    i64.load 1 offset=40 align=1
                    local.tee 7
                    i64.const -9187201950435737472
                    i64.and
                    local.tee 8
                    i64.or
                    local.get 5
                    i64.load 1 offset=48 align=1
                    local.tee 7
                    i64.const -9187201950435737472
                    i64.and
                    local.tee 8
                    i64.or
                    local.get 5
                    i64.load 1 offset=56 align=1
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
                  i64.load 1 align=1
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
                i64.load 1 align=1
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
                i32.load8_u 1
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
            i32.load8_u 1
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
                i32.load16_u 1 align=1
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
                  i32.load16_u 1 offset=1 align=1
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
                  i32.load 1 align=1
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
              i32.load8_u 1
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
      call $"callee:m[0]"
      local.tee 2
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
      block ;; label = @1
        local.get 6
        i32.const 64
        i32.ge_u
        if ;; label = @2
          local.get 2
          local.get 0
          local.get 6
          memory.copy 0 1
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
            i64.load 1 align=1
            i64.store align=1
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
          i64.load 1 align=1
          i64.store align=1
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
            i32.load 1 align=1
            i32.store align=1
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
          i32.load 1 align=1
          i32.store align=1
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
            i32.load16_u 1 align=1
            i32.store16 align=1
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
          i32.load16_u 1 align=1
          i32.store16 align=1
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
        i32.load8_u 1
        i32.store8
      end
      local.get 1
      local.set 3
      local.get 2
      local.get 3
    )
    (func $"[trap] string too long" (;6;) (type 3)
      unreachable
    )
    (func $"[trap] string out of bounds" (;7;) (type 3)
      unreachable
    )
    (func $"[trap] invalid utf-8" (;8;) (type 3)
      unreachable
    )
    (func $"[trap] realloc result out of bounds" (;9;) (type 3)
      unreachable
    )
  )
  (core instance (;2;)
    (export "0" (memory 0))
    (export "1" (memory 1))
  )
  (core instance $fused (;3;) (instantiate $fused
      (with "" (instance 2))
    )
  )
  (type (;0;) (func (result u32)))
  (alias core export $fused "run" (core func (;0;)))
  (func (;0;) (type 0) (canon lift (core func 0) string-encoding=utf8))
  (export (;1;) "run" (func 0))
  (@producers
    (processed-by "cargo-fuse" "0.1.0")
  )
)
