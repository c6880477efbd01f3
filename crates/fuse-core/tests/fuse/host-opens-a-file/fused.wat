(component
  (type (;0;)
    (instance
      (export (;0;) "descriptor" (type (sub resource)))
      (type (;1;) (option string))
      (type (;2;) (variant (case "access") (case "other" 1)))
      (export (;3;) "error-code" (type (eq 2)))
      (type (;4;) (borrow 0))
      (type (;5;) (own 0))
      (type (;6;) (result 5 (error 3)))
      (type (;7;) (func async (param "self" 4) (param "path-flags" u8) (param "path" string) (param "open-flags" u8) (result 6)))
      (export (;0;) "open-at" (func (type 7)))
    )
  )
  (import "files" (instance (;0;) (type 0)))
  (core module $provider (;0;)
    (memory (;0;) 1)
    (export "memory" (memory 0))
  )
  (core instance $provider0 (;0;) (instantiate $provider))
  (alias core export $provider0 "memory" (core memory (;0;)))
  (core instance $provider1 (;1;) (instantiate $provider))
  (alias core export $provider1 "memory" (core memory (;1;)))
  (core module $shim (;1;)
    (type (;0;) (func (param i32 i32) (result i32)))
    (table (;0;) 1 1 funcref)
    (export "0" (func $files#open-at))
    (export "table" (table 0))
    (func $files#open-at (;0;) (type 0) (param i32 i32) (result i32)
      local.get 0
      local.get 1
      i32.const 0
      call_indirect (type 0)
    )
    (@producers
      (processed-by "cargo-fuse" "0.1.0")
    )
  )
  (core instance $shim (;2;) (instantiate $shim))
  (alias core export $shim "0" (core func (;0;)))
  (core func (;1;) (canon waitable-set.new))
  (core func (;2;) (canon waitable-set.poll (memory 0)))
  (core func (;3;) (canon waitable-set.drop))
  (core func (;4;) (canon waitable.join))
  (core func (;5;) (canon subtask.drop))
  (core func (;6;) (canon task.cancel))
  (core func (;7;) (canon context.get i32 0))
  (core func (;8;) (canon context.set i32 0))
  (type (;1;) (stream))
  (core func (;9;) (canon stream.new 1))
  (core func (;10;) (canon stream.read 1 async))
  (core func (;11;) (canon stream.write 1 async))
  (core func (;12;) (canon stream.drop-readable 1))
  (core func (;13;) (canon stream.drop-writable 1))
  (core func (;14;) (canon task.return (result u32) string-encoding=utf8))
  (core module $fused (;2;)
    (type (;0;) (func (param i32 i32) (result i32)))
    (type (;1;) (func (result i32)))
    (type (;2;) (func (param i32)))
    (type (;3;) (func (param i32 i32)))
    (type (;4;) (func))
    (type (;5;) (func (result i64)))
    (type (;6;) (func (param i32 i32 i32) (result i32)))
    (type (;7;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;8;) (func (param i32) (result i32)))
    (type (;9;) (func (param i32 i32 i32)))
    (type (;10;) (func (param i32 i32 i32 i32 i32) (result i32)))
    (type (;11;) (func (param i32 i32 i32 i32)))
    (type (;12;) (func (param i32 i32) (result i32 i32)))
    (import "" "0" (func $"[host] files#open-at" (;0;) (type 0)))
    (import "" "1" (func $"[host] waitable-set.new" (;1;) (type 1)))
    (import "" "2" (func $"[host] waitable-set.poll" (;2;) (type 0)))
    (import "" "3" (func $"[host] waitable-set.drop" (;3;) (type 2)))
    (import "" "4" (func $"[host] waitable.join" (;4;) (type 3)))
    (import "" "5" (func $"[host] subtask.drop" (;5;) (type 2)))
    (import "" "6" (func $"[host] task.cancel" (;6;) (type 4)))
    (import "" "7" (func $"[host] context.get" (;7;) (type 1)))
    (import "" "8" (func $"[host] context.set" (;8;) (type 2)))
    (import "" "9" (func $"[host] stream.new" (;9;) (type 5)))
    (import "" "10" (func $"[host] stream.read" (;10;) (type 6)))
    (import "" "11" (func $"[host] stream.write" (;11;) (type 6)))
    (import "" "12" (func $"[host] stream.drop-readable" (;12;) (type 2)))
    (import "" "13" (func $"[host] stream.drop-writable" (;13;) (type 2)))
    (import "" "14" (func $"[host] task.return lift0" (;14;) (type 2)))
    (import "" "15" (memory (;0;) 1))
    (import "" "16" (memory (;1;) 1))
    (export "[async-lift]run" (func $"[enter] host \u{2192} opens run"))
    (export "[callback][async-lift]run" (func $fuse:root-event))
    (export "cabi_realloc" (func $fuse:result-realloc))
    (func $"opens:libc[0]" (;15;) (type 7) (param i32 i32 i32 i32) (result i32)
      unreachable
    )
    (func $"opens:m[1]" (;16;) (type 1) (result i32)
      i32.const 32
      i32.const 64
      call $"[leave] opens \u{2192} host files#open-at"
    )
    (func $fuse:end::deliver (;17;) (type 0) (param i32 i32) (result i32)
    (func $fuse:set::move_members (;18;) (type 3) (param i32 i32)
    (func $fuse:host::place (;19;) (type 3) (param i32 i32)
    (func $fuse:host::task::set_of (;20;) (type 8) (param i32) (result i32)
    (func $fuse:host::map::next (;21;) (type 8) (param i32) (result i32)
    (func $fuse:host::map::grow (;22;) (type 8) (param i32) (result i32)
    (func $fuse:heap::resize (;23;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:host::call::end (;24;) (type 9) (param i32 i32 i32)
    (func $fuse:host::call::come_to (;25;) (type 0) (param i32 i32) (result i32)
    (func $fuse:lends::take_offered (;26;) (type 8) (param i32) (result i32)
    (func $fuse:host::call::come_back (;27;) (type 10) (param i32 i32 i32 i32 i32) (result i32)
    (func $fuse:lends::keep (;28;) (type 0) (param i32 i32) (result i32)
    (func $fuse:lends::end_all (;29;) (type 2) (param i32)
    (func $fuse:host::call::stand_for (;30;) (type 10) (param i32 i32 i32 i32 i32) (result i32)
    (func $fuse:host::root::run (;31;) (type 8) (param i32) (result i32)
    (func $fuse:queue::append_some (;32;) (type 2) (param i32)
    (func $fuse:sched::turn (;33;) (type 8) (param i32) (result i32)
    (func $fuse:host::drain (;34;) (type 8) (param i32) (result i32)
    (func $fuse:host::task::wake (;35;) (type 2) (param i32)
    (func $fuse:host::task::hand_over (;36;) (type 2) (param i32)
    (func $fuse:queue::push (;37;) (type 3) (param i32 i32)
    (func $fuse:host::dispatch (;38;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:waitable::notify (;39;) (type 2) (param i32)
    (func $fuse:cancel::request (;40;) (type 8) (param i32) (result i32)
    (func $fuse:task::deliver_cancel (;41;) (type 8) (param i32) (result i32)
    (func $fuse:task::free (;42;) (type 2) (param i32)
    (func $fuse:record::alloc_block (;43;) (type 8) (param i32) (result i32)
    (func $fuse:queue::pop (;44;) (type 8) (param i32) (result i32)
    (func $fuse:queue::remove (;45;) (type 0) (param i32 i32) (result i32)
    (func $fuse:sched::settle (;46;) (type 0) (param i32 i32) (result i32)
    (func $fuse:waitable::take (;47;) (type 2) (param i32)
    (func $fuse:cancel::unlist (;48;) (type 2) (param i32)
    (func $fuse:record::add_slot (;49;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:table::grow (;50;) (type 8) (param i32) (result i32)
    (func $fuse:waitable::init (;51;) (type 11) (param i32 i32 i32 i32)
    (func $fuse:waitable::announce (;52;) (type 3) (param i32 i32)
    (func $fuse:host::grow (;53;) (type 8) (param i32) (result i32)
    (func $fuse:stack::grow (;54;) (type 8) (param i32) (result i32)
    (func $fuse:fuse_rt::trap::raise_any (;55;) (type 2) (param i32)
    (func $fuse:args-alloc (;56;) (type 0) (param i32 i32) (result i32)
    (func $fuse:host-call-end (;57;) (type 10) (param i32 i32 i32 i32 i32) (result i32)
    (func $fuse:host-own-enter (;58;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:lend (;59;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:lends (;60;) (type 1) (result i32)
    (func $fuse:lends-end (;61;) (type 2) (param i32)
    (func $fuse:result-free (;62;) (type 3) (param i32 i32)
    (func $fuse:result-realloc (;63;) (type 7) (param i32 i32 i32 i32) (result i32)
    (func $fuse:root-end (;64;) (type 0) (param i32 i32) (result i32)
    (func $fuse:root-event (;65;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:root-new (;66;) (type 6) (param i32 i32 i32) (result i32)
    (func $fuse:root-wait (;67;) (type 8) (param i32) (result i32)
    (func $fuse:scratch-free (;68;) (type 2) (param i32)
    (func $fuse:scratch-realloc (;69;) (type 7) (param i32 i32 i32 i32) (result i32)
    (func $fuse:scratch-take (;70;) (type 1) (result i32)
    (func $fuse:sync-task-enter (;71;) (type 8) (param i32) (result i32)
    (func $fuse:sync-task-leave (;72;) (type 2) (param i32)
    (func $fuse:task-enter (;73;) (type 8) (param i32) (result i32)
    (func $fuse:task-resolve (;74;) (type 2) (param i32)
    (func $fuse:task-start (;75;) (type 2) (param i32)
    (func $"[leave] opens \u{2192} host files#open-at" (;76;) (type 0) (param i32 i32) (result i32)
      (local i32 i32 i32 i32)
      call $fuse:lends
      local.set 2
      local.get 0
      i32.const 3
      i32.and
      if ;; label = @1
        call $"[trap] unaligned pointer"
        unreachable
      end
      local.get 0
      i64.extend_i32_u
      i64.const 20
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
      i32.const 0
      i32.const 0
      i32.const 4
      i32.const 20
      call $fuse:scratch-realloc
      local.tee 3
      i32.const 3
      i32.and
      if ;; label = @1
        call $"[trap] unaligned realloc result"
        unreachable
      end
      local.get 3
      i64.extend_i32_u
      i64.const 20
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
      local.get 3
      local.get 0
      i32.load 1
      local.set 4
      i32.const 256
      i32.const 1
      local.get 4
      call $fuse:lend
      i32.store
      local.get 3
      local.get 0
      i32.load8_u 1 offset=4
      i32.store8 offset=4
      local.get 0
      i32.load 1 offset=8
      local.get 0
      i32.load 1 offset=12
      call $"[transcode] utf8 m1 \u{2192} utf8 m0"
      local.set 4
      local.set 5
      local.get 3
      local.get 5
      i32.store offset=8
      local.get 3
      local.get 4
      i32.store offset=12
      local.get 3
      local.get 0
      i32.load8_u 1 offset=16
      i32.store8 offset=16
      local.get 1
      i32.const 3
      i32.and
      if ;; label = @1
        call $"[trap] unaligned pointer"
        unreachable
      end
      local.get 1
      i64.extend_i32_u
      i64.const 20
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
      i32.const 0
      i32.const 0
      i32.const 4
      i32.const 20
      call $fuse:scratch-realloc
      local.tee 4
      i32.const 3
      i32.and
      if ;; label = @1
        call $"[trap] unaligned realloc result"
        unreachable
      end
      local.get 4
      i64.extend_i32_u
      i64.const 20
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
      call $fuse:scratch-take
      local.tee 5
      local.get 1
      i32.store offset=8
      local.get 3
      local.get 4
      call $"[host] files#open-at"
      i32.const 256
      i32.const 268435456
      local.get 5
      local.get 2
      call $fuse:host-call-end
    )
    (func $"[begin] host \u{2192} opens run" (;77;) (type 8) (param i32) (result i32)
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
      call $"opens:m[1]"
      local.tee 1
      call $"[host] task.return lift0"
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
    (func $"[dispatch] start" (;78;) (type 0) (param i32 i32) (result i32)
      (local i32)
      local.get 1
      i32.load offset=60
      local.set 2
      block (result i32) ;; label = @1
        block ;; label = @2
          block ;; label = @3
            local.get 0
            br_table 0 (;@3;) 1 (;@2;)
          end
          local.get 1
          call $"[begin] host \u{2192} opens run"
          br 1 (;@1;)
        end
        unreachable
      end
    )
    (func $"[dispatch] callback" (;79;) (type 7) (param i32 i32 i32 i32) (result i32)
      block (result i32) ;; label = @1
        block ;; label = @2
          local.get 0
          i32.const 1
          i32.sub
          br_table 0 (;@2;)
        end
        unreachable
      end
    )
    (func $"[dispatch] host-result" (;80;) (type 3) (param i32 i32)
      (local i32 i32 i32 i32 i32 i32 i32 i32 i32)
      block ;; label = @1
        block ;; label = @2
          block ;; label = @3
            block ;; label = @4
              local.get 0
              br_table 0 (;@4;) 1 (;@3;)
            end
            local.get 1
            i32.load offset=8
            local.set 2
            local.get 1
            i32.const 16
            i32.add
            local.set 3
            local.get 2
            i32.const 3
            i32.and
            if ;; label = @4
              call $"[trap] unaligned pointer"
              unreachable
            end
            local.get 2
            i64.extend_i32_u
            i64.const 20
            i64.add
            memory.size 1
            i64.extend_i32_u
            i64.const 16
            i64.shl
            i64.gt_u
            if ;; label = @4
              call $"[trap] pointer out of bounds"
              unreachable
            end
            local.get 3
            i32.load8_u
            local.tee 4
            i32.const 2
            i32.ge_u
            if ;; label = @4
              call $"[trap] invalid variant discriminant"
              unreachable
            end
            local.get 2
            local.get 4
            i32.store8 1
            local.get 4
            if ;; label = @4
              local.get 3
              i32.load8_u offset=4
              local.tee 5
              i32.const 2
              i32.ge_u
              if ;; label = @5
                call $"[trap] invalid variant discriminant"
                unreachable
              end
              local.get 2
              local.get 5
              i32.store8 1 offset=4
              local.get 5
              if ;; label = @5
                local.get 3
                i32.load8_u offset=8
                local.tee 6
                i32.const 2
                i32.ge_u
                if ;; label = @6
                  call $"[trap] invalid variant discriminant"
                  unreachable
                end
                local.get 2
                local.get 6
                i32.store8 1 offset=8
                local.get 6
                if ;; label = @6
                  local.get 3
                  i32.load offset=12
                  local.set 7
                  local.get 3
                  i32.load offset=16
                  local.set 8
                  local.get 7
                  local.get 8
                  call $"[transcode] utf8 m0 \u{2192} utf8 m1"
                  local.set 9
                  local.set 10
                  local.get 2
                  local.get 10
                  i32.store 1 offset=12
                  local.get 2
                  local.get 9
                  i32.store 1 offset=16
                  local.get 7
                  local.get 8
                  call $fuse:result-free
                end
              end
            else
              local.get 2
              local.get 3
              i32.load offset=4
              local.set 5
              i32.const 256
              i32.const 1
              local.get 5
              call $fuse:host-own-enter
              i32.store 1 offset=4
            end
            br 1 (;@2;)
          end
          br 1 (;@1;)
          unreachable
        end
      end
    )
    (func $"[enter] host \u{2192} opens run" (;81;) (type 1) (result i32)
      (local i32)
      i32.const 256
      i32.const 0
      i32.const 2
      call $fuse:root-new
      local.tee 0
      call $fuse:task-enter
      if (result i32) ;; label = @1
        local.get 0
        local.get 0
        call $"[begin] host \u{2192} opens run"
        call $fuse:root-end
      else
        local.get 0
        call $fuse:root-wait
      end
    )
    (func $"[trap] unknown handle index" (;82;) (type 4)
      unreachable
    )
    (func $"[trap] handle index used with the wrong type" (;83;) (type 4)
      unreachable
    )
    (func $"[trap] cannot pass a borrowed handle as an owned one" (;84;) (type 4)
      unreachable
    )
    (func $"[trap] cannot remove a handle while it is lent" (;85;) (type 4)
      unreachable
    )
    (func $"[trap] handle of the host is held already" (;86;) (type 4)
      unreachable
    )
    (func $"[trap] too many handles" (;87;) (type 4)
      unreachable
    )
    (func $"[trap] `task.return` or `task.cancel` of a function that was not lifted with `async`" (;88;) (type 4)
      unreachable
    )
    (func $"[trap] `task.return` with another type or options than the task's" (;89;) (type 4)
      unreachable
    )
    (func $"[trap] the task has returned already" (;90;) (type 4)
      unreachable
    )
    (func $"[trap] borrow handles still remain when the task returns" (;91;) (type 4)
      unreachable
    )
    (func $"[trap] `task.cancel` of a task that was not cancelled" (;92;) (type 4)
      unreachable
    )
    (func $"[trap] the task ended without a call of `task.return`" (;93;) (type 4)
      unreachable
    )
    (func $"[trap] invalid callback code" (;94;) (type 4)
      unreachable
    )
    (func $"[trap] cannot block a synchronous task before it returns" (;95;) (type 4)
      unreachable
    )
    (func $"[trap] deadlock of functions that block on one stack" (;96;) (type 4)
      unreachable
    )
    (func $"[trap] the subtask has not resolved, or has been told so" (;97;) (type 4)
      unreachable
    )
    (func $"[trap] the subtask was cancelled before" (;98;) (type 4)
      unreachable
    )
    (func $"[trap] the waitable is in a waitable set" (;99;) (type 4)
      unreachable
    )
    (func $"[trap] another function waits for the waitable" (;100;) (type 4)
      unreachable
    )
    (func $"[trap] the waitable set has members or waiters" (;101;) (type 4)
      unreachable
    )
    (func $"[trap] backpressure counter out of range" (;102;) (type 4)
      unreachable
    )
    (func $"[trap] the end of the stream or future is busy or done" (;103;) (type 4)
      unreachable
    )
    (func $"[trap] there is no copy to cancel" (;104;) (type 4)
      unreachable
    )
    (func $"[trap] the writable end of a future is dropped before a value was written" (;105;) (type 4)
      unreachable
    )
    (func $"[trap] a component instance reads what it wrote itself" (;106;) (type 4)
      unreachable
    )
    (func $"[trap] unaligned pointer" (;107;) (type 4)
      unreachable
    )
    (func $"[trap] pointer out of bounds" (;108;) (type 4)
      unreachable
    )
    (func $"[trap] unaligned realloc result" (;109;) (type 4)
      unreachable
    )
    (func $"[trap] realloc result out of bounds" (;110;) (type 4)
      unreachable
    )
    (func $"[transcode] utf8 m1 \u{2192} utf8 m0" (;111;) (type 12) (param i32 i32) (result i32 i32)
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
      call $fuse:scratch-realloc
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
    (func $"[trap] string too long" (;112;) (type 4)
      unreachable
    )
    (func $"[trap] string out of bounds" (;113;) (type 4)
      unreachable
    )
    (func $"[trap] invalid utf-8" (;114;) (type 4)
      unreachable
    )
    (func $"[trap] invalid variant discriminant" (;115;) (type 4)
      unreachable
    )
    (func $"[transcode] utf8 m0 \u{2192} utf8 m1" (;116;) (type 12) (param i32 i32) (result i32 i32)
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
      call $"opens:libc[0]"
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
  )
  (core instance (;3;)
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
    (export "15" (memory 0))
    (export "16" (memory 1))
  )
  (core instance $fused (;4;) (instantiate $fused
      (with "" (instance 3))
    )
  )
  (alias core export $shim "table" (core table (;0;)))
  (alias export 0 "open-at" (func (;0;)))
  (alias core export $fused "cabi_realloc" (core func (;15;)))
  (core func (;16;) (canon lower (func 0) string-encoding=utf8 (memory 0) (realloc 15) async))
  (core module $fixup (;3;)
    (type (;0;) (func (param i32 i32) (result i32)))
    (import "fixup" "table" (table (;0;) 1 1 funcref))
    (import "fixup" "0" (func (;0;) (type 0)))
    (elem (;0;) (i32.const 0) func 0)
    (@producers
      (processed-by "cargo-fuse" "0.1.0")
    )
  )
  (core instance (;5;)
    (export "table" (table 0))
    (export "0" (func 16))
  )
  (core instance $fixup (;6;) (instantiate $fixup
      (with "fixup" (instance 5))
    )
  )
  (type (;2;) (func async (result u32)))
  (alias core export $fused "[async-lift]run" (core func (;17;)))
  (alias core export $fused "[callback][async-lift]run" (core func (;18;)))
  (func (;1;) (type 2) (canon lift (core func 17) string-encoding=utf8 async (callback 18)))
  (export (;2;) "run" (func 1))
  (@producers
    (processed-by "cargo-fuse" "0.1.0")
  )
)
