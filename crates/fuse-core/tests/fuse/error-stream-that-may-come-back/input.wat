;; The host takes streams of strings from one instance and gives such streams to another: it would not copy within the fused component.
(component
  (import "take" (func $take (param "strings" (stream string))))
  (import "give" (func $give (result (stream string))))
  (component $writes
    (import "take" (func $take (param "strings" (stream string))))
    (core module $memory (memory (export "memory") 1))
    (core instance $memory (instantiate $memory))
    (type $strings (stream string))
    (core func $new (canon stream.new $strings))
    (core func $write (canon stream.write $strings async (memory (core memory $memory "memory"))))
    (core func $take (canon lower (func $take)))
    (core module $m
      (import "" "new" (func $new (result i64)))
      (import "" "write" (func $write (param i32 i32 i32) (result i32)))
      (import "" "take" (func $take (param i32)))
      (func (export "f")
        (local $ends i64)
        (local.set $ends (call $new))
        (call $take (i32.wrap_i64 (local.get $ends)))
        (drop (call $write (i32.wrap_i64 (i64.shr_u (local.get $ends) (i64.const 32))) (i32.const 0) (i32.const 1)))))
    (core instance $i (instantiate $m (with "" (instance
      (export "new" (func $new)) (export "write" (func $write)) (export "take" (func $take))))))
    (func (export "f") (canon lift (core func $i "f"))))
  (component $reads
    (import "give" (func $give (result (stream string))))
    (core module $libc
      (memory (export "memory") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64)))
    (core instance $libc (instantiate $libc))
    (type $strings (stream string))
    (core func $read (canon stream.read $strings async (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
    (core func $give (canon lower (func $give)))
    (core module $m
      (import "" "read" (func $read (param i32 i32 i32) (result i32)))
      (import "" "give" (func $give (result i32)))
      (func (export "f") (drop (call $read (call $give) (i32.const 16) (i32.const 1)))))
    (core instance $i (instantiate $m (with "" (instance
      (export "read" (func $read)) (export "give" (func $give))))))
    (func (export "f") (canon lift (core func $i "f"))))
  (instance $writes (instantiate $writes (with "take" (func $take))))
  (instance $reads (instantiate $reads (with "give" (func $give))))
  (export "write" (func $writes "f"))
  (export "read" (func $reads "f")))
