//! Worlds in WIT, as the usual tools make components of them.

use super::wrap;
use wit_component::{
    ComponentEncoder, DecodedWasm, StringEncoding, WitPrinter, dummy_module,
    embed_component_metadata,
};
use wit_parser::{LiftLowerAbi, ManglingAndAbi, Resolve, WorldId};

/// A component with the world, its functions without code.
fn component(resolve: &Resolve, world: WorldId, abi: ManglingAndAbi) -> Vec<u8> {
    let mut module = dummy_module(resolve, world, abi);
    embed_component_metadata(&mut module, resolve, world, StringEncoding::UTF8)
        .expect("the world is the module's");
    let mut encoder = ComponentEncoder::default();
    encoder
        .module(&module)
        .expect("the module is valid")
        .validate(false)
        .encode()
        .expect("the module has what the world needs")
}

/// The world of a component as WIT, which also shows what is an alias of what; `None` where WIT has no words for it.
fn decode(component: &[u8]) -> Option<String> {
    let Ok(DecodedWasm::Component(resolve, world)) = wit_component::decode(component) else {
        return None;
    };
    let package = resolve.worlds[world]
        .package
        .expect("decoded worlds have a package");
    let others: Vec<_> = resolve
        .packages
        .iter()
        .map(|(id, _)| id)
        .filter(|id| *id != package)
        .collect();
    let mut printer = WitPrinter::default();
    printer.print(&resolve, package, &others).ok()?;
    Some(printer.output.to_string())
}

/// Checks a component that lifts and lowers synchronously what it can, and one that does so asynchronously.
fn check(resolve: &Resolve, world: WorldId) {
    for abi in [
        ManglingAndAbi::Standard32,
        ManglingAndAbi::Legacy(LiftLowerAbi::AsyncCallback),
    ] {
        let input = component(resolve, world, abi);
        let output =
            wrap(&input).unwrap_or_else(|e| panic!("{e}\n{}", decode(&input).unwrap_or_default()));
        assert_eq!(decode(&input), decode(&output));
    }
}

fn check_all(wit: &str) {
    let mut resolve = Resolve::default();
    resolve
        .push_str("test.wit", wit)
        .expect("the text is right");
    for (world, _) in resolve.worlds.iter() {
        check(&resolve, world);
    }
}

#[test]
fn functions_and_types_of_the_world_itself() {
    check_all(
        "package a:b;
        world w {
            record point { x: u32, y: f64 }
            variant shape { none, dot(point), path(list<point>) }
            type shapes = list<shape>;
            import draw: func(what: shapes) -> result<u32, string>;
            import log: func(line: string);
            resource pen { constructor(p: point); write: func(s: string) -> shapes; new: static func() -> pen; }
            export main: func(p: point, pen: borrow<pen>) -> tuple<shapes, option<pen>>;
            flags f { a, b }
            export alone: func(f: f) -> f;
        }",
    );
}

#[test]
fn one_interface_imported_and_exported() {
    check_all(
        "package a:b@1.2.3;
        interface types {
            record r { s: string }
            resource res { constructor(r: r); get: func() -> list<r>; }
            type bytes = list<u8>;
        }
        interface user { use types.{r, res as handle, bytes}; f: func(r: r, h: borrow<handle>) -> result<bytes, r>; g: func() -> handle; }
        world imports { import user; }
        world both { import types; import user; export user; }
        world exports { export types; export user; }
        world middle { import types; export user; }",
    );
}

#[test]
fn aliases_of_aliases() {
    check_all(
        "package a:b;
        interface a { enum e { x, y } type t = e; type u = t; type l = list<u>; }
        interface b { use a.{u, l}; type v = u; record w { v: v, l: option<l> } }
        interface c { use b.{v as z, w}; use a.{e}; f: func(z: z, e: e) -> w; }
        world w { import c; export c; }
        world e { export c; }
        world n { export f: interface { use b.{w}; use a.{e}; g: func(w: w) -> e; } import h: interface { use b.{v}; h: func(v: v); } }",
    );
}

#[test]
fn functions_of_async_type() {
    check_all(
        "package a:b;
        interface i { f: async func(s: stream<string>) -> future<result<u8, string>>; }
        interface j {
            record r { s: string }
            resource res { constructor(r: r); get: async func() -> list<r>; make: static async func() -> res; }
            take: async func(it: res, a: u64, b: u64, c: u64, d: u64, e: r) -> result<r>;
        }
        world w { import i; import g: async func(); export h: func(); }
        world x { import j; export j; export i; export g: async func(n: u32) -> tuple<u64, u64>; }",
    );
}

#[test]
fn many_parameters_and_results() {
    check_all(
        "package a:b;
        interface i {
            record r { a: u64, b: f32, c: string, d: char }
            f: func(a: r, b: r, c: r, d: r, e: r) -> tuple<r, r>;
            g: func(a: list<tuple<string, option<r>>>, b: result<r, list<r>>) -> result<list<r>, string>;
        }
        world w { import i; export i; }",
    );
}

#[test]
fn random_worlds() {
    let config = wit_smith::Config {
        implements: true,
        async_: true,
        futures: true,
        streams: true,
        ..wit_smith::Config::default()
    };
    arbtest::arbtest(|u| {
        let package = wit_smith::smith(&config, u)?;
        let Ok(DecodedWasm::WitPackage(resolve, _)) = wit_component::decode(&package) else {
            unreachable!("it is a package")
        };
        for (world, _) in resolve.worlds.iter() {
            check(&resolve, world);
        }
        Ok(())
    })
    .budget_ms(1_000)
    .size_min(4_096);
}
