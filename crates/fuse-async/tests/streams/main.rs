//! Streams and futures: what their ends do in each of their states, alone and in random scripts.

mod futures;
mod guests;
mod model;
mod moves;
mod random;
mod streams;
mod waiting;
