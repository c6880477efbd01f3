;; A call that gives a list of handles to the definer and gets them back.
;; `run` makes `n` calls with `size` handles and returns a checksum of their results.
(component
  (component $callee
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core module $main
      (memory (export "memory") 1)
      ;; A bump allocator; every call of the function gives everything back.
      (global $top (mut i32) (i32.const 1024))
      (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
        (local $at i32)
        (local.set $at
          (i32.and
            (i32.add (global.get $top) (i32.sub (local.get $align) (i32.const 1)))
            (i32.sub (i32.const 0) (local.get $align))))
        (global.set $top (i32.add (local.get $at) (local.get $size)))
        (if (i32.gt_u (global.get $top) (i32.const 65536)) (then (unreachable)))
        (local.get $at))
      (func (export "echo") (param $at i32) (param $len i32) (result i32)
        (global.set $top (i32.const 1024))
        (i32.store (i32.const 8) (local.get $at))
        (i32.store (i32.const 12) (local.get $len))
        (i32.const 8))
    )
    (core instance $main (instantiate $main))
    (export $r "r" (type $r'))
    (func (export "make") (param "it" u32) (result (own $r))
      (canon lift (core func $new)))
    (func (export "echo") (param "it" (list (own $r))) (result (list (own $r)))
      (canon lift (core func $main "echo")
        (memory (core memory $main "memory")) (realloc (core func $main "realloc")))))

  (component $caller
    (import "r" (type $r (sub resource)))
    (import "make" (func $make (param "it" u32) (result (own $r))))
    (import "echo" (func $echo (param "it" (list (own $r))) (result (list (own $r)))))
    (core module $memory
      (memory (export "memory") 1)
      ;; A list always comes back to the same place.
      (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
        (i32.const 1024)))
    (core module $main
      (import "memory" "memory" (memory 1))
      (import "callee" "make" (func $make (param i32) (result i32)))
      (import "callee" "drop" (func $drop (param i32)))
      (import "callee" "echo" (func $echo (param i32 i32 i32)))
      (func (export "run") (param $n i32) (param $size i32) (result i32)
        (local $sum i32) (local $at i32) (local $end i32)
        (local.set $at (i32.const 1024))
        (local.set $end (i32.add (i32.const 1024) (i32.shl (local.get $size) (i32.const 2))))
        (loop $again
          (if (i32.lt_u (local.get $at) (local.get $end))
            (then
              (i32.store (local.get $at) (call $make (local.get $at)))
              (local.set $at (i32.add (local.get $at) (i32.const 4)))
              (br $again))))
        (loop $again
          (if (local.get $n)
            (then
              (call $echo (i32.const 1024) (local.get $size) (i32.const 512))
              (local.set $sum
                (i32.xor
                  (i32.rotl (local.get $sum) (i32.const 1))
                  (i32.load (i32.load (i32.const 512)))))
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br $again))))
        (loop $again
          (if (i32.gt_u (local.get $at) (i32.const 1024))
            (then
              (local.set $at (i32.sub (local.get $at) (i32.const 4)))
              (call $drop (i32.load (local.get $at)))
              (br $again))))
        (local.get $sum))
    )
    (core instance $memory (instantiate $memory))
    (core func $make (canon lower (func $make)))
    (core func $drop (canon resource.drop $r))
    (core func $echo (canon lower (func $echo) (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    (core instance $main
      (instantiate $main
        (with "memory" (instance $memory))
        (with "callee" (instance
          (export "make" (func $make)) (export "drop" (func $drop)) (export "echo" (func $echo))))))
    (func (export "run") (param "n" u32) (param "size" u32) (result u32)
      (canon lift (core func $main "run"))))

  (instance $callee (instantiate $callee))
  (instance $caller
    (instantiate $caller
      (with "r" (type $callee "r"))
      (with "make" (func $callee "make"))
      (with "echo" (func $callee "echo"))))
  (export "run" (func $caller "run")))
