//! Holds the program to leaving nothing half done: when the disk is full, when it is interrupted, and when it runs several times at once.
#![cfg(unix)]

mod disk;
mod interrupt;
mod lab;
mod together;
