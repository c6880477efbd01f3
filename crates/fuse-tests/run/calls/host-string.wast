;; A string from the host, in the memory of the instance that asked for it, passed on in another encoding.

(component
  (import "host" (instance $host (export "return-hi" (func (result string)))))
  (component $reader
    (core module $m
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
      (func (export "bytes") (param $p i32) (param $len i32) (result i32)
        (i32.add (i32.mul (local.get $len) (i32.const 0x10000)) (i32.load16_u (local.get $p)))))
    (core instance $i (instantiate $m))
    (func (export "bytes") (param "s" string) (result u32)
      (canon lift (core func $i "bytes") (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (component $asker
    (import "hi" (func $hi (result string)))
    (import "bytes" (func $bytes (param "s" string) (result u32)))
    (core module $libc
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64)))
    (core instance $libc (instantiate $libc))
    (core func $hi (canon lower (func $hi)
      string-encoding=utf16 (memory (core memory $libc "mem")) (realloc (core func $libc "realloc"))))
    (core func $bytes (canon lower (func $bytes) string-encoding=utf16 (memory (core memory $libc "mem"))))
    (core module $m
      (import "" "hi" (func $hi (param i32)))
      (import "" "bytes" (func $bytes (param i32 i32) (result i32)))
      (import "libc" "mem" (memory 1))
      (func (export "run") (result i32)
        (call $hi (i32.const 16))
        (call $bytes (i32.load (i32.const 16)) (i32.load (i32.const 20)))))
    (core instance $i (instantiate $m
      (with "" (instance (export "hi" (func $hi)) (export "bytes" (func $bytes))))
      (with "libc" (instance $libc))))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))
  (instance $reader (instantiate $reader))
  (instance $asker (instantiate $asker (with "hi" (func $host "return-hi")) (with "bytes" (func $reader "bytes"))))
  (export "run" (func $asker "run")))

(assert_return (invoke "run") (u32.const 0x26968))
