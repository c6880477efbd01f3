//! The words that an actor's program is made of, from their text.

use super::guest::ACTOR;
use anyhow::{Context as _, bail, ensure};

/// How many words a program has at most; program `n` starts at word `n` times this.
pub(super) const WORDS: usize = 64;

/// How many programs an actor has at most.
pub(super) const PROGRAMS: usize = 64;

/// The names of the operations, each at its number.
///
/// They are read from the actor's table, so that there is one list of them.
pub(super) fn operations() -> Vec<&'static str> {
    let (_, table) = ACTOR
        .split_once("(table $ops funcref (elem")
        .expect("the actor has a table of operations");
    let (names, _) = table.split_once(')').expect("the table's text ends");
    names
        .split_whitespace()
        .map(|name| {
            name.strip_prefix("$op-")
                .expect("the table has operations only")
        })
        .collect()
}

/// The word of an operation, such as `call x0 1`: registers of the task are `x0` to `x15`, shared ones `g0` to `g15`.
pub(super) fn assemble(line: &str) -> anyhow::Result<u32> {
    let mut tokens = line.split_whitespace();
    let name = tokens.next().context("an operation is missing")?;
    let operation = operations()
        .iter()
        .position(|operation| *operation == name)
        .with_context(|| format!("there is no operation `{name}`"))?;
    let mut word = [u8::try_from(operation)?, 0, 0, 0];
    for (at, token) in tokens.enumerate() {
        ensure!(at < 3, "`{line}` has more than three operands");
        word[at + 1] = operand(token).with_context(|| format!("`{line}` has a wrong operand"))?;
    }
    Ok(u32::from_le_bytes(word))
}

fn operand(token: &str) -> anyhow::Result<u8> {
    let register = |base: u8, digits: &str| match digits.parse() {
        Ok(number @ 0..16) => Ok(base + number),
        _ => bail!("`{token}` is no register"),
    };
    match token.split_at(1) {
        ("x", digits) => register(0, digits),
        ("g", digits) => register(16, digits),
        _ => token
            .parse()
            .with_context(|| format!("`{token}` is neither a register nor a small number")),
    }
}

#[cfg(test)]
mod tests {
    use super::assemble;

    #[test]
    fn operands_are_bytes() {
        assert_eq!(assemble("end").unwrap(), 0);
        assert_eq!(assemble("note 7").unwrap(), 0x0701);
        assert_eq!(assemble("put x3 255").unwrap(), 0x00ff_0303);
        assert_eq!(assemble("put g3 1").unwrap(), 0x0001_1303);
    }

    #[test]
    fn other_words_are_refused() {
        for line in ["", "dance", "note 256", "show x16", "put 1 2 3 4"] {
            assert!(assemble(line).is_err(), "{line}");
        }
    }
}
