//! What the engine has of the host's ends: how they read and write when the guest comes.

use super::element::Value;
use super::host::Shared;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use wasmtime::component::{
    Destination, FutureConsumer, FutureProducer, Source, StreamConsumer, StreamProducer,
    StreamResult, VecBuffer,
};
use wasmtime::{Result, StoreContextMut};

/// An end as the engine has it.
pub(super) struct Here<T> {
    shared: Shared,
    end: usize,
    element: PhantomData<fn() -> T>,
}

impl<T> Drop for Here<T> {
    fn drop(&mut self) {
        self.shared.let_go(self.end);
    }
}

impl<T: Value> Here<T> {
    pub(super) fn new(shared: Shared, end: usize) -> Here<T> {
        Here {
            shared,
            end,
            element: PhantomData,
        }
    }

    /// Takes as many of what is offered as it may.
    fn take(
        &self,
        mut store: StoreContextMut<'_, Shared>,
        source: &mut Source<'_, T>,
        offered: usize,
    ) -> Result<()> {
        let left = self.shared.world().ends[self.end].left;
        let count = u32::try_from(offered).map_or(left, |offered| left.min(offered));
        if count == 0 {
            return Ok(());
        }
        let mut shown = Vec::new();
        for _ in 0..count {
            let mut element = None;
            source.read(&mut store, &mut element)?;
            let element: T = element.expect("that many were offered");
            shown.push(element.shown());
        }
        {
            let end = &mut self.shared.world().ends[self.end];
            end.left -= count;
            let copying = end.copying.as_mut().expect("the guest has come");
            copying.taken += count;
        }
        self.shared
            .said(self.end, &format!("takes {}", shown.join(" ")));
        Ok(())
    }

    /// Elements that have not been given.
    fn fresh(&self, count: u32) -> Vec<T> {
        let elements: Vec<T> = {
            let end = &mut self.shared.world().ends[self.end];
            let first = end.given;
            end.given += count;
            (first..first + count).map(T::nth).collect()
        };
        let shown: Vec<String> = elements.iter().map(T::shown).collect();
        self.shared
            .said(self.end, &format!("gives {}", shown.join(" ")));
        elements
    }
}

impl<T: Value> StreamConsumer<Shared> for Here<T> {
    type Item = T;

    fn poll_consume(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut store: StoreContextMut<'_, Shared>,
        mut source: Source<'_, T>,
        finish: bool,
    ) -> Poll<Result<StreamResult>> {
        let offered = source.remaining(&mut store);
        self.shared
            .comes(self.end, &offered.to_string(), finish, cx.waker());
        self.take(store, &mut source, offered)?;
        let (result, holds) = {
            let end = &self.shared.world().ends[self.end];
            let copying = end.copying.expect("the guest has come");
            let done = end.closes && end.left == 0;
            let taken = copying.taken > 0 || (offered == 0 && end.left > 0);
            let holds = end.holds && (!finish || end.insists);
            let result = match (taken, done) {
                (_, true) => Some(StreamResult::Dropped),
                (true, false) => Some(StreamResult::Completed),
                (false, false) if finish && !end.insists => Some(StreamResult::Cancelled),
                (false, false) => None,
            };
            (result, holds)
        };
        match result {
            Some(result) if !holds => self.shared.goes(self.end, result),
            _ => Poll::Pending,
        }
    }
}

impl<T: Value> FutureConsumer<Shared> for Here<T> {
    type Item = T;

    fn poll_consume(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut store: StoreContextMut<'_, Shared>,
        mut source: Source<'_, T>,
        finish: bool,
    ) -> Poll<Result<()>> {
        let offered = source.remaining(&mut store);
        self.shared.comes(self.end, "it", finish, cx.waker());
        self.take(store, &mut source, offered)?;
        let ready = {
            let end = &self.shared.world().ends[self.end];
            let copying = end.copying.expect("the guest has come");
            let free = !end.holds || (finish && !end.insists);
            free && (copying.taken > 0 || (finish && !end.insists))
        };
        if ready {
            self.shared
                .goes(self.end, StreamResult::Completed)
                .map_ok(|_| ())
        } else {
            Poll::Pending
        }
    }
}

impl<T: Value> StreamProducer<Shared> for Here<T> {
    type Item = T;
    type Buffer = VecBuffer<T>;

    fn poll_produce<'a>(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut store: StoreContextMut<'a, Shared>,
        mut destination: Destination<'a, T, VecBuffer<T>>,
        finish: bool,
    ) -> Poll<Result<StreamResult>> {
        let wanted = destination.remaining(&mut store);
        let how_many = wanted.map_or("any".to_owned(), |wanted| wanted.to_string());
        self.shared.comes(self.end, &how_many, finish, cx.waker());
        let (count, result) = {
            let end = &mut self.shared.world().ends[self.end];
            let wanted =
                wanted.map_or(u32::MAX, |wanted| u32::try_from(wanted).unwrap_or(u32::MAX));
            let ready = end.left > 0;
            let count = std::mem::take(&mut end.pushed) + end.left.min(wanted);
            end.left -= end.left.min(wanted);
            let done = end.closes && end.left == 0;
            let result = match (count > 0 || (wanted == 0 && ready), done) {
                (_, true) => Some(StreamResult::Dropped),
                (true, false) => Some(StreamResult::Completed),
                (false, false) if finish && !end.insists => Some(StreamResult::Cancelled),
                (false, false) => None,
            };
            (count, result)
        };
        if count > 0 {
            destination.set_buffer(self.fresh(count).into());
        }
        match result {
            Some(result) => self.shared.goes(self.end, result),
            None => Poll::Pending,
        }
    }
}

impl<T: Value> FutureProducer<Shared> for Here<T> {
    type Item = T;

    fn poll_produce(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        _: StoreContextMut<'_, Shared>,
        finish: bool,
    ) -> Poll<Result<Option<T>>> {
        self.shared.comes(self.end, "it", finish, cx.waker());
        let (gives, insists) = {
            let end = &mut self.shared.world().ends[self.end];
            let gives = end.left > 0;
            end.left -= u32::from(gives);
            (gives, end.insists)
        };
        let value = gives.then(|| self.fresh(1).pop()).flatten();
        if value.is_none() && (!finish || insists) {
            return Poll::Pending;
        }
        self.shared
            .goes(self.end, StreamResult::Completed)
            .map_ok(|_| value)
    }
}
