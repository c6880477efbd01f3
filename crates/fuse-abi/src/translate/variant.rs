//! Variants, enums, options and results: the discriminant, then the payload of the case it names.

use super::Walk;
use super::place::{Held, Place};
use crate::func::Label;
use crate::layout::{self, VariantLayout};
use crate::types::Type;
use std::collections::HashMap;
use wasm_encoder::BlockType;
use wasm_encoder::ValType::I32;

/// The cases of a variant that have the same payload, and so the same code.
pub(super) struct Arm {
    pub(super) payload: Option<Type>,
    pub(super) cases: Vec<usize>,
}

impl Walk<'_, '_> {
    /// Copies a variant with cases of these payloads.
    pub(super) fn variant(&mut self, cases: &[Option<Type>], src: Place<'_>, dst: Place<'_>) {
        let layout = layout::variant(self.types(), cases);
        let discriminant = self.hold_discriminant(&layout, src);
        let every_pattern =
            matches!(src, Place::Memory(_)) && cases.len() as u64 == 1 << (8 * layout.discriminant);
        if !every_pattern {
            self.check_discriminant(discriminant.local, cases.len());
        }
        match dst {
            Place::Stack(locals) => {
                self.f.get(discriminant.local);
                self.set_flat(locals[0], I32);
            }
            Place::Memory(address) => {
                self.f.get(address.base).get(discriminant.local);
                self.store_unsigned(layout.discriminant, address);
            }
        }
        self.payloads(
            cases,
            discriminant,
            src.payload(&layout),
            dst.payload(&layout),
        );
        self.release(discriminant);
    }

    /// The discriminant of a variant.
    pub(super) fn hold_discriminant(&mut self, variant: &VariantLayout, src: Place<'_>) -> Held {
        match src {
            Place::Stack(locals) => self.hold_flat(locals[0]),
            Place::Memory(address) => {
                self.load_unsigned(variant.discriminant, address);
                self.hold()
            }
        }
    }

    /// Copies the payload of whichever case `discriminant` says.
    fn payloads(
        &mut self,
        cases: &[Option<Type>],
        discriminant: Held,
        src: Place<'_>,
        dst: Place<'_>,
    ) {
        let mut arms = arms(cases);
        match &arms[..] {
            [only] => self.payload(only.payload, src, dst),
            [zero, one] if cases.len() == 2 => {
                let (zero, one) = (zero.payload, one.payload);
                self.f.get(discriminant.local).if_(BlockType::Empty);
                self.payload(one, src, dst);
                if zero.is_some() || matches!(dst, Place::Stack(_)) {
                    self.f.else_();
                    self.payload(zero, src, dst);
                }
                self.f.end();
            }
            _ => {
                if matches!(dst, Place::Memory(_)) {
                    arms.retain(|arm| arm.payload.is_some());
                }
                self.payload_table(cases.len(), &arms, discriminant, |walk, payload| {
                    walk.payload(payload, src, dst);
                });
            }
        }
    }

    /// Does `each` to payloads by a branch table: a block for each arm, the first one innermost.
    ///
    /// Of the first `count` discriminants, those of no arm do nothing; all further ones do what the last of them does.
    pub(super) fn payload_table(
        &mut self,
        count: usize,
        arms: &[Arm],
        discriminant: Held,
        mut each: impl FnMut(&mut Self, Option<Type>),
    ) {
        let done = self.f.block(BlockType::Empty);
        let labels: Vec<Label> = arms
            .iter()
            .rev()
            .map(|_| self.f.block(BlockType::Empty))
            .collect();
        let mut targets = vec![done; count];
        for (arm, &label) in arms.iter().zip(labels.iter().rev()) {
            for &case in &arm.cases {
                targets[case] = label;
            }
        }
        let (&default, table) = targets.split_last().expect("a variant has a case");
        self.f.get(discriminant.local).br_table(table, default);
        for (position, arm) in arms.iter().enumerate() {
            self.f.end();
            each(self, arm.payload);
            if position + 1 < arms.len() {
                self.f.br(done);
            }
        }
        self.f.end();
    }

    fn payload(&mut self, payload: Option<Type>, src: Place<'_>, dst: Place<'_>) {
        let (src, _) = src.cut(self.types(), payload);
        let (dst, unused) = dst.cut(self.types(), payload);
        if let Some(payload) = payload {
            self.translate(payload, src, dst);
        }
        self.zero(unused);
    }
}

/// The arms for these cases, in the order of their first cases.
pub(super) fn arms(cases: &[Option<Type>]) -> Vec<Arm> {
    let mut arms: Vec<Arm> = Vec::new();
    let mut by_payload = HashMap::new();
    for (case, &payload) in cases.iter().enumerate() {
        let arm = *by_payload.entry(payload).or_insert_with(|| {
            arms.push(Arm {
                payload,
                cases: Vec::new(),
            });
            arms.len() - 1
        });
        arms[arm].cases.push(case);
    }
    arms
}
