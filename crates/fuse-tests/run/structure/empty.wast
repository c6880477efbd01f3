;; Nothing, and next to nothing.

(component)
(component (component $c) (instance (instantiate $c)))
(component
  (component $c (core module $m) (core instance (instantiate $m)))
  (instance $i (instantiate $c))
  (export "i" (instance $i)))
