;; Chunks of `size` bytes through a stream: a read that blocks, the write that completes both, a poll for the reader's event.
;; The reader's part is functions that are not async, so that nothing is scheduled.
;; `run` passes `n` chunks and returns a checksum of what was read.
(component
  (component $callee
    (type $stream (stream u8))
    (core module $memory
      (memory (export "memory") 18))
    (core instance $memory (instantiate $memory))
    (core func $set.new (canon waitable-set.new))
    (core func $set.poll (canon waitable-set.poll (memory (core memory $memory "memory"))))
    (core func $set.drop (canon waitable-set.drop))
    (core func $join (canon waitable.join))
    (core func $read (canon stream.read $stream async (memory (core memory $memory "memory"))))
    (core func $drop (canon stream.drop-readable $stream))
    (core module $main
      (import "memory" "memory" (memory 18))
      (import "async" "set.new" (func $set.new (result i32)))
      (import "async" "set.poll" (func $set.poll (param i32 i32) (result i32)))
      (import "async" "set.drop" (func $set.drop (param i32)))
      (import "async" "join" (func $join (param i32 i32)))
      (import "stream" "read" (func $read (param i32 i32 i32) (result i32)))
      (import "stream" "drop" (func $drop (param i32)))
      (global $set (mut i32) (i32.const 0))
      (global $stream (mut i32) (i32.const 0))
      (func (export "open") (param $stream i32)
        (global.set $set (call $set.new))
        (global.set $stream (local.get $stream))
        (call $join (local.get $stream) (global.get $set)))
      (func (export "read") (param $size i32)
        (if (i32.ne (call $read (global.get $stream) (i32.const 65536) (local.get $size)) (i32.const -1 (; BLOCKED ;)))
          (then (unreachable))))
      ;; How many bytes were read, and what the last of them is.
      (func (export "poll") (result i32)
        (local $count i32)
        (if (i32.ne (call $set.poll (global.get $set) (i32.const 16)) (i32.const 2 (; STREAM_READ ;)))
          (then (unreachable)))
        (local.set $count (i32.shr_u (i32.load (i32.const 20)) (i32.const 4)))
        (i32.add
          (i32.mul (local.get $count) (i32.const 31))
          (i32.load8_u offset=65535 (local.get $count))))
      (func (export "close")
        (call $drop (global.get $stream))
        (call $set.drop (global.get $set)))
    )
    (core instance $main
      (instantiate $main
        (with "memory" (instance $memory))
        (with "async" (instance
          (export "set.new" (func $set.new))
          (export "set.poll" (func $set.poll))
          (export "set.drop" (func $set.drop))
          (export "join" (func $join))))
        (with "stream" (instance (export "read" (func $read)) (export "drop" (func $drop))))))
    (func (export "open") (param "it" $stream) (canon lift (core func $main "open")))
    (func (export "read") (param "size" u32) (canon lift (core func $main "read")))
    (func (export "poll") (result u32) (canon lift (core func $main "poll")))
    (func (export "close") (canon lift (core func $main "close"))))

  (component $caller
    (type $stream (stream u8))
    (import "open" (func $open (param "it" $stream)))
    (import "read" (func $read (param "size" u32)))
    (import "poll" (func $poll (result u32)))
    (import "close" (func $close))
    (core module $memory
      (memory (export "memory") 18))
    (core instance $memory (instantiate $memory))
    (core func $open (canon lower (func $open)))
    (core func $read (canon lower (func $read)))
    (core func $poll (canon lower (func $poll)))
    (core func $close (canon lower (func $close)))
    (core func $new (canon stream.new $stream))
    (core func $write (canon stream.write $stream async (memory (core memory $memory "memory"))))
    (core func $drop (canon stream.drop-writable $stream))
    (core module $main
      (import "memory" "memory" (memory 18))
      (import "callee" "open" (func $open (param i32)))
      (import "callee" "read" (func $read (param i32)))
      (import "callee" "poll" (func $poll (result i32)))
      (import "callee" "close" (func $close))
      (import "stream" "new" (func $new (result i64)))
      (import "stream" "write" (func $write (param i32 i32 i32) (result i32)))
      (import "stream" "drop" (func $drop (param i32)))
      (func (export "run") (param $n i32) (param $size i32) (result i32)
        (local $ends i64) (local $writable i32) (local $sum i32)
        (local.set $ends (call $new))
        (local.set $writable (i32.wrap_i64 (i64.shr_u (local.get $ends) (i64.const 32))))
        (call $open (i32.wrap_i64 (local.get $ends)))
        (loop $again
          (if (local.get $n)
            (then
              (call $read (local.get $size))
              (i32.store8 offset=65535 (local.get $size) (local.get $n))
              (if (i32.ne
                    (call $write (local.get $writable) (i32.const 65536) (local.get $size))
                    (i32.shl (local.get $size) (i32.const 4)) (; COMPLETED ;))
                (then (unreachable)))
              (local.set $sum (i32.xor (i32.rotl (local.get $sum) (i32.const 1)) (call $poll)))
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br $again))))
        (call $drop (local.get $writable))
        (call $close)
        (local.get $sum))
    )
    (core instance $main
      (instantiate $main
        (with "memory" (instance $memory))
        (with "callee" (instance
          (export "open" (func $open))
          (export "read" (func $read))
          (export "poll" (func $poll))
          (export "close" (func $close))))
        (with "stream" (instance
          (export "new" (func $new)) (export "write" (func $write)) (export "drop" (func $drop))))))
    (func (export "run") async (param "n" u32) (param "size" u32) (result u32)
      (canon lift (core func $main "run"))))

  (instance $callee (instantiate $callee))
  (instance $caller
    (instantiate $caller
      (with "open" (func $callee "open"))
      (with "read" (func $callee "read"))
      (with "poll" (func $callee "poll"))
      (with "close" (func $callee "close"))))
  (export "run" (func $caller "run")))
