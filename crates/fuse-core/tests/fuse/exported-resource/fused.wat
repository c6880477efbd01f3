(component
  (core module $provider (;0;)
    (memory (;0;) 1)
    (export "memory" (memory 0))
  )
  (core instance $provider0 (;0;) (instantiate $provider))
  (alias core export $provider0 "memory" (core memory (;0;)))
  (core module $shim (;1;)
    (type (;0;) (func (param i32)))
    (table (;0;) 1 1 funcref)
    (export "0" (func $"[dtor]resource0"))
    (export "table" (table 0))
    (func $"[dtor]resource0" (;0;) (type 0) (param i32)
      local.get 0
      i32.const 0
      call_indirect (type 0)
    )
    (@producers
      (processed-by "cargo-fuse" "0.1.0")
    )
  )
  (core instance $shim (;1;) (instantiate $shim))
  (alias core export $shim "0" (core func (;0;)))
  (type (;0;) (resource (rep i32) (dtor 0)))
  (core func (;1;) (canon resource.new 0))
  (core func (;2;) (canon resource.rep 0))
  (core func (;3;) (canon resource.drop 0))
  (core module $fused (;2;)
    (type (;0;) (func (param i32) (result i32)))
    (type (;1;) (func (param i32)))
    (type (;2;) (func (param i32 i32 i32) (result i32)))
    (type (;3;) (func (param i32 i32 i32) (result i64)))
    (type (;4;) (func))
    (import "" "0" (func $"[host] resource.new resource0" (;0;) (type 0)))
    (import "" "1" (func $"[host] resource.rep resource0" (;1;) (type 0)))
    (import "" "2" (func $"[host] resource.drop resource0" (;2;) (type 1)))
    (import "" "3" (memory (;0;) 1))
    (global (;0;) (mut i32) i32.const 0)
    (global (;1;) (mut i32) i32.const 0)
    (export "test:guest/resources#[constructor]r" (func $"[enter] host \u{2192} definer [constructor]r"))
    (export "test:guest/resources#[method]r.get" (func $"definer:m[4]"))
    (export "test:guest/resources#[static]r.take" (func $"[enter] host \u{2192} definer [static]r.take"))
    (export "test:guest/resources#[dtor]r" (func $"[dtor] r"))
    (func $"definer:dtor[0]" (;3;) (type 1) (param i32)
      local.get 0
      global.set 0
    )
    (func $"definer:m[3]" (;4;) (type 0) (param i32) (result i32)
      local.get 0
      call $"[resource.new r] definer"
    )
    (func $"definer:m[4]" (;5;) (type 0) (param i32) (result i32)
      local.get 0
    )
    (func $"definer:m[5]" (;6;) (type 0) (param i32) (result i32)
      local.get 0
      call $"[resource.rep r] definer"
      local.get 0
      call $"[resource.drop r] definer"
    )
    (func $fuse:heap::resize (;7;) (type 2) (param i32 i32 i32) (result i32)
    (func $fuse:table::grow (;8;) (type 0) (param i32) (result i32)
    (func $fuse:drop (;9;) (type 3) (param i32 i32 i32) (result i64)
    (func $fuse:own-add (;10;) (type 2) (param i32 i32 i32) (result i32)
    (func $fuse:own-take (;11;) (type 2) (param i32 i32 i32) (result i32)
    (func $fuse:rep (;12;) (type 2) (param i32 i32 i32) (result i32)
    (func $"[resource.new r] definer" (;13;) (type 0) (param i32) (result i32)
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
    (func $"[resource.rep r] definer" (;14;) (type 0) (param i32) (result i32)
      (local i32)
      block (result i32) ;; label = @1
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
          i32.const -19
          i32.and
          i32.const 1
          i32.ne
          br_if 0 (;@2;)
          local.get 1
          i32.load offset=4
          br 1 (;@1;)
        end
        i32.const 256
        i32.const 1
        local.get 0
        call $fuse:rep
      end
    )
    (func $"[resource.drop r] definer" (;15;) (type 1) (param i32)
      (local i32 i32)
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
          call $"definer:dtor[0]"
          br 1 (;@1;)
        end
        i32.const 256
        i32.const 1
        local.get 0
        call $fuse:drop
        drop
      end
    )
    (func $"[enter] host \u{2192} definer [constructor]r" (;16;) (type 0) (param i32) (result i32)
      (local i32 i32 i32)
      local.get 0
      call $"definer:m[3]"
      local.tee 1
      local.set 3
      i32.const 256
      i32.const 1
      local.get 3
      call $fuse:own-take
      local.tee 3
      call $"[host] resource.new resource0"
      local.tee 2
    )
    (func $"[enter] host \u{2192} definer [static]r.take" (;17;) (type 0) (param i32) (result i32)
      (local i32 i32)
      local.get 0
      local.tee 2
      call $"[host] resource.rep resource0"
      i32.const 1
      global.set 1
      local.get 2
      call $"[host] resource.drop resource0"
      i32.const 0
      global.set 1
      local.set 2
      i32.const 256
      i32.const 1
      local.get 2
      call $fuse:own-add
      local.tee 1
      call $"definer:m[5]"
      local.tee 2
    )
    (func $"[dtor] r" (;18;) (type 1) (param i32)
      global.get 1
      i32.eqz
      if ;; label = @1
        local.get 0
        call $"definer:dtor[0]"
      end
    )
    (func $"[trap] unknown handle index" (;19;) (type 4)
      unreachable
    )
    (func $"[trap] handle index used with the wrong type" (;20;) (type 4)
      unreachable
    )
    (func $"[trap] cannot pass a borrowed handle as an owned one" (;21;) (type 4)
      unreachable
    )
    (func $"[trap] cannot remove a handle while it is lent" (;22;) (type 4)
      unreachable
    )
    (func $"[trap] too many handles" (;23;) (type 4)
      unreachable
    )
  )
  (core instance (;2;)
    (export "0" (func 1))
    (export "1" (func 2))
    (export "2" (func 3))
    (export "3" (memory 0))
  )
  (core instance $fused (;3;) (instantiate $fused
      (with "" (instance 2))
    )
  )
  (alias core export $shim "table" (core table (;0;)))
  (alias core export $fused "test:guest/resources#[dtor]r" (core func (;4;)))
  (core module $fixup (;3;)
    (type (;0;) (func (param i32)))
    (import "fixup" "table" (table (;0;) 1 1 funcref))
    (import "fixup" "0" (func (;0;) (type 0)))
    (elem (;0;) (i32.const 0) func 0)
    (@producers
      (processed-by "cargo-fuse" "0.1.0")
    )
  )
  (core instance (;4;)
    (export "table" (table 0))
    (export "0" (func 4))
  )
  (core instance $fixup (;5;) (instantiate $fixup
      (with "fixup" (instance 4))
    )
  )
  (type (;1;) (own 0))
  (type (;2;) (func (param "rep" u32) (result 1)))
  (alias core export $fused "test:guest/resources#[constructor]r" (core func (;5;)))
  (func (;0;) (type 2) (canon lift (core func 5) string-encoding=utf8))
  (type (;3;) (borrow 0))
  (type (;4;) (func (param "self" 3) (result u32)))
  (alias core export $fused "test:guest/resources#[method]r.get" (core func (;6;)))
  (func (;1;) (type 4) (canon lift (core func 6) string-encoding=utf8))
  (type (;5;) (own 0))
  (type (;6;) (func (param "r" 5) (result u32)))
  (alias core export $fused "test:guest/resources#[static]r.take" (core func (;7;)))
  (func (;2;) (type 6) (canon lift (core func 7) string-encoding=utf8))
  (component (;0;)
    (import "type0" (type (;0;) (sub resource)))
    (type (;1;) (own 0))
    (type (;2;) (func (param "rep" u32) (result 1)))
    (import "item1" (func (;0;) (type 2)))
    (type (;3;) (borrow 0))
    (type (;4;) (func (param "self" 3) (result u32)))
    (import "item2" (func (;1;) (type 4)))
    (type (;5;) (own 0))
    (type (;6;) (func (param "r" 5) (result u32)))
    (import "item3" (func (;2;) (type 6)))
    (export (;7;) "r" (type 0))
    (type (;8;) (own 7))
    (type (;9;) (func (param "rep" u32) (result 8)))
    (export (;3;) "[constructor]r" (func 0) (func (type 9)))
    (type (;10;) (borrow 7))
    (type (;11;) (func (param "self" 10) (result u32)))
    (export (;4;) "[method]r.get" (func 1) (func (type 11)))
    (type (;12;) (own 7))
    (type (;13;) (func (param "r" 12) (result u32)))
    (export (;5;) "[static]r.take" (func 2) (func (type 13)))
  )
  (instance (;0;) (instantiate 0
      (with "type0" (type 0))
      (with "item1" (func 0))
      (with "item2" (func 1))
      (with "item3" (func 2))
    )
  )
  (export (;1;) "test:guest/resources" (instance 0))
  (@producers
    (processed-by "cargo-fuse" "0.1.0")
  )
)
