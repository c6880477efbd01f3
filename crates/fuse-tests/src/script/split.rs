//! Cuts a script into its directives, keeping their text.

use anyhow::{Context as _, ensure};
use wast::lexer::{Lexer, TokenKind};

/// One top-level form of a script.
pub struct Directive<'a> {
    /// The line it starts on, from 1.
    pub line: usize,
    /// The form, parentheses included.
    pub text: &'a str,
}

/// The top-level forms of `script`, in order.
pub fn directives(script: &str) -> anyhow::Result<Vec<Directive<'_>>> {
    let mut directives = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for token in Lexer::new(script).iter(0) {
        let token = token?;
        match token.kind {
            TokenKind::LParen => {
                if depth == 0 {
                    start = token.offset;
                }
                depth += 1;
            }
            TokenKind::RParen => {
                depth = depth
                    .checked_sub(1)
                    .with_context(|| format!("unmatched `)` at offset {}", token.offset))?;
                if depth == 0 {
                    let line = 1 + script[..start].matches('\n').count();
                    directives.push(Directive {
                        line,
                        text: &script[start..=token.offset],
                    });
                }
            }
            _ => {}
        }
    }
    ensure!(depth == 0, "the form at offset {start} has no end");
    Ok(directives)
}

/// `directive` with its last string, which in an assertion is the expected message, made empty.
pub fn without_message(directive: &str) -> anyhow::Result<String> {
    let mut message = None;
    for token in Lexer::new(directive).iter(0) {
        let token = token?;
        if token.kind == TokenKind::String {
            message = Some(token.offset..token.offset + token.len as usize);
        }
    }
    let message = message.context("the assertion has no message")?;
    Ok(format!(
        "{}\"\"{}",
        &directive[..message.start],
        &directive[message.end..]
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_are_cut_at_top_level() {
        let script = ";; (\n(component (; ) ;) \"(\")\n\n(invoke \"a\")";
        let found: Vec<_> = directives(script)
            .unwrap()
            .iter()
            .map(|d| (d.line, d.text))
            .collect();
        assert_eq!(
            found,
            [(2, "(component (; ) ;) \"(\")"), (4, "(invoke \"a\")")]
        );
        assert!(directives("(component").is_err());
        assert!(directives(")").is_err());
    }

    #[test]
    fn the_message_is_the_last_string() {
        assert_eq!(
            without_message(r#"(assert_trap (invoke "f") "m")"#).unwrap(),
            r#"(assert_trap (invoke "f") "")"#
        );
    }
}
