(component
  (core module $m
    (func $fast (export "run") (result i32)
      (i32x4.extract_lane 0 (i32x4.splat (i32.const 1)))))
  (core instance $i (instantiate $m))
  (func (export "run") (result u32) (canon lift (core func $i "run"))))
