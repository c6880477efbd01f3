//! What flows from stream to stream.

use crate::bindings::wasi::io::streams::{InputStream, OutputStream, StreamError};

/// How much goes at once; little, so that even a short text goes in several steps.
const BLOCK: u64 = 64;

/// Lets the host move all of `from` to `to`, and says how many bytes.
pub fn pour(from: &InputStream, to: &OutputStream) -> Result<u64, StreamError> {
    let mut bytes = 0;
    while let Some(more) = unless_closed(to.blocking_splice(from, BLOCK))? {
        bytes += more;
    }
    to.blocking_flush()?;
    Ok(bytes)
}

/// All of `from`.
pub fn read(from: &InputStream) -> Result<Vec<u8>, StreamError> {
    let mut bytes = Vec::new();
    while let Some(more) = unless_closed(from.blocking_read(BLOCK))? {
        bytes.extend(more);
    }
    Ok(bytes)
}

/// Nothing at the end of a stream, which WASI calls an error.
fn unless_closed<T>(result: Result<T, StreamError>) -> Result<Option<T>, StreamError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(StreamError::Closed) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What went wrong, in the host's words.
pub fn explain(error: StreamError) -> String {
    match error {
        StreamError::Closed => "the stream is closed".to_owned(),
        StreamError::LastOperationFailed(error) => error.to_debug_string(),
    }
}
