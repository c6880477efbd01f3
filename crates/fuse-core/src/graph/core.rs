//! Core instances: a core module is instantiated by noting what each of its imports is satisfied with.

use super::frame::CoreExports;
use super::instantiate::{Interpreter, MAX_INSTANCES, shortened};
use super::items::FrameId;
use super::{
    ComponentInstanceId, CoreArg, CoreDef, CoreInstance, CoreInstanceId, CoreKind, CoreSpaces,
    ModuleDef,
};
use crate::error::Result;
use crate::read::ComponentTree;
use fuse_async::{Dispatch, HostFunc};
use fuse_handles::Trap;
use std::collections::HashMap;
use std::rc::Rc;
use wasmparser::Instance as CoreInstanceExpr;

/// The instance of the runtime: what it imports are functions that trap, functions of the fused code, and built-ins of the host.
pub fn runtime<'a>(tree: &ComponentTree<'a>) -> CoreInstance<'a> {
    let mut imported = CoreSpaces::default();
    let imports = tree.modules[tree.runtime].imports.iter().map(|import| {
        let def = runtime_import(import.module, import.name)
            .expect("the runtime imports what its crates name");
        imported.push(CoreKind::Func, def);
        CoreArg {
            module: import.module,
            name: import.name,
            def,
        }
    });
    CoreInstance {
        owner: ComponentInstanceId(0),
        module: ModuleDef::Static(tree.runtime),
        name: "runtime".to_string(),
        imports: imports.collect(),
        imported,
    }
}

fn runtime_import<'a>(module: &str, name: &str) -> Option<CoreDef<'a>> {
    match module {
        Trap::MODULE => {
            let mut all = Trap::ALL.into_iter();
            all.find(|trap| trap.name() == name).map(CoreDef::Trap)
        }
        Dispatch::MODULE => {
            let mut all = Dispatch::ALL.into_iter();
            all.find(|it| it.name() == name).map(CoreDef::Dispatch)
        }
        HostFunc::MODULE => {
            let mut all = HostFunc::ALL.into_iter();
            all.find(|it| it.name() == name).map(CoreDef::HostFunc)
        }
        _ => None,
    }
}

impl<'a> Interpreter<'a> {
    pub(super) fn core_instance(
        &mut self,
        frame: FrameId,
        expr: &'a CoreInstanceExpr<'a>,
    ) -> Result<()> {
        let exports = match expr {
            CoreInstanceExpr::FromExports(exports) => {
                let core = &self.frames[frame].core;
                Rc::new(
                    exports
                        .iter()
                        .map(|e| (e.name, core.space(e.kind.into())[e.index as usize]))
                        .collect(),
                )
            }
            CoreInstanceExpr::Instantiate { module_index, args } => {
                let args = args
                    .iter()
                    .map(|arg| {
                        (
                            arg.name,
                            self.frames[frame].core_instances[arg.index as usize].clone(),
                        )
                    })
                    .collect();
                self.instantiate_module(frame, *module_index, &args)?
            }
        };
        self.frames[frame].core_instances.push(exports);
        Ok(())
    }

    fn instantiate_module(
        &mut self,
        frame: FrameId,
        module_index: u32,
        args: &HashMap<&'a str, CoreExports<'a>>,
    ) -> Result<CoreExports<'a>> {
        let owner = self.frames[frame].instance;
        if self.graph.core_instances.len() >= MAX_INSTANCES {
            return Err(self.too_many(owner, MAX_INSTANCES, "core instances"));
        }
        let module = self.frames[frame].modules[module_index as usize];
        let mut imported = CoreSpaces::default();
        let mut arg = |module: &'a str, name: &'a str, kind: CoreKind| {
            let def = args[module][name];
            imported.push(kind, def);
            CoreArg { module, name, def }
        };
        let tree = self.graph.tree;
        let types = self.types(frame);
        let (name, imports) = match module {
            ModuleDef::Static(id) => {
                let module = &tree.modules[id];
                let name = module
                    .name
                    .map_or_else(|| format!("module{}", id.0), shortened);
                (
                    name,
                    module
                        .imports
                        .iter()
                        .map(|i| arg(i.module, i.name, i.ty.into()))
                        .collect(),
                )
            }
            ModuleDef::Host(import) => {
                let ty = &types[types.module_at(module_index)];
                let imports = ty
                    .imports
                    .iter()
                    .map(|((module, name), ty)| arg(module, name, ty.into()))
                    .collect();
                (self.graph.imports[import].display(), imports)
            }
        };
        let instance = self.graph.core_instances.push(CoreInstance {
            owner,
            module,
            name,
            imports,
            imported,
        });
        Ok(match module {
            ModuleDef::Static(id) if self.graph.apart.contains(&instance) => {
                let foreign = |e: &wasmparser::Export<'a>| {
                    (
                        e.name,
                        CoreDef::Foreign {
                            instance,
                            kind: e.kind.into(),
                            name: e.name,
                        },
                    )
                };
                Rc::new(tree.modules[id].exports.iter().map(foreign).collect())
            }
            ModuleDef::Static(_) => self.static_exports(instance),
            ModuleDef::Host(_) => {
                let ty = &types[types.module_at(module_index)];
                let foreign = |(name, ty): (&'a String, &wasmparser::types::EntityType)| {
                    (
                        name.as_str(),
                        CoreDef::Foreign {
                            instance,
                            kind: ty.into(),
                            name: name.as_str(),
                        },
                    )
                };
                Rc::new(ty.exports.iter().map(foreign).collect())
            }
        })
    }

    /// The exports of an instance of a static module, imports that are exported again traced to their definitions.
    fn static_exports(&self, instance: CoreInstanceId) -> CoreExports<'a> {
        let module = self
            .graph
            .module(instance)
            .expect("the instance was made from a static module");
        let resolve = |e: &wasmparser::Export<'a>| {
            (e.name, self.graph.resolve(instance, e.kind.into(), e.index))
        };
        Rc::new(module.exports.iter().map(resolve).collect())
    }
}
