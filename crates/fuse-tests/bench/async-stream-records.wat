;; Chunks of `size` records through a stream, to a task that reads as long as there is something: of two writes in turn, one finds a
;; read that waits, and one is found by the next read.
;; `run` passes `n` chunks and returns a checksum of what was read.
(component
  (component $callee
    (type $stream (stream (tuple u32 bool char)))
    (core module $memory
      (memory (export "memory") 2))
    (core instance $memory (instantiate $memory))
    (core func $return (canon task.return (result u32)))
    (core func $set.new (canon waitable-set.new))
    (core func $set.drop (canon waitable-set.drop))
    (core func $join (canon waitable.join))
    (core func $read (canon stream.read $stream async (memory (core memory $memory "memory"))))
    (core func $drop (canon stream.drop-readable $stream))
    (core module $main
      (import "memory" "memory" (memory 2))
      (import "task" "return" (func $return (param i32)))
      (import "async" "set.new" (func $set.new (result i32)))
      (import "async" "set.drop" (func $set.drop (param i32)))
      (import "async" "join" (func $join (param i32 i32)))
      (import "stream" "read" (func $read (param i32 i32 i32) (result i32)))
      (import "stream" "drop" (func $drop (param i32)))
      (global $set (mut i32) (i32.const 0))
      (global $stream (mut i32) (i32.const 0))
      (global $size (mut i32) (i32.const 0))
      (global $sum (mut i32) (i32.const 0))
      (func (export "take") (param $stream i32) (param $size i32) (result i32)
        (global.set $set (call $set.new))
        (global.set $stream (local.get $stream))
        (global.set $size (local.get $size))
        (global.set $sum (i32.const 0))
        (call $join (local.get $stream) (global.get $set))
        (call $go-on))
      (func (export "callback") (param $event i32) (param $stream i32) (param $progress i32) (result i32)
        (if (i32.ne (local.get $event) (i32.const 2 (; STREAM_READ ;))) (then (unreachable)))
        (call $look (local.get $progress))
        (if (i32.and (local.get $progress) (i32.const 15)) (then (return (call $end))))
        (call $go-on))
      ;; Reads until there is nothing at the moment, or never again.
      (func $go-on (result i32)
        (local $progress i32)
        (loop $again
          (local.set $progress (call $read (global.get $stream) (i32.const 65536) (global.get $size)))
          (if (i32.eq (local.get $progress) (i32.const -1 (; BLOCKED ;)))
            (then
              (return (i32.or (i32.shl (global.get $set) (i32.const 4)) (i32.const 2 (; WAIT ;))))))
          (call $look (local.get $progress))
          (br_if $again (i32.eqz (i32.and (local.get $progress) (i32.const 15)))))
        (call $end))
      ;; Adds how many records were read, and what is in the last of them.
      (func $look (param $progress i32)
        (local $count i32) (local $end i32)
        (local.set $count (i32.shr_u (local.get $progress) (i32.const 4)))
        (if (i32.eqz (local.get $count)) (then (return)))
        (local.set $end (i32.mul (local.get $count) (i32.const 12)))
        (global.set $sum
          (i32.add
            (i32.add
              (i32.rotl (global.get $sum) (i32.const 1))
              (i32.add (local.get $count) (i32.load offset=65524 (local.get $end))))
            (i32.add
              (i32.shl (i32.load8_u offset=65528 (local.get $end)) (i32.const 24))
              (i32.load offset=65532 (local.get $end))))))
      (func $end (result i32)
        (call $drop (global.get $stream))
        (call $set.drop (global.get $set))
        (call $return (global.get $sum))
        (i32.const 0 (; EXIT ;)))
    )
    (core instance $main
      (instantiate $main
        (with "memory" (instance $memory))
        (with "task" (instance (export "return" (func $return))))
        (with "async" (instance
          (export "set.new" (func $set.new)) (export "set.drop" (func $set.drop)) (export "join" (func $join))))
        (with "stream" (instance (export "read" (func $read)) (export "drop" (func $drop))))))
    (func (export "take") async (param "it" $stream) (param "size" u32) (result u32)
      (canon lift (core func $main "take") async (callback (core func $main "callback")))))

  (component $caller
    (type $stream (stream (tuple u32 bool char)))
    (import "take" (func $take async (param "it" $stream) (param "size" u32) (result u32)))
    (core module $memory
      (memory (export "memory") 2))
    (core instance $memory (instantiate $memory))
    (core func $take (canon lower (func $take) async (memory (core memory $memory "memory"))))
    (core func $set.new (canon waitable-set.new))
    (core func $set.wait (canon waitable-set.wait (memory (core memory $memory "memory"))))
    (core func $set.drop (canon waitable-set.drop))
    (core func $join (canon waitable.join))
    (core func $subtask.drop (canon subtask.drop))
    (core func $new (canon stream.new $stream))
    (core func $write (canon stream.write $stream async (memory (core memory $memory "memory"))))
    (core func $drop (canon stream.drop-writable $stream))
    (core module $main
      (import "memory" "memory" (memory 2))
      (import "callee" "take" (func $take (param i32 i32 i32) (result i32)))
      (import "async" "set.new" (func $set.new (result i32)))
      (import "async" "set.wait" (func $set.wait (param i32 i32) (result i32)))
      (import "async" "set.drop" (func $set.drop (param i32)))
      (import "async" "join" (func $join (param i32 i32)))
      (import "async" "subtask.drop" (func $subtask.drop (param i32)))
      (import "stream" "new" (func $new (result i64)))
      (import "stream" "write" (func $write (param i32 i32 i32) (result i32)))
      (import "stream" "drop" (func $drop (param i32)))
      ;; 4096 records at 65536; each is a u32, a bool and a char, twelve bytes in all.
      (func $fill
        (local $i i32) (local $at i32)
        (loop $again
          (i32.store offset=65536 (local.get $at) (local.get $i))
          (i32.store8 offset=65540 (local.get $at) (i32.and (local.get $i) (i32.const 1)))
          (i32.store offset=65544 (local.get $at) (i32.add (i32.const 0x3b1) (local.get $i)))
          (local.set $at (i32.add (local.get $at) (i32.const 12)))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br_if $again (i32.lt_u (local.get $i) (i32.const 4096)))))
      (start $fill)
      (func (export "run") (param $n i32) (param $size i32) (result i32)
        (local $set i32) (local $ends i64) (local $writable i32) (local $subtask i32) (local $progress i32)
        (local.set $set (call $set.new))
        (local.set $ends (call $new))
        (local.set $writable (i32.wrap_i64 (i64.shr_u (local.get $ends) (i64.const 32))))
        (call $join (local.get $writable) (local.get $set))
        (local.set $subtask
          (call $take (i32.wrap_i64 (local.get $ends)) (local.get $size) (i32.const 16)))
        (if (i32.ne (i32.and (local.get $subtask) (i32.const 15)) (i32.const 1 (; STARTED ;)))
          (then (unreachable)))
        (local.set $subtask (i32.shr_u (local.get $subtask) (i32.const 4)))
        (loop $again
          (if (local.get $n)
            (then
              (i32.store offset=65524 (i32.mul (local.get $size) (i32.const 12)) (local.get $n))
              (local.set $progress (call $write (local.get $writable) (i32.const 65536) (local.get $size)))
              (if (i32.eq (local.get $progress) (i32.const -1 (; BLOCKED ;)))
                (then
                  (if (i32.ne (call $set.wait (local.get $set) (i32.const 32)) (i32.const 3 (; STREAM_WRITE ;)))
                    (then (unreachable)))
                  (local.set $progress (i32.load (i32.const 36)))))
              (if (i32.ne (local.get $progress) (i32.shl (local.get $size) (i32.const 4)) (; COMPLETED ;))
                (then (unreachable)))
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br $again))))
        (call $drop (local.get $writable))
        (call $join (local.get $subtask) (local.get $set))
        (if (i32.ne (call $set.wait (local.get $set) (i32.const 32)) (i32.const 1 (; SUBTASK ;)))
          (then (unreachable)))
        (if (i32.ne (i32.load (i32.const 36)) (i32.const 2 (; RETURNED ;))) (then (unreachable)))
        (call $subtask.drop (local.get $subtask))
        (call $set.drop (local.get $set))
        (i32.load (i32.const 16)))
    )
    (core instance $main
      (instantiate $main
        (with "memory" (instance $memory))
        (with "callee" (instance (export "take" (func $take))))
        (with "async" (instance
          (export "set.new" (func $set.new))
          (export "set.wait" (func $set.wait))
          (export "set.drop" (func $set.drop))
          (export "join" (func $join))
          (export "subtask.drop" (func $subtask.drop))))
        (with "stream" (instance
          (export "new" (func $new)) (export "write" (func $write)) (export "drop" (func $drop))))))
    (func (export "run") async (param "n" u32) (param "size" u32) (result u32)
      (canon lift (core func $main "run"))))

  (instance $callee (instantiate $callee))
  (instance $caller (instantiate $caller (with "take" (func $callee "take"))))
  (export "run" (func $caller "run")))
