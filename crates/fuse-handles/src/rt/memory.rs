//! What the runtime asks of the memory that it works in.

/// Bytes of a page.
pub const PAGE: u32 = 1 << 16;

/// A memory of whole pages, all zero at first.
///
/// A word is named by the record that it lies in and the offset there, because a constant offset costs nothing in wasm. An access
/// outside of the memory, or of a word that is not aligned, is a bug of the runtime's: it does not return.
pub trait Memory {
    /// The word at `offset` from `address`.
    fn load(&self, address: u32, offset: u32) -> u32;

    /// Writes the word at `offset` from `address`.
    fn store(&mut self, address: u32, offset: u32, word: u32);

    /// Copies `size` bytes, a whole number of words, from `src` to `dst`; the two do not overlap.
    fn copy(&mut self, dst: u32, src: u32, size: u32);

    /// Writes zeros to `size` bytes, a whole number of words.
    fn clear(&mut self, address: u32, size: u32);

    /// How many pages there are.
    fn pages(&self) -> u32;

    /// Adds pages; false if they are not to be had.
    #[must_use]
    fn grow(&mut self, pages: u32) -> bool;
}
