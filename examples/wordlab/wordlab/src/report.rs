//! What is printed for each task.

use crate::bindings::wordlab::text::analyzer::{self, Counting, Grade, Weights};
use crate::bindings::wordlab::text::transformer::{self, Step, TransformError};
use crate::bindings::wordlab::text::types::{Query, SearchError};

/// The weights of a text's sizes: long sentences and long words make it hard.
const WEIGHTS: Weights = Weights {
    line: 0.05,
    sentence: 0.0,
    word: 0.39,
    letter: 0.01,
    mean: 1.4,
    longest: 0.1,
    base: -6.5,
    round: false,
};

pub fn summary(text: &str) {
    let sizes = analyzer::summarize(text);
    let (score, grade) = analyzer::score(&sizes, WEIGHTS, None, false);
    let grade = match grade {
        Grade::Easy => "easy",
        Grade::Medium => "medium",
        Grade::Hard => "hard",
    };
    println!(
        "{} lines, {} sentences, {} words, {} letters",
        sizes.lines, sizes.sentences, sizes.words, sizes.letters
    );
    println!(
        "mean word {:.2} letters, score {score:.3}: {grade}",
        sizes.mean
    );
    if let Some(longest) = sizes.longest {
        println!("longest word: {longest}");
    }
}

pub fn top(text: &str, count: u32) {
    let counted = analyzer::frequencies(
        text,
        Counting::FOLD_CASE | Counting::SKIP_SHORT,
        Some(count),
    );
    for entry in &counted {
        println!("{:>5}  {}", entry.count, entry.word);
    }
    let words: Vec<String> = counted.into_iter().map(|entry| entry.word).collect();
    if let Some((shortest, longest)) = analyzer::extremes(&words) {
        println!("between {shortest} and {longest}");
    }
}

pub fn find(text: &str, query: &Query) -> Result<(), String> {
    for hit in analyzer::search(text, query).map_err(|error| because(&error))? {
        println!(
            "{}:{}: {} | {}",
            hit.at.line,
            hit.at.column,
            hit.word,
            hit.context.trim()
        );
    }
    Ok(())
}

pub fn highlight(text: &str, words: u32) {
    let (marked, counted) = transformer::highlight(text, words, ('«', '»'));
    print!("{marked}");
    let counted: Vec<String> = counted
        .iter()
        .map(|entry| format!("{} {}", entry.count, entry.word))
        .collect();
    println!("marked: {}", counted.join(", "));
}

pub fn transform(text: &str, steps: &[Step]) -> Result<(), String> {
    let outcome = transformer::transform(text, steps).map_err(explain)?;
    print!("{}", outcome.text);
    println!("changed: {:?}", outcome.changed);
    Ok(())
}

pub fn cipher(text: &str, shift: i32) -> Result<(), String> {
    let secret = transformer::caesar_cipher(text, shift).map_err(explain)?;
    let plain = transformer::caesar_cipher(&secret, -shift).map_err(explain)?;
    print!("{}", transformer::replace_all(&secret, "\n\n", "\n"));
    println!(
        "back again: {}",
        if plain == text {
            "the same"
        } else {
            "another text"
        }
    );
    Ok(())
}

fn explain(error: TransformError) -> String {
    match error {
        TransformError::NothingToFind => "there is nothing to find".to_owned(),
        TransformError::ShiftTooFar(shift) => format!("a shift of {shift} is out of the alphabet"),
        TransformError::Search(error) => because(&error),
    }
}

fn because(error: &SearchError) -> String {
    match error {
        SearchError::EmptyQuery => "the query is empty".to_owned(),
        SearchError::NotALetter(c) => format!("no word has {c:?} in it"),
    }
}
