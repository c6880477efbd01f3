;; An async call that borrows a resource of the callee, which returns at once.
;; `run` makes `n` calls and returns a checksum of their results; `size` has no meaning here.
(component
  (component $callee
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core func $return (canon task.return (result u32)))
    (core module $main
      (import "r" "new" (func $new (param i32) (result i32)))
      (import "task" "return" (func $return (param i32)))
      (func (export "make") (param $it i32) (result i32)
        (call $new (local.get $it)))
      (func (export "look") (param $rep i32) (param $it i32) (result i32)
        (call $return (i32.add (local.get $rep) (local.get $it)))
        (i32.const 0 (; EXIT ;)))
      (func (export "callback") (param i32 i32 i32) (result i32)
        (unreachable))
    )
    (core instance $main
      (instantiate $main
        (with "r" (instance (export "new" (func $new))))
        (with "task" (instance (export "return" (func $return))))))
    (export $r "r" (type $r'))
    (func (export "make") (param "it" u32) (result (own $r))
      (canon lift (core func $main "make")))
    (func (export "look") async (param "r" (borrow $r)) (param "it" u32) (result u32)
      (canon lift (core func $main "look") async (callback (core func $main "callback")))))

  (component $caller
    (import "r" (type $r (sub resource)))
    (import "make" (func $make (param "it" u32) (result (own $r))))
    (import "look" (func $look async (param "r" (borrow $r)) (param "it" u32) (result u32)))
    (core module $memory
      (memory (export "memory") 1))
    (core instance $memory (instantiate $memory))
    (core func $make (canon lower (func $make)))
    (core func $look (canon lower (func $look) async (memory (core memory $memory "memory"))))
    (core func $drop (canon resource.drop $r))
    (core module $main
      (import "memory" "memory" (memory 1))
      (import "callee" "make" (func $make (param i32) (result i32)))
      (import "callee" "look" (func $look (param i32 i32 i32) (result i32)))
      (import "r" "drop" (func $drop (param i32)))
      (func (export "run") (param $n i32) (param $size i32) (result i32)
        (local $r i32) (local $sum i32)
        (local.set $r (call $make (i32.const 42)))
        (loop $again
          (if (local.get $n)
            (then
              (if (i32.ne
                    (call $look (local.get $r) (local.get $n) (i32.const 16))
                    (i32.const 2 (; RETURNED ;)))
                (then (unreachable)))
              (local.set $sum
                (i32.add (i32.mul (local.get $sum) (i32.const 31)) (i32.load (i32.const 16))))
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br $again))))
        (call $drop (local.get $r))
        (local.get $sum))
    )
    (core instance $main
      (instantiate $main
        (with "memory" (instance $memory))
        (with "callee" (instance (export "make" (func $make)) (export "look" (func $look))))
        (with "r" (instance (export "drop" (func $drop))))))
    (func (export "run") async (param "n" u32) (param "size" u32) (result u32)
      (canon lift (core func $main "run"))))

  (instance $callee (instantiate $callee))
  (instance $caller
    (instantiate $caller
      (with "r" (type $callee "r"))
      (with "make" (func $callee "make"))
      (with "look" (func $callee "look"))))
  (export "run" (func $caller "run")))
