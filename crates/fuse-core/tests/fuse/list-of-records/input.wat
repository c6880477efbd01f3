;; A list whose elements must be translated one by one, and one that can be copied whole.
(component
  (component $callee
    (type $entry' (record (field "name" string) (field "size" u64) (field "kind" (option char))))
    (export $entry "entry" (type $entry'))
    (core module $m
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
      (func (export "take") (param i32 i32) (result i32) (local.get 1)))
    (core instance $i (instantiate $m))
    (func (export "entries") (param "l" (list $entry)) (result u32)
      (canon lift (core func $i "take") (memory (core memory $i "mem")) (realloc (core func $i "realloc"))))
    (func (export "numbers") (param "l" (list u64)) (result u32)
      (canon lift (core func $i "take") (memory (core memory $i "mem")) (realloc (core func $i "realloc")))))
  (component $caller
    (import "callee" (instance $callee
      (type $entry' (record (field "name" string) (field "size" u64) (field "kind" (option char))))
      (export "entry" (type $entry (eq $entry')))
      (export "entries" (func (param "l" (list $entry)) (result u32)))
      (export "numbers" (func (param "l" (list u64)) (result u32)))))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $entries (canon lower (func $callee "entries") (memory (core memory $libc "mem"))))
    (core func $numbers (canon lower (func $callee "numbers") (memory (core memory $libc "mem"))))
    (core module $m
      (import "env" "entries" (func $entries (param i32 i32) (result i32)))
      (import "env" "numbers" (func $numbers (param i32 i32) (result i32)))
      (func (export "run") (result i32)
        (i32.add (call $entries (i32.const 0) (i32.const 2)) (call $numbers (i32.const 0) (i32.const 3)))))
    (core instance $i (instantiate $m (with "env" (instance
      (export "entries" (func $entries))
      (export "numbers" (func $numbers))))))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))
  (instance $callee (instantiate $callee))
  (instance $caller (instantiate $caller (with "callee" (instance $callee))))
  (export "run" (func $caller "run")))
