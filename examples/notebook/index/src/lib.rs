//! The component in the middle: it exports `index` and imports `journal`; plain cargo builds it.

mod bindings {
    wit_bindgen::generate!({ path: "../wit", world: "finding", generate_all });
}
mod files;
mod flow;

use bindings::exports::notebook::notes::index::{
    Guest, GuestIndex, GuestNote, Index, IndexBorrow, InputStream, Log, Note, OutputStream,
    Pollable, StreamError,
};
use bindings::notebook::notes::journal;
use bindings::wasi::io::poll;

struct Finder;

impl Guest for Finder {
    type Note = FoundNote;
    type Index = LogIndex;

    fn arrange(notes: Vec<Note>) -> Vec<(u32, String)> {
        let mut notes: Vec<FoundNote> = notes.into_iter().map(Note::into_inner).collect();
        notes.sort_by_key(|note| note.number);
        notes
            .into_iter()
            .map(|note| (note.number, note.text))
            .collect()
    }

    fn gather(from: Vec<IndexBorrow<'_>>, into: &Log) -> Result<u32, String> {
        let logs: Vec<&Log> = from
            .iter()
            .map(|index| &index.get::<LogIndex>().log)
            .collect();
        journal::gather(&logs, into)
    }

    fn longest(logs: Vec<Log>) -> Result<Option<Log>, String> {
        let mut longest = None;
        for log in logs {
            let length = log.notes()?.len();
            if longest.as_ref().is_none_or(|(most, _)| length > *most) {
                longest = Some((length, log));
            }
        }
        Ok(longest.map(|(_, log)| log))
    }

    fn open(path: String, offset: u64) -> Result<InputStream, String> {
        files::open(&path, offset)
    }

    fn create(path: String) -> Result<OutputStream, String> {
        files::create(&path)
    }

    fn pour(from: InputStream, to: &OutputStream) -> Result<u64, StreamError> {
        flow::pour(&from, to)
    }

    fn collect(from: InputStream, into: &Log) -> Result<u32, String> {
        let bytes = flow::read(&from).map_err(flow::explain)?;
        let text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
        let mut count = 0;
        for line in text.lines().filter(|line| !line.is_empty()) {
            into.append(line)?;
            count += 1;
        }
        Ok(count)
    }

    fn wait(these: Vec<Pollable>) -> Vec<u32> {
        let these: Vec<&Pollable> = these.iter().collect();
        poll::poll(&these)
    }
}

/// What a handle of a `note` stands for.
struct FoundNote {
    number: u32,
    text: String,
}

impl GuestNote for FoundNote {
    fn text(&self) -> String {
        self.text.clone()
    }

    fn number(&self) -> u32 {
        self.number
    }
}

/// What a handle of an `index` stands for: it owns a resource of the component below.
struct LogIndex {
    log: Log,
    notes: Vec<String>,
}

impl LogIndex {
    fn with_word(&self, word: &str) -> impl Iterator<Item = Note> {
        let word = word.to_lowercase();
        let words = |text: &str| {
            let words = text.split(|c: char| !c.is_alphanumeric());
            words.map(str::to_lowercase).collect::<Vec<_>>()
        };
        (1..)
            .zip(&self.notes)
            .filter(move |(_, text)| words(text).contains(&word))
            .map(|(number, text)| {
                let text = text.clone();
                Note::new(FoundNote { number, text })
            })
    }
}

impl GuestIndex for LogIndex {
    fn build(log: Log) -> Result<Index, String> {
        let notes = log.notes()?;
        Ok(Index::new(LogIndex { log, notes }))
    }

    fn search(&self, word: String) -> Vec<Note> {
        self.with_word(&word).collect()
    }

    fn first(&self, word: String) -> Option<Note> {
        self.with_word(&word).next()
    }

    fn release(index: Index) -> Log {
        index.into_inner::<LogIndex>().log
    }
}

bindings::export!(Finder with_types_in bindings);
