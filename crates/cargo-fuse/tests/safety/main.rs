//! Holds the program to leaving nothing half done, when the disk is full, when it is interrupted, and when it runs several times at once; and to
//! giving the same bytes everywhere.
#![cfg(unix)]

mod again;
mod disk;
mod interrupt;
mod lab;
mod together;
