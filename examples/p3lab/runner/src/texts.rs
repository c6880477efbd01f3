//! The commands about texts, whose results are there at once.

use crate::bindings::text::processor::analyzer;
use crate::bindings::text::processor::transformer::{self, Transformation};

pub async fn analyze(text: &str) {
    let analysis = analyzer::analyze(text.to_owned()).await;
    println!("{} characters", analysis.characters);
    println!("{} words", analysis.words);
    println!("{} of them different", analysis.unique_words);
    println!("{} sentences", analysis.sentences);
    println!("{:.2} letters a word", analysis.average_word_length);
}

pub async fn frequencies(text: &str) {
    for word in analyzer::word_frequencies(text.to_owned()).await {
        println!("{} {}", word.count, word.word);
    }
}

pub async fn search(pattern: &str, text: &str) {
    let positions = analyzer::search_positions(text.to_owned(), pattern.to_owned()).await;
    println!("{positions:?}");
}

pub async fn transform(how: &str, text: &str) -> Result<(), String> {
    let how = match how {
        "uppercase" => Transformation::Uppercase,
        "lowercase" => Transformation::Lowercase,
        "title-case" => Transformation::TitleCase,
        "reverse" => Transformation::Reverse,
        _ => return Err(format!("`{how}` is no transformation")),
    };
    println!("{}", transformer::transform(text.to_owned(), how).await);
    Ok(())
}

pub async fn caesar(shift: i32, text: &str) {
    let moved = transformer::caesar_cipher(text.to_owned(), shift).await;
    println!("{moved}");
    println!(
        "{}",
        transformer::caesar_cipher(moved, shift.wrapping_neg()).await
    );
}

pub async fn replace(old: &str, new: &str, text: &str) {
    let [text, old, new] = [text, old, new].map(str::to_owned);
    println!("{}", transformer::replace_all(text, old, new).await);
}
