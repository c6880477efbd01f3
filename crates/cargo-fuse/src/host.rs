//! Which imports are left to the host.

/// Imports that the host gives, whatever the components export.
#[derive(Debug)]
pub(crate) enum Hosts {
    /// All that nothing exports: the input is taken as it is.
    Everything,
    /// `wasi:*`, and those that a pattern matches.
    Listed(Vec<String>),
}

impl Hosts {
    /// Whether the host may be asked for `import`.
    pub(crate) fn give(&self, import: &str) -> bool {
        match self {
            Hosts::Everything => true,
            Hosts::Listed(patterns) => {
                import.starts_with("wasi:")
                    || patterns.iter().any(|pattern| matches(pattern, import))
            }
        }
    }
}

/// Whether `import` is the one that `pattern` names: exactly, in any version if the pattern has none, or by prefix if
/// it ends with `*`.
pub(crate) fn matches(pattern: &str, import: &str) -> bool {
    if let Some(prefix) = pattern.strip_suffix('*') {
        return import.starts_with(prefix);
    }
    pattern == import
        || import
            .split_once('@')
            .is_some_and(|(name, _)| name == pattern)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, import: &str, expected: bool) {
        let hosts = Hosts::Listed(vec![pattern.to_owned()]);
        assert_eq!(
            hosts.give(import),
            expected,
            "`{pattern}` against `{import}`"
        );
    }

    #[test]
    fn patterns() {
        check("my:pkg/iface", "my:pkg/iface", true);
        check("my:pkg/iface", "my:pkg/iface@1.2.0", true);
        check("my:pkg/iface@1.2.0", "my:pkg/iface@1.2.0", true);
        check("my:pkg/iface@1.2.0", "my:pkg/iface@1.3.0", false);
        check("my:pkg/*", "my:pkg/iface@1.2.0", true);
        check("my:pkg/iface", "my:pkg/iface-two", false);
        check("my:pkg/iface", "wasi:cli/run@0.2.0", true);
    }
}
