//! The sizes of a text, and what they say about it.

use crate::bindings::exports::wordlab::text::analyzer::{Grade, Summary, Weights};
use crate::words::words;

/// From this score on a text is hard, unless the caller knows better.
const THRESHOLD: f64 = 12.0;

/// The sizes of `text`.
pub fn summarize(text: &str) -> Summary {
    let mut summary = Summary {
        lines: text.lines().count() as u32,
        sentences: sentences(text),
        words: 0,
        letters: 0,
        mean: 0.0,
        longest: None,
    };
    let mut most = 0;
    for (_, word) in text.lines().flat_map(words) {
        let letters = word.chars().count() as u64;
        summary.words += 1;
        summary.letters += letters;
        if letters > most {
            most = letters;
            summary.longest = Some(word.to_owned());
        }
    }
    if summary.words > 0 {
        summary.mean = summary.letters as f32 / summary.words as f32;
    }
    summary
}

/// The weighted sum of the sizes in `of`, per sentence where they count things.
pub fn score(of: &Summary, by: &Weights, threshold: Option<f64>, strict: bool) -> (f64, Grade) {
    let per_sentence = |count: f64| count / f64::from(of.sentences.max(1));
    let longest = of.longest.as_ref().map_or(0, |word| word.chars().count());
    let sum = by.base
        + by.line * per_sentence(f64::from(of.lines))
        + by.sentence * f64::from(of.sentences)
        + by.word * per_sentence(f64::from(of.words))
        + by.letter * per_sentence(of.letters as f64)
        + by.mean * f64::from(of.mean)
        + by.longest * longest as f64;
    let score = if by.round { sum.round() } else { sum };
    let hard = threshold.unwrap_or(THRESHOLD);
    let medium = if strict { hard / 3.0 } else { hard / 2.0 };
    let grade = match score {
        score if score >= hard => Grade::Hard,
        score if score >= medium => Grade::Medium,
        _ => Grade::Easy,
    };
    (score, grade)
}

/// How many sentences end in `text`; several marks in a row end one.
fn sentences(text: &str) -> u32 {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '…');
    let mut count = 0;
    let mut before = ' ';
    for c in text.chars() {
        if ends(c) && !ends(before) {
            count += 1;
        }
        before = c;
    }
    count
}
