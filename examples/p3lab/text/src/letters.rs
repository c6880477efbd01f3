//! Changes texts letter by letter.

/// Each first letter of a word in upper case, all others in lower case.
pub fn title(text: &str) -> String {
    let mut title = String::new();
    let mut inside = false;
    for c in text.chars() {
        if inside {
            title.extend(c.to_lowercase());
        } else {
            title.extend(c.to_uppercase());
        }
        inside = c.is_alphanumeric() || c == '\'';
    }
    title
}

/// Each letter from A to Z as many places further, and around.
pub fn caesar(text: &str, shift: i32) -> String {
    let shift = shift.rem_euclid(26) as u8;
    let shifted = |c: char, first: u8| char::from((c as u8 - first + shift) % 26 + first);
    let letters = text.chars().map(|c| match c {
        'a'..='z' => shifted(c, b'a'),
        'A'..='Z' => shifted(c, b'A'),
        _ => c,
    });
    letters.collect()
}
