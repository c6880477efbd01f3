//! The command line.

use crate::bindings::wordlab::text::transformer::{LetterCase, Replacement, Step};
use crate::bindings::wordlab::text::types::Query;

const USAGE: &str = "\
usage: wordlab FILE [TASK]...
  summary             sizes of the text, and how hard it is to read
  top N               the N most frequent words
  find QUERY          where a word stands: `word`, `pre*`, or `5#` for words of five letters
  highlight N         the text with marks around its N most frequent words
  cipher N            the text with every letter moved N places, and back again
  do STEP[,STEP]...   the text after: upper, lower, title, alternating, reverse,
                      caesar=N, redact=QUERY, replace=FIND/PUT[/LIMIT]";

/// What to do, and with which file.
pub struct Args {
    pub file: String,
    pub tasks: Vec<Task>,
}

/// Something to do with the text.
pub enum Task {
    Summary,
    Top(u32),
    Find(Query),
    Highlight(u32),
    Transform(Vec<Step>),
    Cipher(i32),
}

impl Args {
    /// Reads the words of the command line, without the program's name.
    pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Args, String> {
        let file = words.next().ok_or(USAGE)?;
        let mut tasks = Vec::new();
        while let Some(word) = words.next() {
            let mut value = || {
                words
                    .next()
                    .ok_or_else(|| format!("`{word}` needs a value\n{USAGE}"))
            };
            tasks.push(match word.as_str() {
                "summary" => Task::Summary,
                "top" => Task::Top(number(&value()?)?),
                "find" => Task::Find(query(&value()?)?),
                "highlight" => Task::Highlight(number(&value()?)?),
                "cipher" => Task::Cipher(number(&value()?)?),
                "do" => Task::Transform(value()?.split(',').map(step).collect::<Result<_, _>>()?),
                _ => return Err(format!("`{word}` is no task\n{USAGE}")),
            });
        }
        if tasks.is_empty() {
            tasks.push(Task::Summary);
        }
        Ok(Args { file, tasks })
    }
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse()
        .map_err(|_| format!("`{text}` is not a number"))
}

fn query(text: &str) -> Result<Query, String> {
    if let Some(prefix) = text.strip_suffix('*') {
        return Ok(Query::Prefix(prefix.to_owned()));
    }
    if let Some(letters) = text.strip_suffix('#') {
        return number(letters).map(Query::Letters);
    }
    Ok(Query::Word(text.to_owned()))
}

fn step(text: &str) -> Result<Step, String> {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    Ok(match name {
        "upper" => Step::Rewrite(LetterCase::Upper),
        "lower" => Step::Rewrite(LetterCase::Lower),
        "title" => Step::Rewrite(LetterCase::Title),
        "alternating" => Step::Rewrite(LetterCase::Alternating),
        "reverse" => Step::ReverseWords,
        "caesar" => Step::Caesar(number(value)?),
        "redact" => Step::Redact(query(value)?),
        "replace" => Step::Replace(replacement(value)?),
        _ => return Err(format!("`{name}` is no step\n{USAGE}")),
    })
}

fn replacement(text: &str) -> Result<Replacement, String> {
    let mut parts = text.split('/').map(str::to_owned);
    let find = parts.next().ok_or("`replace` needs something to find")?;
    let put = parts.next().ok_or("`replace` needs something to put")?;
    let limit = parts.next().map(|limit| number(&limit)).transpose()?;
    Ok(Replacement { find, put, limit })
}
