(component
  (type (;0;)
    (instance
      (export (;0;) "pollable" (type (sub resource)))
      (type (;1;) (own 0))
      (type (;2;) (func (result 1)))
      (export (;0;) "make" (func (type 2)))
      (type (;3;) (borrow 0))
      (type (;4;) (list 3))
      (type (;5;) (func (param "in" 4)))
      (export (;1;) "poll" (func (type 5)))
    )
  )
  (import "test:host/poll" (instance (;0;) (type 0)))
  (core module $provider (;0;)
    (memory (;0;) 1)
    (export "memory" (memory 0))
  )
  (core instance $provider0 (;0;) (instantiate $provider))
  (alias core export $provider0 "memory" (core memory (;0;)))
  (core instance $provider1 (;1;) (instantiate $provider))
  (alias core export $provider1 "memory" (core memory (;1;)))
  (alias export 0 "make" (func (;0;)))
  (core func (;0;) (canon lower (func 0) string-encoding=utf8))
  (alias export 0 "poll" (func (;1;)))
  (core func (;1;) (canon lower (func 1) string-encoding=utf8 (memory 1)))
  (alias export 0 "pollable" (type (;1;)))
  (core func (;2;) (canon resource.drop 1))
  (core module $fused (;1;)
    (type (;0;) (func (result i32)))
    (type (;1;) (func (param i32 i32)))
    (type (;2;) (func (param i32)))
    (type (;3;) (func))
    (type (;4;) (func (param i32 i32 i32) (result i32)))
    (type (;5;) (func (param i32) (result i32)))
    (type (;6;) (func (param i32 i32 i32) (result i64)))
    (type (;7;) (func (param i32 i32 i32)))
    (import "" "0" (func $"[host] test:host/poll#make" (;0;) (type 0)))
    (import "" "1" (func $"[host] test:host/poll#poll" (;1;) (type 1)))
    (import "" "2" (func $"[host] resource.drop resource0" (;2;) (type 2)))
    (import "" "3" (memory (;0;) 1))
    (import "" "4" (memory (;1;) 1))
    (export "run" (func $"user:m[3]"))
    (func $"checker:m[1]" (;3;) (type 2) (param i32)
      local.get 0
      call $"[resource.drop test:host/poll#pollable] checker"
    )
    (func $"user:m[3]" (;4;) (type 3)
      i32.const 8
      call $"[leave] user \u{2192} host poll#make"
      i32.store 1
      i32.const 8
      i32.load 1
      call $"[adapter] user \u{2192} checker check"
      i32.const 8
      i32.const 1
      call $"[leave] user \u{2192} host poll#poll"
    )
    (func $fuse:heap::resize (;5;) (type 4) (param i32 i32 i32) (result i32)
    (func $fuse:table::grow (;6;) (type 5) (param i32) (result i32)
    (func $fuse:host::grow (;7;) (type 5) (param i32) (result i32)
    (func $fuse:stack::grow (;8;) (type 5) (param i32) (result i32)
    (func $fuse:borrow-add (;9;) (type 4) (param i32 i32 i32) (result i32)
    (func $fuse:drop (;10;) (type 6) (param i32 i32 i32) (result i64)
    (func $fuse:host-own-enter (;11;) (type 4) (param i32 i32 i32) (result i32)
    (func $fuse:host-release (;12;) (type 2) (param i32)
    (func $fuse:rep (;13;) (type 4) (param i32 i32 i32) (result i32)
    (func $fuse:stash (;14;) (type 7) (param i32 i32 i32)
    (func $"[leave] user \u{2192} host poll#make" (;15;) (type 0) (result i32)
      (local i32 i32 i32)
      call $"[host] test:host/poll#make"
      local.tee 0
      local.set 2
      i32.const 320
      i32.const 1
      local.get 2
      call $fuse:host-own-enter
      local.tee 1
    )
    (func $"[leave] user \u{2192} host poll#poll" (;16;) (type 1) (param i32 i32)
      (local i32 i32 i32 i32 i32)
      local.get 0
      local.get 1
      local.set 2
      local.set 3
      local.get 2
      if ;; label = @1
        loop ;; label = @2
          local.get 3
          i32.load 1
          local.tee 4
          local.set 5
          block (result i32) ;; label = @3
            block ;; label = @4
              local.get 5
              i32.const 0
              i32.load offset=324
              i32.ge_u
              br_if 0 (;@4;)
              local.get 5
              i32.const 4
              i32.shl
              i32.const 0
              i32.load offset=320
              i32.add
              local.tee 6
              i32.load
              i32.const -19
              i32.and
              i32.const 1
              i32.ne
              br_if 0 (;@4;)
              local.get 6
              i32.load offset=4
              br 1 (;@3;)
            end
            i32.const 320
            i32.const 1
            local.get 5
            call $fuse:rep
          end
          local.set 5
          local.get 3
          local.get 4
          local.get 5
          call $fuse:stash
          local.get 3
          i32.const 4
          i32.add
          local.set 3
          local.get 2
          i32.const 1
          i32.sub
          local.tee 2
          br_if 0 (;@2;)
        end
      end
      i32.const 0
      i32.const 0
      i32.store offset=180
      i32.const 0
      i32.const 0
      i32.store offset=184
      i32.const 0
      i32.load offset=148
      local.tee 2
      i32.const 0
      i32.load offset=152
      i32.const 2
      i32.shl
      i32.add
      local.set 3
      block ;; label = @1
        loop ;; label = @2
          local.get 2
          local.get 3
          i32.ge_u
          br_if 1 (;@1;)
          local.get 2
          i32.load
          local.get 2
          i32.load offset=8
          i32.store 1
          local.get 2
          i32.const 12
          i32.add
          local.set 2
          br 0 (;@2;)
        end
      end
      i32.const 0
      i32.load offset=148
      local.tee 3
      i32.const 0
      i32.load offset=152
      i32.const 2
      i32.shl
      i32.add
      local.set 2
      block ;; label = @1
        loop ;; label = @2
          local.get 3
          local.get 2
          i32.ge_u
          br_if 1 (;@1;)
          local.get 3
          i32.load
          i32.load 1
          local.get 3
          i32.load offset=8
          i32.ne
          if ;; label = @3
            call $"[trap] handles overlap what leads to handles"
            unreachable
          end
          local.get 3
          i32.const 12
          i32.add
          local.set 3
          br 0 (;@2;)
        end
      end
      local.get 0
      local.get 1
      call $"[host] test:host/poll#poll"
      i32.const 0
      i32.load offset=148
      local.tee 2
      i32.const 0
      i32.load offset=152
      i32.const 2
      i32.shl
      i32.add
      local.set 3
      block ;; label = @1
        loop ;; label = @2
          local.get 2
          local.get 3
          i32.ge_u
          br_if 1 (;@1;)
          local.get 2
          i32.load
          i32.const 0
          i32.load offset=180
          i32.sub
          i32.const 0
          i32.load offset=184
          i32.ge_u
          if ;; label = @3
            local.get 2
            i32.load
            local.get 2
            i32.load offset=4
            i32.store 1
          end
          local.get 2
          i32.const 12
          i32.add
          local.set 2
          br 0 (;@2;)
        end
      end
      i32.const 0
      i32.const 0
      i32.store offset=152
    )
    (func $"[adapter] user \u{2192} checker check" (;17;) (type 2) (param i32)
      (local i32 i32 i32)
      local.get 0
      local.set 2
      block (result i32) ;; label = @1
        block ;; label = @2
          local.get 2
          i32.const 0
          i32.load offset=324
          i32.ge_u
          br_if 0 (;@2;)
          local.get 2
          i32.const 4
          i32.shl
          i32.const 0
          i32.load offset=320
          i32.add
          local.tee 3
          i32.load
          i32.const -19
          i32.and
          i32.const 1
          i32.ne
          br_if 0 (;@2;)
          local.get 3
          i32.load offset=4
          br 1 (;@1;)
        end
        i32.const 320
        i32.const 1
        local.get 2
        call $fuse:rep
      end
      local.set 2
      i32.const 256
      i32.const 1
      local.get 2
      call $fuse:borrow-add
      local.tee 1
      call $"checker:m[1]"
      i32.const 0
      i32.load offset=272
      if ;; label = @1
        call $"[trap] borrow handles still remain at the end of the call"
        unreachable
      end
    )
    (func $"[resource.drop test:host/poll#pollable] checker" (;18;) (type 2) (param i32)
      (local i32 i32 i32)
      block ;; label = @1
        block ;; label = @2
          local.get 0
          i32.const 0
          i32.load offset=260
          i32.ge_u
          br_if 0 (;@2;)
          local.get 0
          i32.const 4
          i32.shl
          i32.const 0
          i32.load offset=256
          i32.add
          local.tee 1
          i32.load
          i32.const 1
          i32.ne
          br_if 0 (;@2;)
          local.get 1
          i32.load offset=8
          br_if 0 (;@2;)
          local.get 1
          i32.load offset=4
          local.set 2
          local.get 1
          i32.const 0
          i32.store
          local.get 1
          i32.const 0
          i32.load offset=268
          i32.store offset=4
          i32.const 0
          local.get 0
          i32.store offset=268
          local.get 2
          call $fuse:host-release
          local.get 2
          call $"[host] resource.drop resource0"
          br 1 (;@1;)
        end
        i32.const 256
        i32.const 1
        local.get 0
        call $fuse:drop
        i32.wrap_i64
        local.tee 3
        if ;; label = @2
          local.get 3
          call $"[host] resource.drop resource0"
        end
      end
    )
    (func $"[trap] unknown handle index" (;19;) (type 3)
      unreachable
    )
    (func $"[trap] handle index used with the wrong type" (;20;) (type 3)
      unreachable
    )
    (func $"[trap] cannot remove a handle while it is lent" (;21;) (type 3)
      unreachable
    )
    (func $"[trap] handle of the host is held already" (;22;) (type 3)
      unreachable
    )
    (func $"[trap] too many handles" (;23;) (type 3)
      unreachable
    )
    (func $"[trap] handles overlap what leads to handles" (;24;) (type 3)
      unreachable
    )
    (func $"[trap] borrow handles still remain at the end of the call" (;25;) (type 3)
      unreachable
    )
  )
  (core instance (;2;)
    (export "0" (func 0))
    (export "1" (func 1))
    (export "2" (func 2))
    (export "3" (memory 0))
    (export "4" (memory 1))
  )
  (core instance $fused (;3;) (instantiate $fused
      (with "" (instance 2))
    )
  )
  (type (;2;) (func))
  (alias core export $fused "run" (core func (;3;)))
  (func (;2;) (type 2) (canon lift (core func 3) string-encoding=utf8))
  (export (;3;) "run" (func 2))
  (@producers
    (processed-by "cargo-fuse" "0.1.0")
  )
)
