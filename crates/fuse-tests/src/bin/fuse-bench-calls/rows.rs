//! The rows of the tables: which fixture, with values of which size, and how much faster fused has to be.

/// One kind of call.
pub struct Row {
    /// What the table calls it.
    pub name: &'static str,
    /// The composed component, as text.
    pub fixture: &'static str,
    /// The size of the value that is passed, as the fixture understands it.
    pub size: u32,
    /// How many of what the table counts there are in a call.
    pub each: u32,
    /// The least ratio of composed to fused.
    pub goal: f64,
    /// How many calls the composed form makes in one store at most.
    pub most: Option<u32>,
    /// How many calls more than a thousand are made to see that they need no more memory.
    pub memory_calls: Option<u32>,
}

/// The engine keeps something of every task until the store is dropped, and cannot make more than about a million in one.
const TASKS: u32 = 100_000;

const fn values(name: &'static str, fixture: &'static str, size: u32, goal: f64) -> Row {
    Row {
        name,
        fixture,
        size,
        each: 1,
        goal,
        most: None,
        memory_calls: None,
    }
}

const fn handles(name: &'static str, fixture: &'static str, size: u32, goal: f64) -> Row {
    Row {
        memory_calls: Some(10_000_000),
        ..values(name, fixture, size, goal)
    }
}

const fn at_once(name: &'static str, fixture: &'static str, size: u32, goal: f64) -> Row {
    Row {
        most: Some(TASKS),
        ..handles(name, fixture, size, goal)
    }
}

const fn waiting(name: &'static str, fixture: &'static str, size: u32, goal: f64) -> Row {
    Row {
        memory_calls: Some(1_000_000),
        ..at_once(name, fixture, size, goal)
    }
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
    values("scalar", fixture!("scalar"), 0, 1.0),
    values("string 16 B", fixture!("string"), 16, 1.0),
    values("string 1 KiB", fixture!("string"), 1024, 1.5),
    values("list<u8> 16 B", fixture!("bytes"), 16, 1.5),
    values("list<u8> 1 KiB", fixture!("bytes"), 1024, 20.0),
    values("list<string> 16 × 8 B", fixture!("strings"), 16, 1.5),
    values("record of 8 fields", fixture!("record"), 0, 1.0),
    values("list of 16 records", fixture!("records"), 16, 1.0),
    values("variant of 4 cases", fixture!("variant"), 0, 1.0),
];

/// The rows of resource handles, which follow. None of them may need more memory for more calls.
pub const HANDLES: &[Row] = &[
    handles("resource.new + drop", fixture!("resource-new-drop"), 0, 8.0),
    handles("resource.rep", fixture!("resource-rep"), 0, 5.0),
    handles(
        "own made by the callee, dropped by the caller",
        fixture!("resource-own-drop"),
        0,
        25.0,
    ),
    handles(
        "own made by the callee, taken back",
        fixture!("resource-own-taken"),
        0,
        25.0,
    ),
    handles(
        "borrow to the definer",
        fixture!("resource-method"),
        0,
        50.0,
    ),
    handles("borrow to a third", fixture!("resource-third"), 0, 15.0),
    handles(
        "list of 16 borrows to the definer",
        fixture!("resource-list-borrow"),
        16,
        15.0,
    ),
    handles(
        "list of 16 owns, there and back",
        fixture!("resource-list-own"),
        16,
        15.0,
    ),
];

/// The rows of functions of async type, a table of their own. None of them may need more memory for more calls.
pub const ASYNC: &[Row] = &[
    at_once(
        "async lower → callback, returns at once",
        fixture!("async-call"),
        0,
        100.0,
    ),
    at_once(
        "sync lower → callback, returns at once",
        fixture!("async-call-sync-lower"),
        0,
        100.0,
    ),
    // The engine makes no task of such a call.
    handles(
        "sync lower → sync lift",
        fixture!("async-type-sync-call"),
        0,
        1.0,
    ),
    waiting(
        "call + yield + wake + subtask.drop",
        fixture!("async-yield"),
        0,
        20.0,
    ),
    waiting(
        "call + block on a future + unblock + wake",
        fixture!("async-future"),
        0,
        20.0,
    ),
    waiting(
        "stream read + write + poll, 16 B",
        fixture!("async-stream"),
        16,
        12.0,
    ),
    waiting(
        "stream read + write + poll, 1 KiB",
        fixture!("async-stream"),
        1024,
        12.0,
    ),
    Row {
        memory_calls: None,
        ..waiting(
            "stream read + write + poll, 1 MiB",
            fixture!("async-stream"),
            1 << 20,
            0.95,
        )
    },
    Row {
        each: 1000,
        memory_calls: None,
        ..waiting(
            "a record through a stream, of 1000 at a time",
            fixture!("async-stream-records"),
            1000,
            40.0,
        )
    },
    at_once(
        "string 16 B, async lower → callback",
        fixture!("async-string"),
        16,
        1.0,
    ),
    at_once(
        "string 1 KiB, async lower → callback",
        fixture!("async-string"),
        1024,
        1.0,
    ),
    at_once(
        "borrow to the definer, async lower → callback",
        fixture!("async-borrow"),
        0,
        1.0,
    ),
    at_once(
        "own made and taken back, two such calls",
        fixture!("async-own"),
        0,
        1.0,
    ),
];
