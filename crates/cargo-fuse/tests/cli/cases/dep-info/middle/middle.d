/elsewhere/middle.wasm: /elsewhere/src/lib.rs
