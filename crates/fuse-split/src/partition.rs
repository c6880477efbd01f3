//! Finds groups of instances that can be fused, starting from single instances.
//!
//! The heaviest edge between two groups is looked at first: that over which the most functions are passed. What is merged is *convex*:
//! with two groups, all that lies between them, since instances of one component come before or after it as one. A set that is
//! refused may still be fit for fusion with more of its neighbours in it, since what passes between instances of a group, such as
//! streams, may pass no boundary; so some sets that are larger are tried, too.

use crate::compose::{self, Composed};
use crate::links::{Links, async_functions, positions};
use crate::wiring::{Base, Item, Wiring};
use fuse_core::{Error, Options, Result};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Indices of instances.
pub type Set = BTreeSet<usize>;

/// How many sets are tried for each edge of the wiring.
const TRIES_PER_EDGE: usize = 16;
/// How many sets are tried at a time to make one merge.
const TRIES_PER_MERGE: usize = 8;

/// Groups, and why they are no larger.
pub struct Partition<'w, 'a> {
    wiring: &'w Wiring<'a>,
    links: &'w Links,
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
    links: &'w Links,
    options: &'w Options,
    embedded: bool,
    refusal: &str,
) -> Result<Partition<'w, 'a>> {
    let all: Set = (0..wiring.instances.len()).collect();
    let mut partition = Partition {
        wiring,
        links,
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
        let between = self.links.between(&self.groups);
        let mut edges: Vec<_> = between.into_iter().collect();
        edges.sort_by_key(|(_, weight)| Reverse(*weight));
        let group = |position: usize| self.groups[position].clone();
        edges
            .into_iter()
            .map(|((from, to), _)| (group(from), group(to)))
            .collect()
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
                !group.is_subset(&set)
                    && self.links.weight(&set, group) + self.links.weight(group, &set) > 0
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
        let async_ = |item: &&Item| async_functions(self.wiring, item) > 0;
        let (_, by_guests) = self.used(members);
        let name = &by_guests.iter().find(async_)?.base;
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
        let position_of = positions(groups);
        let mut order = Vec::new();
        let mut placed = vec![false; groups.len()];
        for position in position_of.values() {
            self.place(*position, groups, &position_of, &mut placed, &mut order);
        }
        order
            .into_iter()
            .map(|position| groups[position].clone())
            .collect()
    }

    fn place(
        &self,
        position: usize,
        groups: &[Set],
        position_of: &BTreeMap<usize, usize>,
        placed: &mut [bool],
        order: &mut Vec<usize>,
    ) {
        if std::mem::replace(&mut placed[position], true) {
            return;
        }
        for used in groups[position].iter().flat_map(|id| &self.links.uses[*id]) {
            self.place(position_of[used], groups, position_of, placed, order);
        }
        order.push(position);
    }

    /// `set`, which is made of groups, with all groups that lie between its instances.
    fn closure(&self, set: &Set) -> Set {
        let below = self.reach(set, &self.links.uses);
        let above = self.reach(set, &self.links.users);
        let between = below.intersection(&above).copied();
        between.chain(set.iter().copied()).collect()
    }

    /// The instances of all groups outside of `set` that can be reached from it by these `steps`.
    fn reach(&self, set: &Set, steps: &[Set]) -> Set {
        let position_of = positions(&self.groups);
        let mut reached = Set::new();
        let mut frontier: Vec<usize> = set.iter().copied().collect();
        while let Some(from) = frontier.pop() {
            for to in &steps[from] {
                if !set.contains(to) && !reached.contains(to) {
                    let group = &self.groups[position_of[to]];
                    reached.extend(group);
                    frontier.extend(group);
                }
            }
        }
        reached
    }
}
