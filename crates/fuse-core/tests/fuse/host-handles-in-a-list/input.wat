;; Handles of a host's resource, which one component gets, lends to another and passes to the host in a list.
(component
  (import "test:host/poll" (instance $poll
    (export "pollable" (type $pollable (sub resource)))
    (export "make" (func (result (own $pollable))))
    (export "poll" (func (param "in" (list (borrow $pollable)))))))
  (component $checker
    (import "poll" (instance $poll
      (export "pollable" (type $pollable (sub resource)))))
    (alias export $poll "pollable" (type $pollable))
    (core func $drop (canon resource.drop $pollable))
    (core module $m
      (import "" "drop" (func $drop (param i32)))
      (func (export "check") (param i32) (call $drop (local.get 0))))
    (core instance $i (instantiate $m (with "" (instance (export "drop" (func $drop))))))
    (func (export "check") (param "p" (borrow $pollable)) (canon lift (core func $i "check"))))
  (instance $checker (instantiate $checker (with "poll" (instance $poll))))
  (component $user
    (import "poll" (instance $poll
      (export "pollable" (type $pollable (sub resource)))
      (export "make" (func (result (own $pollable))))
      (export "poll" (func (param "in" (list (borrow $pollable)))))))
    (alias export $poll "pollable" (type $pollable))
    (import "check" (func $check (param "p" (borrow $pollable))))
    (core module $libc (memory (export "mem") 1))
    (core instance $libc (instantiate $libc))
    (alias core export $libc "mem" (core memory $mem))
    (core func $make (canon lower (func $poll "make")))
    (core func $poll (canon lower (func $poll "poll") (memory $mem)))
    (core func $check (canon lower (func $check)))
    (core module $m
      (import "" "make" (func $make (result i32)))
      (import "" "poll" (func $poll (param i32 i32)))
      (import "" "check" (func $check (param i32)))
      (import "" "mem" (memory 1))
      (func (export "run")
        (i32.store (i32.const 8) (call $make))
        (call $check (i32.load (i32.const 8)))
        (call $poll (i32.const 8) (i32.const 1))))
    (core instance $i (instantiate $m (with "" (instance
      (export "make" (func $make)) (export "poll" (func $poll)) (export "check" (func $check))
      (export "mem" (memory $mem))))))
    (func (export "run") (canon lift (core func $i "run"))))
  (instance $user (instantiate $user (with "poll" (instance $poll)) (with "check" (func $checker "check"))))
  (export "run" (func $user "run")))
