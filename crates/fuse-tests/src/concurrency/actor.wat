;; An actor: a core module that runs programs. A program is a list of words, each an operation and up to three operands;
;; `load` puts them into memory before anything runs. An operation is one function of the table, and its number is its
;; place there. It returns what the task returns to its caller, or -1 to go on with the next word.
;;
;; Everything that can be seen is logged: what built-ins return, what events bring, handles and values.
;;
;; A task is called with the number of its program and an argument, and hands the argument on to those that it calls.
;; Registers 0 to 15 are the task's own, those from 16 on belong to all tasks of the instance.
;;
;; The memory: 0 shared registers, 256 what subtasks return for them, 512 an event, 1024 what is written, 2048 what is
;; read through shared registers, 3072 what strings that are written point to, 4096 programs of 64 words each, 20480
;; tasks of 256 bytes each, 262144 what is read by each of them.
(core module $actor
  (import "libc" "memory" (memory 21))
  (import "libc" "id" (global $id i32))
  (import "element" "size" (global $size i32))
  (import "element" "digest" (func $digest (param i32) (result i32)))
  (import "host" "log" (func $log (param i32 i32 i32)))
  (import "host" "event" (func $event (param i32 i32 i32 i32)))
  (import "host" "work" (func $work (param i32 i32) (result i32)))
  (import "host" "timer" (func $timer (result i32)))
  (import "host" "keep-stream" (func $host-keep-stream (param i32 i32)))
  (import "host" "take-stream" (func $host-take-stream (param i32 i32)))
  (import "host" "send-stream" (func $host-send-stream (param i32 i32 i32) (result i32)))
  (import "host" "give-stream" (func $host-give-stream (param i32) (result i32)))
  (import "host" "find-stream" (func $host-find-stream (param i32 i32) (result i32)))
  (import "host" "back-stream" (func $host-back-stream (param i32 i32) (result i32)))
  (import "host" "keep-future" (func $host-keep-future (param i32 i32)))
  (import "host" "take-future" (func $host-take-future (param i32 i32)))
  (import "host" "send-future" (func $host-send-future (param i32 i32 i32) (result i32)))
  (import "host" "give-future" (func $host-give-future (param i32) (result i32)))
  (import "host" "find-future" (func $host-find-future (param i32 i32) (result i32)))
  (import "host" "back-future" (func $host-back-future (param i32 i32) (result i32)))
  (import "peer" "load" (func $peer-load (param i32 i32 i32)))
  (import "peer" "run" (func $peer-run (param i32 i32) (result i32)))
  (import "peer" "solo" (func $peer-solo (param i32 i32) (result i32)))
  (import "peer" "run-now" (func $peer-run-now (param i32) (result i32)))
  (import "peer" "poke" (func $peer-poke (param i32) (result i32)))
  (import "peer" "take-stream" (func $peer-take-stream (param i32 i32 i32) (result i32)))
  (import "peer" "take-future" (func $peer-take-future (param i32 i32 i32) (result i32)))
  (import "peer" "give-stream" (func $peer-give-stream (param i32 i32) (result i32)))
  (import "peer" "give-future" (func $peer-give-future (param i32 i32) (result i32)))
  (import "canon" "return" (func $return (param i32)))
  (import "canon" "return-stream" (func $return-stream (param i32)))
  (import "canon" "return-future" (func $return-future (param i32)))
  (import "canon" "task-cancel" (func $task-cancel))
  (import "canon" "context-get" (func $context-get (result i32)))
  (import "canon" "context-set" (func $context-set (param i32)))
  (import "canon" "backpressure-inc" (func $backpressure-inc))
  (import "canon" "backpressure-dec" (func $backpressure-dec))
  (import "canon" "yield-here" (func $yield-here (result i32)))
  (import "canon" "set-new" (func $set-new (result i32)))
  (import "canon" "set-poll" (func $set-poll (param i32 i32) (result i32)))
  (import "canon" "set-wait" (func $set-wait (param i32 i32) (result i32)))
  (import "canon" "set-drop" (func $set-drop (param i32)))
  (import "canon" "join" (func $join (param i32 i32)))
  (import "canon" "subtask-cancel" (func $subtask-cancel (param i32) (result i32)))
  (import "canon" "subtask-cancel-async" (func $subtask-cancel-async (param i32) (result i32)))
  (import "canon" "subtask-drop" (func $subtask-drop (param i32)))
  (import "canon" "stream-new" (func $stream-new (result i64)))
  (import "canon" "stream-read" (func $stream-read (param i32 i32 i32) (result i32)))
  (import "canon" "stream-write" (func $stream-write (param i32 i32 i32) (result i32)))
  (import "canon" "stream-cancel-read" (func $stream-cancel-read (param i32) (result i32)))
  (import "canon" "stream-cancel-write" (func $stream-cancel-write (param i32) (result i32)))
  (import "canon" "stream-drop-readable" (func $stream-drop-readable (param i32)))
  (import "canon" "stream-drop-writable" (func $stream-drop-writable (param i32)))
  (import "canon" "future-new" (func $future-new (result i64)))
  (import "canon" "future-read" (func $future-read (param i32 i32) (result i32)))
  (import "canon" "future-write" (func $future-write (param i32 i32) (result i32)))
  (import "canon" "future-cancel-read" (func $future-cancel-read (param i32) (result i32)))
  (import "canon" "future-cancel-write" (func $future-cancel-write (param i32) (result i32)))
  (import "canon" "future-drop-readable" (func $future-drop-readable (param i32)))
  (import "canon" "future-drop-writable" (func $future-drop-writable (param i32)))
  (import "canon" "stream-cancel-read-async" (func $stream-cancel-read-async (param i32) (result i32)))
  (import "canon" "stream-cancel-write-async" (func $stream-cancel-write-async (param i32) (result i32)))
  (import "canon" "future-cancel-read-async" (func $future-cancel-read-async (param i32) (result i32)))
  (import "canon" "future-cancel-write-async" (func $future-cancel-write-async (param i32) (result i32)))
  (import "canon" "stream-read-here" (func $stream-read-here (param i32 i32 i32) (result i32)))
  (import "canon" "stream-write-here" (func $stream-write-here (param i32 i32 i32) (result i32)))

  (type $op (func (param i32 i32 i32) (result i32)))
  (table $ops funcref (elem
    $op-end $op-note $op-show $op-put $op-add $op-jump $op-jump-if $op-again $op-trap $op-arg $op-set-arg $op-gift
    $op-return $op-return-stream $op-return-future $op-task-cancel $op-on-cancel
    $op-yield $op-yield-here $op-spin $op-wait $op-await $op-finish $op-settle $op-wait-here $op-poll $op-quiet $op-loud
    $op-new-set $op-drop-set $op-keep-set $op-use-set $op-join $op-leave
    $op-call $op-call-solo $op-call-now $op-poke $op-send-stream $op-send-future $op-ask-stream $op-ask-future
    $op-take $op-result $op-work $op-timer
    $op-cancel $op-cancel-async $op-abandon $op-drop-subtask $op-backpressure-inc $op-backpressure-dec
    $op-new-stream $op-stream-read $op-stream-write $op-stream-cancel-read $op-stream-cancel-write
    $op-stream-drop-readable $op-stream-drop-writable
    $op-new-future $op-future-read $op-future-write $op-future-cancel-read $op-future-cancel-write
    $op-future-drop-readable $op-future-drop-writable $op-bytes $op-elements
    $op-stream-cancel-read-async $op-stream-stop-read $op-stream-cancel-write-async $op-stream-stop-write
    $op-future-cancel-read-async $op-future-stop-read $op-future-cancel-write-async $op-future-stop-write
    $op-stream-read-here $op-stream-write-here
    $op-if-dropped
    $op-host-keep-stream $op-host-take-stream $op-host-send-stream $op-host-give-stream $op-host-find-stream $op-host-back-stream
    $op-host-keep-future $op-host-take-future $op-host-send-future $op-host-give-future $op-host-find-future $op-host-back-future))

  ;; Tasks that are over, linked by their first words; and the first that has never been used.
  (global $free (mut i32) (i32.const 0))
  (global $fresh (mut i32) (i32.const 20480))

  ;; A task: 0 where its next word is, 4 its waitable set, 8 the program it goes on with when it is cancelled, 12 the
  ;; program it began with, 16 its argument, 20 the stream or future it was given, 24 whether its function is
  ;; synchronous, 28 what that returns, 32 registers, 96 what subtasks return for them, 224 the value it told last, 228 whether it is quiet, 232 the event it was brought last. Context slot 0 has its
  ;; address.

  ;; Puts a word of a program where it belongs, in this instance or in one that comes after it.
  (func (export "load") (param $who i32) (param $at i32) (param $word i32)
    (if (i32.eq (local.get $who) (global.get $id))
      (then (i32.store offset=4096 (i32.shl (local.get $at) (i32.const 2)) (local.get $word)))
      (else (call $peer-load (local.get $who) (local.get $at) (local.get $word)))))

  (func $begin (param $call i32) (param $gift i32) (param $sync i32)
    (local $t i32)
    (local.set $t (global.get $free))
    (if (local.get $t)
      (then (global.set $free (i32.load (local.get $t))))
      (else
        (local.set $t (global.get $fresh))
        (global.set $fresh (i32.add (local.get $t) (i32.const 256)))))
    (memory.fill (local.get $t) (i32.const 0) (i32.const 256))
    (call $goto (local.get $t) (i32.and (local.get $call) (i32.const 63)))
    (i32.store offset=12 (local.get $t) (i32.and (local.get $call) (i32.const 63)))
    (i32.store offset=16 (local.get $t) (i32.shr_u (local.get $call) (i32.const 6)))
    (i32.store offset=20 (local.get $t) (local.get $gift))
    (i32.store offset=24 (local.get $t) (local.get $sync))
    (call $context-set (local.get $t))
    (memory.fill (call $buffer (i32.const 0)) (i32.const 0) (i32.const 64)))

  (func $goto (param $t i32) (param $program i32)
    (i32.store (local.get $t)
      (i32.add (i32.const 4096) (i32.shl (local.get $program) (i32.const 8)))))

  ;; Runs the task until one of its operations returns.
  (func $go (result i32)
    (local $t i32) (local $word i32) (local $code i32)
    (local.set $t (call $context-get))
    (loop $next (result i32)
      (local.set $word (i32.load (i32.load (local.get $t))))
      (i32.store (local.get $t) (i32.add (i32.load (local.get $t)) (i32.const 4)))
      (local.set $code
        (call_indirect $ops (type $op)
          (i32.and (i32.shr_u (local.get $word) (i32.const 8)) (i32.const 255))
          (i32.and (i32.shr_u (local.get $word) (i32.const 16)) (i32.const 255))
          (i32.shr_u (local.get $word) (i32.const 24))
          (i32.and (local.get $word) (i32.const 255))))
      (br_if $next (i32.eq (local.get $code) (i32.const -1)))
      (local.get $code)))

  (func (export "run") (param $call i32) (result i32)
    (call $begin (local.get $call) (i32.const 0) (i32.const 0))
    (call $go))
  (func (export "take") (param $call i32) (param $gift i32) (result i32)
    (call $begin (local.get $call) (local.get $gift) (i32.const 0))
    (call $go))
  (func (export "sync") (param $call i32) (result i32)
    (call $begin (local.get $call) (i32.const 0) (i32.const 1))
    (if (call $go) (then unreachable))
    ;; The task is over, but nothing has begun since.
    (i32.load offset=28 (call $context-get)))
  (func (export "callback") (param $code i32) (param $p1 i32) (param $p2 i32) (result i32)
    (local $t i32)
    (local.set $t (call $context-get))
    (i32.store offset=232 (local.get $t) (local.get $code))
    (i32.store offset=236 (local.get $t) (local.get $p1))
    (i32.store offset=240 (local.get $t) (local.get $p2))
    (if (local.get $code) (then (call $heard (local.get $code) (local.get $p1) (local.get $p2))))
    (if (i32.and
          (i32.eq (local.get $code) (i32.const 6))
          (i32.ne (i32.load offset=8 (local.get $t)) (i32.const 0)))
      (then (call $goto (local.get $t) (i32.load offset=8 (local.get $t)))))
    (call $go))

  ;; The instance, the program and the argument.
  (func $who (result i32)
    (local $t i32)
    (local.set $t (call $context-get))
    (i32.or
      (i32.shl (global.get $id) (i32.const 24))
      (i32.or
        (i32.shl (i32.load offset=12 (local.get $t)) (i32.const 16))
        (i32.load offset=16 (local.get $t)))))

  ;; Logs a value as that of the running operation, whose word is the one before the next.
  (func $told (param $value i32) (result i32)
    (local $t i32)
    (local.set $t (call $context-get))
    (i32.store offset=224 (local.get $t) (local.get $value))
    (if (i32.eqz (i32.load offset=228 (local.get $t)))
      (then
        (call $log
          (call $who)
          (i32.load8_u (i32.sub (i32.load (local.get $t)) (i32.const 4)))
          (local.get $value))))
    (i32.const -1))

  ;; Logs an event.
  (func $heard (param $code i32) (param $p1 i32) (param $p2 i32)
    (if (i32.eqz (i32.load offset=228 (call $context-get)))
      (then (call $event (call $who) (local.get $code) (local.get $p1) (local.get $p2)))))
  (func $heard-here (param $code i32) (result i32)
    (call $heard (local.get $code) (i32.load (i32.const 512)) (i32.load (i32.const 516)))
    (i32.const -1))

  ;; Logs the status of a call made for register $r, and keeps the subtask.
  (func $called (param $r i32) (param $packed i32) (result i32)
    (call $set (local.get $r) (i32.shr_u (local.get $packed) (i32.const 4)))
    (call $told (local.get $packed)))

  ;; Logs two ends and keeps them: in register $r the readable and in $w the writable one.
  (func $made (param $r i32) (param $w i32) (param $ends i64) (result i32)
    (call $set (local.get $r) (i32.wrap_i64 (local.get $ends)))
    (call $set (local.get $w) (i32.wrap_i64 (i64.shr_u (local.get $ends) (i64.const 32))))
    (drop (call $told (call $get (local.get $r))))
    (call $told (call $get (local.get $w))))

  ;; Where things of register $r are.
  (func $register (param $r i32) (result i32)
    (if (result i32) (i32.lt_u (local.get $r) (i32.const 16))
      (then (i32.add (i32.add (call $context-get) (i32.const 32)) (i32.shl (local.get $r) (i32.const 2))))
      (else (i32.shl (local.get $r) (i32.const 2)))))
  (func $result (param $r i32) (result i32)
    (if (result i32) (i32.lt_u (local.get $r) (i32.const 16))
      (then (i32.add (i32.add (call $context-get) (i32.const 96)) (i32.shl (local.get $r) (i32.const 2))))
      (else (i32.add (i32.const 256) (i32.shl (local.get $r) (i32.const 2))))))
  (func $buffer (param $r i32) (result i32)
    (if (result i32) (i32.lt_u (local.get $r) (i32.const 16))
      (then (i32.add (i32.const 262144) (i32.shl (i32.sub (call $context-get) (i32.const 20480)) (i32.const 2))))
      (else (i32.add (i32.const 1024) (i32.shl (local.get $r) (i32.const 6))))))
  (func $get (param $r i32) (result i32) (i32.load (call $register (local.get $r))))
  (func $set (param $r i32) (param $value i32) (i32.store (call $register (local.get $r)) (local.get $value)))
  (func $own-set (result i32) (i32.load offset=4 (call $context-get)))
  ;; What is written: elements that start with the task's argument.
  (func $written (result i32)
    (i32.add (i32.const 1024) (i32.mul (i32.load offset=16 (call $context-get)) (global.get $size))))
  ;; What the host calls an end: a number more than the task's argument.
  (func $tag (param $n i32) (result i32) (i32.add (local.get $n) (i32.load offset=16 (call $context-get))))
  ;; A call of the peer's program $p with the task's argument.
  (func $onward (param $p i32) (result i32)
    (i32.or (local.get $p) (i32.shl (i32.load offset=16 (call $context-get)) (i32.const 6))))

  (func $op-end (type $op)
    (i32.store (call $context-get) (global.get $free))
    (global.set $free (call $context-get))
    (i32.const 0))
  (func $op-note (type $op) (call $told (local.get 0)))
  (func $op-show (type $op) (call $told (call $get (local.get 0))))
  (func $op-put (type $op) (call $set (local.get 0) (local.get 1)) (i32.const -1))
  (func $op-add (type $op)
    (call $set (local.get 0) (i32.add (call $get (local.get 0)) (local.get 1)))
    (i32.const -1))
  (func $op-jump (type $op) (call $goto (call $context-get) (local.get 0)) (i32.const -1))
  (func $op-jump-if (type $op)
    (if (call $get (local.get 0)) (then (call $goto (call $context-get) (local.get 1))))
    (i32.const -1))
  ;; Jumps as long as the register, counted down, is not zero.
  (func $op-again (type $op)
    (call $set (local.get 0) (i32.sub (call $get (local.get 0)) (i32.const 1)))
    (call $op-jump-if (local.get 0) (local.get 1) (local.get 2)))
  (func $op-trap (type $op) unreachable)
  (func $op-arg (type $op) (call $set (local.get 0) (i32.load offset=16 (call $context-get))) (i32.const -1))
  (func $op-set-arg (type $op) (i32.store offset=16 (call $context-get) (call $get (local.get 0))) (i32.const -1))
  (func $op-gift (type $op)
    (call $set (local.get 0) (i32.load offset=20 (call $context-get)))
    (call $told (call $get (local.get 0))))

  (func $op-return (type $op)
    (if (i32.load offset=24 (call $context-get))
      (then (i32.store offset=28 (call $context-get) (call $get (local.get 0))))
      (else (call $return (call $get (local.get 0)))))
    (i32.const -1))
  (func $op-return-stream (type $op) (call $return-stream (call $get (local.get 0))) (i32.const -1))
  (func $op-return-future (type $op) (call $return-future (call $get (local.get 0))) (i32.const -1))
  (func $op-task-cancel (type $op) (call $task-cancel) (i32.const -1))
  (func $op-on-cancel (type $op) (i32.store offset=8 (call $context-get) (local.get 0)) (i32.const -1))

  (func $op-yield (type $op) (i32.const 1))
  (func $op-yield-here (type $op) (call $told (call $yield-here)))
  ;; Goes back to the running operation.
  (func $stay
    (i32.store (call $context-get) (i32.sub (i32.load (call $context-get)) (i32.const 4))))
  ;; Yields until the register is not zero.
  (func $op-spin (type $op)
    (if (call $get (local.get 0)) (then (return (i32.const -1))))
    (call $stay)
    (i32.const 1))
  (func $op-wait (type $op) (i32.or (i32.const 2) (i32.shl (call $own-set) (i32.const 4))))
  ;; Waits until an event has said that the register's subtask is over.
  (func $op-await (type $op)
    (local $t i32)
    (local.set $t (call $context-get))
    (if (i32.and
          (i32.and
            (i32.eq (i32.load offset=232 (local.get $t)) (i32.const 1))
            (i32.eq (i32.load offset=236 (local.get $t)) (call $get (local.get 0))))
          (i32.ge_u (i32.load offset=240 (local.get $t)) (i32.const 2)))
      (then
        (i32.store offset=232 (local.get $t) (i32.const 0))
        (return (i32.const -1))))
    (call $stay)
    (call $op-wait (local.get 0) (local.get 1) (local.get 2)))
  ;; Waits until the register's subtask is over, if there is one, and drops it.
  (func $op-finish (type $op)
    (local $code i32)
    (if (i32.eqz (call $get (local.get 0))) (then (return (i32.const -1))))
    (call $join (call $get (local.get 0)) (call $own-set))
    (local.set $code (call $op-await (local.get 0) (local.get 1) (local.get 2)))
    (if (i32.eq (local.get $code) (i32.const -1))
      (then
        (call $subtask-drop (call $get (local.get 0)))
        (call $set (local.get 0) (i32.const 0))))
    (local.get $code))
  ;; Waits if the read or write before this has not been done at once.
  (func $op-settle (type $op)
    (if (i32.eqz (call $blocked)) (then (return (i32.const -1))))
    (call $op-wait (local.get 0) (local.get 1) (local.get 2)))
  (func $op-wait-here (type $op) (call $heard-here (call $set-wait (call $own-set) (i32.const 512))))
  (func $op-poll (type $op) (call $heard-here (call $set-poll (call $own-set) (i32.const 512))))
  ;; Nothing is logged from here on; and everything again.
  (func $op-quiet (type $op) (i32.store offset=228 (call $context-get) (i32.const 1)) (i32.const -1))
  (func $op-loud (type $op) (i32.store offset=228 (call $context-get) (i32.const 0)) (i32.const -1))

  (func $op-new-set (type $op)
    (i32.store offset=4 (call $context-get) (call $set-new))
    (call $told (call $own-set)))
  (func $op-drop-set (type $op) (call $set-drop (call $own-set)) (i32.const -1))
  (func $op-keep-set (type $op) (call $set (local.get 0) (call $own-set)) (i32.const -1))
  (func $op-use-set (type $op) (i32.store offset=4 (call $context-get) (call $get (local.get 0))) (i32.const -1))
  (func $op-join (type $op) (call $join (call $get (local.get 0)) (call $own-set)) (i32.const -1))
  (func $op-leave (type $op) (call $join (call $get (local.get 0)) (i32.const 0)) (i32.const -1))

  (func $op-call (type $op)
    (call $called (local.get 0) (call $peer-run (call $onward (local.get 1)) (call $result (local.get 0)))))
  (func $op-call-solo (type $op)
    (call $called (local.get 0) (call $peer-solo (call $onward (local.get 1)) (call $result (local.get 0)))))
  (func $op-call-now (type $op) (call $told (call $peer-run-now (call $onward (local.get 0)))))
  (func $op-poke (type $op) (call $told (call $peer-poke (call $onward (local.get 0)))))
  (func $op-send-stream (type $op)
    (call $called (local.get 0)
      (call $peer-take-stream
        (call $onward (local.get 1)) (call $get (local.get 2)) (call $result (local.get 0)))))
  (func $op-send-future (type $op)
    (call $called (local.get 0)
      (call $peer-take-future
        (call $onward (local.get 1)) (call $get (local.get 2)) (call $result (local.get 0)))))
  (func $op-ask-stream (type $op)
    (call $called (local.get 0) (call $peer-give-stream (call $onward (local.get 1)) (call $result (local.get 0)))))
  (func $op-ask-future (type $op)
    (call $called (local.get 0) (call $peer-give-future (call $onward (local.get 1)) (call $result (local.get 0)))))
  ;; Puts what the second register's subtask returned into the first.
  (func $op-take (type $op)
    (call $set (local.get 0) (i32.load (call $result (local.get 1))))
    (call $told (call $get (local.get 0))))
  (func $op-result (type $op) (call $told (i32.load (call $result (local.get 0)))))
  (func $op-work (type $op) (call $called (local.get 0) (call $work (call $get (local.get 1)) (call $result (local.get 0)))))
  (func $op-timer (type $op) (call $called (local.get 0) (call $timer)))

  (func $op-cancel (type $op) (call $told (call $subtask-cancel (call $get (local.get 0)))))
  (func $op-cancel-async (type $op) (call $told (call $subtask-cancel-async (call $get (local.get 0)))))
  ;; Cancels the register's subtask, if there is one, and drops it.
  (func $op-abandon (type $op)
    (if (i32.eqz (call $get (local.get 0))) (then (return (i32.const -1))))
    (drop (call $told (call $subtask-cancel (call $get (local.get 0)))))
    (call $subtask-drop (call $get (local.get 0)))
    (call $set (local.get 0) (i32.const 0))
    (i32.const -1))
  (func $op-drop-subtask (type $op) (call $subtask-drop (call $get (local.get 0))) (i32.const -1))
  (func $op-backpressure-inc (type $op) (call $backpressure-inc) (i32.const -1))
  (func $op-backpressure-dec (type $op) (call $backpressure-dec) (i32.const -1))

  (func $op-new-stream (type $op) (call $made (local.get 0) (local.get 1) (call $stream-new)))
  (func $op-stream-read (type $op)
    (call $told (call $stream-read (call $get (local.get 0)) (call $buffer (local.get 0)) (local.get 1))))
  (func $op-stream-write (type $op)
    (call $told (call $stream-write (call $get (local.get 0)) (call $written) (local.get 1))))
  (func $op-stream-cancel-read (type $op) (call $told (call $stream-cancel-read (call $get (local.get 0)))))
  (func $op-stream-cancel-write (type $op) (call $told (call $stream-cancel-write (call $get (local.get 0)))))
  (func $op-stream-drop-readable (type $op) (call $stream-drop-readable (call $get (local.get 0))) (i32.const -1))
  (func $op-stream-drop-writable (type $op) (call $stream-drop-writable (call $get (local.get 0))) (i32.const -1))
  (func $op-new-future (type $op) (call $made (local.get 0) (local.get 1) (call $future-new)))
  (func $op-future-read (type $op)
    (call $told (call $future-read (call $get (local.get 0)) (call $buffer (local.get 0)))))
  (func $op-future-write (type $op) (call $told (call $future-write (call $get (local.get 0)) (call $written))))
  (func $op-future-cancel-read (type $op) (call $told (call $future-cancel-read (call $get (local.get 0)))))
  (func $op-future-cancel-write (type $op) (call $told (call $future-cancel-write (call $get (local.get 0)))))
  (func $op-future-drop-readable (type $op) (call $future-drop-readable (call $get (local.get 0))) (i32.const -1))
  (func $op-future-drop-writable (type $op) (call $future-drop-writable (call $get (local.get 0))) (i32.const -1))
  ;; The first four bytes of what was last read through a register.
  (func $op-bytes (type $op) (call $told (i32.load (call $buffer (local.get 0)))))
  ;; A sum of so many elements that were read through a register.
  (func $op-elements (type $op)
    (local $at i32) (local $sum i32)
    (local.set $at (call $buffer (local.get 0)))
    (loop $next
      (if (local.get 1)
        (then
          (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) (call $digest (local.get $at))))
          (local.set $at (i32.add (local.get $at) (global.get $size)))
          (local.set 1 (i32.sub (local.get 1) (i32.const 1)))
          (br $next))))
    (call $told (local.get $sum)))

  ;; Cancels the read or the write before this if it has not been done at once.
  (func $blocked (result i32) (i32.eq (i32.load offset=224 (call $context-get)) (i32.const -1)))
  ;; Jumps if the read or the write before this, which is over, has found that the other end is dropped.
  (func $op-if-dropped (type $op)
    (local $t i32)
    (local.set $t (call $context-get))
    (if (i32.eq
          (i32.and
            (select (i32.load offset=240 (local.get $t)) (i32.load offset=224 (local.get $t)) (call $blocked))
            (i32.const 15))
          (i32.const 1))
      (then (call $goto (local.get $t) (local.get 0))))
    (i32.const -1))
  (func $op-stream-cancel-read-async (type $op) (call $told (call $stream-cancel-read-async (call $get (local.get 0)))))
  (func $op-stream-stop-read (type $op)
    (if (call $blocked) (then (return (call $told (call $stream-cancel-read (call $get (local.get 0)))))))
    (i32.const -1))
  (func $op-stream-cancel-write-async (type $op) (call $told (call $stream-cancel-write-async (call $get (local.get 0)))))
  (func $op-stream-stop-write (type $op)
    (if (call $blocked) (then (return (call $told (call $stream-cancel-write (call $get (local.get 0)))))))
    (i32.const -1))
  (func $op-future-cancel-read-async (type $op) (call $told (call $future-cancel-read-async (call $get (local.get 0)))))
  (func $op-future-stop-read (type $op)
    (if (call $blocked) (then (return (call $told (call $future-cancel-read (call $get (local.get 0)))))))
    (i32.const -1))
  (func $op-future-cancel-write-async (type $op) (call $told (call $future-cancel-write-async (call $get (local.get 0)))))
  (func $op-future-stop-write (type $op)
    (if (call $blocked) (then (return (call $told (call $future-cancel-write (call $get (local.get 0)))))))
    (i32.const -1))
  (func $op-stream-read-here (type $op)
    (call $told (call $stream-read-here (call $get (local.get 0)) (call $buffer (local.get 0)) (local.get 1))))
  (func $op-stream-write-here (type $op)
    (call $told (call $stream-write-here (call $get (local.get 0)) (call $written) (local.get 1))))

  (func $op-host-keep-stream (type $op)
    (call $host-keep-stream (call $tag (local.get 0)) (call $get (local.get 1)))
    (i32.const -1))
  (func $op-host-take-stream (type $op)
    (call $host-take-stream (call $tag (local.get 0)) (call $get (local.get 1)))
    (i32.const -1))
  (func $op-host-send-stream (type $op)
    (call $called (local.get 0)
      (call $host-send-stream
        (call $tag (local.get 1)) (call $get (local.get 2)) (call $result (local.get 0)))))
  (func $op-host-give-stream (type $op)
    (call $set (local.get 0) (call $host-give-stream (call $tag (local.get 1))))
    (call $told (call $get (local.get 0))))
  (func $op-host-find-stream (type $op)
    (call $called (local.get 0) (call $host-find-stream (call $tag (local.get 1)) (call $result (local.get 0)))))
  (func $op-host-back-stream (type $op)
    (call $set (local.get 0) (call $host-back-stream (call $tag (local.get 1)) (call $get (local.get 2))))
    (call $told (call $get (local.get 0))))
  (func $op-host-keep-future (type $op)
    (call $host-keep-future (call $tag (local.get 0)) (call $get (local.get 1)))
    (i32.const -1))
  (func $op-host-take-future (type $op)
    (call $host-take-future (call $tag (local.get 0)) (call $get (local.get 1)))
    (i32.const -1))
  (func $op-host-send-future (type $op)
    (call $called (local.get 0)
      (call $host-send-future
        (call $tag (local.get 1)) (call $get (local.get 2)) (call $result (local.get 0)))))
  (func $op-host-give-future (type $op)
    (call $set (local.get 0) (call $host-give-future (call $tag (local.get 1))))
    (call $told (call $get (local.get 0))))
  (func $op-host-find-future (type $op)
    (call $called (local.get 0) (call $host-find-future (call $tag (local.get 1)) (call $result (local.get 0)))))
  (func $op-host-back-future (type $op)
    (call $set (local.get 0) (call $host-back-future (call $tag (local.get 1)) (call $get (local.get 2))))
    (call $told (call $get (local.get 0)))))
