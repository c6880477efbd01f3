//! Readable ends of streams and futures in lists, tuples, options and results, made by an instance or by the host.

use crate::subject::{engine, forms};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use wasmtime::component::{
    Component, FutureConsumer, FutureReader, Linker, Source, StreamConsumer, StreamReader,
    StreamResult,
};
use wasmtime::{Engine, Result, Store, StoreContextMut};

/// An element of the lists that are passed.
type Pair = (Option<StreamReader<u8>>, Result<FutureReader<u32>, u32>);

/// What was read of one element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Read {
    bytes: Option<Vec<u8>>,
    number: Option<u32>,
    error: Option<u32>,
}

/// The place of an element, whose ends are read into it.
#[derive(Clone)]
struct Into(Arc<Mutex<Read>>);

impl StreamConsumer<()> for Into {
    type Item = u8;

    fn poll_consume(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        store: StoreContextMut<'_, ()>,
        source: Source<'_, u8>,
        _: bool,
    ) -> Poll<Result<StreamResult>> {
        let mut source = source.as_direct(store);
        let bytes = source.remaining().to_vec();
        source.mark_read(bytes.len());
        let mut read = self.0.lock().unwrap();
        read.bytes.get_or_insert_default().extend(bytes);
        Poll::Ready(Ok(StreamResult::Completed))
    }
}

impl FutureConsumer<()> for Into {
    type Item = u32;

    fn poll_consume(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        store: StoreContextMut<'_, ()>,
        mut source: Source<'_, u32>,
        _: bool,
    ) -> Poll<Result<()>> {
        let mut number = None;
        source.read(store, &mut number)?;
        self.0.lock().unwrap().number = number;
        Poll::Ready(Ok(()))
    }
}

fn linker(engine: &Engine) -> Linker<()> {
    let mut linker = Linker::new(engine);
    let mut root = linker.root();
    root.func_wrap("turn", |_, (mut them,): (Vec<Pair>,)| {
        them.reverse();
        Ok((them,))
    })
    .unwrap();
    root.func_wrap_concurrent("turn-later", |_, (mut them,): (Vec<Pair>,)| {
        Box::pin(async move {
            tokio::task::yield_now().await;
            them.reverse();
            Ok((them,))
        })
    })
    .unwrap();
    linker
}

/// Runs a test on an instance of each form, whose exports it gets.
fn each(test: impl AsyncFn(&mut Store<()>, &wasmtime::component::Instance)) {
    let engine = engine();
    let linker = linker(&engine);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    for (form, bytes) in forms("ends") {
        eprintln!("{form}");
        let component = Component::from_binary(&engine, &bytes).unwrap();
        runtime.block_on(async {
            let mut store = Store::new(&engine, ());
            let instance = linker
                .instantiate_async(&mut store, &component)
                .await
                .unwrap();
            test(&mut store, &instance).await;
        });
    }
}

/// Reads everything that there is to read.
async fn read(store: &mut Store<()>, them: Vec<Pair>) -> Vec<Read> {
    let places: Vec<Into> = them.iter().map(|_| Into(Arc::default())).collect();
    for ((stream, future), place) in them.into_iter().zip(&places) {
        if let Some(stream) = stream {
            place.0.lock().unwrap().bytes = Some(Vec::new());
            stream.pipe(&mut *store, place.clone()).unwrap();
        }
        match future {
            Ok(future) => future.pipe(&mut *store, place.clone()).unwrap(),
            Err(error) => place.0.lock().unwrap().error = Some(error),
        }
    }
    store
        .run_concurrent(async |_| {
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
        })
        .await
        .unwrap();
    let read = |place: &Into| place.0.lock().unwrap().clone();
    places.iter().map(read).collect()
}

/// What `a` makes, as the fixture says.
fn expected(count: u32) -> Vec<Read> {
    let element = |n: u32| Read {
        bytes: (!n.is_multiple_of(3)).then(|| vec![n as u8; 2]),
        number: (!n.is_multiple_of(2)).then_some(n + 100),
        error: n.is_multiple_of(2).then_some(n),
    };
    (0..count).map(element).collect()
}

#[test]
fn ends_of_an_instance_come_to_the_host_inside_values() {
    each(async |store, instance| {
        let make = instance.get_typed_func::<(u32,), (Vec<Pair>,)>(&mut *store, "make");
        let make = make.unwrap();
        for count in [0, 1, 2, 50] {
            let (them,) = make.call_async(&mut *store, (count,)).await.unwrap();
            let mut read = read(store, them).await;
            read.reverse();
            assert_eq!(read, expected(count));
        }
    });
}

#[test]
fn a_host_that_returns_them_later_is_waited_for() {
    each(async |store, instance| {
        let make = instance.get_typed_func::<(u32,), (Vec<Pair>,)>(&mut *store, "make-later");
        let make = make.unwrap();
        for count in [0, 1, 2, 50] {
            let (them,) = make.call_async(&mut *store, (count,)).await.unwrap();
            let mut read = read(store, them).await;
            read.reverse();
            assert_eq!(read, expected(count));
        }
    });
}

#[test]
fn ends_of_the_host_pass_through_instances_inside_values() {
    each(async |store, instance| {
        let pass = instance.get_typed_func::<(Vec<Pair>,), (Vec<Pair>,)>(&mut *store, "pass");
        let pass = pass.unwrap();
        for count in [0, 1, 2, 50] {
            let mut them = Vec::new();
            for Read {
                bytes,
                number,
                error,
            } in expected(count)
            {
                let stream = bytes.map(|bytes| StreamReader::new(&mut *store, bytes).unwrap());
                let future = match (number, error) {
                    (Some(number), _) => {
                        let number = async move { wasmtime::error::Ok(number) };
                        Ok(FutureReader::new(&mut *store, number).unwrap())
                    }
                    (None, error) => Err(error.unwrap()),
                };
                them.push((stream, future));
            }
            for _ in 0..3 {
                (them,) = pass.call_async(&mut *store, (them,)).await.unwrap();
            }
            let mut read = read(store, them).await;
            read.reverse();
            assert_eq!(read, expected(count));
        }
    });
}
