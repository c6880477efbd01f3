;; Imports and exports have names of every kind: with versions, of dependencies, hashes, addresses, methods.

(component definition $it
  (component $a
    (core module $m
      (func (export "f") (result i32) (i32.const 7)))
    (core instance $m (instantiate $m))
    (func $f (result u32) (canon lift (core func $m "f")))
    (instance $i (export "f" (func $f)))
    (export "a:b/c@1.2.3-rc.1+build" (instance $i)) (export "a:b/c" (instance $i)) (export "f-UPPER-f2" (func $f))
    (type $r' (resource (rep i32)))
    (export $r "r" (type $r'))
    (core func $new (canon resource.new $r)) (core func $rep (canon resource.rep $r))
    (core module $k
      (func (export "id") (param i32) (result i32) (local.get 0)))
    (core instance $k (instantiate $k))
    (func (export "[constructor]r") (param "x" u32) (result (own $r)) (canon lift (core func $new)))
    (func (export "[method]r.get") (param "self" (borrow $r)) (result u32) (canon lift (core func $k "id")))
    (func (export "[static]r.make") (param "x" u32) (result (own $r)) (canon lift (core func $new))))
  (instance $a (instantiate $a))
  (component $b
    (import "a:b/c@1.2.3" (instance $i (export "f" (func (result u32)))))
    (import "unlocked-dep=<a:b@{>=1.0.0 <2.0.0}>" (func $u (result u32)))
    (import "locked-dep=<a:b@1.0.0>" (func $l (result u32)))
    (import "integrity=<sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=>" (func $g (result u32)))
    (import "url=<https://x.y/z>" (func $w (result u32)))
    (import "r" (type $r (sub resource)))
    (import "[constructor]r" (func $new (param "x" u32) (result (own $r))))
    (import "[method]r.get" (func $get (param "self" (borrow $r)) (result u32)))
    (import "[static]r.make" (func $make (param "x" u32) (result (own $r))))
    (core func $f (canon lower (func $i "f"))) (core func $u (canon lower (func $u)))
    (core func $l (canon lower (func $l))) (core func $g (canon lower (func $g)))
    (core func $w (canon lower (func $w))) (core func $new (canon lower (func $new)))
    (core func $get (canon lower (func $get))) (core func $make (canon lower (func $make)))
    (core module $m
      (import "" "f" (func $f (result i32))) (import "" "u" (func $u (result i32)))
      (import "" "l" (func $l (result i32))) (import "" "g" (func $g (result i32)))
      (import "" "w" (func $w (result i32))) (import "" "new" (func $new (param i32) (result i32)))
      (import "" "make" (func $make (param i32) (result i32)))
      (import "" "get" (func $get (param i32) (result i32)))
      (func (export "run") (result i32)
        (i32.add
          (i32.add (call $f) (i32.add (call $u) (call $l)))
          (i32.add
            (i32.add (call $g) (call $w))
            (i32.add (call $get (call $new (i32.const 100))) (call $get (call $make (i32.const 1000))))))))
    (core instance $m (instantiate $m
      (with "" (instance
        (export "f" (func $f)) (export "u" (func $u)) (export "l" (func $l)) (export "g" (func $g))
        (export "w" (func $w)) (export "new" (func $new)) (export "get" (func $get))
        (export "make" (func $make))))))
    (func (export "run") (result u32) (canon lift (core func $m "run"))))
  (instance $b (instantiate $b
    (with "a:b/c@1.2.3" (instance $a "a:b/c@1.2.3-rc.1+build"))
    (with "unlocked-dep=<a:b@{>=1.0.0 <2.0.0}>" (func $a "f-UPPER-f2"))
    (with "locked-dep=<a:b@1.0.0>" (func $a "f-UPPER-f2"))
    (with "integrity=<sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=>" (func $a "f-UPPER-f2"))
    (with "url=<https://x.y/z>" (func $a "f-UPPER-f2")) (with "r" (type $a "r"))
    (with "[constructor]r" (func $a "[constructor]r")) (with "[method]r.get" (func $a "[method]r.get"))
    (with "[static]r.make" (func $a "[static]r.make"))))
  (export "run" (func $b "run")) (export "x:y/z@0.1.0" (instance $a "a:b/c")))

(component instance $i $it)
(assert_return (invoke "run") (u32.const 1135))
