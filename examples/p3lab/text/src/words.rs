//! What the words and sentences of a text are.

/// Each word, in lower case.
pub fn of(text: &str) -> impl Iterator<Item = String> {
    parts(text, |c| !c.is_alphanumeric() && c != '\'').map(str::to_lowercase)
}

/// Each sentence, without its end.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    parts(text, |c| matches!(c, '.' | '!' | '?'))
}

/// What lies between such characters, if it is more than space.
fn parts(text: &str, between: fn(char) -> bool) -> impl Iterator<Item = &str> {
    text.split(between).filter(|part| !part.trim().is_empty())
}
