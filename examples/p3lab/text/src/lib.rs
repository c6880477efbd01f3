//! The library of texts.

mod bindings {
    wit_bindgen::generate!({ path: "../wit", world: "processing", generate_all });
}
mod letters;
mod words;

use bindings::exports::text::processor::analyzer::{self, Analysis, WordCount};
use bindings::exports::text::processor::transformer::{self, Transformation};
use std::collections::{BTreeMap, BTreeSet};
use wit_bindgen::StreamReader;

struct Text;

impl analyzer::Guest for Text {
    async fn analyze(text: String) -> Analysis {
        let words: Vec<String> = words::of(&text).collect();
        let letters: usize = words.iter().map(|word| word.chars().count()).sum();
        Analysis {
            characters: count(text.chars()),
            words: count(words.iter()),
            sentences: count(words::sentences(&text)),
            unique_words: count(words.iter().collect::<BTreeSet<_>>().iter()),
            // The average of no words is 0.
            average_word_length: letters as f32 / words.len().max(1) as f32,
        }
    }

    async fn word_frequencies(text: String) -> Vec<WordCount> {
        let mut counts = BTreeMap::new();
        for word in words::of(&text) {
            *counts.entry(word).or_default() += 1;
        }
        let counts = counts.into_iter();
        let mut counts: Vec<WordCount> = counts
            .map(|(word, count)| WordCount { word, count })
            .collect();
        // Words that are equally frequent stay in the order of the alphabet.
        counts.sort_by_key(|word| std::cmp::Reverse(word.count));
        counts
    }

    async fn search_positions(text: String, pattern: String) -> Vec<u32> {
        let positions = (0..).zip(text.char_indices());
        positions
            .filter(|(_, (start, _))| text[*start..].starts_with(&pattern))
            .map(|(position, _)| position)
            .collect()
    }

    /// Reads and writes in turns, after it has returned.
    async fn tally(mut words: StreamReader<String>) -> StreamReader<WordCount> {
        let (mut to, from) = bindings::wit_stream::new();
        wit_bindgen::spawn_local(async move {
            let mut counts: BTreeMap<String, u32> = BTreeMap::new();
            while let Some(word) = words.next().await {
                let count = counts.entry(word.clone()).or_default();
                *count += 1;
                let count = *count;
                if to.write_one(WordCount { word, count }).await.is_some() {
                    // Nobody reads on.
                    return;
                }
            }
        });
        from
    }
}

impl transformer::Guest for Text {
    async fn transform(text: String, how: Transformation) -> String {
        match how {
            Transformation::Uppercase => text.to_uppercase(),
            Transformation::Lowercase => text.to_lowercase(),
            Transformation::TitleCase => letters::title(&text),
            Transformation::Reverse => text.chars().rev().collect(),
        }
    }

    async fn caesar_cipher(text: String, shift: i32) -> String {
        letters::caesar(&text, shift)
    }

    async fn replace_all(text: String, old: String, new: String) -> String {
        match old.as_str() {
            "" => text,
            old => text.replace(old, &new),
        }
    }
}

fn count(things: impl Iterator) -> u32 {
    things.map(|_| 1).sum()
}

bindings::export!(Text with_types_in bindings);
