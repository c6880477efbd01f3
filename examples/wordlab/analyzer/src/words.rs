//! What a word is: letters, digits, and apostrophes between them.

/// Whether `c` may stand in a word.
pub fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '\'' || c == '’'
}

/// The words of `line`, each with the column it begins at, counted in characters from one.
pub fn words(line: &str) -> impl Iterator<Item = (u32, &str)> {
    let mut column = 1;
    line.split_inclusive(|c| !is_letter(c))
        .filter_map(move |piece| {
            let start = column;
            column += piece.chars().count() as u32;
            let word = piece.trim_end_matches(|c| !is_letter(c));
            let bare = word.trim_start_matches(['\'', '’']);
            let skipped = word.chars().count() - bare.chars().count();
            let bare = bare.trim_end_matches(['\'', '’']);
            (!bare.is_empty()).then_some((start + skipped as u32, bare))
        })
}
