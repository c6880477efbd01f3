//! Sizes in explanations, which change with every instruction that the fuser writes.

/// The keys of sizes in the JSON form.
const KEYS: [&str; 4] = ["before", "after", "runtime", "adapters"];

/// `text` with a word for each size of an explanation.
pub fn without_sizes(text: &str) -> String {
    let mut stable = String::new();
    let mut in_table = false;
    for line in text.lines() {
        let is_heading = line.starts_with("Sizes in bytes ");
        in_table = is_heading || (in_table && line.starts_with("  "));
        match in_table {
            true => stable.push_str(&row(line)),
            false => stable.push_str(&json(line)),
        }
        stable.push('\n');
    }
    stable
}

/// A row of the table, whose last two columns are sizes; the widths of columns go with the sizes.
fn row(line: &str) -> String {
    let size = |word: &str| match word.parse::<u64>() {
        Ok(_) => "[BYTES]".to_owned(),
        Err(_) => word.to_owned(),
    };
    let (rest, after) = line.rsplit_once("  ").expect("a row has three columns");
    let (what, before) = rest
        .trim_end()
        .rsplit_once("  ")
        .expect("a row has three columns");
    format!(
        "{}  {}  {}",
        what.trim_end(),
        size(before.trim()),
        size(after.trim())
    )
}

/// A line of JSON, indented or all of a document.
fn json(line: &str) -> String {
    KEYS.iter().fold(line.to_owned(), |line, key| {
        let spaced = without(&line, &format!("\"{key}\": "));
        without(&spaced, &format!("\"{key}\":"))
    })
}

/// `line` with a word for each number behind `key`.
fn without(line: &str, key: &str) -> String {
    let mut parts = line.split(key);
    let first = parts.next().expect("splitting gives a part").to_owned();
    parts.fold(first, |text, part| {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let size = if rest.len() < part.len() {
            "[BYTES]"
        } else {
            ""
        };
        text + key + size + rest
    })
}
