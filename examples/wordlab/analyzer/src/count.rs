//! How often each word stands in a text.

use std::collections::HashMap;

use crate::bindings::exports::wordlab::text::analyzer::{Counting, WordCount};
use crate::words::words;

/// The words of `text`, most frequent first and alphabetically among equals, at most `top` of them.
pub fn frequencies(text: &str, how: Counting, top: Option<u32>) -> Vec<WordCount> {
    let mut counts: HashMap<String, u32> = HashMap::new();
    for (_, word) in text
        .lines()
        .flat_map(words)
        .filter(|(_, word)| counts_as_word(word, how))
    {
        let word = if how.contains(Counting::FOLD_CASE) {
            word.to_lowercase()
        } else {
            word.to_owned()
        };
        *counts.entry(word).or_default() += 1;
    }
    let mut counts: Vec<WordCount> = counts
        .into_iter()
        .map(|(word, count)| WordCount { word, count })
        .collect();
    counts.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.word.cmp(&b.word)));
    if let Some(top) = top {
        counts.truncate(top as usize);
    }
    counts
}

fn counts_as_word(word: &str, how: Counting) -> bool {
    let number = how.contains(Counting::SKIP_NUMBERS) && word.chars().any(char::is_numeric);
    let short = how.contains(Counting::SKIP_SHORT) && word.chars().count() <= 3;
    !number && !short
}
