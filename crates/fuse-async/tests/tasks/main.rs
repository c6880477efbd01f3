//! Tasks, waitable sets and the scheduler, with guests that are closures.

mod calls;
mod cancel;
mod gate;
mod host;
mod lends;
mod machine;
mod passed;
mod sets;
