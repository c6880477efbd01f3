//! Marks on words that the analyzer found.

use crate::bindings::wordlab::text::analyzer::{Hit, WordCount};

/// `text` with `marks` around every one of `words`, whatever its case.
pub fn surround(text: &str, words: &[WordCount], marks: (char, char)) -> String {
    let (open, close) = marks;
    let mut after = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let folded = word.to_lowercase();
        if words.iter().any(|frequent| frequent.word == folded) {
            after.push(open);
            after += word;
            after.push(close);
            after += &piece[word.len()..];
        } else {
            after += piece;
        }
    }
    after
}

/// `text` with a block in place of each letter of `hits`.
pub fn blot_out(text: &str, hits: &[Hit]) -> String {
    let mut after = String::with_capacity(text.len());
    for (line, content) in (1..).zip(text.split_inclusive('\n')) {
        let covered = |column: u32| {
            hits.iter().filter(|hit| hit.at.line == line).any(|hit| {
                let end = hit.at.column + hit.word.chars().count() as u32;
                (hit.at.column..end).contains(&column)
            })
        };
        after.extend(
            (1..)
                .zip(content.chars())
                .map(|(column, c)| if covered(column) { '█' } else { c }),
        );
    }
    after
}
