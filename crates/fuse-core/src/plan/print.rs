//! The plan as text.

use super::start::{Late, Step};
use super::{Plan, Target, is_relayed};
use crate::graph::{
    CoreDef, CoreInstanceId, CoreKind, GraphOpts, InstanceGraph, ModuleDef, Resource,
};
use fuse_abi::handles::TableId;
use fuse_abi::types::Type;
use std::fmt::{Result, Write};

/// Prints the plan.
pub fn print(graph: &InstanceGraph<'_>, plan: &Plan<'_>) -> String {
    let mut text = String::new();
    Printer {
        graph,
        plan,
        out: &mut text,
    }
    .print()
    .expect("writing to a string does not fail");
    text
}

struct Printer<'p, 'a> {
    graph: &'p InstanceGraph<'a>,
    plan: &'p Plan<'a>,
    out: &'p mut String,
}

impl Printer<'_, '_> {
    fn print(&mut self) -> Result {
        self.instances()?;
        self.resources()?;
        self.lowers()?;
        self.tasks()?;
        self.channels()?;
        self.builtins()?;
        self.barred()?;
        self.exports()?;
        self.start()
    }

    fn instances(&mut self) -> Result {
        for (id, instance) in self.graph.instances.iter() {
            let guard = if self.plan.guarded.contains(&id) {
                "  may_leave checked"
            } else {
                ""
            };
            writeln!(self.out, "instance  {id} {}{guard}", instance.display())?;
        }
        for (id, marks) in self.plan.live.instances.iter() {
            if id == self.graph.runtime && !self.plan.handles.any() {
                continue;
            }
            let name = self.core(id);
            match self.graph.module(id) {
                None => writeln!(self.out, "core      {id} {name}  from the host")?,
                Some(module) => writeln!(
                    self.out,
                    "core      {id} {name}  {} of {} functions kept",
                    marks.core.funcs.iter().filter(|kept| **kept).count(),
                    module.funcs.len()
                )?,
            }
        }
        Ok(())
    }

    /// Each resource type: its home, the instances with handles to it, and where it meets the host.
    fn resources(&mut self) -> Result {
        for (&id, ty) in &self.plan.handles.types {
            let home = match self.graph.resources[id] {
                Resource::Host(import) => {
                    format!("of the host `{}`", self.graph.imports[import].display())
                }
                Resource::Defined { owner, dtor, .. } => {
                    let dtor = dtor.filter(|dtor| self.plan.live.keeps(*dtor));
                    let dtor = dtor.map(|dtor| format!(" destructor {}", self.def(dtor)));
                    let owner = self.graph.instances[owner].display();
                    format!("of {owner}{}", dtor.unwrap_or_default())
                }
            };
            let holder = |table: &TableId| {
                let instance = self.plan.handles.tables[*table];
                self.graph.instances[instance].display()
            };
            let holders: Vec<_> = ty.tables.iter().map(holder).collect();
            let lowers = ty.lowers.iter().map(ToString::to_string);
            let met: Vec<_> = lowers
                .chain(ty.lifts.iter().map(ToString::to_string))
                .collect();
            let met = match met.as_slice() {
                [] => String::new(),
                met => format!("  meets the host in {}", met.join(", ")),
            };
            writeln!(
                self.out,
                "resource  {id} {home}  tables of {}{met}",
                holders.join(", ")
            )?;
        }
        Ok(())
    }

    /// Who calls functions of async type.
    fn tasks(&mut self) -> Result {
        for (id, edge) in self.plan.tasks.edges.iter() {
            match edge.lower {
                Some(lower) => writeln!(self.out, "task      {id} {lower} → {}", edge.lift)?,
                None => writeln!(self.out, "task      {id} host → {}", edge.lift)?,
            }
        }
        for (id, &lower) in self.plan.tasks.host_calls.iter() {
            let by_way = match is_relayed(self.graph, lower) {
                true => "  by way of the runtime",
                false => "",
            };
            writeln!(self.out, "subtask   {id} {lower} → host{by_way}")?;
        }
        Ok(())
    }

    /// Streams and futures that the host gets to know, and what of the host's that takes.
    fn channels(&mut self) -> Result {
        for op in &self.plan.channels.ops {
            let name = op.name(self.graph);
            let ty = Type::Def(op.channel(self.graph).ty);
            let ty = self.graph.types.display(ty);
            let copied = op.builtin().map(|id| format!("  for {id}"));
            writeln!(
                self.out,
                "channel   {name} {ty} → host{}",
                copied.unwrap_or_default()
            )?;
        }
        Ok(())
    }

    fn lowers(&mut self) -> Result {
        for (&id, target) in &self.plan.targets {
            let lower = &self.graph.lowers[id];
            let ty = self.graph.types.display_func(lower.ty);
            let owner = self.graph.instances[lower.owner].display();
            writeln!(
                self.out,
                "lower     {id} {owner} {ty}{}",
                self.opts(&lower.opts)
            )?;
            match *target {
                Target::Host(import) => {
                    writeln!(
                        self.out,
                        "            → host `{}`",
                        self.graph.imports[import].display()
                    )?;
                }
                Target::Reentry => writeln!(
                    self.out,
                    "            → trap: the instance is entered already"
                )?,
                Target::Adapter(lift) => {
                    let callee = &self.graph.lifts[lift];
                    let owner = self.graph.instances[callee.owner].display();
                    let func = self.def(callee.func);
                    writeln!(
                        self.out,
                        "            → {lift} {owner} {func}{}",
                        self.opts(&callee.opts)
                    )?;
                }
            }
        }
        Ok(())
    }

    fn builtins(&mut self) -> Result {
        for &id in &self.plan.builtins {
            let builtin = &self.graph.builtins[id];
            let owner = self.graph.instances[builtin.owner].display();
            writeln!(self.out, "builtin   {id} {owner} {}", builtin.kind)?;
        }
        Ok(())
    }

    fn barred(&mut self) -> Result {
        for &id in &self.plan.barred {
            let builtin = &self.graph.builtins[id];
            let owner = self.graph.instances[builtin.owner].display();
            writeln!(
                self.out,
                "builtin   {id} {owner} {} → trap: called only while the instance may not be left",
                builtin.kind
            )?;
        }
        Ok(())
    }

    fn exports(&mut self) -> Result {
        for &id in &self.plan.exported {
            let lift = &self.graph.lifts[id];
            let ty = self.graph.types.display_func(lift.ty);
            let owner = self.graph.instances[lift.owner].display();
            writeln!(
                self.out,
                "export    {id} {owner} {} {ty}{}",
                self.def(lift.func),
                self.opts(&lift.opts)
            )?;
        }
        Ok(())
    }

    fn start(&mut self) -> Result {
        for step in &self.plan.start.steps {
            match *step {
                Step::Call(func) => writeln!(self.out, "start     call {}", self.def(func))?,
                Step::Write(Late::Element(id, index)) => {
                    writeln!(self.out, "start     elements {index} of {id}")?;
                }
                Step::Write(Late::Data(id, index)) => {
                    writeln!(self.out, "start     data {index} of {id}")?
                }
            }
        }
        Ok(())
    }

    fn opts(&self, opts: &GraphOpts<'_>) -> String {
        let mut text = String::new();
        if opts.memory.is_some() {
            text.push_str("  ");
            text.push_str(opts.encoding.as_str());
        }
        let named = [
            ("memory", opts.memory),
            ("realloc", opts.realloc),
            ("post-return", opts.post_return),
            ("callback", opts.callback),
        ];
        for (name, def) in named {
            if let Some(def) = def {
                text.push_str(&format!("  {name} {}", self.def(def)));
            }
        }
        text
    }

    fn def(&self, def: CoreDef<'_>) -> String {
        match def {
            CoreDef::Defined {
                instance,
                kind,
                index,
            } => {
                let kind = match kind {
                    CoreKind::Func => "func",
                    CoreKind::Table => "table",
                    CoreKind::Memory => "memory",
                    CoreKind::Global => "global",
                    CoreKind::Tag => "tag",
                };
                format!("{instance}.{kind}{index}")
            }
            CoreDef::Lower(id) => id.to_string(),
            CoreDef::Builtin(id) => id.to_string(),
            CoreDef::Trap(trap) => format!("trap: {}", trap.reason()),
            CoreDef::Dispatch(dispatch) => format!("dispatch: {}", dispatch.name()),
            CoreDef::HostFunc(func) => format!("host: {}", func.name()),
            CoreDef::Foreign { instance, name, .. } => format!("{instance}.`{name}`"),
        }
    }

    fn core(&self, id: CoreInstanceId) -> String {
        let core = &self.graph.core_instances[id];
        let owner = self.graph.origin(id);
        match core.module {
            ModuleDef::Static(_) => format!("{owner}:{}", core.name),
            ModuleDef::Host(_) => format!("{owner}:`{}`", core.name),
        }
    }
}
