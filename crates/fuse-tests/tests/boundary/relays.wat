;; An instance that calls functions of the host of async type which take handles in memory, lowered as the test says: `$goes-on` with `async`,
;; `$waits` without. Each export passes on its parameters, in which handles are numbers, and returns what the host does. What stands around
;; them makes both so many that they lie in memory: `ctrl` says what else to do, and the result starts with the last state of the call.
(component
  (import "host" HOST)
  (component $relays
    (import "host" HOST)
    (alias export $host "h" (type $h))
    (type $pad (tuple u64 u64 u64 u64 u64 u64 u64 u64 u64 u64 u64 u64 u64 u64 u64 u64))
    (core module $libc
      (memory (export "mem") 256 256)
      (global $next (export "next") (mut i32) (i32.const 1024))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
        (local $p i32)
        (local.set $p (i32.and
          (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
          (i32.sub (i32.const 0) (local.get $align))))
        (global.set $next (i32.add (local.get $p) (local.get $size)))
        (memory.copy (local.get $p) (local.get $old)
          (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
        (local.get $p))
      ;; Room for a result, which is zero.
      (func (export "area") (result i32)
        (local $p i32)
        (local.set $p (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
        (global.set $next (i32.add (local.get $p) (i32.const 256)))
        (memory.fill (local.get $p) (i32.const 0) (i32.const 256))
        (local.get $p)))
    (core instance $libc (instantiate $libc))
    (core func $make (canon lower (func $host "make")))
    (core func $drop (canon resource.drop $h))
    LOWERED)
  (instance $relays (instantiate $relays (with "host" (instance $host))))
  (export "relays" (instance $relays)))
