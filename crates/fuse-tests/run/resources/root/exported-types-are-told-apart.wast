;; What another component may take for one type: the same one under two names, but not those of two instances.

(component $first
  (component $definer
    (type $r (resource (rep i32)))
    (export "r" (type $r)))
  (instance $x (instantiate $definer))
  (instance $y (instantiate $definer))
  (export "x" (type $x "r"))
  (export "also-x" (type $x "r"))
  (export "y" (type $y "r")))

(component
  (import "first" (instance
    (export "x" (type $x (sub resource)))
    (export "also-x" (type (eq $x)))
    (export "y" (type (sub resource))))))

(assert_unlinkable
  (component
    (import "first" (instance
      (export "x" (type $x (sub resource)))
      (export "y" (type (eq $x))))))
  "mismatched resource types")
