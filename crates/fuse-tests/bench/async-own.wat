;; A resource that one async call makes and another takes back, which drops it; both callees return at once.
;; `run` makes and gives back `n` of them and returns a checksum of their representations; `size` has no meaning here.
(component
  (component $callee
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core func $rep (canon resource.rep $r'))
    (core func $drop (canon resource.drop $r'))
    (export $r "r" (type $r'))
    (core func $return-own (canon task.return (result (own $r))))
    (core func $return (canon task.return (result u32)))
    (core module $main
      (import "r" "new" (func $new (param i32) (result i32)))
      (import "r" "rep" (func $rep (param i32) (result i32)))
      (import "r" "drop" (func $drop (param i32)))
      (import "task" "return-own" (func $return-own (param i32)))
      (import "task" "return" (func $return (param i32)))
      (func (export "make") (param $it i32) (result i32)
        (call $return-own (call $new (local.get $it)))
        (i32.const 0 (; EXIT ;)))
      (func (export "take") (param $r i32) (result i32)
        (call $return (call $rep (local.get $r)))
        (call $drop (local.get $r))
        (i32.const 0 (; EXIT ;)))
      (func (export "callback") (param i32 i32 i32) (result i32)
        (unreachable))
    )
    (core instance $main
      (instantiate $main
        (with "r" (instance
          (export "new" (func $new)) (export "rep" (func $rep)) (export "drop" (func $drop))))
        (with "task" (instance
          (export "return-own" (func $return-own)) (export "return" (func $return))))))
    (func (export "make") async (param "it" u32) (result (own $r))
      (canon lift (core func $main "make") async (callback (core func $main "callback"))))
    (func (export "take") async (param "r" (own $r)) (result u32)
      (canon lift (core func $main "take") async (callback (core func $main "callback")))))

  (component $caller
    (import "r" (type $r (sub resource)))
    (import "make" (func $make async (param "it" u32) (result (own $r))))
    (import "take" (func $take async (param "r" (own $r)) (result u32)))
    (core module $memory
      (memory (export "memory") 1))
    (core instance $memory (instantiate $memory))
    (core func $make (canon lower (func $make) async (memory (core memory $memory "memory"))))
    (core func $take (canon lower (func $take) async (memory (core memory $memory "memory"))))
    (core module $main
      (import "memory" "memory" (memory 1))
      (import "callee" "make" (func $make (param i32 i32) (result i32)))
      (import "callee" "take" (func $take (param i32 i32) (result i32)))
      (func (export "run") (param $n i32) (param $size i32) (result i32)
        (local $sum i32)
        (loop $again
          (if (local.get $n)
            (then
              (if (i32.ne (call $make (local.get $n) (i32.const 16)) (i32.const 2 (; RETURNED ;)))
                (then (unreachable)))
              (if (i32.ne (call $take (i32.load (i32.const 16)) (i32.const 20)) (i32.const 2))
                (then (unreachable)))
              (local.set $sum
                (i32.add (i32.mul (local.get $sum) (i32.const 31)) (i32.load (i32.const 20))))
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br $again))))
        (local.get $sum))
    )
    (core instance $main
      (instantiate $main
        (with "memory" (instance $memory))
        (with "callee" (instance (export "make" (func $make)) (export "take" (func $take))))))
    (func (export "run") async (param "n" u32) (param "size" u32) (result u32)
      (canon lift (core func $main "run"))))

  (instance $callee (instantiate $callee))
  (instance $caller
    (instantiate $caller
      (with "r" (type $callee "r"))
      (with "make" (func $callee "make"))
      (with "take" (func $callee "take"))))
  (export "run" (func $caller "run")))
