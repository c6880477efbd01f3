//! The component in the middle: it exports `transformer` and imports `analyzer`; plain cargo builds it.

mod bindings {
    wit_bindgen::generate!({ path: "../wit", world: "transformation" });
}
mod letters;
mod mark;

use bindings::exports::wordlab::text::transformer::{
    Guest, Outcome, Query, Replacement, Step, TransformError, WordCount,
};
use bindings::wordlab::text::analyzer::{self, Counting};

struct Transformer;

impl Guest for Transformer {
    fn transform(mut text: String, steps: Vec<Step>) -> Result<Outcome, TransformError> {
        let mut changed = Vec::new();
        for step in steps {
            let (after, count) = apply(&text, step)?;
            text = after;
            changed.push(count);
        }
        Ok(Outcome { text, changed })
    }

    fn caesar_cipher(text: String, shift: i32) -> Result<String, TransformError> {
        let (text, _) = apply(&text, Step::Caesar(shift))?;
        Ok(text)
    }

    fn replace_all(text: String, find: String, put: String) -> String {
        if find.is_empty() {
            text
        } else {
            text.replace(&find, &put)
        }
    }

    fn highlight(text: String, words: u32, marks: (char, char)) -> (String, Vec<WordCount>) {
        let how = Counting::FOLD_CASE | Counting::SKIP_NUMBERS | Counting::SKIP_SHORT;
        let frequent = analyzer::frequencies(&text, how, Some(words));
        (mark::surround(&text, &frequent, marks), frequent)
    }
}

/// The text after `step`, and how much the step changed.
fn apply(text: &str, step: Step) -> Result<(String, u32), TransformError> {
    match step {
        Step::Rewrite(case) => Ok(letters::rewrite(text, case)),
        Step::Caesar(shift) if !(-25..=25).contains(&shift) => {
            Err(TransformError::ShiftTooFar(shift))
        }
        Step::Caesar(shift) => Ok(letters::shift(text, shift)),
        Step::Replace(replacement) => replace(text, &replacement),
        Step::Redact(query) => redact(text, &query),
        Step::ReverseWords => Ok(letters::reverse_words(text)),
    }
}

fn replace(text: &str, how: &Replacement) -> Result<(String, u32), TransformError> {
    if how.find.is_empty() {
        return Err(TransformError::NothingToFind);
    }
    let found = text.matches(&how.find).count();
    let limit = how.limit.map_or(found, |limit| found.min(limit as usize));
    Ok((text.replacen(&how.find, &how.put, limit), limit as u32))
}

/// Blots out what the analyzer finds.
fn redact(text: &str, query: &Query) -> Result<(String, u32), TransformError> {
    let hits = analyzer::search(text, query).map_err(TransformError::Search)?;
    Ok((mark::blot_out(text, &hits), hits.len() as u32))
}

bindings::export!(Transformer with_types_in bindings);
