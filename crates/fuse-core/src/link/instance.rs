//! Copies what is kept of one core instance into the fused module.

use super::module::CoreModule;
use super::names;
use super::relocate::Relocate;
use crate::graph::{CoreInstanceId, CoreKind, InstanceGraph};
use crate::layout::Layout;
use crate::parallel;
use crate::plan::{Late, LiveInstance, Plan};
use crate::read::StaticModule;
use fuse_abi::opts::TypeIndex;
use wasm_encoder::Elements;
use wasm_encoder::reencode::Reencode;
use wasmparser::{DataKind, ElementItems, ElementKind, FunctionBody, TableInit};

const VALIDATED: &str = "validated by read";

/// Copies instance `id` of `source`.
pub fn merge<'a>(
    graph: &InstanceGraph<'a>,
    plan: &Plan<'a>,
    layout: &Layout<'a>,
    module: &mut CoreModule,
    id: CoreInstanceId,
    source: &StaticModule<'a>,
) {
    let CoreModule {
        types, declared, ..
    } = module;
    let (mut types, mut declared) = (std::mem::take(types), std::mem::take(declared));
    let live = &plan.live.instances[id];
    let mut merge = Merge {
        relocate: Relocate::new(graph, layout, id, &mut types, &mut declared),
        plan,
        module,
        source,
        live,
    };
    merge.funcs();
    merge.tables();
    merge.memories();
    merge.tags();
    merge.globals();
    merge.elements();
    merge.datas();
    names::instance(graph, layout, module, id, source);
    module.types = types;
    module.declared = declared;
}

struct Merge<'p, 'a> {
    relocate: Relocate<'p, 'a>,
    plan: &'p Plan<'a>,
    module: &'p mut CoreModule,
    source: &'p StaticModule<'a>,
    live: &'p LiveInstance,
}

/// The definitions that are kept.
fn kept<'t, T>(items: &'t [T], marks: &'t [bool]) -> impl Iterator<Item = &'t T> {
    items
        .iter()
        .zip(marks)
        .filter(|(_, kept)| **kept)
        .map(|(item, _)| item)
}

impl Merge<'_, '_> {
    fn funcs(&mut self) {
        let funcs: Vec<u32> = kept(&self.source.funcs, &self.live.core.funcs)
            .map(|&ty| self.relocate.ty(ty))
            .collect();
        for &ty in &self.live.types {
            self.relocate.ty(ty);
        }
        let bodies = kept(&self.source.bodies, &self.live.core.funcs).collect();
        let code = self.relocate.code();
        let runs = parallel::in_runs(
            bodies,
            |body: &&FunctionBody<'_>| body.as_bytes().len(),
            |run| {
                let mut code = code.clone();
                let bodies: Vec<_> = run.into_iter().map(|body| code.body(body)).collect();
                (bodies, code.declared)
            },
        );
        let mut funcs = funcs.into_iter();
        for (bodies, declared) in runs {
            self.relocate.declared.extend(declared);
            for (body, ty) in bodies.into_iter().zip(funcs.by_ref()) {
                self.module.push_func(TypeIndex(ty), Some(body));
            }
        }
    }

    /// The tables or memories that are kept and that no provider gives.
    fn own<'t, T>(&self, kind: CoreKind, items: &'t [T]) -> Vec<&'t T> {
        let Relocate {
            graph,
            layout,
            instance,
            ..
        } = &self.relocate;
        let own = |index: usize| {
            self.live.core.space(kind)[index] && !layout.provides(graph, *instance, kind, index)
        };
        items
            .iter()
            .enumerate()
            .filter(|(index, _)| own(*index))
            .map(|(_, item)| item)
            .collect()
    }

    fn tables(&mut self) {
        for table in self.own(CoreKind::Table, &self.source.tables) {
            let ty = self.relocate.table_type(table.ty).expect(VALIDATED);
            match &table.init {
                TableInit::RefNull => self.module.tables.table(ty),
                TableInit::Expr(expr) => {
                    let init = self.relocate.const_expr(expr.clone()).expect(VALIDATED);
                    self.module.tables.table_with_init(ty, &init)
                }
            };
        }
    }

    fn memories(&mut self) {
        for memory in self.own(CoreKind::Memory, &self.source.memories) {
            let ty = self.relocate.memory_type(*memory).expect(VALIDATED);
            self.module.memories.memory(ty);
        }
    }

    fn tags(&mut self) {
        for tag in kept(&self.source.tags, &self.live.core.tags) {
            let ty = self.relocate.tag_type(*tag).expect(VALIDATED);
            self.module.tags.tag(ty);
        }
    }

    fn globals(&mut self) {
        for global in kept(&self.source.globals, &self.live.core.globals) {
            let ty = self.relocate.global_type(global.ty).expect(VALIDATED);
            let init = self
                .relocate
                .const_expr(global.init_expr.clone())
                .expect(VALIDATED);
            self.module.globals.global(ty, &init);
        }
    }

    fn elements(&mut self) {
        for (index, element) in self.source.elements.iter().enumerate() {
            if !self.live.elements[index] {
                continue;
            }
            let late = self
                .plan
                .start
                .late
                .contains(&Late::Element(self.relocate.instance, index as u32));
            let items = self.items(&element.items);
            match &element.kind {
                ElementKind::Active {
                    table_index,
                    offset_expr,
                } if !late => {
                    let table = crate::read::element_table(*table_index);
                    let table = self.relocate.table_index(table).expect(VALIDATED);
                    let offset = self
                        .relocate
                        .const_expr(offset_expr.clone())
                        .expect(VALIDATED);
                    self.module
                        .elements
                        .active((table != 0).then_some(table), &offset, items);
                }
                ElementKind::Active { .. } | ElementKind::Passive => {
                    self.module.elements.passive(items);
                }
                ElementKind::Declared => {
                    self.module.elements.declared(items);
                }
            }
        }
    }

    fn items<'e>(&mut self, items: &ElementItems<'e>) -> Elements<'e> {
        self.relocate.element_items(items.clone()).expect(VALIDATED)
    }

    fn datas(&mut self) {
        let Relocate {
            layout, instance, ..
        } = self.relocate;
        for (index, data) in self.source.datas.iter().enumerate() {
            if layout.maps[instance].datas[index].is_none() {
                continue;
            }
            if layout.is_preset(instance, index) {
                // Once it is written, an active segment is empty.
                self.module.datas.passive([]);
                continue;
            }
            let late = self
                .plan
                .start
                .late
                .contains(&Late::Data(self.relocate.instance, index as u32));
            match &data.kind {
                DataKind::Active {
                    memory_index,
                    offset_expr,
                } if !late => {
                    let memory = self.relocate.memory_index(*memory_index).expect(VALIDATED);
                    let offset = self
                        .relocate
                        .const_expr(offset_expr.clone())
                        .expect(VALIDATED);
                    self.module
                        .datas
                        .active(memory, &offset, data.data.iter().copied());
                }
                DataKind::Active { .. } | DataKind::Passive => {
                    self.module.datas.passive(data.data.iter().copied());
                }
            }
        }
    }
}
