//! Changes to letters and to the order of words.

use crate::bindings::exports::wordlab::text::transformer::LetterCase;

/// `text` in another case, and how many words changed.
pub fn rewrite(text: &str, case: LetterCase) -> (String, u32) {
    let mut index = 0;
    each_word(text, |word| {
        word.chars().fold(String::new(), |mut after, c| {
            let upper = match case {
                LetterCase::Upper => true,
                LetterCase::Lower => false,
                LetterCase::Title => after.is_empty(),
                LetterCase::Alternating => {
                    index += 1;
                    index % 2 == 1
                }
            };
            if upper {
                after.extend(c.to_uppercase())
            } else {
                after.extend(c.to_lowercase())
            }
            after
        })
    })
}

/// `text` with each letter of the Latin alphabet `shift` places on, and how many words changed.
pub fn shift(text: &str, shift: i32) -> (String, u32) {
    let places = shift.rem_euclid(26) as u8;
    let turn = |c: char, first: u8| char::from((c as u8 - first + places) % 26 + first);
    each_word(text, |word| {
        let letters = word.chars().map(|c| match c {
            'a'..='z' => turn(c, b'a'),
            'A'..='Z' => turn(c, b'A'),
            other => other,
        });
        letters.collect()
    })
}

/// `text` with the words of each line in reverse, and how many words moved.
pub fn reverse_words(text: &str) -> (String, u32) {
    let mut moved = 0;
    let mut after = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let words: Vec<&str> = line.split_whitespace().collect();
        moved += (0..words.len())
            .filter(|i| words[*i] != words[words.len() - 1 - i])
            .count() as u32;
        let reversed: Vec<&str> = words.into_iter().rev().collect();
        after += &reversed.join(" ");
        after += if line.ends_with('\n') { "\n" } else { "" };
    }
    (after, moved)
}

/// `text` with `change` made to each word, and how many of them it changed.
fn each_word(text: &str, mut change: impl FnMut(&str) -> String) -> (String, u32) {
    let mut changed = 0;
    let mut after = String::with_capacity(text.len());
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let new = change(word);
        changed += u32::from(new != word);
        after += &new;
        after += &piece[word.len()..];
    }
    (after, changed)
}
