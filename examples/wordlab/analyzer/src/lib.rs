//! The component that exports `analyzer`.

mod bindings {
    wit_bindgen::generate!({ path: "../wit", world: "analysis" });
}
mod count;
mod score;
mod words;

use bindings::exports::wordlab::text::analyzer::{
    Counting, Grade, Guest, Hit, Position, Query, SearchError, Summary, Weights, WordCount,
};

use words::words;

struct Analyzer;

impl Guest for Analyzer {
    fn summarize(text: String) -> Summary {
        score::summarize(&text)
    }

    fn frequencies(text: String, how: Counting, top: Option<u32>) -> Vec<WordCount> {
        count::frequencies(&text, how, top)
    }

    fn search(text: String, what: Query) -> Result<Vec<Hit>, SearchError> {
        check(&what)?;
        let mut hits = Vec::new();
        for (line, context) in (1..).zip(text.lines()) {
            for (column, word) in words(context).filter(|(_, word)| matches(word, &what)) {
                hits.push(Hit {
                    at: Position { line, column },
                    word: word.to_owned(),
                    context: context.to_owned(),
                });
            }
        }
        Ok(hits)
    }

    fn extremes(words: Vec<String>) -> Option<(String, String)> {
        let letters = |word: &&String| word.chars().count();
        let shortest = words.iter().min_by_key(letters)?;
        let longest = words.iter().max_by_key(letters)?;
        Some((shortest.clone(), longest.clone()))
    }

    fn score(of: Summary, by: Weights, threshold: Option<f64>, strict: bool) -> (f64, Grade) {
        score::score(&of, &by, threshold, strict)
    }
}

/// Fails for a query that no word can answer.
fn check(what: &Query) -> Result<(), SearchError> {
    match what {
        Query::Letters(0) => Err(SearchError::EmptyQuery),
        Query::Letters(_) => Ok(()),
        Query::Word(text) | Query::Prefix(text) if text.is_empty() => Err(SearchError::EmptyQuery),
        Query::Word(text) | Query::Prefix(text) => {
            match text.chars().find(|c| !words::is_letter(*c)) {
                Some(odd) => Err(SearchError::NotALetter(odd)),
                None => Ok(()),
            }
        }
    }
}

/// Whether `word` is what was asked for.
fn matches(word: &str, what: &Query) -> bool {
    match what {
        Query::Word(wanted) => word.to_lowercase() == wanted.to_lowercase(),
        Query::Prefix(prefix) => word.to_lowercase().starts_with(&prefix.to_lowercase()),
        Query::Letters(letters) => word.chars().count() == *letters as usize,
    }
}

bindings::export!(Analyzer with_types_in bindings);
