//! A memory outside of wasm, for tests and models.

extern crate alloc;

use super::memory::{Memory, PAGE};
use alloc::vec;
use alloc::vec::Vec;

/// Words of a page.
const PAGE_WORDS: u32 = PAGE / 4;

/// A memory in a vector; an access outside of it panics.
#[derive(Clone, Debug)]
pub struct Arena {
    words: Vec<u32>,
    max_pages: u32,
}

impl Arena {
    /// A memory of one page that can become one of `max_pages`.
    pub fn new(max_pages: u32) -> Arena {
        Arena {
            words: vec![0; PAGE_WORDS as usize],
            max_pages,
        }
    }

    /// All words of the memory.
    pub fn words(&self) -> &[u32] {
        &self.words
    }
}

impl Memory for Arena {
    fn load(&self, address: u32, offset: u32) -> u32 {
        self.words[position(address + offset)]
    }

    fn store(&mut self, address: u32, offset: u32, word: u32) {
        self.words[position(address + offset)] = word;
    }

    fn copy(&mut self, dst: u32, src: u32, size: u32) {
        let (dst, src, len) = (position(dst), position(src), position(size));
        assert!(dst + len <= src || src + len <= dst, "the blocks overlap");
        self.words.copy_within(src..src + len, dst);
    }

    fn clear(&mut self, address: u32, size: u32) {
        let (start, len) = (position(address), position(size));
        self.words[start..start + len].fill(0);
    }

    fn pages(&self) -> u32 {
        self.words.len() as u32 / PAGE_WORDS
    }

    fn grow(&mut self, pages: u32) -> bool {
        let new_pages = self.pages() + pages;
        if new_pages <= self.max_pages {
            self.words.resize((new_pages * PAGE_WORDS) as usize, 0);
        }
        new_pages <= self.max_pages
    }
}

/// The word at an address, or how many words a size is.
fn position(address: u32) -> usize {
    assert_eq!(address % 4, 0, "an address of a word");
    (address / 4) as usize
}
