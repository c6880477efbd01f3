(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32 i32)))
  (type (;2;) (func (param i32 i32) (result i32 i32)))
  (type (;3;) (func))
  (type (;4;) (func (param i32) (result i32)))
  (import "caller" "memory" (memory $caller (;0;) 1))
  (import "callee" "memory" (memory $callee (;1;) 1))
  (import "caller" "realloc" (func $"caller realloc" (;0;) (type 0)))
  (import "callee" "realloc" (func $"callee realloc" (;1;) (type 0)))
  (export "copy" (func $copy))
  (export "relay" (func $relay))
  (func $copy (;2;) (type 1) (param i32 i32 i32)
    (local i32 i32 i32 i32 i32 i32)
    local.get 2
    i32.const 8
    i32.mul
    local.tee 3
    if ;; label = @1
      local.get 0
      local.set 4
      local.get 1
      local.set 5
      local.get 0
      local.get 3
      i32.add
      local.set 6
      loop ;; label = @2
        local.get 4
        i32.load
        local.get 4
        i32.load offset=4
        call $"[transcode] utf8 m0 \u{2192} utf8 m1"
        local.set 7
        local.set 8
        local.get 5
        local.get 8
        i32.store $callee
        local.get 5
        local.get 7
        i32.store $callee offset=4
        local.get 5
        i32.const 8
        i32.add
        local.set 5
        local.get 4
        i32.const 8
        i32.add
        local.tee 4
        local.get 6
        i32.ne
        br_if 0 (;@2;)
      end
    end
  )
  (func $"[transcode] utf8 m0 \u{2192} utf8 m1" (;3;) (type 2) (param i32 i32) (result i32 i32)
  (func $"[trap] string too long" (;4;) (type 3)
    unreachable
  )
  (func $"[trap] string out of bounds" (;5;) (type 3)
    unreachable
  )
  (func $"[trap] invalid utf-8" (;6;) (type 3)
    unreachable
  )
  (func $"[trap] realloc result out of bounds" (;7;) (type 3)
    unreachable
  )
  (func $relay (;8;) (type 4) (param i32) (result i32)
    local.get 0
  )
)
