(component
  (type (;0;) (stream u32))
  (type (;1;) (func (param "lines" 0)))
  (import "log" (func (;0;) (type 1)))
  (type (;2;) (stream string))
  (type (;3;) (func (result 2)))
  (import "lines" (func (;1;) (type 3)))
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
  (core module $shim (;1;)
    (type (;0;) (func (param i32 i32 i32) (result i32)))
    (table (;0;) 1 1 funcref)
    (export "0" (func $stream.read))
    (export "table" (table 0))
    (func $stream.read (;0;) (type 0) (param i32 i32 i32) (result i32)
      local.get 0
      local.get 1
      local.get 2
      i32.const 0
      call_indirect (type 0)
    )
    (@producers
      (processed-by "cargo-fuse" "0.1.0")
    )
  )
  (core instance $shim (;3;) (instantiate $shim))
  (core func (;0;) (canon lower (func 0) string-encoding=utf8))
  (core func (;1;) (canon lower (func 1) string-encoding=utf8))
  (core func (;2;) (canon waitable-set.new))
  (core func (;3;) (canon waitable-set.wait (memory 0)))
  (core func (;4;) (canon waitable-set.poll (memory 0)))
  (core func (;5;) (canon waitable.join))
  (core func (;6;) (canon subtask.drop))
  (core func (;7;) (canon task.cancel))
  (core func (;8;) (canon thread.yield))
  (type (;4;) (stream))
  (core func (;9;) (canon stream.new 4))
  (core func (;10;) (canon stream.read 4 async))
  (core func (;11;) (canon stream.write 4 async))
  (type (;5;) (stream u32))
  (core func (;12;) (canon stream.new 5))
  (core func (;13;) (canon stream.write 5 string-encoding=utf8 (memory 2) async))
  (alias core export $shim "0" (core func (;14;)))
  (core func (;15;) (canon stream.cancel-write 5))
  (core func (;16;) (canon stream.drop-writable 5))
  (type (;6;) (stream string))
  (core func (;17;) (canon stream.drop-readable 6))
  (core module $fused (;2;)
    (type (;0;) (func (param i32)))
    (type (;1;) (func (result i32)))
    (type (;2;) (func (param i32 i32) (result i32)))
    (type (;3;) (func (param i32 i32)))
    (type (;4;) (func))
    (type (;5;) (func (result i64)))
    (type (;6;) (func (param i32 i32 i32) (result i32)))
    (type (;7;) (func (param i32) (result i32)))
    (type (;8;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;9;) (func (param i32 i32 i32)))
    (type (;10;) (func (param i32 i32 i32 i32)))
    (type (;11;) (func (param i32 i32) (result i64)))
    (type (;12;) (func (param i32 i32 i32 i32 i32 i32 i32) (result i32)))
    (type (;13;) (func (param i32 i32 i32 i32 i32 i32 i32)))
    (import "" "0" (func $"[host] log" (;0;) (type 0)))
    (import "" "1" (func $"[host] lines" (;1;) (type 1)))
    (import "" "2" (func $"[host] waitable-set.new" (;2;) (type 1)))
    (import "" "3" (func $"[host] waitable-set.wait" (;3;) (type 2)))
    (import "" "4" (func $"[host] waitable-set.poll" (;4;) (type 2)))
    (import "" "5" (func $"[host] waitable.join" (;5;) (type 3)))
    (import "" "6" (func $"[host] subtask.drop" (;6;) (type 0)))
    (import "" "7" (func $"[host] task.cancel" (;7;) (type 4)))
    (import "" "8" (func $"[host] thread.yield" (;8;) (type 1)))
    (import "" "9" (func $"[host] stream.new" (;9;) (type 5)))
    (import "" "10" (func $"[host] stream.read" (;10;) (type 6)))
    (import "" "11" (func $"[host] stream.write" (;11;) (type 6)))
    (import "" "12" (func $"#func12 [host] stream.new" (@name "[host] stream.new") (;12;) (type 5)))
    (import "" "13" (func $"#func13 [host] stream.write" (@name "[host] stream.write") (;13;) (type 6)))
    (import "" "14" (func $"#func14 [host] stream.read" (@name "[host] stream.read") (;14;) (type 6)))
    (import "" "15" (func $"[host] stream.cancel-write" (;15;) (type 7)))
    (import "" "16" (func $"[host] stream.drop-writable" (;16;) (type 0)))
    (import "" "17" (func $"[host] stream.drop-readable" (;17;) (type 0)))
    (import "" "18" (memory (;0;) 1))
    (import "" "19" (memory (;1;) 1))
    (import "" "20" (memory (;2;) 1))
    (export "run" (func $"[enter] host \u{2192} user run"))
    (export "cabi_realloc" (func $"user:libc[0]"))
    (func $"maker:m[4]" (;18;) (type 1) (result i32)
      (local i64 i32)
      call $"[stream.new type0] maker"
      local.set 0
      local.get 0
      i64.const 32
      i64.shr_u
      i32.wrap_i64
      local.set 1
      local.get 1
      i32.const 0
      i32.const 4
      call $"[stream.write type0] maker"
      drop
      local.get 1
      call $"[stream.cancel-write type0] maker"
      drop
      local.get 1
      call $"[stream.drop-writable type0] maker"
      local.get 0
      i32.wrap_i64
    )
    (func $"user:libc[0]" (;19;) (type 8) (param i32 i32 i32 i32) (result i32)
      i32.const 64
    )
    (func $"user:m[5]" (;20;) (type 1) (result i32)
      (local i32 i32)
      call $"[adapter] user \u{2192} maker numbers"
      call $"[leave] user \u{2192} host log"
      call $"[leave] user \u{2192} host lines"
      local.set 0
      local.get 0
      i32.const 16
      i32.const 1
      call $"[stream.read type1] user"
      local.set 1
      local.get 0
      call $"[stream.drop-readable type1] user"
      local.get 1
    )
    (func $fuse:end::deliver (;21;) (type 2) (param i32 i32) (result i32)
    (func $fuse:set::move_members (;22;) (type 3) (param i32 i32)
    (func $fuse:host::place (;23;) (type 3) (param i32 i32)
    (func $fuse:host::task::set_of (;24;) (type 7) (param i32) (result i32)
    (func $fuse:set::follow (;25;) (type 3) (param i32 i32)
    (func $fuse:host::move_others (;26;) (type 3) (param i32 i32)
    (func $fuse:host::map::next (;27;) (type 7) (param i32) (result i32)
    (func $fuse:host::end::ask (;28;) (type 0) (param i32)
    (func $fuse:host::end::entrust (;29;) (type 2) (param i32 i32) (result i32)
    (func $fuse:host::map::grow (;30;) (type 7) (param i32) (result i32)
    (func $fuse:heap::resize (;31;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:host::call::end (;32;) (type 9) (param i32 i32 i32)
    (func $fuse:host::call::come_to (;33;) (type 2) (param i32 i32) (result i32)
    (func $fuse:lends::take_offered (;34;) (type 7) (param i32) (result i32)
    (func $fuse:lends::end_all (;35;) (type 0) (param i32)
    (func $fuse:queue::append_some (;36;) (type 0) (param i32)
    (func $fuse:sched::turn (;37;) (type 7) (param i32) (result i32)
    (func $fuse:host::drain (;38;) (type 7) (param i32) (result i32)
    (func $fuse:host::task::wake (;39;) (type 0) (param i32)
    (func $fuse:host::task::hand_over (;40;) (type 0) (param i32)
    (func $fuse:queue::push (;41;) (type 3) (param i32 i32)
    (func $fuse:host::dispatch (;42;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:waitable::notify (;43;) (type 0) (param i32)
    (func $fuse:cancel::request (;44;) (type 7) (param i32) (result i32)
    (func $fuse:task::deliver_cancel (;45;) (type 7) (param i32) (result i32)
    (func $fuse:task::free (;46;) (type 0) (param i32)
    (func $fuse:block::wait_until (;47;) (type 2) (param i32 i32) (result i32)
    (func $fuse:block::may_block (;48;) (type 1) (result i32)
    (func $fuse:block::push (;49;) (type 2) (param i32 i32) (result i32)
    (func $fuse:block::holds (;50;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:block::let_host_go_on (;51;) (type 1) (result i32)
    (func $fuse:block::frame_holds (;52;) (type 7) (param i32) (result i32)
    (func $fuse:record::alloc_block (;53;) (type 7) (param i32) (result i32)
    (func $fuse:queue::pop (;54;) (type 7) (param i32) (result i32)
    (func $fuse:queue::remove (;55;) (type 2) (param i32 i32) (result i32)
    (func $fuse:sched::settle (;56;) (type 2) (param i32 i32) (result i32)
    (func $fuse:waitable::take (;57;) (type 0) (param i32)
    (func $fuse:cancel::unlist (;58;) (type 0) (param i32)
    (func $fuse:record::add_slot (;59;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:table::grow (;60;) (type 7) (param i32) (result i32)
    (func $fuse:waitable::init (;61;) (type 10) (param i32 i32 i32 i32)
    (func $fuse:waitable::announce (;62;) (type 3) (param i32 i32)
    (func $fuse:waitable::unlink (;63;) (type 0) (param i32)
    (func $fuse:fuse_rt::trap::raise_any (;64;) (type 0) (param i32)
    (func $fuse:copy-cancel (;65;) (type 8) (param i32 i32 i32 i32) (result i32)
    (func $fuse:end-cancelled (;66;) (type 2) (param i32 i32) (result i32)
    (func $fuse:end-copied (;67;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:end-drop (;68;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:end-give (;69;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:end-move (;70;) (type 8) (param i32 i32 i32 i32) (result i32)
    (func $fuse:end-promote (;71;) (type 8) (param i32 i32 i32 i32) (result i32)
    (func $fuse:end-take (;72;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:export-enter (;73;) (type 7) (param i32) (result i32)
    (func $fuse:export-leave (;74;) (type 0) (param i32)
    (func $fuse:pair-new (;75;) (type 11) (param i32 i32) (result i64)
    (func $fuse:stream-copy (;76;) (type 12) (param i32 i32 i32 i32 i32 i32 i32) (result i32)
    (func $fuse:sync-task-enter (;77;) (type 7) (param i32) (result i32)
    (func $fuse:sync-task-leave (;78;) (type 0) (param i32)
    (func $"[adapter] user \u{2192} maker numbers" (;79;) (type 1) (result i32)
      (local i32 i32 i32 i32)
      i32.const 256
      call $fuse:sync-task-enter
      local.set 0
      call $"maker:m[4]"
      local.tee 1
      local.set 3
      i32.const 256
      i32.const 320
      i32.const 8
      local.get 3
      call $fuse:end-move
      local.set 2
      local.get 0
      call $fuse:sync-task-leave
      local.get 2
    )
    (func $"[leave] user \u{2192} host log" (;80;) (type 0) (param i32)
      (local i32 i32 i32 i64)
      local.get 0
      local.set 2
      i32.const 320
      i32.const 8
      local.get 2
      call $fuse:end-give
      local.tee 3
      i32.eqz
      if ;; label = @1
        call $"#func12 [host] stream.new"
        local.set 4
        i32.const 320
        i32.const 8
        local.get 2
        local.get 4
        i64.const 32
        i64.shr_u
        i32.wrap_i64
        call $fuse:end-promote
        if ;; label = @2
          local.get 4
          i64.const 32
          i64.shr_u
          i32.wrap_i64
          call $"[host] stream.drop-writable"
        end
        local.get 4
        i32.wrap_i64
        local.set 3
      end
      local.get 3
      local.tee 1
      call $"[host] log"
    )
    (func $"[leave] user \u{2192} host lines" (;81;) (type 1) (result i32)
      (local i32 i32 i32)
      call $"[host] lines"
      local.tee 0
      local.set 2
      i32.const 320
      i32.const 264
      local.get 2
      call $fuse:end-take
      local.tee 1
    )
    (func $"[stream.new type0] maker" (;82;) (type 5) (result i64)
      i32.const 256
      i32.const 8
      call $fuse:pair-new
    )
    (func $"[stream.write type0] maker" (;83;) (type 6) (param i32 i32 i32) (result i32)
      (local i32 i32)
      local.get 2
      i32.const 268435455
      i32.gt_u
      if ;; label = @1
        call $"[trap] buffer too long"
        unreachable
      end
      local.get 2
      if ;; label = @1
        local.get 1
        i32.const 3
        i32.and
        if ;; label = @2
          call $"[trap] unaligned pointer"
          unreachable
        end
        local.get 1
        i64.extend_i32_u
        local.get 2
        i64.extend_i32_u
        i64.const 4
        i64.mul
        i64.add
        memory.size 2
        i64.extend_i32_u
        i64.const 16
        i64.shl
        i64.gt_u
        if ;; label = @2
          call $"[trap] pointer out of bounds"
          unreachable
        end
      end
      i32.const 256
      i32.const 9
      local.get 0
      local.get 1
      local.get 2
      i32.const 0
      i32.const 3
      call $fuse:stream-copy
      local.tee 3
      i32.const -2
      i32.eq
      if (result i32) ;; label = @1
        i32.const 224
        i32.load
        local.tee 4
        local.get 4
        local.get 1
        local.get 2
        call $"#func13 [host] stream.write"
        i32.const 3
        call $fuse:end-copied
      else
        local.get 3
      end
    )
    (func $"[stream.cancel-write type0] maker" (;84;) (type 7) (param i32) (result i32)
      (local i32 i32)
      i32.const 0
      i32.load offset=192
      i32.load offset=12
      i32.const 1
      i32.and
      if ;; label = @1
        call $"[trap] cannot block a synchronous task before it returns"
        unreachable
      end
      i32.const 256
      i32.const 9
      local.get 0
      i32.const 0
      call $fuse:copy-cancel
      local.tee 1
      i32.const -2
      i32.eq
      if (result i32) ;; label = @1
        i32.const 224
        i32.load
        local.tee 2
        local.get 2
        call $"[host] stream.cancel-write"
        call $fuse:end-cancelled
      else
        local.get 1
      end
    )
    (func $"[stream.drop-writable type0] maker" (;85;) (type 0) (param i32)
      (local i32)
      i32.const 256
      i32.const 9
      local.get 0
      call $fuse:end-drop
      local.tee 1
      if ;; label = @1
        local.get 1
        call $"[host] stream.drop-writable"
      end
    )
    (func $"[stream.read type1] user" (;86;) (type 6) (param i32 i32 i32) (result i32)
      (local i32 i32)
      local.get 2
      i32.const 268435455
      i32.gt_u
      if ;; label = @1
        call $"[trap] buffer too long"
        unreachable
      end
      local.get 2
      if ;; label = @1
        local.get 1
        i32.const 3
        i32.and
        if ;; label = @2
          call $"[trap] unaligned pointer"
          unreachable
        end
        local.get 1
        i64.extend_i32_u
        local.get 2
        i64.extend_i32_u
        i64.const 8
        i64.mul
        i64.add
        memory.size 1
        i64.extend_i32_u
        i64.const 16
        i64.shl
        i64.gt_u
        if ;; label = @2
          call $"[trap] pointer out of bounds"
          unreachable
        end
      end
      i32.const 320
      i32.const 264
      local.get 0
      local.get 1
      local.get 2
      i32.const 1
      i32.const 1
      call $fuse:stream-copy
      local.tee 3
      i32.const -2
      i32.eq
      if (result i32) ;; label = @1
        i32.const 224
        i32.load
        local.tee 4
        local.get 4
        local.get 1
        local.get 2
        call $"#func14 [host] stream.read"
        i32.const 1
        call $fuse:end-copied
      else
        local.get 3
      end
    )
    (func $"[stream.drop-readable type1] user" (;87;) (type 0) (param i32)
      (local i32)
      i32.const 320
      i32.const 264
      local.get 0
      call $fuse:end-drop
      local.tee 1
      if ;; label = @1
        local.get 1
        call $"[host] stream.drop-readable"
      end
    )
    (func $"[dispatch] start" (;88;) (type 2) (param i32 i32) (result i32)
      (local i32)
      local.get 1
      i32.load offset=60
      local.set 2
      block (result i32) ;; label = @1
        block ;; label = @2
          local.get 0
          br_table 0 (;@2;)
        end
        unreachable
      end
    )
    (func $"[dispatch] callback" (;89;) (type 8) (param i32 i32 i32 i32) (result i32)
      block (result i32) ;; label = @1
        block ;; label = @2
          local.get 0
          br_table 0 (;@2;)
        end
        unreachable
      end
    )
    (func $"[dispatch] copy" (;90;) (type 13) (param i32 i32 i32 i32 i32 i32 i32)
      block ;; label = @1
        block ;; label = @2
          block ;; label = @3
            local.get 0
            br_table 0 (;@3;) 1 (;@2;) 1 (;@2;)
          end
          block ;; label = @3
            block ;; label = @4
              local.get 1
              i32.const 2
              i32.sub
              br_table 0 (;@4;)
            end
            unreachable
          end
          br 1 (;@1;)
        end
        unreachable
      end
    )
    (func $"[dispatch] host-result" (;91;) (type 3) (param i32 i32)
      block ;; label = @1
        block ;; label = @2
          block ;; label = @3
            local.get 0
            br_table 0 (;@3;)
          end
          br 1 (;@1;)
          unreachable
        end
      end
    )
    (func $"[dispatch] host-write" (;92;) (type 8) (param i32 i32 i32 i32) (result i32)
      block (result i32) ;; label = @1
        block ;; label = @2
          block ;; label = @3
            local.get 0
            br_table 0 (;@3;) 1 (;@2;) 1 (;@2;)
          end
          local.get 1
          local.get 2
          local.get 3
          call $"#func13 [host] stream.write"
          br 1 (;@1;)
        end
        unreachable
      end
    )
    (func $"[enter] host \u{2192} user run" (;93;) (type 1) (result i32)
      (local i32 i32)
      i32.const 320
      call $fuse:export-enter
      local.set 0
      call $"user:m[5]"
      local.set 1
      local.get 0
      call $fuse:export-leave
      local.get 1
    )
    (func $"[trap] unknown handle index" (;94;) (type 4)
      unreachable
    )
    (func $"[trap] handle index used with the wrong type" (;95;) (type 4)
      unreachable
    )
    (func $"[trap] cannot pass a borrowed handle as an owned one" (;96;) (type 4)
      unreachable
    )
    (func $"[trap] cannot remove a handle while it is lent" (;97;) (type 4)
      unreachable
    )
    (func $"[trap] handle of the host is held already" (;98;) (type 4)
      unreachable
    )
    (func $"[trap] too many handles" (;99;) (type 4)
      unreachable
    )
    (func $"[trap] `task.return` or `task.cancel` of a function that was not lifted with `async`" (;100;) (type 4)
      unreachable
    )
    (func $"[trap] `task.return` with another type or options than the task's" (;101;) (type 4)
      unreachable
    )
    (func $"[trap] the task has returned already" (;102;) (type 4)
      unreachable
    )
    (func $"[trap] borrow handles still remain when the task returns" (;103;) (type 4)
      unreachable
    )
    (func $"[trap] `task.cancel` of a task that was not cancelled" (;104;) (type 4)
      unreachable
    )
    (func $"[trap] the task ended without a call of `task.return`" (;105;) (type 4)
      unreachable
    )
    (func $"[trap] invalid callback code" (;106;) (type 4)
      unreachable
    )
    (func $"[trap] cannot block a synchronous task before it returns" (;107;) (type 4)
      unreachable
    )
    (func $"[trap] deadlock of functions that block on one stack" (;108;) (type 4)
      unreachable
    )
    (func $"[trap] the subtask has not resolved, or has been told so" (;109;) (type 4)
      unreachable
    )
    (func $"[trap] the subtask was cancelled before" (;110;) (type 4)
      unreachable
    )
    (func $"[trap] the waitable is in a waitable set" (;111;) (type 4)
      unreachable
    )
    (func $"[trap] another function waits for the waitable" (;112;) (type 4)
      unreachable
    )
    (func $"[trap] the waitable set has members or waiters" (;113;) (type 4)
      unreachable
    )
    (func $"[trap] backpressure counter out of range" (;114;) (type 4)
      unreachable
    )
    (func $"[trap] the end of the stream or future is busy or done" (;115;) (type 4)
      unreachable
    )
    (func $"[trap] there is no copy to cancel" (;116;) (type 4)
      unreachable
    )
    (func $"[trap] the writable end of a future is dropped before a value was written" (;117;) (type 4)
      unreachable
    )
    (func $"[trap] a component instance reads what it wrote itself" (;118;) (type 4)
      unreachable
    )
    (func $"[trap] buffer too long" (;119;) (type 4)
      unreachable
    )
    (func $"[trap] unaligned pointer" (;120;) (type 4)
      unreachable
    )
    (func $"[trap] pointer out of bounds" (;121;) (type 4)
      unreachable
    )
  )
  (core instance (;4;)
    (export "0" (func 0))
    (export "1" (func 1))
    (export "2" (func 2))
    (export "3" (func 3))
    (export "4" (func 4))
    (export "5" (func 5))
    (export "6" (func 6))
    (export "7" (func 7))
    (export "8" (func 8))
    (export "9" (func 9))
    (export "10" (func 10))
    (export "11" (func 11))
    (export "12" (func 12))
    (export "13" (func 13))
    (export "14" (func 14))
    (export "15" (func 15))
    (export "16" (func 16))
    (export "17" (func 17))
    (export "18" (memory 0))
    (export "19" (memory 1))
    (export "20" (memory 2))
  )
  (core instance $fused (;5;) (instantiate $fused
      (with "" (instance 4))
    )
  )
  (alias core export $shim "table" (core table (;0;)))
  (alias core export $fused "cabi_realloc" (core func (;18;)))
  (core func (;19;) (canon stream.read 6 string-encoding=utf8 (memory 1) (realloc 18) async))
  (core module $fixup (;3;)
    (type (;0;) (func (param i32 i32 i32) (result i32)))
    (import "fixup" "table" (table (;0;) 1 1 funcref))
    (import "fixup" "0" (func (;0;) (type 0)))
    (elem (;0;) (i32.const 0) func 0)
    (@producers
      (processed-by "cargo-fuse" "0.1.0")
    )
  )
  (core instance (;6;)
    (export "table" (table 0))
    (export "0" (func 19))
  )
  (core instance $fixup (;7;) (instantiate $fixup
      (with "fixup" (instance 6))
    )
  )
  (type (;7;) (func (result u32)))
  (alias core export $fused "run" (core func (;20;)))
  (func (;2;) (type 7) (canon lift (core func 20) string-encoding=utf8))
  (export (;3;) "run" (func 2))
  (@producers
    (processed-by "cargo-fuse" "0.1.0")
  )
)
