//! The tables as the specification has them: its `Table`, `ResourceHandle` and what it does with them, without any memory.

use fuse_handles::Trap;
use std::collections::{BTreeMap, BTreeSet};

/// A table or a resource type, by a number.
pub type Number = u32;

/// A handle in a table.
#[derive(Clone, Debug)]
struct Handle {
    ty: Number,
    rep: u32,
    own: bool,
    lends: u32,
    drops_host: bool,
}

/// The index space of one instance (definitions.py, `Table`).
#[derive(Clone, Default, Debug)]
struct Table {
    handles: BTreeMap<u32, Handle>,
    free: Vec<u32>,
    borrows: u32,
}

impl Table {
    fn add(&mut self, handle: Handle) -> u32 {
        let used = self.handles.len() + self.free.len();
        let index = self.free.pop().unwrap_or(used as u32 + 1);
        self.handles.insert(index, handle);
        index
    }

    fn get(&mut self, ty: Number, index: u32) -> Result<&mut Handle, Trap> {
        let handle = self.handles.get_mut(&index).ok_or(Trap::UnknownHandle)?;
        if handle.ty != ty {
            return Err(Trap::WrongHandleType);
        }
        Ok(handle)
    }

    fn get_unlent(&mut self, ty: Number, index: u32) -> Result<&mut Handle, Trap> {
        let handle = self.get(ty, index)?;
        if handle.lends != 0 {
            return Err(Trap::Lent);
        }
        Ok(handle)
    }

    fn remove(&mut self, index: u32) -> Handle {
        self.free.push(index);
        self.handles.remove(&index).expect("it was found before")
    }
}

/// All tables, and what the host shares in.
#[derive(Clone, Default, Debug)]
pub struct Model {
    tables: BTreeMap<Number, Table>,
    lends: Vec<(Number, u32)>,
    held: BTreeSet<u32>,
    stash: Vec<[u32; 3]>,
}

impl Model {
    /// Handles that the instance borrows.
    pub fn borrows(&self, table: Number) -> u32 {
        self.tables.get(&table).map_or(0, |table| table.borrows)
    }

    /// Words of guest memories that were stashed.
    pub fn stashed(&self) -> &[[u32; 3]] {
        &self.stash
    }

    /// Whether a handle of the host's is held.
    pub fn holds(&self, handle: u32) -> bool {
        self.held.contains(&handle)
    }

    fn table(&mut self, table: Number) -> &mut Table {
        self.tables.entry(table).or_default()
    }

    pub fn own_add(&mut self, table: Number, ty: Number, rep: u32) -> u32 {
        self.table(table).add(Handle {
            ty,
            rep,
            own: true,
            lends: 0,
            drops_host: false,
        })
    }

    pub fn own_take(&mut self, table: Number, ty: Number, index: u32) -> Result<u32, Trap> {
        let table = self.table(table);
        if !table.get_unlent(ty, index)?.own {
            return Err(Trap::NotOwned);
        }
        Ok(table.remove(index).rep)
    }

    pub fn own_move(
        &mut self,
        src: Number,
        dst: Number,
        ty: Number,
        index: u32,
    ) -> Result<u32, Trap> {
        let rep = self.own_take(src, ty, index)?;
        Ok(self.own_add(dst, ty, rep))
    }

    pub fn rep(&mut self, table: Number, ty: Number, index: u32) -> Result<u32, Trap> {
        Ok(self.table(table).get(ty, index)?.rep)
    }

    pub fn lend(&mut self, table: Number, ty: Number, index: u32) -> Result<u32, Trap> {
        let handle = self.table(table).get(ty, index)?;
        let rep = handle.rep;
        if handle.own {
            handle.lends += 1;
            self.lends.push((table, index));
        }
        Ok(rep)
    }

    pub fn lends(&self) -> u32 {
        self.lends.len() as u32
    }

    pub fn lends_end(&mut self, mark: u32) {
        for (table, index) in self.lends.split_off(mark as usize) {
            let handle = self.table(table).handles.get_mut(&index);
            handle.expect("a lent handle stays").lends -= 1;
        }
    }

    pub fn borrow_add(&mut self, table: Number, ty: Number, rep: u32) -> u32 {
        self.add_borrowed(table, ty, rep, false)
    }

    fn add_borrowed(&mut self, table: Number, ty: Number, rep: u32, drops_host: bool) -> u32 {
        let table = self.table(table);
        table.borrows += 1;
        table.add(Handle {
            ty,
            rep,
            own: false,
            lends: 0,
            drops_host,
        })
    }

    pub fn drop(&mut self, table: Number, ty: Number, index: u32) -> Result<u64, Trap> {
        let table = self.table(table);
        table.get_unlent(ty, index)?;
        let handle = table.remove(index);
        if handle.own {
            return Ok(1 << 32 | u64::from(handle.rep));
        }
        table.borrows -= 1;
        if !handle.drops_host {
            return Ok(0);
        }
        self.host_release(handle.rep)?;
        Ok(handle.rep.into())
    }

    fn hold(&mut self, handle: u32) -> Result<(), Trap> {
        if handle >= 1 << 28 {
            return Err(Trap::UnknownHandle);
        }
        match self.held.insert(handle) {
            true => Ok(()),
            false => Err(Trap::HeldHandle),
        }
    }

    pub fn host_own_enter(&mut self, table: Number, ty: Number, handle: u32) -> Result<u32, Trap> {
        self.hold(handle)?;
        Ok(self.own_add(table, ty, handle))
    }

    pub fn host_borrow_enter(
        &mut self,
        table: Number,
        ty: Number,
        handle: u32,
    ) -> Result<u32, Trap> {
        self.hold(handle)?;
        Ok(self.add_borrowed(table, ty, handle, true))
    }

    pub fn host_own_leave(&mut self, table: Number, ty: Number, index: u32) -> Result<u32, Trap> {
        let handle = self.own_take(table, ty, index)?;
        self.host_release(handle)?;
        Ok(handle)
    }

    pub fn host_own_offer(&mut self, table: Number, ty: Number, index: u32) -> Result<u32, Trap> {
        if !self.table(table).get_unlent(ty, index)?.own {
            return Err(Trap::NotOwned);
        }
        self.lend(table, ty, index)
    }

    pub fn host_release(&mut self, handle: u32) -> Result<(), Trap> {
        match self.held.remove(&handle) {
            true => Ok(()),
            false => Err(Trap::UnknownHandle),
        }
    }

    pub fn stash(&mut self, entry: [u32; 3]) {
        self.stash.push(entry);
    }
}
