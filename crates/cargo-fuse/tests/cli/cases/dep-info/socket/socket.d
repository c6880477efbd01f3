[DIR]/socket/socket.wasm: [DIR]/socket/src/lib.rs [DIR]/socket/wit/two\ words.wit
