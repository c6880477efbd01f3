//! Opens files with `wasi:filesystem`, without the standard library.

use crate::bindings::wasi::filesystem::preopens;
use crate::bindings::wasi::filesystem::types::{
    Descriptor, DescriptorFlags, ErrorCode, OpenFlags, PathFlags,
};
use crate::bindings::wasi::io::streams::{InputStream, OutputStream};

/// The bytes of the file at `path` from `offset` on; `path` begins with the name of a folder that the host lets us see.
pub fn open(path: &str, offset: u64) -> Result<InputStream, String> {
    let file = file(path, OpenFlags::empty(), DescriptorFlags::READ);
    // The stream goes on when the descriptor is gone.
    file.and_then(|file| file.read_via_stream(offset))
        .map_err(|error| explain(path, error))
}

/// A stream into an empty file at `path`.
pub fn create(path: &str) -> Result<OutputStream, String> {
    let how = OpenFlags::CREATE | OpenFlags::TRUNCATE;
    let file = file(path, how, DescriptorFlags::WRITE);
    file.and_then(|file| file.write_via_stream(0))
        .map_err(|error| explain(path, error))
}

fn file(path: &str, how: OpenFlags, flags: DescriptorFlags) -> Result<Descriptor, ErrorCode> {
    let (folder, rest) = folder(path).ok_or(ErrorCode::NoEntry)?;
    folder.open_at(PathFlags::SYMLINK_FOLLOW, rest, how, flags)
}

fn explain(path: &str, error: ErrorCode) -> String {
    format!("`{path}`: {}", error.message())
}

/// The folder that `path` begins with, and what follows; all others are closed.
fn folder(path: &str) -> Option<(Descriptor, &str)> {
    let mut folders = preopens::get_directories().into_iter();
    folders.find_map(|(folder, name)| {
        let rest = path.strip_prefix(&name)?.strip_prefix('/')?;
        Some((folder, rest))
    })
}
