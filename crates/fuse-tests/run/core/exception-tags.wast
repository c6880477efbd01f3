;; A tag that one core module exports and another imports is one tag; the same module instantiated twice makes two.

(component
  (component $c
    (core module $tags (tag (export "t") (param i32)))
    (core module $thrower
      (import "" "t" (tag $t (param i32)))
      (func (export "throw") (param i32) (throw $t (local.get 0))))
    (core module $catcher
      (import "" "t" (tag $t (param i32)))
      (import "" "throw" (func $throw (param i32)))
      (func (export "run") (param i32) (result i32)
        (block $caught (result i32)
          (block $other
            (try_table (catch $t $caught) (catch_all $other)
              (call $throw (local.get 0)))
            unreachable)
          (i32.const -1))))
    (core instance $tags (instantiate $tags))
    (core instance $other-tags (instantiate $tags))
    (core instance $thrower (instantiate $thrower (with "" (instance $tags))))
    (core instance $same (instantiate $catcher (with "" (instance
      (export "t" (tag $tags "t")) (export "throw" (func $thrower "throw"))))))
    (core instance $other (instantiate $catcher (with "" (instance
      (export "t" (tag $other-tags "t")) (export "throw" (func $thrower "throw"))))))
    (func (export "same") (param "x" s32) (result s32) (canon lift (core func $same "run")))
    (func (export "other") (param "x" s32) (result s32) (canon lift (core func $other "run"))))
  (instance $c (instantiate $c))
  (export "same" (func $c "same"))
  (export "other" (func $c "other")))

(assert_return (invoke "same" (s32.const 7)) (s32.const 7))
(assert_return (invoke "other" (s32.const 7)) (s32.const -1))
