(component
  (core module $provider (;0;)
    (memory (;0;) 1)
    (export "memory" (memory 0))
  )
  (core instance $provider0 (;0;) (instantiate $provider))
  (alias core export $provider0 "memory" (core memory (;0;)))
  (core func (;0;) (canon waitable-set.new))
  (core func (;1;) (canon waitable-set.wait (memory 0)))
  (core func (;2;) (canon waitable-set.poll (memory 0)))
  (core func (;3;) (canon waitable-set.drop))
  (core func (;4;) (canon waitable.join))
  (core func (;5;) (canon subtask.drop))
  (core func (;6;) (canon task.cancel))
  (core func (;7;) (canon thread.yield))
  (core func (;8;) (canon context.get i32 0))
  (core func (;9;) (canon context.set i32 0))
  (type (;0;) (stream))
  (core func (;10;) (canon stream.new 0))
  (core func (;11;) (canon stream.read 0 async))
  (core func (;12;) (canon stream.write 0 async))
  (core func (;13;) (canon stream.drop-readable 0))
  (core func (;14;) (canon stream.drop-writable 0))
  (core func (;15;) (canon task.return (result u32) string-encoding=utf8))
  (core module $fused (;1;)
    (type (;0;) (func (result i32)))
    (type (;1;) (func (param i32 i32) (result i32)))
    (type (;2;) (func (param i32)))
    (type (;3;) (func (param i32 i32)))
    (type (;4;) (func))
    (type (;5;) (func (result i64)))
    (type (;6;) (func (param i32 i32 i32) (result i32)))
    (type (;7;) (func (param i32) (result i32)))
    (type (;8;) (func (param i32 i32 i32)))
    (type (;9;) (func (param i32 i32 i32 i32) (result i32)))
    (import "" "0" (func $"[host] waitable-set.new" (;0;) (type 0)))
    (import "" "1" (func $"[host] waitable-set.wait" (;1;) (type 1)))
    (import "" "2" (func $"[host] waitable-set.poll" (;2;) (type 1)))
    (import "" "3" (func $"[host] waitable-set.drop" (;3;) (type 2)))
    (import "" "4" (func $"[host] waitable.join" (;4;) (type 3)))
    (import "" "5" (func $"[host] subtask.drop" (;5;) (type 2)))
    (import "" "6" (func $"[host] task.cancel" (;6;) (type 4)))
    (import "" "7" (func $"[host] thread.yield" (;7;) (type 0)))
    (import "" "8" (func $"[host] context.get" (;8;) (type 0)))
    (import "" "9" (func $"[host] context.set" (;9;) (type 2)))
    (import "" "10" (func $"[host] stream.new" (;10;) (type 5)))
    (import "" "11" (func $"[host] stream.read" (;11;) (type 6)))
    (import "" "12" (func $"[host] stream.write" (;12;) (type 6)))
    (import "" "13" (func $"[host] stream.drop-readable" (;13;) (type 2)))
    (import "" "14" (func $"[host] stream.drop-writable" (;14;) (type 2)))
    (import "" "15" (func $"[host] task.return lift1" (;15;) (type 2)))
    (import "" "16" (memory (;0;) 1))
    (export "[async-lift]f" (func $"[enter] host \u{2192} caller f"))
    (export "[callback][async-lift]f" (func $fuse:root-event))
    (func $"callee:m[1]" (;16;) (type 0) (result i32)
      i32.const 42
      call $"[task.return] callee"
      i32.const 0
    )
    (func $"callee:m[2]" (;17;) (type 6) (param i32 i32 i32) (result i32)
      unreachable
    )
    (func $"caller:m[1]" (;18;) (type 0) (result i32)
      call $"[call] caller \u{2192} callee f"
    )
    (func $fuse:end::deliver (;19;) (type 1) (param i32 i32) (result i32)
    (func $fuse:set::move_members (;20;) (type 3) (param i32 i32)
    (func $fuse:host::place (;21;) (type 3) (param i32 i32)
    (func $fuse:host::task::set_of (;22;) (type 7) (param i32) (result i32)
    (func $fuse:host::move_others (;23;) (type 3) (param i32 i32)
    (func $fuse:host::map::next (;24;) (type 7) (param i32) (result i32)
    (func $fuse:host::call::end (;25;) (type 8) (param i32 i32 i32)
    (func $fuse:host::call::come_to (;26;) (type 1) (param i32 i32) (result i32)
    (func $fuse:lends::take_offered (;27;) (type 7) (param i32) (result i32)
    (func $fuse:lends::end_all (;28;) (type 2) (param i32)
    (func $fuse:host::root::run (;29;) (type 7) (param i32) (result i32)
    (func $fuse:queue::append_some (;30;) (type 2) (param i32)
    (func $fuse:sched::turn (;31;) (type 7) (param i32) (result i32)
    (func $fuse:host::drain (;32;) (type 7) (param i32) (result i32)
    (func $fuse:host::task::wake (;33;) (type 2) (param i32)
    (func $fuse:host::task::hand_over (;34;) (type 2) (param i32)
    (func $fuse:queue::push (;35;) (type 3) (param i32 i32)
    (func $fuse:host::dispatch (;36;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:waitable::notify (;37;) (type 2) (param i32)
    (func $fuse:cancel::request (;38;) (type 7) (param i32) (result i32)
    (func $fuse:task::deliver_cancel (;39;) (type 7) (param i32) (result i32)
    (func $fuse:task::free (;40;) (type 2) (param i32)
    (func $fuse:block::wait_until (;41;) (type 1) (param i32 i32) (result i32)
    (func $fuse:block::may_block (;42;) (type 0) (result i32)
    (func $fuse:block::push (;43;) (type 1) (param i32 i32) (result i32)
    (func $fuse:block::holds (;44;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:block::let_host_go_on (;45;) (type 0) (result i32)
    (func $fuse:block::frame_holds (;46;) (type 7) (param i32) (result i32)
    (func $fuse:record::alloc_block (;47;) (type 7) (param i32) (result i32)
    (func $fuse:queue::pop (;48;) (type 7) (param i32) (result i32)
    (func $fuse:queue::remove (;49;) (type 1) (param i32 i32) (result i32)
    (func $fuse:sched::settle (;50;) (type 1) (param i32 i32) (result i32)
    (func $fuse:waitable::take (;51;) (type 2) (param i32)
    (func $fuse:cancel::unlist (;52;) (type 2) (param i32)
    (func $fuse:waitable::announce (;53;) (type 3) (param i32 i32)
    (func $fuse:fuse_rt::trap::raise_any (;54;) (type 2) (param i32)
    (func $fuse:args-alloc (;55;) (type 1) (param i32 i32) (result i32)
    (func $fuse:root-end (;56;) (type 1) (param i32 i32) (result i32)
    (func $fuse:root-event (;57;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:root-new (;58;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:root-wait (;59;) (type 7) (param i32) (result i32)
    (func $fuse:sync-end (;60;) (type 3) (param i32 i32)
    (func $fuse:sync-enter (;61;) (type 2) (param i32)
    (func $fuse:sync-task-enter (;62;) (type 7) (param i32) (result i32)
    (func $fuse:sync-task-leave (;63;) (type 2) (param i32)
    (func $fuse:task-enter (;64;) (type 7) (param i32) (result i32)
    (func $fuse:task-new (;65;) (type 9) (param i32 i32 i32 i32) (result i32)
    (func $fuse:task-release (;66;) (type 2) (param i32)
    (func $fuse:task-resolve (;67;) (type 2) (param i32)
    (func $fuse:task-returning (;68;) (type 0) (result i32)
    (func $fuse:task-start (;69;) (type 2) (param i32)
    (func $"[call] caller \u{2192} callee f" (;70;) (type 0) (result i32)
      (local i32 i32 i32 i32)
      i32.const 0
      i32.load offset=192
      i32.load offset=12
      i32.const 1
      i32.and
      if ;; label = @1
        call $"[trap] cannot block a synchronous task before it returns"
        unreachable
      end
      block (result i32) ;; label = @1
        block ;; label = @2
          i32.const 0
          i32.load offset=304
          br_if 0 (;@2;)
          i32.const 0
          i64.load offset=280 align=4
          i64.const 0
          i64.ne
          br_if 0 (;@2;)
          i32.const 0
          i32.load offset=192
          local.tee 2
          i32.load offset=36
          local.tee 1
          i32.eqz
          br_if 0 (;@2;)
          i32.const 0
          i32.load offset=48
          local.tee 0
          i32.eqz
          br_if 0 (;@2;)
          i32.const 0
          local.get 0
          i32.load
          i32.store offset=48
          local.get 0
          i64.const 256
          i64.store align=4
          local.get 0
          i64.const 0
          i64.store offset=8 align=4
          local.get 0
          i64.const 0
          i64.store offset=16 align=4
          local.get 0
          i64.const 0
          i64.store offset=24 align=4
          local.get 0
          local.get 1
          i32.store offset=36
          local.get 0
          i32.const 0
          i32.store offset=44
          i32.const 0
          local.get 0
          i32.store offset=284
          local.get 0
          call $"[begin] caller \u{2192} callee f"
          local.set 1
          local.get 0
          i32.load offset=8
          i32.const 4
          i32.xor
          local.get 1
          i32.or
          local.get 0
          i32.load offset=44
          i32.or
          i32.const 0
          i32.load offset=288
          i32.or
          i32.const 0
          i32.load offset=296
          i32.or
          i32.eqz
          if (result i32) ;; label = @3
            local.get 0
            i32.load offset=64
            i32.const 0
            local.get 2
            i32.store offset=192
            i32.const 0
            i32.const 0
            i32.store offset=284
            local.get 0
            i32.const 0
            i32.load offset=48
            i32.store
            i32.const 0
            local.get 0
            i32.store offset=48
          else
            local.get 0
            i32.const 0
            i32.store offset=56
            local.get 0
            i32.const 0
            i32.store offset=112
            local.get 0
            i32.load offset=36
            local.tee 3
            local.get 3
            i32.load offset=8
            i32.const 1
            i32.add
            i32.store offset=8
            local.get 0
            local.get 1
            call $fuse:sync-end
            local.get 0
            i32.load offset=64
            local.get 0
            call $fuse:task-release
          end
          br 1 (;@1;)
        end
        i32.const 256
        i32.const 0
        i32.const 0
        i32.const 0
        call $fuse:task-new
        local.tee 3
        call $fuse:task-enter
        i32.eqz
        if ;; label = @2
          local.get 3
          call $fuse:sync-enter
        end
        local.get 3
        local.get 3
        call $"[begin] caller \u{2192} callee f"
        call $fuse:sync-end
        local.get 3
        i32.load offset=64
        local.get 3
        call $fuse:task-release
      end
    )
    (func $"[begin] caller \u{2192} callee f" (;71;) (type 7) (param i32) (result i32)
      (local i32)
      i32.const 0
      i32.load offset=192
      local.tee 1
      local.get 0
      i32.eq
      if ;; label = @1
        local.get 0
        call $fuse:task-start
      else
        local.get 0
        local.get 1
        i32.store offset=40
        local.get 0
        i32.const 1
        i32.store offset=8
        i32.const 0
        local.get 0
        i32.store offset=192
      end
      call $"callee:m[1]"
    )
    (func $"[begin] host \u{2192} caller f" (;72;) (type 7) (param i32) (result i32)
      (local i32)
      i32.const 0
      i32.load offset=192
      local.tee 1
      local.get 0
      i32.eq
      if ;; label = @1
        local.get 0
        call $fuse:task-start
      else
        local.get 0
        local.get 1
        i32.store offset=40
        local.get 0
        i32.const 1
        i32.store offset=8
        i32.const 0
        local.get 0
        i32.store offset=192
      end
      call $"caller:m[1]"
      local.tee 1
      call $"[host] task.return lift1"
      local.get 0
      i32.load offset=28
      if ;; label = @1
        local.get 0
        call $fuse:task-resolve
      else
        local.get 0
        i32.const 4
        i32.store offset=8
      end
      i32.const 0
    )
    (func $"[task.return] callee" (;73;) (type 2) (param i32)
      (local i32 i32)
      i32.const 0
      i32.load offset=192
      local.tee 1
      i64.load offset=8 align=4
      i64.const 12884901892
      i64.and
      i64.const 0
      i64.ne
      local.get 1
      i32.load offset=16
      i32.or
      if ;; label = @1
        call $fuse:task-returning
        local.set 1
      end
      local.get 1
      i32.load offset=4
      local.set 2
      block ;; label = @1
        block ;; label = @2
          block ;; label = @3
            local.get 2
            br_table 0 (;@3;) 1 (;@2;) 1 (;@2;)
          end
          local.get 1
          local.get 0
          i32.store offset=64
          br 1 (;@1;)
        end
        call $"[trap] `task.return` with another type or options than the task's"
        unreachable
        unreachable
      end
      local.get 1
      i32.load offset=28
      if ;; label = @1
        local.get 1
        call $fuse:task-resolve
      else
        local.get 1
        i32.const 4
        i32.store offset=8
      end
    )
    (func $"[dispatch] start" (;74;) (type 1) (param i32 i32) (result i32)
      (local i32)
      local.get 1
      i32.load offset=60
      local.set 2
      block (result i32) ;; label = @1
        block ;; label = @2
          block ;; label = @3
            block ;; label = @4
              local.get 0
              br_table 1 (;@3;) 0 (;@4;) 2 (;@2;)
            end
            local.get 1
            call $"[begin] host \u{2192} caller f"
            br 2 (;@1;)
          end
          local.get 1
          call $"[begin] caller \u{2192} callee f"
          br 1 (;@1;)
        end
        unreachable
      end
    )
    (func $"[dispatch] callback" (;75;) (type 9) (param i32 i32 i32 i32) (result i32)
      block (result i32) ;; label = @1
        block ;; label = @2
          block ;; label = @3
            local.get 0
            br_table 0 (;@3;) 1 (;@2;) 1 (;@2;)
          end
          local.get 1
          local.get 2
          local.get 3
          call $"callee:m[2]"
          br 1 (;@1;)
        end
        unreachable
      end
    )
    (func $"[dispatch] host-result" (;76;) (type 3) (param i32 i32)
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
    (func $"[enter] host \u{2192} caller f" (;77;) (type 0) (result i32)
      (local i32)
      i32.const 320
      i32.const 1
      i32.const 2
      call $fuse:root-new
      local.tee 0
      call $fuse:task-enter
      if (result i32) ;; label = @1
        local.get 0
        local.get 0
        call $"[begin] host \u{2192} caller f"
        call $fuse:root-end
      else
        local.get 0
        call $fuse:root-wait
      end
    )
    (func $"[trap] unknown handle index" (;78;) (type 4)
      unreachable
    )
    (func $"[trap] handle index used with the wrong type" (;79;) (type 4)
      unreachable
    )
    (func $"[trap] cannot pass a borrowed handle as an owned one" (;80;) (type 4)
      unreachable
    )
    (func $"[trap] cannot remove a handle while it is lent" (;81;) (type 4)
      unreachable
    )
    (func $"[trap] handle of the host is held already" (;82;) (type 4)
      unreachable
    )
    (func $"[trap] too many handles" (;83;) (type 4)
      unreachable
    )
    (func $"[trap] `task.return` or `task.cancel` of a function that was not lifted with `async`" (;84;) (type 4)
      unreachable
    )
    (func $"[trap] `task.return` with another type or options than the task's" (;85;) (type 4)
      unreachable
    )
    (func $"[trap] the task has returned already" (;86;) (type 4)
      unreachable
    )
    (func $"[trap] borrow handles still remain when the task returns" (;87;) (type 4)
      unreachable
    )
    (func $"[trap] `task.cancel` of a task that was not cancelled" (;88;) (type 4)
      unreachable
    )
    (func $"[trap] the task ended without a call of `task.return`" (;89;) (type 4)
      unreachable
    )
    (func $"[trap] invalid callback code" (;90;) (type 4)
      unreachable
    )
    (func $"[trap] cannot block a synchronous task before it returns" (;91;) (type 4)
      unreachable
    )
    (func $"[trap] deadlock of functions that block on one stack" (;92;) (type 4)
      unreachable
    )
    (func $"[trap] the subtask has not resolved, or has been told so" (;93;) (type 4)
      unreachable
    )
    (func $"[trap] the subtask was cancelled before" (;94;) (type 4)
      unreachable
    )
    (func $"[trap] the waitable is in a waitable set" (;95;) (type 4)
      unreachable
    )
    (func $"[trap] another function waits for the waitable" (;96;) (type 4)
      unreachable
    )
    (func $"[trap] the waitable set has members or waiters" (;97;) (type 4)
      unreachable
    )
    (func $"[trap] backpressure counter out of range" (;98;) (type 4)
      unreachable
    )
    (func $"[trap] the end of the stream or future is busy or done" (;99;) (type 4)
      unreachable
    )
    (func $"[trap] there is no copy to cancel" (;100;) (type 4)
      unreachable
    )
    (func $"[trap] the writable end of a future is dropped before a value was written" (;101;) (type 4)
      unreachable
    )
    (func $"[trap] a component instance reads what it wrote itself" (;102;) (type 4)
      unreachable
    )
  )
  (core instance (;1;)
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
    (export "16" (memory 0))
  )
  (core instance $fused (;2;) (instantiate $fused
      (with "" (instance 1))
    )
  )
  (type (;1;) (func async (result u32)))
  (alias core export $fused "[async-lift]f" (core func (;16;)))
  (alias core export $fused "[callback][async-lift]f" (core func (;17;)))
  (func (;0;) (type 1) (canon lift (core func 16) string-encoding=utf8 async (callback 17)))
  (export (;1;) "f" (func 0))
  (@producers
    (processed-by "cargo-fuse" "0.1.0")
  )
)
