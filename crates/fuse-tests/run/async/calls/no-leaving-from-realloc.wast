;; While an async call's strings are lowered neither instance can be left: a `realloc` that calls an import or a
;; built-in traps, the callee's when the task starts, the caller's when it returns.

(component definition $it
  (component $other
    (core module $m
      (func (export "other")))
    (core instance $m (instantiate $m))
    (func (export "other") (canon lift (core func $m "other"))))
  (instance $other (instantiate $other))

  (component $callee
    (import "other" (func $other ))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (core func $set-new (canon waitable-set.new)) (core func $other (canon lower (func $other)))
    (core func $return (canon task.return (result string) (memory $libc "mem")))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "set-new" (func $set-new (result i32))) (import "" "other" (func $other))
      (import "" "return" (func $return (param i32 i32)))
      (func (export "realloc-leaves") (param i32 i32 i32 i32) (result i32) (call $other) (i32.const 64))
      (func (export "realloc-new") (param i32 i32 i32 i32) (result i32) (call $set-new))
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
      (func (export "f") (param i32 i32) (result i32)
        (call $other)
        (call $return (i32.const 0) (i32.const 1))
        (i32.const 0 (; EXIT ;)))
      (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "set-new" (func $set-new)) (export "other" (func $other)) (export "return" (func $return))))))
    (func (export "f") async (param "s" string) (result string)
      (canon lift (core func $m "f") (memory $libc "mem") (realloc (func $m "realloc")) async (callback (func $m "cb"))))
    (func (export "leaves") async (param "s" string) (result string)
      (canon lift (core func $m "f") (memory $libc "mem") (realloc (func $m "realloc-leaves")) async (callback (func $m "cb"))))
    (func (export "new") async (param "s" string) (result string)
      (canon lift (core func $m "f") (memory $libc "mem") (realloc (func $m "realloc-new")) async (callback (func $m "cb")))))
  (instance $callee (instantiate $callee (with "other" (func $other "other"))))

  (component $root
    (import "f" (func $f async (param "s" string) (result string)))
    (import "leaves" (func $leaves async (param "s" string) (result string)))
    (import "new" (func $new async (param "s" string) (result string)))
    (import "other" (func $other ))
    (core func $other (canon lower (func $other)))
    (core module $libc
      (import "" "other" (func $other))
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
      (func (export "realloc-leaves") (param i32 i32 i32 i32) (result i32) (call $other) (i32.const 64)))
    (core instance $libc (instantiate $libc (with "" (instance (export "other" (func $other))))))
    (core func $f (canon lower (func $f) async (memory $libc "mem") (realloc (func $libc "realloc"))))
    (core func $leaves (canon lower (func $leaves) async (memory $libc "mem") (realloc (func $libc "realloc"))))
    (core func $new (canon lower (func $new) async (memory $libc "mem") (realloc (func $libc "realloc"))))
    (core func $f-leaves (canon lower (func $f) async (memory $libc "mem") (realloc (func $libc "realloc-leaves"))))
    (core module $m
      (import "libc" "mem" (memory 1))
      (import "" "f" (func $f (param i32 i32 i32) (result i32)))
      (import "" "leaves" (func $leaves (param i32 i32 i32) (result i32)))
      (import "" "new" (func $new (param i32 i32 i32) (result i32)))
      (import "" "f-leaves" (func $f-leaves (param i32 i32 i32) (result i32)))
      (func (export "f") (result i32) (call $f (i32.const 0) (i32.const 1) (i32.const 16)))
      (func (export "leaves") (drop (call $leaves (i32.const 0) (i32.const 1) (i32.const 16))))
      (func (export "new") (drop (call $new (i32.const 0) (i32.const 1) (i32.const 16))))
      (func (export "f-leaves") (drop (call $f-leaves (i32.const 0) (i32.const 1) (i32.const 16)))))
    (core instance $m (instantiate $m
      (with "libc" (instance $libc))
      (with "" (instance
        (export "f" (func $f)) (export "leaves" (func $leaves)) (export "new" (func $new))
        (export "f-leaves" (func $f-leaves))))))
    (func (export "f") async (result u32) (canon lift (core func $m "f")))
    (func (export "leaves") async (canon lift (core func $m "leaves")))
    (func (export "new") async (canon lift (core func $m "new")))
    (func (export "f-leaves") async (canon lift (core func $m "f-leaves"))))
  (instance $root (instantiate $root
    (with "f" (func $callee "f"))
    (with "leaves" (func $callee "leaves"))
    (with "new" (func $callee "new"))
    (with "other" (func $other "other"))))

  (export "f" (func $root "f"))
  (export "leaves" (func $root "leaves"))
  (export "new" (func $root "new"))
  (export "f-leaves" (func $root "f-leaves")))

(component instance $i $it)
(assert_return (invoke "f") (u32.const 2))
(component instance $i $it)
(assert_trap (invoke "leaves") "cannot leave component instance")
(component instance $i $it)
(assert_trap (invoke "new") "cannot leave component instance")
(component instance $i $it)
(assert_trap (invoke "f-leaves") "cannot leave component instance")
