(instance $host
    (export "h" (type $h (sub resource)))
    (export "make" (func (param "rep" u32) (result (own $h))))
    (export "open-at" (func async
      (param "self" (borrow $h)) (param "turns" u8) (param "path" string) (param "how" u8)
      (result (result (own $h) (error (option string))))))
    (export "exchange" (func async
      (param "hs" (list (own $h))) (param "extra" (list (tuple (borrow $h) string)))
      (result (list (tuple (own $h) string)))))
    (export "merge" (func async
      (param "a" (own $h)) (param "b" (borrow $h)) (param "c" u32) (param "d" u32) (param "e" u32) (result (own $h))))
    (export "poll" (func async (param "hs" (list (borrow $h))) (result u32)))
    (export "close" (func async (param "hs" (list (own $h)))))
    (export "names" (func async
      (param "a" u32) (param "b" u32) (param "c" u32) (param "d" u32) (param "e" u32) (result (list string)))))
