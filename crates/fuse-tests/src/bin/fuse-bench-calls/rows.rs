//! The rows of the table: which fixture, with values of which size, and how much faster fused has to be.

/// One kind of call.
pub struct Row {
    /// What the table calls it.
    pub name: &'static str,
    /// The composed component, as text.
    pub fixture: &'static str,
    /// The size of the value that is passed, as the fixture understands it.
    pub size: u32,
    /// The least ratio of composed to fused.
    pub goal: f64,
}

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../../bench/", $name, ".wat"))
    };
}

/// The rows of values, in the order of the table.
///
/// The goals come from measurements on a newer engine; a row without one must only not be slower than composed.
pub const VALUES: &[Row] = &[
    Row {
        name: "scalar",
        fixture: fixture!("scalar"),
        size: 0,
        goal: 1.0,
    },
    Row {
        name: "string 16 B",
        fixture: fixture!("string"),
        size: 16,
        goal: 1.0,
    },
    Row {
        name: "string 1 KiB",
        fixture: fixture!("string"),
        size: 1024,
        goal: 1.5,
    },
    Row {
        name: "list<u8> 16 B",
        fixture: fixture!("bytes"),
        size: 16,
        goal: 1.5,
    },
    Row {
        name: "list<u8> 1 KiB",
        fixture: fixture!("bytes"),
        size: 1024,
        goal: 20.0,
    },
    Row {
        name: "list<string> 16 × 8 B",
        fixture: fixture!("strings"),
        size: 16,
        goal: 1.5,
    },
    Row {
        name: "record of 8 fields",
        fixture: fixture!("record"),
        size: 0,
        goal: 1.0,
    },
    Row {
        name: "list of 16 records",
        fixture: fixture!("records"),
        size: 16,
        goal: 1.0,
    },
    Row {
        name: "variant of 4 cases",
        fixture: fixture!("variant"),
        size: 0,
        goal: 1.0,
    },
];

/// The rows of resource handles, which follow. None of them may need more memory for more calls.
pub const HANDLES: &[Row] = &[
    Row {
        name: "resource.new + drop",
        fixture: fixture!("resource-new-drop"),
        size: 0,
        goal: 8.0,
    },
    Row {
        name: "resource.rep",
        fixture: fixture!("resource-rep"),
        size: 0,
        goal: 5.0,
    },
    Row {
        name: "own made by the callee, dropped by the caller",
        fixture: fixture!("resource-own-drop"),
        size: 0,
        goal: 25.0,
    },
    Row {
        name: "own made by the callee, taken back",
        fixture: fixture!("resource-own-taken"),
        size: 0,
        goal: 25.0,
    },
    Row {
        name: "borrow to the definer",
        fixture: fixture!("resource-method"),
        size: 0,
        goal: 50.0,
    },
    Row {
        name: "borrow to a third",
        fixture: fixture!("resource-third"),
        size: 0,
        goal: 15.0,
    },
    Row {
        name: "list of 16 borrows to the definer",
        fixture: fixture!("resource-list-borrow"),
        size: 16,
        goal: 15.0,
    },
    Row {
        name: "list of 16 owns, there and back",
        fixture: fixture!("resource-list-own"),
        size: 16,
        goal: 15.0,
    },
];
