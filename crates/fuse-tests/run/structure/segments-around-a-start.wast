;; Segments of an instance are written after the starts of those before it and before its own start.
;;
;; Two modules write the same byte of one memory; between them a start function reads it.

(component
  (component $c
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core module $one
      (import "libc" "mem" (memory 1))
      (data (i32.const 0) "\01"))
    (core module $reader
      (import "libc" "mem" (memory 1))
      (global $seen (mut i32) (i32.const 0))
      (func $start (global.set $seen (i32.load8_u (i32.const 0))))
      (start $start)
      (func (export "seen") (result i32) (global.get $seen)))
    (core module $two
      (import "libc" "mem" (memory 1))
      (data (i32.const 0) "\02")
      (data $passive "\03\04\05")
      (func $start (memory.init $passive (i32.const 1) (i32.const 1) (i32.const 2)) (data.drop $passive))
      (start $start)
      (func (export "again") (memory.init $passive (i32.const 0) (i32.const 0) (i32.const 1)))
      (func (export "word") (result i32) (i32.load (i32.const 0))))
    (core instance $one (instantiate $one (with "libc" (instance $libc))))
    (core instance $between (instantiate $reader (with "libc" (instance $libc))))
    (core instance $two (instantiate $two (with "libc" (instance $libc))))
    (core instance $after (instantiate $reader (with "libc" (instance $libc))))
    (func (export "between") (result u32) (canon lift (core func $between "seen")))
    (func (export "after") (result u32) (canon lift (core func $after "seen")))
    (func (export "word") (result u32) (canon lift (core func $two "word")))
    (func (export "again") (canon lift (core func $two "again"))))
  (instance $c (instantiate $c))
  (export "between" (func $c "between"))
  (export "after" (func $c "after"))
  (export "word" (func $c "word"))
  (export "again" (func $c "again")))

(assert_return (invoke "between") (u32.const 1))
(assert_return (invoke "after") (u32.const 2))
(assert_return (invoke "word") (u32.const 0x050402))
;; The passive segment has been dropped.
(assert_trap (invoke "again") "")
