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
      call $"[resource.new r] definer"
    )
    (func $"user:m[1]" (;1;) (type 0) (result i32)
      call $"[adapter] user \u{2192} definer definer#make"
    )
    (func $fuse:heap::resize (;2;) (type 1) (param i32 i32 i32) (result i32)
    (func $fuse:table::grow (;3;) (type 2) (param i32) (result i32)
    (func $fuse:own-add (;4;) (type 1) (param i32 i32 i32) (result i32)
    (func $fuse:own-move (;5;) (type 3) (param i32 i32 i32 i32) (result i32)
    (func $"[adapter] user \u{2192} definer definer#make" (;6;) (type 0) (result i32)
      (local i32 i32 i32 i32 i32 i32)
      call $"definer:m[1]"
      local.tee 0
      local.set 2
      block (result i32) ;; label = @1
        block ;; label = @2
          local.get 2
          i32.const 0
          i32.load offset=260
          i32.ge_u
          br_if 0 (;@2;)
          local.get 2
          i32.const 4
          i32.shl
          i32.const 0
          i32.load offset=256
          i32.add
          local.tee 3
          i32.load
          i32.const 1
          i32.ne
          br_if 0 (;@2;)
          local.get 3
          i32.load offset=8
          br_if 0 (;@2;)
          i32.const 0
          i32.load offset=332
          local.tee 5
          i32.eqz
          br_if 0 (;@2;)
          local.get 5
          i32.const 4
          i32.shl
          i32.const 0
          i32.load offset=320
          i32.add
          local.set 4
          i32.const 0
          local.get 4
          i32.load offset=4
          i32.store offset=332
          local.get 4
          i32.const 1
          i32.store
          local.get 4
          local.get 3
          i32.load offset=4
          i32.store offset=4
          local.get 3
          i32.const 0
          i32.store
          local.get 3
          i32.const 0
          i32.load offset=268
          i32.store offset=4
          i32.const 0
          local.get 2
          i32.store offset=268
          local.get 5
          br 1 (;@1;)
        end
        i32.const 256
        i32.const 320
        i32.const 1
        local.get 2
        call $fuse:own-move
      end
      local.tee 1
    )
    (func $"[resource.new r] definer" (;7;) (type 2) (param i32) (result i32)
      (local i32 i32)
      i32.const 0
      i32.load offset=268
      local.tee 1
      if (result i32) ;; label = @1
        local.get 1
        i32.const 4
        i32.shl
        i32.const 0
        i32.load offset=256
        i32.add
        local.set 2
        i32.const 0
        local.get 2
        i32.load offset=4
        i32.store offset=268
        local.get 2
        i32.const 1
        i32.store
        local.get 2
        local.get 0
        i32.store offset=4
        local.get 1
      else
        i32.const 256
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
