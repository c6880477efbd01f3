//! Which packages a `SPEC` of the command line means, as cargo has it.

use std::str::Chars;

use cargo_metadata::Package;

/// Whether `spec` means `package`: its name, maybe as a pattern, with or without a version behind it, or its whole id.
pub(crate) fn means(spec: &str, package: &Package) -> bool {
    package.id.repr == spec || fits(spec, &package.name, &package.version.to_string())
}

/// Whether `spec` may mean any number of packages.
pub(crate) fn is_pattern(spec: &str) -> bool {
    spec.contains(['*', '?'])
}

/// Whether `spec` is `name` or a pattern for it, and the version behind `@` or `:`, if there is one, is `version` or begins it.
fn fits(spec: &str, name: &str, version: &str) -> bool {
    let (pattern, wanted) = match spec.split_once(['@', ':']) {
        Some((pattern, wanted)) => (pattern, Some(wanted)),
        None => (spec, None),
    };
    let begins = |wanted: &str| {
        let rest = version.strip_prefix(wanted);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    matches(pattern.chars(), name.chars()) && wanted.is_none_or(begins)
}

/// Whether `text` is `pattern`, in which `?` stands for any character and `*` for any number of them.
fn matches(mut pattern: Chars<'_>, mut text: Chars<'_>) -> bool {
    match pattern.next() {
        None => text.next().is_none(),
        Some('*') => loop {
            if matches(pattern.clone(), text.clone()) {
                return true;
            }
            if text.next().is_none() {
                return false;
            }
        },
        Some('?') => text.next().is_some() && matches(pattern, text),
        Some(own) => text.next() == Some(own) && matches(pattern, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(spec: &str, expected: bool) {
        assert_eq!(fits(spec, "word-lab", "0.12.3"), expected, "`{spec}`");
    }

    #[test]
    fn names_and_versions() {
        check("word-lab", true);
        check("word", false);
        check("word-lab@0.12.3", true);
        check("word-lab:0.12.3", true);
        check("word-lab@0.12", true);
        check("word-lab@0.1", false);
        check("word-lab@0.12.4", false);
    }

    #[test]
    fn patterns() {
        check("word-*", true);
        check("*", true);
        check("*lab", true);
        check("w*r*b", true);
        check("word?lab", true);
        check("word-lab?", false);
        check("*word", false);
        check("word-*@0.12", true);
    }
}
