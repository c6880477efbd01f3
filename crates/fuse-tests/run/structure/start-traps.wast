;; A trap in any start function, or in any segment, is a trap of the instantiation.

(assert_trap
  (component
    (component $fine
      (core module $m (func $start) (start $start))
      (core instance (instantiate $m)))
    (component $bad
      (core module $m (func $start unreachable) (start $start))
      (core instance (instantiate $m)))
    (instance (instantiate $fine))
    (instance (instantiate $bad)))
  "")
(assert_trap
  (component
    (component $bad
      (core module $m (memory 1) (data (i32.const 65535) "ab"))
      (core instance (instantiate $m)))
    (instance (instantiate $bad)))
  "")
(assert_trap
  (component
    (component $bad
      (core module $m (table 1 funcref) (func $f) (elem (i32.const 1) func $f))
      (core instance (instantiate $m)))
    (instance (instantiate $bad)))
  "")
