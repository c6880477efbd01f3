;; Asking for the representation of a resource of one's own.
;; `run` asks `n` times and returns a checksum of the answers; `size` has no meaning here.
(component
  (component $owner
    (type $r (resource (rep i32)))
    (core func $new (canon resource.new $r))
    (core func $rep (canon resource.rep $r))
    (core func $drop (canon resource.drop $r))
    (core module $main
      (import "r" "new" (func $new (param i32) (result i32)))
      (import "r" "rep" (func $rep (param i32) (result i32)))
      (import "r" "drop" (func $drop (param i32)))
      (func (export "run") (param $n i32) (param $size i32) (result i32)
        (local $sum i32) (local $r i32)
        (local.set $r (call $new (i32.const 7)))
        (loop $again
          (if (local.get $n)
            (then
              (local.set $sum
                (i32.add (i32.mul (local.get $sum) (i32.const 31)) (call $rep (local.get $r))))
              (local.set $n (i32.sub (local.get $n) (i32.const 1)))
              (br $again))))
        (call $drop (local.get $r))
        (local.get $sum))
    )
    (core instance $main
      (instantiate $main
        (with "r" (instance
          (export "new" (func $new)) (export "rep" (func $rep)) (export "drop" (func $drop))))))
    (func (export "run") (param "n" u32) (param "size" u32) (result u32)
      (canon lift (core func $main "run"))))

  (instance $owner (instantiate $owner))
  (export "run" (func $owner "run")))
