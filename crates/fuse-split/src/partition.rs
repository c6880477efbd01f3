//! Finds groups of instances that can be fused, starting from single instances.
//!
//! The heaviest edge between two groups is looked at first: that over which the most functions are passed. What is merged is *convex*:
//! with two groups, all that lies between them, since instances of one component come before or after it as one. A set that is
//! refused may still be fit for fusion with more of its neighbours in it, since what passes between instances of a group, such as
//! streams, may pass no boundary; so some sets that are larger are tried, too.

use crate::compose::{self, Composed};
use crate::wiring::{Base, Item, Wiring};
use fuse_core::{Error, Options, Result};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use wasmparser::component_types::ComponentEntityType;

/// Indices of instances.
pub type Set = BTreeSet<usize>;

/// How many sets are tried for each edge of the wiring.
const TRIES_PER_EDGE: usize = 16;
/// How many sets are tried at a time to make one merge.
const TRIES_PER_MERGE: usize = 8;

/// Groups, and why they are no larger.
pub struct Partition<'w, 'a> {
    wiring: &'w Wiring<'a>,
    options: &'w Options,
    /// Whether instances of other components use what the component exports.
    embedded: bool,
    /// Each instance in one group; in an order in which they can be instantiated.
    pub groups: Vec<Set>,
    /// Sets that cannot be fused, with the reasons.
    refused: BTreeMap<Set, String>,
    tries: usize,
}

/// Finds groups; `refusal` says why all instances together are none.
///
/// # Errors
///
/// If planning a fusion fails, rather than saying that it cannot be done.
pub fn partition<'w, 'a>(
    wiring: &'w Wiring<'a>,
    options: &'w Options,
    embedded: bool,
    refusal: &str,
) -> Result<Partition<'w, 'a>> {
    let all: Set = (0..wiring.instances.len()).collect();
    let mut partition = Partition {
        wiring,
        options,
        embedded,
        groups: all.iter().map(|id| Set::from([*id])).collect(),
        refused: BTreeMap::from([(all, refusal.to_string())]),
        tries: 0,
    };
    partition.tries = TRIES_PER_EDGE * partition.edges().len();
    while let Some(merged) = partition.next()? {
        partition.groups = partition.with(&merged);
    }
    partition.groups = partition.ordered(&partition.groups);
    Ok(partition)
}

/// What stands between instance `importer` and `exporter`: the items of the exporter's that the importer uses.
pub fn passed(wiring: &Wiring<'_>, importer: usize, exporter: usize) -> BTreeSet<Item> {
    let sources = wiring.sources(importer).into_iter();
    sources
        .filter(|item| item.base == Base::Instance(exporter))
        .collect()
}

/// How many functions `item` is or has.
pub fn functions(wiring: &Wiring<'_>, item: &Item) -> usize {
    count(wiring, wiring.entity(item), &|_| true)
}

fn count(wiring: &Wiring<'_>, ty: ComponentEntityType, which: &dyn Fn(bool) -> bool) -> usize {
    match ty {
        ComponentEntityType::Func(id) => which(wiring.types[id].async_).into(),
        ComponentEntityType::Instance(id) => {
            let items = wiring.types[id].exports.values();
            items.map(|item| count(wiring, item.ty, which)).sum()
        }
        _ => 0,
    }
}

impl Partition<'_, '_> {
    /// Composes the group `members`.
    pub fn compose(&self, members: &Set) -> Composed {
        compose::group(self.wiring, members, &self.used(members).0)
    }

    /// Why `importer` and `exporter`, which are in different groups, were not merged.
    pub fn reason(&self, importer: usize, exporter: usize) -> String {
        let group = |id: usize| self.groups.iter().find(|group| group.contains(&id));
        let both = [importer, exporter].map(|id| group(id).expect("each instance is in a group"));
        let both: Set = both.into_iter().flatten().copied().collect();
        match self.refused.get(&self.closure(&both)) {
            Some(reason) => reason.clone(),
            None => "too many ways to group the instances were tried in vain".to_string(),
        }
    }

    /// The next set to merge.
    fn next(&mut self) -> Result<Option<Set>> {
        for (importer, exporter) in self.edges() {
            let seed = importer.union(&exporter).copied().collect();
            if let Some(found) = self.grow(self.closure(&seed))? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Pairs of groups between which functions are passed, the heaviest first.
    fn edges(&self) -> Vec<(Set, Set)> {
        let mut edges = Vec::new();
        for importer in &self.groups {
            for exporter in &self.groups {
                let weight = self.weight(importer, exporter);
                if importer != exporter && weight > 0 {
                    edges.push((weight, importer.clone(), exporter.clone()));
                }
            }
        }
        edges.sort_by_key(|(weight, ..)| Reverse(*weight));
        edges.into_iter().map(|(_, from, to)| (from, to)).collect()
    }

    fn weight(&self, importer: &Set, exporter: &Set) -> usize {
        let pairs = importer
            .iter()
            .flat_map(|from| exporter.iter().map(move |to| (*from, *to)));
        let items = pairs.flat_map(|(from, to)| passed(self.wiring, from, to));
        items.map(|item| functions(self.wiring, &item)).sum()
    }

    /// The smallest set around `seed` that can be fused, if one is found soon.
    fn grow(&mut self, seed: Set) -> Result<Option<Set>> {
        let mut queue = VecDeque::from([seed.clone()]);
        let mut seen = BTreeSet::from([seed]);
        for _ in 0..TRIES_PER_MERGE {
            let Some(set) = queue.pop_front() else { break };
            if self.accepts(&set)? {
                return Ok(Some(set));
            }
            let neighbours = self.groups.iter().filter(|group| {
                !group.is_subset(&set) && self.weight(&set, group) + self.weight(group, &set) > 0
            });
            for neighbour in neighbours {
                let larger = self.closure(&set.union(neighbour).copied().collect());
                if seen.insert(larger.clone()) {
                    queue.push_back(larger);
                }
            }
        }
        Ok(None)
    }

    /// Whether `members` can be fused.
    fn accepts(&mut self, members: &Set) -> Result<bool> {
        if self.refused.contains_key(members) || self.tries == 0 {
            return Ok(false);
        }
        self.tries -= 1;
        let refusal = match self.observed(members) {
            Some(refusal) => refusal,
            None => match fuse_core::plan(&self.compose(members).bytes, self.options) {
                Ok(_) => return Ok(true),
                Err(error @ Error::Unsupported { .. }) => error.to_string(),
                // What is valid as part of a component may need a name of its own in one.
                Err(Error::Invalid(error)) => {
                    format!(
                        "the instances cannot be composed on their own: {}",
                        error.message()
                    )
                }
                Err(error) => return Err(error),
            },
        };
        self.refused.insert(members.clone(), refusal);
        Ok(false)
    }

    /// What other instances would see of `members` being one component, if something.
    fn observed(&self, members: &Set) -> Option<String> {
        let starts = |groups: &[Set]| {
            let ids = groups.iter().flatten().copied();
            ids.filter(|id| self.traits(*id).starts).collect::<Vec<_>>()
        };
        let order = starts(&self.ordered(&self.with(members)));
        if !order.is_sorted() {
            return Some("start functions would run in another order".to_string());
        }
        let async_ = |item: &Item| count(self.wiring, self.wiring.entity(item), &|async_| async_);
        let (_, by_guests) = self.used(members);
        let name = &by_guests.iter().find(|item| async_(item) > 0)?.base;
        let Base::Instance(exporter) = name else {
            unreachable!("instances export what is used of them")
        };
        let (id, gate) = members
            .iter()
            .find_map(|id| Some((*id, self.traits(*id).gates?)))?;
        Some(crate::split::gated(
            &self.wiring.instances[*exporter].name,
            &self.wiring.instances[id].name,
            gate,
        ))
    }

    fn traits(&self, id: usize) -> crate::traits::Traits {
        let component = &self.wiring.instances[id].component;
        match (component.base, component.path.is_empty()) {
            (Base::Component(component), true) => self.wiring.components[component].traits,
            // Its component is not known; such a group is refused anyway.
            _ => crate::traits::Traits::default(),
        }
    }

    /// The items of `members` that are used by others, and those of them that other instances use.
    fn used(&self, members: &Set) -> (BTreeSet<Item>, BTreeSet<Item>) {
        let theirs = |item: &Item| match item.base {
            Base::Instance(id) => members.contains(&id),
            _ => false,
        };
        let others = (0..self.wiring.instances.len()).filter(|id| !members.contains(id));
        let by_instances = others.flat_map(|id| self.wiring.sources(id));
        let by_instances: BTreeSet<_> = by_instances.filter(theirs).collect();
        let exports = self.wiring.exports.iter();
        let exports = exports.flat_map(|export| self.wiring.leaves(&export.arg.item));
        let exports: BTreeSet<_> = exports.filter(theirs).collect();
        let all = by_instances.union(&exports).cloned().collect();
        let all = self.wiring.with_types(all);
        match self.embedded {
            true => (BTreeSet::clone(&all), all),
            false => (all, by_instances),
        }
    }

    /// The groups if those in `merged` are one.
    fn with(&self, merged: &Set) -> Vec<Set> {
        let others = self.groups.iter().filter(|group| !group.is_subset(merged));
        let mut groups: Vec<_> = others.cloned().chain([merged.clone()]).collect();
        groups.sort();
        groups
    }

    /// `groups` in the order in which they are instantiated: as the whole has it, but that each comes as one, after what it uses.
    fn ordered(&self, groups: &[Set]) -> Vec<Set> {
        let mut ordered = Vec::new();
        for id in 0..self.wiring.instances.len() {
            self.place(id, groups, &mut ordered);
        }
        ordered
    }

    fn place(&self, id: usize, groups: &[Set], ordered: &mut Vec<Set>) {
        if ordered.iter().any(|group| group.contains(&id)) {
            return;
        }
        let group = groups.iter().find(|group| group.contains(&id));
        let group = group.expect("each instance is in a group");
        for used in group.iter().flat_map(|id| self.uses(*id)) {
            if !group.contains(&used) {
                self.place(used, groups, ordered);
            }
        }
        ordered.push(group.clone());
    }

    /// The instances that `id` uses.
    fn uses(&self, id: usize) -> Set {
        let sources = self.wiring.sources(id).into_iter();
        sources
            .filter_map(|item| match item.base {
                Base::Instance(id) => Some(id),
                _ => None,
            })
            .collect()
    }

    /// `set` with all groups that lie between its instances.
    fn closure(&self, set: &Set) -> Set {
        let below = self.reach(set, &|from, to| self.depends(from, to));
        let above = self.reach(set, &|from, to| self.depends(to, from));
        let between = below.intersection(&above).copied();
        between.chain(set.iter().copied()).collect()
    }

    /// The instances of all groups that can be reached from groups outside of `set` next to it, and those.
    fn reach(&self, set: &Set, step: &dyn Fn(&Set, &Set) -> bool) -> Set {
        let mut reached = Vec::new();
        let mut frontier = vec![set.clone()];
        while let Some(from) = frontier.pop() {
            for group in &self.groups {
                if !group.is_subset(set) && !reached.contains(group) && step(&from, group) {
                    reached.push(group.clone());
                    frontier.push(group.clone());
                }
            }
        }
        reached.into_iter().flatten().collect()
    }

    fn depends(&self, importer: &Set, exporter: &Set) -> bool {
        let mut uses = importer.iter().flat_map(|id| self.uses(*id));
        uses.any(|id| exporter.contains(&id))
    }
}
