//! The component that knows how to greet.

mod bindings {
    wit_bindgen::generate!({ path: "../wit", world: "library" });
}

use bindings::exports::example::greeting::greeter::Guest;

struct Greeter;

impl Guest for Greeter {
    fn greet(name: String) -> String {
        format!("Hello, {name}!")
    }
}

bindings::export!(Greeter with_types_in bindings);
