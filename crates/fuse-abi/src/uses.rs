//! Which handles occur within types, and where.
//!
//! Where they are is worked out when a type is interned. Which ones is worked out when asked for, by a walk that comes
//! to every type once, however often types share it.

use crate::flat::{self, MAX_FLAT_PARAMS};
use crate::handles::Handle;
use crate::types::{Def, DefId, FuncTypeId, ResourceId, Type, TypeTable};
use std::collections::{BTreeSet, HashSet};

/// Where handles are within a type.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) struct HandlePlaces {
    /// Anywhere.
    anywhere: bool,
    /// In the elements of lists and maps, which are always in memory.
    pub(crate) in_lists: bool,
    /// At these positions of the flat form, a bit for each, if there is a flat form.
    flat: Option<u32>,
}

impl HandlePlaces {
    const NONE: HandlePlaces = HandlePlaces {
        anywhere: false,
        in_lists: false,
        flat: Some(0),
    };
    const HANDLE: HandlePlaces = HandlePlaces {
        anywhere: true,
        in_lists: false,
        flat: Some(1),
    };

    /// The positions of the flat form that can be handles.
    pub(crate) fn flat(self) -> impl DoubleEndedIterator<Item = usize> {
        let positions = self.flat.expect("a value on the stack has a flat form");
        (0..MAX_FLAT_PARAMS).filter(move |position| positions & (1 << position) != 0)
    }
}

/// What the handles within a type are of.
///
/// What the elements of streams and the payloads of futures hold is not within their types: it does not move with the
/// stream or the future.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct HandleUse {
    /// By `own`.
    pub own: BTreeSet<ResourceId>,
    /// By `borrow`.
    pub borrow: BTreeSet<ResourceId>,
    /// The types of streams and futures.
    pub channels: BTreeSet<DefId>,
    /// Whether there are error contexts.
    pub error_contexts: bool,
}

/// What the handles within a function type are of.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct FuncHandles {
    /// By `own` among the parameters.
    pub params_own: BTreeSet<ResourceId>,
    /// By `borrow` among the parameters.
    pub params_borrow: BTreeSet<ResourceId>,
    /// By `own` in the result, which cannot have borrows.
    pub result_own: BTreeSet<ResourceId>,
    /// The types of streams and futures, anywhere.
    pub channels: BTreeSet<DefId>,
    /// Whether there are error contexts, anywhere.
    pub error_contexts: bool,
}

impl TypeTable {
    /// Whether handles occur within `ty`: of resources, or streams, futures and error contexts.
    pub fn has_handles(&self, ty: Type) -> bool {
        self.handle_places(ty).anywhere
    }

    /// Where handles are within `ty`.
    pub(crate) fn handle_places(&self, ty: Type) -> HandlePlaces {
        match ty {
            Type::ErrorContext => HandlePlaces::HANDLE,
            Type::Def(id) => self.def_handle_places(id),
            _ => HandlePlaces::NONE,
        }
    }

    /// What the handles within values of these types are of.
    pub fn handle_use(&self, types: impl IntoIterator<Item = Type>) -> HandleUse {
        let mut found = HandleUse::default();
        let mut seen = HashSet::new();
        let mut pending: Vec<Type> = types.into_iter().collect();
        while let Some(ty) = pending.pop() {
            if !self.has_handles(ty) || !seen.insert(ty) {
                continue;
            }
            match Handle::of(self, ty) {
                Some(Handle::Own(resource)) => _ = found.own.insert(resource),
                Some(Handle::Borrow(resource)) => _ = found.borrow.insert(resource),
                Some(Handle::Stream(id) | Handle::Future(id)) => _ = found.channels.insert(id),
                Some(Handle::ErrorContext) => found.error_contexts = true,
                None => pending.extend(
                    self.def(ty)
                        .map(|def| parts(self, def))
                        .into_iter()
                        .flatten(),
                ),
            }
        }
        found
    }

    /// The stream and future types within values of these types, each as often as it occurs, those that go through one of them before it.
    pub fn channels(&self, values: impl IntoIterator<Item = Type>) -> Vec<DefId> {
        let mut found = Vec::new();
        for ty in values {
            self.find_channels(ty, &mut found);
        }
        found
    }

    fn find_channels(&self, ty: Type, found: &mut Vec<DefId>) {
        let (Type::Def(id), Some(def)) = (ty, self.def(ty)) else {
            return;
        };
        for part in parts(self, def).into_iter().chain(def.element()) {
            self.find_channels(part, found);
        }
        if let Def::Stream(_) | Def::Future(_) = def {
            found.push(id);
        }
    }

    /// Whether a value of type `ty` refers to memory outside of itself: whether it has strings, lists or maps.
    pub fn has_pointers(&self, ty: Type) -> bool {
        let mut seen = HashSet::new();
        let mut pending = vec![ty];
        while let Some(ty) = pending.pop() {
            let def = self.def(ty);
            if ty == Type::String || def.is_some_and(|def| self.list_element(def).is_some()) {
                return true;
            }
            if seen.insert(ty) {
                pending.extend(def.map(|def| parts(self, def)).into_iter().flatten());
            }
        }
        false
    }

    /// Whether handles lie in memory when values of these types are passed as `max_flat` core values at most.
    pub fn has_handles_in_memory(&self, values: &[Type], max_flat: usize) -> bool {
        let is_flat = flat::of_all(self, values.iter().copied(), max_flat).is_some();
        values.iter().any(|&ty| {
            let places = self.handle_places(ty);
            if is_flat {
                places.in_lists
            } else {
                places.anywhere
            }
        })
    }

    /// What the handles within the function type `id` are of.
    pub fn func_handles(&self, id: FuncTypeId) -> FuncHandles {
        let func = self.func(id);
        let params = self.handle_use(func.params.iter().map(|param| param.ty));
        let result = self.handle_use(func.result);
        FuncHandles {
            params_own: params.own,
            params_borrow: params.borrow,
            result_own: result.own,
            channels: &params.channels | &result.channels,
            error_contexts: params.error_contexts || result.error_contexts,
        }
    }
}

/// Where handles are within `def`, whose parts are in `types` already.
pub(crate) fn of_def(types: &TypeTable, def: &Def) -> HandlePlaces {
    let parts = || parts(types, def).into_iter();
    let anywhere = parts().any(|part| types.has_handles(part));
    let in_lists = parts().any(|part| types.handle_places(part).in_lists);
    match def {
        Def::Own(_) | Def::Borrow(_) | Def::Stream(_) | Def::Future(_) => HandlePlaces::HANDLE,
        Def::List(_) | Def::Map(..) => HandlePlaces {
            anywhere,
            in_lists: anywhere,
            flat: Some(0),
        },
        Def::Flags(_) => HandlePlaces::NONE,
        Def::FixedList(element, count) => HandlePlaces {
            anywhere,
            in_lists,
            flat: one_by_one(types, std::iter::repeat_n(*element, *count as usize)),
        },
        Def::Record(_) | Def::Tuple(_) => HandlePlaces {
            anywhere,
            in_lists,
            flat: one_by_one(types, parts()),
        },
        Def::Variant(_) | Def::Enum(_) | Def::Option(_) | Def::Result { .. } => HandlePlaces {
            anywhere,
            in_lists,
            flat: one_of(types, parts()),
        },
    }
}

/// The positions of handles where the flat forms of these types follow each other.
fn one_by_one(types: &TypeTable, parts: impl Iterator<Item = Type>) -> Option<u32> {
    let (mut positions, mut len) = (0, 0);
    for part in parts {
        positions |= types.handle_places(part).flat? << len;
        len += flat::of(types, part)?.len();
        if len > MAX_FLAT_PARAMS {
            return None;
        }
    }
    Some(positions)
}

/// The positions of handles where the flat forms of these types share what follows a discriminant.
fn one_of(types: &TypeTable, parts: impl Iterator<Item = Type>) -> Option<u32> {
    let mut positions = 0;
    for part in parts {
        positions |= types.handle_places(part).flat? << 1;
        if flat::of(types, part)?.len() >= MAX_FLAT_PARAMS {
            return None;
        }
    }
    Some(positions)
}

/// The types of the values that a value of type `def` is made of.
pub fn parts(types: &TypeTable, def: &Def) -> Vec<Type> {
    match def {
        Def::List(_) | Def::Map(..) => types.list_element(def).into_iter().collect(),
        Def::FixedList(element, _) => vec![*element],
        Def::Record(_) | Def::Tuple(_) => def.fields().expect("records and tuples have fields"),
        Def::Variant(_) | Def::Enum(_) | Def::Option(_) | Def::Result { .. } => {
            let cases = def.cases().expect("variants have cases");
            cases.into_iter().flatten().collect()
        }
        Def::Flags(_) | Def::Own(_) | Def::Borrow(_) | Def::Stream(_) | Def::Future(_) => vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Field, FuncType};

    const A: ResourceId = ResourceId(0);
    const B: ResourceId = ResourceId(1);

    fn check(types: &TypeTable, ty: Type, own: &[ResourceId], borrow: &[ResourceId]) {
        let set = |resources: &[ResourceId]| resources.iter().copied().collect();
        let expected = HandleUse {
            own: set(own),
            borrow: set(borrow),
            ..HandleUse::default()
        };
        assert_eq!(types.handle_use([ty]), expected, "{:?}", types.def(ty));
        assert!(types.has_handles(ty) || expected == HandleUse::default());
    }

    #[test]
    fn handles_are_found_in_every_part() {
        let mut types = TypeTable::default();
        let own = types.intern(Def::Own(A));
        let borrow = types.intern(Def::Borrow(B));
        let map = types.intern(Def::Map(Type::String, own));
        check(&types, map, &[A], &[]);
        let fixed = types.intern(Def::FixedList(borrow, 3));
        check(&types, fixed, &[], &[B]);
        let result = types.intern(Def::Result {
            ok: Some(map),
            err: Some(fixed),
        });
        check(&types, result, &[A], &[B]);
        let plain = types.intern(Def::List(Type::U8));
        check(&types, plain, &[], &[]);
        assert!(!types.has_handles(plain));
    }

    #[test]
    fn elements_of_streams_stay_behind() {
        let mut types = TypeTable::default();
        let own = types.intern(Def::Own(A));
        let stream = types.intern(Def::Stream(Some(own)));
        let option = types.intern(Def::Option(stream));
        let Type::Def(id) = stream else {
            panic!("streams are compound")
        };
        let expected = HandleUse {
            channels: [id].into(),
            ..HandleUse::default()
        };
        assert_eq!(types.handle_use([option]), expected);
        assert!(types.has_handles(option));
    }

    #[test]
    fn shared_parts_are_walked_once() {
        let mut types = TypeTable::default();
        let mut ty = types.intern(Def::Own(A));
        for _ in 0..100 {
            ty = types.intern(Def::Tuple([ty, ty].into()));
        }
        check(&types, ty, &[A], &[]);
    }

    #[test]
    fn strings_and_lists_refer_to_memory() {
        let mut types = TypeTable::default();
        let mut plain = types.intern(Def::FixedList(Type::U8, 4));
        let list = types.intern(Def::List(Type::U8));
        let map = types.intern(Def::Map(Type::U8, Type::U8));
        let stream = types.intern(Def::Stream(Some(Type::String)));
        for _ in 0..100 {
            plain = types.intern(Def::Tuple([plain, stream, plain].into()));
        }
        assert!(!types.has_pointers(plain));
        for ty in [Type::String, list, map] {
            let option = types.intern(Def::Option(ty));
            let pair = types.intern(Def::Tuple([plain, option].into()));
            assert!(types.has_pointers(pair), "{:?}", types.def(ty));
        }
    }

    #[test]
    fn flat_positions_are_those_of_any_case() {
        let mut types = TypeTable::default();
        let own = types.intern(Def::Own(A));
        let list = types.intern(Def::List(own));
        let tuple = types.intern(Def::Tuple([Type::U64, own, list].into()));
        let result = types.intern(Def::Result {
            ok: Some(tuple),
            err: Some(own),
        });
        let check = |ty, positions: &[usize], in_lists| {
            let places = types.handle_places(ty);
            let found: Vec<usize> = places.flat().collect();
            assert_eq!((&found[..], places.in_lists), (positions, in_lists));
        };
        check(own, &[0], false);
        check(list, &[], true);
        check(tuple, &[1], true);
        check(result, &[1, 2], true);
    }

    #[test]
    fn functions_tell_parameters_from_the_result() {
        let mut types = TypeTable::default();
        let (own, other) = (types.intern(Def::Own(A)), types.intern(Def::Own(B)));
        let list = types.intern(Def::Borrow(B));
        let list = types.intern(Def::List(list));
        let channels = [Def::Stream(Some(own)), Def::Future(None)];
        let [stream, future] = channels.map(|def| types.intern(def));
        let result = types.intern(Def::Result {
            ok: Some(other),
            err: Some(future),
        });
        let params = [own, list, stream, Type::ErrorContext].map(|ty| Field {
            name: "p".into(),
            ty,
        });
        let func = types.intern_func(FuncType {
            params: params.into(),
            result: Some(result),
            async_: false,
        });
        let id = |ty| match ty {
            Type::Def(id) => id,
            _ => panic!("channels are compound"),
        };
        let expected = FuncHandles {
            params_own: [A].into(),
            params_borrow: [B].into(),
            result_own: [B].into(),
            channels: [stream, future].map(id).into(),
            error_contexts: true,
        };
        assert_eq!(types.func_handles(func), expected);
    }
}
