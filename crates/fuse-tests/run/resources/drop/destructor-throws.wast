;; An exception does not leave a destructor: it is a trap, even where the drop would catch it.

(component definition $it
  (component $definer
    (core module $state
      (tag $t)
      (func (export "dtor") (param i32)
        (block (try_table (catch_all 0) (throw $t)))
        (if (i32.eq (local.get 0) (i32.const 13)) (then (throw $t)))))
    (core instance $s (instantiate $state))
    (type $r' (resource (rep i32) (dtor (core func $s "dtor"))))
    (core func $new (canon resource.new $r'))
    (core func $drop (canon resource.drop $r'))
    (core module $m
      (import "" "drop" (func $drop (param i32)))
      (func (export "drop") (param i32) (block (try_table (catch_all 0) (call $drop (local.get 0))))))
    (core instance $m (instantiate $m (with "" (instance (export "drop" (func $drop))))))
    (export $r "r" (type $r'))
    (func (export "new") (param "rep" u32) (result (own $r)) (canon lift (core func $new)))
    (func (export "keep") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "drop") (param "handle" u32) (canon lift (core func $m "drop"))))
  (instance $d (instantiate $definer))
  (component $user
    (import "definer" (instance $d
      (export "r" (type $r (sub resource)))
      (export "new" (func (param "rep" u32) (result (own $r))))))
    (alias export $d "r" (type $r))
    (core func $new (canon lower (func $d "new")))
    (core func $drop (canon resource.drop $r))
    (core module $m
      (import "" "drop" (func $drop (param i32)))
      (func (export "drop") (param i32) (block (try_table (catch_all 0) (call $drop (local.get 0))))))
    (core instance $m (instantiate $m (with "" (instance (export "drop" (func $drop))))))
    (func (export "new") (param "rep" u32) (result u32) (canon lift (core func $new)))
    (func (export "drop") (param "handle" u32) (canon lift (core func $m "drop"))))
  (instance $u (instantiate $user (with "definer" (instance $d))))
  (export "keep" (func $d "keep"))
  (export "definer-drop" (func $d "drop"))
  (export "new" (func $u "new"))
  (export "drop" (func $u "drop")))

(component instance $i $it)
(assert_return (invoke "new" (u32.const 12)) (u32.const 1))
(assert_return (invoke "drop" (u32.const 1)))
(assert_return (invoke "new" (u32.const 13)) (u32.const 1))
(assert_trap (invoke "drop" (u32.const 1)) "")

(component instance $i $it)
(assert_return (invoke "keep" (u32.const 13)) (u32.const 1))
(assert_trap (invoke "definer-drop" (u32.const 1)) "")
