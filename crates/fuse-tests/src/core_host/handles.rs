//! The host's handle table: the module's handles to the host's resources, and the host's to those of the module.

use super::value::Object;

/// Handles by number; number 0 is none.
#[derive(Debug, Default)]
pub struct Handles {
    entries: Vec<Option<Entry>>,
    free: Vec<usize>,
    /// For each call of an export that is under way, how many borrows are still out.
    pub calls: Vec<u32>,
}

#[derive(Debug)]
struct Entry {
    resource: usize,
    object: Object,
    /// For a borrow, which call it was lent for.
    call: Option<usize>,
}

/// What a handle stood for.
#[derive(Debug)]
pub struct Dropped {
    /// The resource.
    pub object: Object,
    /// Whether the handle owned it.
    pub owned: bool,
}

impl Handles {
    /// A new handle that owns `object`.
    pub fn own(&mut self, resource: usize, object: Object) -> i32 {
        self.add(Entry {
            resource,
            object,
            call: None,
        })
    }

    /// A new handle, lent for the innermost call.
    pub fn borrow(&mut self, resource: usize, object: Object) -> i32 {
        let call = self.calls.len() - 1;
        self.calls[call] += 1;
        self.add(Entry {
            resource,
            object,
            call: Some(call),
        })
    }

    fn add(&mut self, entry: Entry) -> i32 {
        let index = self.free.pop().unwrap_or_else(|| {
            self.entries.push(None);
            self.entries.len() - 1
        });
        self.entries[index] = Some(entry);
        i32::try_from(index + 1).expect("few handles")
    }

    /// What `handle` stands for.
    pub fn get(&self, resource: usize, handle: i32) -> Result<Object, String> {
        let index = index(handle)?;
        match self.entries.get(index) {
            Some(Some(entry)) if entry.resource == resource => Ok(entry.object.clone()),
            _ => Err(format!("there is no handle {handle} of this type")),
        }
    }

    /// Takes `handle` out of the table.
    pub fn remove(&mut self, resource: usize, handle: i32) -> Result<Dropped, String> {
        self.get(resource, handle)?;
        let index = index(handle)?;
        let entry = self.entries[index].take().expect("it was just there");
        self.free.push(index);
        if let Some(call) = entry.call {
            self.calls[call] -= 1;
        }
        Ok(Dropped {
            object: entry.object,
            owned: entry.call.is_none(),
        })
    }
}

fn index(handle: i32) -> Result<usize, String> {
    let index = usize::try_from(handle)
        .ok()
        .and_then(|handle| handle.checked_sub(1));
    index.ok_or_else(|| format!("{handle} is no handle"))
}
