//! Which readable ends a guest's functions pass to the host, and which it gets from the host.

/// Which streams and futures pass between the guest and the host.
///
/// What is not of numbers and passes both ways could come back to its writer, which no fused component can undo.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Passes {
    /// Readable ends of streams from the guest to the host.
    pub streams_out: bool,
    /// The other way.
    pub streams_in: bool,
    /// Readable ends of futures from the guest to the host.
    pub futures_out: bool,
    /// The other way.
    pub futures_in: bool,
}

impl Passes {
    pub(super) const ALL: Passes = Passes {
        streams_out: true,
        streams_in: true,
        futures_out: true,
        futures_in: true,
    };

    /// What passes if the guest calls this function of the host.
    pub(super) fn by_import(name: &str) -> Passes {
        match name.split_once('-') {
            Some(("keep" | "take" | "send", of)) => Passes::either(of, true, false),
            Some(("give" | "find", of)) => Passes::either(of, false, true),
            Some(("back", of)) => Passes::either(of, true, true),
            _ => Passes::default(),
        }
    }

    /// What passes if the host calls this function of the guest.
    pub(super) fn by_export(name: &str) -> Passes {
        match name.split_once('-') {
            Some(("take", of)) => Passes::either(of, false, true),
            Some(("give", of)) => Passes::either(of, true, false),
            _ => Passes::default(),
        }
    }

    fn either(of: &str, out: bool, back: bool) -> Passes {
        let stream = of == "stream";
        Passes {
            streams_out: stream && out,
            streams_in: stream && back,
            futures_out: !stream && out,
            futures_in: !stream && back,
        }
    }

    /// What passes by one or the other.
    pub(super) fn or(self, other: Passes) -> Passes {
        Passes {
            streams_out: self.streams_out || other.streams_out,
            streams_in: self.streams_in || other.streams_in,
            futures_out: self.futures_out || other.futures_out,
            futures_in: self.futures_in || other.futures_in,
        }
    }

    /// Whether what passes by a function passes at all.
    pub(super) fn has(self, passes: Passes) -> bool {
        passes != Passes::default() && self.or(passes) == self
    }
}
