//! Who uses whom among the instances of a component, worked out once.

use crate::partition::Set;
use crate::wiring::{Base, Item, Wiring};
use std::collections::{BTreeMap, BTreeSet};
use wasmparser::component_types::ComponentEntityType;

/// Who uses whom. An instance uses only instances that are made before it.
pub struct Links {
    /// By instance, those that it uses.
    pub uses: Vec<Set>,
    /// By instance, those that use it.
    pub users: Vec<Set>,
    /// How many functions the first instance is given that are of the second.
    weights: BTreeMap<(usize, usize), usize>,
}

impl Links {
    /// Those of the instances of `wiring`.
    pub fn of(wiring: &Wiring<'_>) -> Self {
        let count = wiring.instances.len();
        let mut links = Links {
            uses: vec![Set::new(); count],
            users: vec![Set::new(); count],
            weights: BTreeMap::new(),
        };
        for importer in 0..count {
            let items = wiring.sources(importer);
            for item in items.into_iter().collect::<BTreeSet<_>>() {
                if let Base::Instance(exporter) = item.base {
                    links.uses[importer].insert(exporter);
                    links.users[exporter].insert(importer);
                    *links.weights.entry((importer, exporter)).or_default() +=
                        functions(wiring, &item);
                }
            }
        }
        links
    }

    /// How many functions instances of `importer` are given that are of instances of `exporter`.
    pub fn weight(&self, importer: &Set, exporter: &Set) -> usize {
        let pairs = importer.iter().flat_map(|&from| {
            let to = self.uses[from].intersection(exporter);
            to.map(move |&to| (from, to))
        });
        pairs.map(|pair| self.weights[&pair]).sum()
    }

    /// Pairs of `groups` between which functions are passed, by position, with how many: importers first.
    pub fn between(&self, groups: &[Set]) -> BTreeMap<(usize, usize), usize> {
        let group_of = positions(groups);
        let mut between = BTreeMap::new();
        for ((importer, exporter), weight) in &self.weights {
            let pair = (group_of[importer], group_of[exporter]);
            if pair.0 != pair.1 && *weight > 0 {
                *between.entry(pair).or_default() += weight;
            }
        }
        between
    }
}

/// By instance, the position of its group among `groups`.
pub fn positions(groups: &[Set]) -> BTreeMap<usize, usize> {
    let groups = groups.iter().enumerate();
    groups
        .flat_map(|(position, group)| group.iter().map(move |id| (*id, position)))
        .collect()
}

/// How many functions `item` is or has.
pub fn functions(wiring: &Wiring<'_>, item: &Item) -> usize {
    count(wiring, wiring.entity(item), false)
}

/// How many functions of async type `item` is or has.
pub fn async_functions(wiring: &Wiring<'_>, item: &Item) -> usize {
    count(wiring, wiring.entity(item), true)
}

fn count(wiring: &Wiring<'_>, ty: ComponentEntityType, async_only: bool) -> usize {
    match ty {
        ComponentEntityType::Func(id) => (!async_only || wiring.types[id].async_).into(),
        ComponentEntityType::Instance(id) => {
            let items = wiring.types[id].exports.values();
            items.map(|item| count(wiring, item.ty, async_only)).sum()
        }
        _ => 0,
    }
}
