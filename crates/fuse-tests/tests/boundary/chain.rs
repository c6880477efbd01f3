//! Two components, fused one by one, of which one has the other's resources by way of the host.

use crate::subject::{Subject, engine, forms, func};
use wasmtime::component::{Component, Linker, Val};
use wasmtime::{Engine, Store};

/// What the first component's resources were dropped with, in a sum.
type Dropped = u32;

/// Links `second` to the instance `definer` of `first`, both in one store.
fn link(engine: &Engine, first: &[u8], second: &[u8]) -> Subject<Dropped> {
    let mut store = Store::new(engine, 0);
    let component = Component::from_binary(engine, first).unwrap();
    let first = Linker::new(engine)
        .instantiate(&mut store, &component)
        .unwrap();
    let (_, definer) = first.get_export(&mut store, None, "definer").unwrap();
    let (_, r) = first.get_export(&mut store, Some(&definer), "r").unwrap();
    let r = first.get_resource(&mut store, r).unwrap();

    let mut linker = Linker::new(engine);
    let mut instance = linker.instance("definer").unwrap();
    instance
        .resource("r", r, |mut store, rep| {
            *store.data_mut() += rep;
            Ok(())
        })
        .unwrap();
    for name in ["new", "rep", "take", "give"] {
        let func = func(&mut store, &first, &format!("definer#{name}"));
        instance
            .func_new(name, move |mut store, _, args, results| {
                func.call(&mut store, args, results)?;
                for arg in args {
                    if let Val::Resource(handle) = arg
                        && !handle.owned()
                    {
                        handle.resource_drop(&mut store)?;
                    }
                }
                Ok(())
            })
            .unwrap();
    }
    let component = Component::from_binary(engine, second).unwrap();
    let instance = linker.instantiate(&mut store, &component).unwrap();
    Subject { store, instance }
}

fn each(test: impl Fn(&mut Subject<Dropped>)) {
    let engine = engine();
    for (first_form, first) in forms("guests") {
        for (second_form, second) in forms("import") {
            eprintln!("{first_form} and {second_form}");
            test(&mut link(&engine, &first, &second));
        }
    }
}

#[test]
fn one_components_resources_serve_another() {
    each(|it| {
        assert_eq!(it.number("a#new", &[Val::U32(70)]), 1);
        assert_eq!(it.number("b#new", &[Val::U32(80)]), 1);
        assert_eq!(it.number("b#new", &[Val::U32(90)]), 2);
        assert_eq!(it.number("a#rep", &[Val::U32(1)]), 70);
        assert_eq!(it.number("b#rep", &[Val::U32(1)]), 80);
        assert_eq!(it.number("b#rep", &[Val::U32(2)]), 90);
        assert_eq!(it.number("b#return", &[Val::U32(1)]), 1);
        assert_eq!(it.number("a#get-back", &[Val::U32(1)]), 2);
        assert_eq!(it.number("a#rep", &[Val::U32(2)]), 80);
        assert_eq!(*it.store.data(), 0);
        it.call("a#drop", &[Val::U32(2)]).unwrap();
        assert_eq!(*it.store.data(), 80);
        it.call("b#drop", &[Val::U32(2)]).unwrap();
        assert_eq!(*it.store.data(), 170);
        assert_eq!(it.number("b#new", &[Val::U32(100)]), 2);
    });
}

#[test]
fn one_instances_handle_is_not_anothers() {
    each(|it| {
        assert_eq!(it.number("a#new", &[Val::U32(70)]), 1);
        assert!(it.call("b#rep", &[Val::U32(1)]).is_err());
    });
    each(|it| {
        assert_eq!(it.number("a#new", &[Val::U32(70)]), 1);
        assert_eq!(it.number("a#return", &[Val::U32(1)]), 1);
        assert!(it.call("a#drop", &[Val::U32(1)]).is_err());
    });
}
