//! Greets everybody whom the command line names.

mod bindings {
    wit_bindgen::generate!({ path: "../wit", world: "command" });
}

use bindings::example::greeting::greeter::greet;

fn main() {
    let mut names = std::env::args().skip(1).peekable();
    if names.peek().is_none() {
        eprintln!("usage: {{name}} NAMES...");
        std::process::exit(1);
    }
    for name in names {
        println!("{}", greet(&name));
    }
}
