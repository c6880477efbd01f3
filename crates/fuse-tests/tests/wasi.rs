//! Streams and futures of WASI 0.3 in a fused component: what it reads and prints is what the composed one does.

use fuse_tests::host::{Entry, Host, Invocation};
use std::fs;
use std::path::Path;
use wasmparser::{Parser, Payload};

/// Runs `shout.wat` in both forms, with buffers of `length` bytes.
#[track_caller]
fn shouts(length: u32, inputs: &[Vec<u8>]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wasi/shout.wat");
    let text = fs::read_to_string(path).unwrap();
    let composed = wat::parse_str(text.replace("LENGTH", &length.to_string())).unwrap();
    let fused = fuse_core::fuse(&composed, &fuse_core::Options::default()).unwrap();
    assert!(
        is_whole(&fused.bytes),
        "what is fused is in the outermost component"
    );
    let host = Host::new().unwrap();
    for (form, bytes) in [("composed", &composed), ("fused", &fused.bytes)] {
        let program = host.load(bytes).unwrap();
        for input in inputs {
            let mut invocation = Invocation::new(Entry::Command);
            invocation.stdin.clone_from(input);
            let outcome = host.run(&program, &invocation).unwrap();
            let what = format!("{form}, {} bytes in parts of {length}", input.len());
            assert!(outcome.succeeded(), "{what}: {}", outcome.ending);
            assert_eq!(outcome.stdout, input.to_ascii_uppercase(), "{what}");
            assert!(outcome.stderr.is_empty(), "{what}");
        }
    }
}

/// Whether every core module is in the outermost component; those further inside would run as they do composed.
fn is_whole(component: &[u8]) -> bool {
    let mut around = 0_u32;
    for payload in Parser::new(0).parse_all(component) {
        match payload.unwrap() {
            Payload::ModuleSection { .. } if around > 0 => return false,
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => around += 1,
            // The outermost component has one as well.
            Payload::End(_) => around = around.saturating_sub(1),
            _ => {}
        }
    }
    true
}

#[test]
fn standard_input_is_read_and_standard_output_written() {
    let input = |length: u32| (0..length).map(|n| (n * 7 % 251) as u8).collect();
    shouts(1, &[0, 1, 2, 70].map(input));
    shouts(64, &[0, 1, 63, 64, 65, 1000].map(input));
    shouts(40_000, &[0, 1, 39_999, 100_000].map(input));
}

#[test]
fn streams_may_be_longer_than_all_memories() {
    let input = (0..8 << 20).map(|n: u32| (n % 253) as u8).collect();
    shouts(4096, &[input]);
}
