;; A built-in is given an index that is of no handle.
(component
  (component $user
    (type $r (resource (rep i32)))
    (core func $drop (canon resource.drop $r))
    (core module $m
      (import "" "drop" (func $drop (param i32)))
      (func $run (export "run") (call $drop (i32.const 7))))
    (core instance $i (instantiate $m (with "" (instance (export "drop" (func $drop))))))
    (func (export "run") (canon lift (core func $i "run"))))
  (instance $user (instantiate $user))
  (export "run" (func $user "run")))
