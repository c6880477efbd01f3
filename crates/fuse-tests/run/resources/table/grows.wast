;; A table grows as far as it must, keeps what it has, and is used again from the index freed last.

(component
  (component $definer
    (type $r (resource (rep i32)))
    (core func $new (canon resource.new $r))
    (core func $rep (canon resource.rep $r))
    (core func $drop (canon resource.drop $r))
    (core module $m
      (import "" "new" (func $new (param i32) (result i32)))
      (import "" "rep" (func $rep (param i32) (result i32)))
      (import "" "drop" (func $drop (param i32)))
      ;; Makes n of them with the representations n to 1, and returns the last handle.
      (func (export "fill") (param $n i32) (result i32)
        (local $handle i32)
        (loop $again
          (local.set $handle (call $new (local.get $n)))
          (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
        (local.get $handle))
      ;; The sum of the representations of the handles n to 1.
      (func (export "sum") (param $n i32) (result i32)
        (local $sum i32)
        (loop $again
          (local.set $sum (i32.add (local.get $sum) (call $rep (local.get $n))))
          (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
        (local.get $sum))
      (func (export "clear") (param $n i32)
        (loop $again
          (call $drop (local.get $n))
          (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
    (core instance $m (instantiate $m (with "" (instance
      (export "new" (func $new)) (export "rep" (func $rep)) (export "drop" (func $drop))))))
    (func (export "rep") (param "handle" u32) (result u32) (canon lift (core func $rep)))
    (func (export "fill") (param "n" u32) (result u32) (canon lift (core func $m "fill")))
    (func (export "sum") (param "n" u32) (result u32) (canon lift (core func $m "sum")))
    (func (export "clear") (param "n" u32) (canon lift (core func $m "clear"))))
  (instance $a (instantiate $definer))
  (instance $b (instantiate $definer))
  (export "rep" (func $a "rep"))
  (export "a-fill" (func $a "fill"))
  (export "b-fill" (func $b "fill"))
  (export "a-sum" (func $a "sum"))
  (export "b-sum" (func $b "sum"))
  (export "a-clear" (func $a "clear")))

(assert_return (invoke "a-fill" (u32.const 1)) (u32.const 1))
(assert_return (invoke "b-fill" (u32.const 999)) (u32.const 999))
(assert_return (invoke "a-fill" (u32.const 19999)) (u32.const 20000))
(assert_return (invoke "b-fill" (u32.const 9001)) (u32.const 10000))
(assert_return (invoke "rep" (u32.const 1)) (u32.const 1))
(assert_return (invoke "rep" (u32.const 2)) (u32.const 19999))
(assert_return (invoke "rep" (u32.const 20000)) (u32.const 1))
(assert_return (invoke "a-sum" (u32.const 20000)) (u32.const 199990001))
(assert_return (invoke "b-sum" (u32.const 10000)) (u32.const 41013001))
(assert_return (invoke "a-clear" (u32.const 20000)))
(assert_return (invoke "a-fill" (u32.const 20000)) (u32.const 20000))
(assert_return (invoke "rep" (u32.const 1)) (u32.const 20000))
(assert_return (invoke "a-fill" (u32.const 1)) (u32.const 20001))
(assert_return (invoke "b-sum" (u32.const 10000)) (u32.const 41013001))
