(component
  (core module $provider (;0;)
    (memory (;0;) 1)
    (export "memory" (memory 0))
  )
  (core instance $provider0 (;0;) (instantiate $provider))
  (alias core export $provider0 "memory" (core memory (;0;)))
  (core module $fused (;1;)
    (type (;0;) (func (result i32)))
    (type (;1;) (func (param i32 i32 i32) (result i32)))
    (type (;2;) (func (param i32) (result i32)))
    (type (;3;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;4;) (func))
    (import "" "0" (memory (;0;) 1))
    (export "run" (func $"user:m[1]"))
    (func $"definer:m[1]" (;0;) (type 0) (result i32)
      i32.const 42
      call $"[resource.new resource0] definer"
    )
    (func $"user:m[1]" (;1;) (type 0) (result i32)
      call $"[adapter] user \u{2192} definer f6"
    )
    (func $fuse:heap::enlarge (;2;) (type 1) (param i32 i32 i32) (result i32)
      (local i32 i32 i32 i32)
      block ;; label = @1
        local.get 2
        i32.const -1
        i32.add
        i32.clz
        local.tee 2
        br_if 0 (;@1;)
        i32.const 0
        return
      end
      block ;; label = @1
        block ;; label = @2
          block ;; label = @3
            i32.const 32
            local.get 2
            i32.sub
            local.tee 3
            i32.const 2
            i32.shl
            local.tee 4
            i32.load offset=20
            local.tee 2
            i32.eqz
            br_if 0 (;@3;)
            local.get 4
            i32.const 20
            i32.add
            local.get 2
            i32.load
            i32.store
            br 1 (;@2;)
          end
          memory.size
          local.set 5
          i32.const 0
          local.set 4
          i32.const 0
          i32.load offset=16
          local.tee 2
          local.get 5
          i32.const 16
          i32.shl
          local.tee 6
          local.get 2
          select
          local.tee 2
          i32.const 1
          local.get 3
          i32.shl
          i32.add
          local.tee 3
          local.get 2
          i32.lt_u
          br_if 1 (;@1;)
          block ;; label = @3
            local.get 3
            local.get 6
            i32.le_u
            br_if 0 (;@3;)
            i32.const 0
            local.set 4
            local.get 3
            local.get 6
            i32.sub
            i32.const 16
            i32.shr_u
            local.get 3
            i32.const 65535
            i32.and
            i32.const 0
            i32.ne
            i32.add
            local.tee 6
            local.get 5
            i32.add
            i32.const 65535
            i32.gt_u
            br_if 2 (;@1;)
            local.get 6
            memory.grow
            i32.const -1
            i32.eq
            br_if 2 (;@1;)
          end
          i32.const 0
          local.set 4
          i32.const 0
          local.get 3
          i32.store offset=16
          local.get 2
          i32.eqz
          br_if 1 (;@1;)
        end
        block ;; label = @2
          local.get 1
          i32.eqz
          br_if 0 (;@2;)
          block ;; label = @3
            local.get 1
            i32.const -4
            i32.and
            local.tee 4
            i32.eqz
            br_if 0 (;@3;)
            local.get 2
            local.get 0
            local.get 4
            memory.copy
          end
          local.get 0
          i32.const 148
          local.get 1
          i32.const 16
          local.get 1
          i32.const 16
          i32.gt_u
          select
          i32.const -1
          i32.add
          i32.clz
          i32.const 2
          i32.shl
          i32.sub
          local.tee 1
          i32.load
          i32.store
          local.get 1
          local.get 0
          i32.store
        end
        local.get 2
        local.set 4
      end
      local.get 4
    )
    (func $fuse:table::grow (;3;) (type 2) (param i32) (result i32)
      (local i32 i32 i32 i32)
      i32.const 5
      local.set 1
      block ;; label = @1
        local.get 0
        i32.load offset=8
        local.tee 2
        i32.const 1
        i32.shl
        local.tee 3
        i32.const 268435455
        i32.gt_u
        br_if 0 (;@1;)
        local.get 0
        i32.load
        local.get 2
        i32.const 4
        i32.shl
        local.get 3
        i32.const 16
        local.get 3
        i32.const 16
        i32.gt_u
        select
        local.tee 4
        i32.const 4
        i32.shl
        call $fuse:heap::enlarge
        local.tee 3
        i32.eqz
        br_if 0 (;@1;)
        local.get 0
        local.get 4
        i32.store offset=8
        local.get 0
        local.get 3
        i32.store
        i32.const 6
        local.set 1
        local.get 2
        br_if 0 (;@1;)
        local.get 3
        i32.const 0
        i32.store
        local.get 0
        i32.const 1
        i32.store offset=4
      end
      local.get 1
    )
    (func $fuse:own-add (;4;) (type 1) (param i32 i32 i32) (result i32)
      (local i32 i32)
      block ;; label = @1
        block ;; label = @2
          local.get 0
          i32.load offset=12
          local.tee 3
          br_if 0 (;@2;)
          block ;; label = @3
            block ;; label = @4
              local.get 0
              i32.load offset=4
              local.tee 3
              local.get 0
              i32.load offset=8
              i32.ne
              br_if 0 (;@4;)
              local.get 0
              call $fuse:table::grow
              i32.const 255
              i32.and
              i32.const 6
              i32.ne
              br_if 1 (;@3;)
              local.get 0
              i32.load offset=4
              local.set 3
            end
            local.get 0
            local.get 3
            i32.const 1
            i32.add
            i32.store offset=4
            local.get 0
            i32.load
            local.get 3
            i32.const 4
            i32.shl
            i32.add
            local.set 4
            br 2 (;@1;)
          end
          call $"[trap] too many handles"
          unreachable
        end
        local.get 0
        local.get 0
        i32.load
        local.get 3
        i32.const 4
        i32.shl
        i32.add
        local.tee 4
        i32.load offset=4
        i32.store offset=12
      end
      local.get 4
      i64.const 0
      i64.store offset=8 align=4
      local.get 4
      local.get 2
      i32.store offset=4
      local.get 4
      local.get 1
      i32.store
      local.get 3
    )
    (func $fuse:own-move (;5;) (type 3) (param i32 i32 i32 i32) (result i32)
      (local i32 i32)
      block ;; label = @1
        local.get 3
        local.get 0
        i32.load offset=4
        i32.ge_u
        br_if 0 (;@1;)
        block ;; label = @2
          block ;; label = @3
            block ;; label = @4
              block ;; label = @5
                block ;; label = @6
                  block ;; label = @7
                    local.get 0
                    i32.load
                    local.get 3
                    i32.const 4
                    i32.shl
                    i32.add
                    local.tee 4
                    i32.load
                    local.tee 5
                    local.get 2
                    i32.xor
                    i32.const -19
                    i32.and
                    br_if 0 (;@7;)
                    local.get 4
                    i32.load offset=8
                    br_if 3 (;@4;)
                    local.get 5
                    local.get 2
                    i32.ne
                    br_if 4 (;@3;)
                    local.get 4
                    i32.load offset=4
                    local.set 5
                    local.get 4
                    local.get 0
                    i32.load offset=12
                    i32.store offset=4
                    local.get 4
                    i32.const 0
                    i32.store
                    local.get 0
                    local.get 3
                    i32.store offset=12
                    local.get 1
                    i32.load offset=12
                    local.tee 4
                    br_if 1 (;@6;)
                    block ;; label = @8
                      local.get 1
                      i32.load offset=4
                      local.tee 4
                      local.get 1
                      i32.load offset=8
                      i32.ne
                      br_if 0 (;@8;)
                      local.get 1
                      call $fuse:table::grow
                      i32.const 255
                      i32.and
                      i32.const 6
                      i32.ne
                      br_if 6 (;@2;)
                      local.get 1
                      i32.load offset=4
                      local.set 4
                    end
                    local.get 1
                    local.get 4
                    i32.const 1
                    i32.add
                    i32.store offset=4
                    local.get 1
                    i32.load
                    local.get 4
                    i32.const 4
                    i32.shl
                    i32.add
                    local.set 0
                    br 2 (;@5;)
                  end
                  local.get 5
                  i32.eqz
                  br_if 5 (;@1;)
                  call $"[trap] handle index used with the wrong type"
                  unreachable
                end
                local.get 1
                local.get 1
                i32.load
                local.get 4
                i32.const 4
                i32.shl
                i32.add
                local.tee 0
                i32.load offset=4
                i32.store offset=12
              end
              local.get 0
              i64.const 0
              i64.store offset=8 align=4
              local.get 0
              local.get 5
              i32.store offset=4
              local.get 0
              local.get 2
              i32.store
              local.get 4
              return
            end
            call $"[trap] cannot remove a handle while it is lent"
            unreachable
          end
          call $"[trap] cannot pass a borrowed handle as an owned one"
          unreachable
        end
        call $"[trap] too many handles"
        unreachable
      end
      call $"[trap] unknown handle index"
      unreachable
    )
    (func $"[adapter] user \u{2192} definer f6" (;6;) (type 0) (result i32)
      (local i32 i32 i32)
      call $"definer:m[1]"
      local.tee 0
      local.set 2
      i32.const 192
      i32.const 224
      i32.const 1
      local.get 2
      call $fuse:own-move
      local.tee 1
    )
    (func $"[resource.new resource0] definer" (;7;) (type 2) (param i32) (result i32)
      (local i32 i32)
      i32.const 0
      i32.load offset=204
      local.tee 1
      if (result i32) ;; label = @1
        local.get 1
        i32.const 4
        i32.shl
        i32.const 0
        i32.load offset=192
        i32.add
        local.set 2
        i32.const 0
        local.get 2
        i32.load offset=4
        i32.store offset=204
        local.get 2
        i32.const 1
        i32.store
        local.get 2
        local.get 0
        i32.store offset=4
        local.get 1
      else
        i32.const 192
        i32.const 1
        local.get 0
        call $fuse:own-add
      end
    )
    (func $"[trap] unknown handle index" (;8;) (type 4)
      unreachable
    )
    (func $"[trap] handle index used with the wrong type" (;9;) (type 4)
      unreachable
    )
    (func $"[trap] cannot pass a borrowed handle as an owned one" (;10;) (type 4)
      unreachable
    )
    (func $"[trap] cannot remove a handle while it is lent" (;11;) (type 4)
      unreachable
    )
    (func $"[trap] too many handles" (;12;) (type 4)
      unreachable
    )
  )
  (core instance (;1;)
    (export "0" (memory 0))
  )
  (core instance $fused (;2;) (instantiate $fused
      (with "" (instance 1))
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
