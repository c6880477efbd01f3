//! The canonical built-ins of streams and futures that the host gets to know.

use super::Wrapper;
use super::shim::Slot;
use crate::plan::ChannelOp;
use fuse_abi::types::Type;
use wasm_encoder::{CanonicalOption, ComponentValType};

impl Wrapper<'_, '_> {
    /// A built-in, by way of the shim where it has to be.
    pub(super) fn channel_op(&mut self, op: ChannelOp) -> u32 {
        match self.shim_slot(Slot::Channel(op)) {
            Some(func) => func,
            None => self.canon_channel(op),
        }
    }

    /// The built-in itself. Those that copy are `async`, so that they never wait, and have the options of the instance's otherwise: the host
    /// copies from and to its memory.
    pub(super) fn canon_channel(&mut self, op: ChannelOp) -> u32 {
        let channel = op.channel(self.graph);
        let ComponentValType::Type(ty) = self.structural(Type::Def(channel.ty)) else {
            unreachable!("streams and futures are no primitive types")
        };
        let options = op.opts(self.graph).map(|opts| {
            let mut options = self.options(opts);
            options.push(CanonicalOption::Async);
            options
        });
        let options = options.unwrap_or_default();
        let writes = op.is_write(self.graph);
        let out = self.out();
        match (op, channel.future) {
            (ChannelOp::New(_), false) => out.stream_new(ty),
            (ChannelOp::New(_), true) => out.future_new(ty),
            (ChannelOp::Copy(_), false) if writes => out.stream_write(ty, options),
            (ChannelOp::Copy(_), false) => out.stream_read(ty, options),
            (ChannelOp::Copy(_), true) if writes => out.future_write(ty, options),
            (ChannelOp::Copy(_), true) => out.future_read(ty, options),
            (ChannelOp::Cancel { async_, .. }, false) if writes => {
                out.stream_cancel_write(ty, async_)
            }
            (ChannelOp::Cancel { async_, .. }, false) => out.stream_cancel_read(ty, async_),
            (ChannelOp::Cancel { async_, .. }, true) if writes => {
                out.future_cancel_write(ty, async_)
            }
            (ChannelOp::Cancel { async_, .. }, true) => out.future_cancel_read(ty, async_),
            (ChannelOp::Drop(end), false) if end.writable => out.stream_drop_writable(ty),
            (ChannelOp::Drop(_), false) => out.stream_drop_readable(ty),
            (ChannelOp::Drop(end), true) if end.writable => out.future_drop_writable(ty),
            (ChannelOp::Drop(_), true) => out.future_drop_readable(ty),
        }
    }
}
