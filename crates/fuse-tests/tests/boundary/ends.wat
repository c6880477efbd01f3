;; Two instances that pass readable ends to each other and to the host inside values: `a` makes them, each with a write that waits; `b`
;; lets the host turn their order round and passes them through `a` before it returns them.
(component
  (type $future (future u32))
  (import "turn" (func $turn
    (param "them" (list (tuple (option (stream u8)) (result $future (error u32)))))
    (result (list (tuple (option (stream u8)) (result $future (error u32)))))))
  (import "turn-later" (func $turn-later async
    (param "them" (list (tuple (option (stream u8)) (result $future (error u32)))))
    (result (list (tuple (option (stream u8)) (result $future (error u32)))))))

  (core module $libc
    (memory (export "mem") 2)
    (global $next (mut i32) (i32.const 65536))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (local $at i32)
      (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
      (global.set $next (i32.add (local.get $at) (local.get 3)))
      (local.get $at)))

  (component $a
    (core instance $libc (instantiate $libc))
    (type $stream (stream u8))
    (type $future (future u32))
    (core func $stream-new (canon stream.new $stream))
    (core func $stream-write (canon stream.write $stream async (memory (core memory $libc "mem"))))
    (core func $future-new (canon future.new $future))
    (core func $future-write (canon future.write $future async (memory (core memory $libc "mem"))))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "stream-new" (func $stream-new (result i64)))
      (import "" "stream-write" (func $stream-write (param i32 i32 i32) (result i32)))
      (import "" "future-new" (func $future-new (result i64)))
      (import "" "future-write" (func $future-write (param i32 i32) (result i32)))
      ;; Every third element has no stream, every second one no future. Elements begin at 1024, what is written at 16384 and 32768.
      (func (export "make") (param $count i32) (result i32)
        (local $n i32) (local $at i32) (local $pair i64)
        (loop $next
          (if (i32.lt_u (local.get $n) (local.get $count))
            (then
              (local.set $at (i32.add (i32.const 1024) (i32.shl (local.get $n) (i32.const 4))))
              (i64.store (local.get $at) (i64.const 0))
              (if (i32.rem_u (local.get $n) (i32.const 3))
                (then
                  (local.set $pair (call $stream-new))
                  (i32.store8 (local.get $at) (i32.const 1))
                  (i32.store offset=4 (local.get $at) (i32.wrap_i64 (local.get $pair)))
                  (i32.store16 offset=16384
                    (i32.shl (local.get $n) (i32.const 1))
                    (i32.mul (local.get $n) (i32.const 0x101)))
                  (drop (call $stream-write
                    (i32.wrap_i64 (i64.shr_u (local.get $pair) (i64.const 32)))
                    (i32.add (i32.const 16384) (i32.shl (local.get $n) (i32.const 1)))
                    (i32.const 2)))))
              (i32.store8 offset=8 (local.get $at) (i32.const 1))
              (i32.store offset=12 (local.get $at) (local.get $n))
              (if (i32.and (local.get $n) (i32.const 1))
                (then
                  (local.set $pair (call $future-new))
                  (i32.store8 offset=8 (local.get $at) (i32.const 0))
                  (i32.store offset=12 (local.get $at) (i32.wrap_i64 (local.get $pair)))
                  (i32.store offset=32768
                    (i32.shl (local.get $n) (i32.const 2))
                    (i32.add (local.get $n) (i32.const 100)))
                  (drop (call $future-write
                    (i32.wrap_i64 (i64.shr_u (local.get $pair) (i64.const 32)))
                    (i32.add (i32.const 32768) (i32.shl (local.get $n) (i32.const 2)))))))
              (local.set $n (i32.add (local.get $n) (i32.const 1)))
              (br $next))))
        (i32.store (i32.const 8) (i32.const 1024))
        (i32.store (i32.const 12) (local.get $count))
        (i32.const 8))
      (func (export "pass") (param i32 i32) (result i32)
        (i32.store (i32.const 8) (local.get 0))
        (i32.store (i32.const 12) (local.get 1))
        (i32.const 8)))
    (core instance $m (instantiate $m (with "libc" (instance $libc)) (with "" (instance
      (export "stream-new" (func $stream-new)) (export "stream-write" (func $stream-write))
      (export "future-new" (func $future-new)) (export "future-write" (func $future-write))))))
    (func (export "make") (param "count" u32)
      (result (list (tuple (option (stream u8)) (result $future (error u32)))))
      (canon lift (core func $m "make") (memory (core memory $libc "mem"))))
    (func (export "pass")
      (param "them" (list (tuple (option (stream u8)) (result $future (error u32)))))
      (result (list (tuple (option (stream u8)) (result $future (error u32)))))
      (canon lift (core func $m "pass") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")))))

  (component $b
    (type $future (future u32))
    (import "turn" (func $turn
      (param "them" (list (tuple (option (stream u8)) (result $future (error u32)))))
      (result (list (tuple (option (stream u8)) (result $future (error u32)))))))
    (import "turn-later" (func $turn-later async
      (param "them" (list (tuple (option (stream u8)) (result $future (error u32)))))
      (result (list (tuple (option (stream u8)) (result $future (error u32)))))))
    (import "make" (func $make (param "count" u32)
      (result (list (tuple (option (stream u8)) (result $future (error u32)))))))
    (import "pass" (func $pass
      (param "them" (list (tuple (option (stream u8)) (result $future (error u32)))))
      (result (list (tuple (option (stream u8)) (result $future (error u32)))))))
    (core instance $libc (instantiate $libc))
    (core func $turn
      (canon lower (func $turn) (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core func $turn-later
      (canon lower (func $turn-later) (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core func $make
      (canon lower (func $make) (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core func $pass
      (canon lower (func $pass) (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "turn" (func $turn (param i32 i32 i32)))
      (import "" "turn-later" (func $turn-later (param i32 i32 i32)))
      (import "" "make" (func $make (param i32 i32)))
      (import "" "pass" (func $pass (param i32 i32 i32)))
      (func (export "make") (param $count i32) (result i32)
        (call $make (local.get $count) (i32.const 8))
        (call $turn (i32.load (i32.const 8)) (i32.load (i32.const 12)) (i32.const 16))
        (call $pass (i32.load (i32.const 16)) (i32.load (i32.const 20)) (i32.const 24))
        (i32.const 24))
      (func (export "make-later") (param $count i32) (result i32)
        (call $make (local.get $count) (i32.const 8))
        (call $turn-later (i32.load (i32.const 8)) (i32.load (i32.const 12)) (i32.const 16))
        (call $pass (i32.load (i32.const 16)) (i32.load (i32.const 20)) (i32.const 24))
        (i32.const 24))
      (func (export "pass") (param i32 i32) (result i32)
        (call $pass (local.get 0) (local.get 1) (i32.const 8))
        (call $turn (i32.load (i32.const 8)) (i32.load (i32.const 12)) (i32.const 16))
        (i32.const 16)))
    (core instance $m (instantiate $m (with "libc" (instance $libc)) (with "" (instance
      (export "turn" (func $turn)) (export "turn-later" (func $turn-later)) (export "make" (func $make))
      (export "pass" (func $pass))))))
    (func (export "make") (param "count" u32)
      (result (list (tuple (option (stream u8)) (result $future (error u32)))))
      (canon lift (core func $m "make") (memory (core memory $libc "mem"))))
    (func (export "make-later") async (param "count" u32)
      (result (list (tuple (option (stream u8)) (result $future (error u32)))))
      (canon lift (core func $m "make-later") (memory (core memory $libc "mem"))))
    (func (export "pass")
      (param "them" (list (tuple (option (stream u8)) (result $future (error u32)))))
      (result (list (tuple (option (stream u8)) (result $future (error u32)))))
      (canon lift (core func $m "pass") (memory (core memory $libc "mem")) (realloc (core func $libc "realloc")))))

  (instance $a (instantiate $a))
  (instance $b (instantiate $b
    (with "turn" (func $turn)) (with "turn-later" (func $turn-later))
    (with "make" (func $a "make")) (with "pass" (func $a "pass"))))
  (export "make" (func $b "make"))
  (export "make-later" (func $b "make-later"))
  (export "pass" (func $b "pass")))
