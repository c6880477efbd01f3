;; Structs, arrays and recursive types of two modules, equal and unequal, in one fused module.

(component
  (component $c
    (core module $maker
      (rec
        (type $tree (sub (struct (field $value i32) (field $kids (ref null $trees)))))
        (type $trees (array (mut (ref null $tree)))))
      (type $leaf (sub $tree (struct (field $value i32) (field $kids (ref null $trees)) (field $extra i64))))
      (func (export "make") (param $n i32) (result (ref null $tree))
        (struct.new $tree (local.get $n)
          (array.new_fixed $trees 2
            (struct.new $leaf (i32.const 3) (ref.null $trees) (i64.const 4))
            (struct.new $tree (i32.const 5) (ref.null $trees))))))
    (core module $user
      (type $unrelated (struct (field i32)))
      (rec
        (type $tree (sub (struct (field $value i32) (field $kids (ref null $trees)))))
        (type $trees (array (mut (ref null $tree)))))
      (type $leaf (sub $tree (struct (field $value i32) (field $kids (ref null $trees)) (field $extra i64))))
      (import "" "make" (func $make (param i32) (result (ref null $tree))))
      (func $sum (param $t (ref null $tree)) (result i32)
        (local $i i32) (local $total i32) (local $kids (ref null $trees))
        (if (ref.is_null (local.get $t)) (then (return (i32.const 0))))
        (local.set $total (struct.get $tree $value (local.get $t)))
        (if (ref.test (ref $leaf) (local.get $t))
          (then (local.set $total (i32.add (local.get $total)
            (i32.wrap_i64 (struct.get $leaf $extra (ref.cast (ref $leaf) (local.get $t))))))))
        (local.set $kids (struct.get $tree $kids (local.get $t)))
        (if (ref.is_null (local.get $kids)) (then (return (local.get $total))))
        (loop $next
          (if (i32.lt_u (local.get $i) (array.len (local.get $kids)))
            (then
              (local.set $total (i32.add (local.get $total)
                (call $sum (array.get $trees (local.get $kids) (local.get $i)))))
              (local.set $i (i32.add (local.get $i) (i32.const 1)))
              (br $next))))
        (local.get $total))
      (func (export "run") (param i32) (result i32) (call $sum (call $make (local.get 0))))
      (func (export "i31") (param i32) (result i32) (i31.get_s (ref.i31 (local.get 0))))
      (func (export "bad-cast") (param i32)
        (drop (ref.cast (ref $unrelated) (ref.cast (ref null any) (call $make (local.get 0)))))))
    (core instance $maker (instantiate $maker))
    (core instance $user (instantiate $user (with "" (instance $maker))))
    (func (export "run") (param "n" s32) (result s32) (canon lift (core func $user "run")))
    (func (export "i31") (param "n" s32) (result s32) (canon lift (core func $user "i31")))
    (func (export "bad-cast") (param "n" s32) (canon lift (core func $user "bad-cast"))))
  (instance $c (instantiate $c))
  (export "run" (func $c "run"))
  (export "i31" (func $c "i31"))
  (export "bad-cast" (func $c "bad-cast")))

(assert_return (invoke "run" (s32.const 100)) (s32.const 112))
(assert_return (invoke "i31" (s32.const -5)) (s32.const -5))
(assert_trap (invoke "bad-cast" (s32.const 0)) "")
