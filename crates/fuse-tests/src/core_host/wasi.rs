//! As much of WASI 0.2 as a command needs that reads files and prints, on lifted values.

use super::{Object, Provider, Value};
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};
use wasmi::Error;

/// The most that is read or written at once.
const CHUNK: u64 = 1 << 16;

/// What a program is given.
#[derive(Debug)]
pub struct Wasi {
    args: Vec<String>,
    dirs: Vec<(PathBuf, String)>,
    stdin: Option<PathBuf>,
    resources: Vec<Option<Resource>>,
}

#[derive(Debug)]
enum Resource {
    /// A stream to read from; none that is at its end from the start.
    Input(Option<File>),
    Output(Out),
    Descriptor {
        place: PathBuf,
        flags: Value,
    },
    Pollable,
}

#[derive(Debug)]
enum Out {
    Stdout,
    Stderr,
    File(File),
}

impl Provider for Wasi {
    fn call(
        &mut self,
        interface: Option<&str>,
        name: &str,
        args: Vec<Value>,
    ) -> Result<Option<Value>, Error> {
        let interface = interface.unwrap_or_default();
        let interface = interface.split('@').next().expect("a first part");
        match interface {
            "wasi:cli/exit" => {
                let failed = args[0] != Value::case("ok", None);
                Err(Error::i32_exit(failed.into()))
            }
            "wasi:io/streams" => self.stream(name, &args),
            "wasi:filesystem/types" => self.descriptor(name, &args),
            _ => self.other(interface, name),
        }
    }

    fn dropped(&mut self, id: u32) {
        self.resources[id as usize] = None;
    }
}

impl Wasi {
    /// A program with these arguments, its name first, that sees the folders `dirs` of the machine under other names.
    pub fn new(args: Vec<String>, dirs: Vec<(PathBuf, String)>, stdin: Option<PathBuf>) -> Self {
        Wasi {
            args,
            dirs,
            stdin,
            resources: Vec::new(),
        }
    }

    fn add(&mut self, resource: Resource) -> Value {
        self.resources.push(Some(resource));
        let id = self.resources.len() - 1;
        Value::Handle(Object::Host(u32::try_from(id).expect("few resources")))
    }

    fn resource(&mut self, value: &Value) -> &mut Resource {
        let Value::Handle(Object::Host(id)) = value else {
            panic!("expected a resource of the host, got {value:?}")
        };
        let resource = self.resources[*id as usize].as_mut();
        resource.expect("a handle keeps its resource")
    }

    fn other(&mut self, interface: &str, name: &str) -> Result<Option<Value>, Error> {
        Ok(Some(match (interface, name) {
            ("wasi:cli/environment", "get-arguments") => {
                Value::List(self.args.iter().cloned().map(Value::String).collect())
            }
            ("wasi:cli/environment", "get-environment") => Value::List(Vec::new()),
            ("wasi:cli/environment", "initial-cwd") => Value::case("none", None),
            (_, "get-terminal-stdin" | "get-terminal-stdout" | "get-terminal-stderr") => {
                Value::case("none", None)
            }
            ("wasi:cli/stdin", "get-stdin") => {
                let file = self.stdin.as_ref().map(File::open).transpose();
                let file = file.map_err(|error| Error::new(error.to_string()))?;
                self.add(Resource::Input(file))
            }
            ("wasi:cli/stdout", "get-stdout") => self.add(Resource::Output(Out::Stdout)),
            ("wasi:cli/stderr", "get-stderr") => self.add(Resource::Output(Out::Stderr)),
            ("wasi:random/insecure-seed", "insecure-seed") => {
                Value::Record(vec![Value::Unsigned(1), Value::Unsigned(2)])
            }
            ("wasi:io/poll", "[method]pollable.block") => return Ok(None),
            ("wasi:filesystem/preopens", "get-directories") => {
                let dirs = self.dirs.clone().into_iter();
                let all = ["read", "write", "mutate-directory"];
                let flags = Value::Flags(all.map(String::from).to_vec());
                let dirs = dirs.map(|(place, name)| {
                    let flags = flags.clone();
                    let dir = self.add(Resource::Descriptor { place, flags });
                    Value::Record(vec![dir, Value::String(name)])
                });
                Value::List(dirs.collect())
            }
            _ => return Err(unknown(interface, name)),
        }))
    }

    fn stream(&mut self, name: &str, args: &[Value]) -> Result<Option<Value>, Error> {
        let result = match name {
            "[method]input-stream.subscribe" | "[method]output-stream.subscribe" => {
                return Ok(Some(self.add(Resource::Pollable)));
            }
            "[method]input-stream.read" | "[method]input-stream.blocking-read" => {
                let Resource::Input(file) = self.resource(&args[0]) else {
                    panic!("expected an input stream")
                };
                let mut bytes = Vec::new();
                if let (Some(file), Value::Unsigned(length)) = (file, &args[1]) {
                    let read = file.take((*length).min(CHUNK)).read_to_end(&mut bytes);
                    read.map_err(|error| Error::new(error.to_string()))?;
                }
                match bytes.as_slice() {
                    [] => err(Value::case("closed", None)),
                    bytes => ok(Some(Value::bytes(bytes))),
                }
            }
            "[method]output-stream.check-write" => ok(Some(Value::Unsigned(CHUNK))),
            "[method]output-stream.write" | "[method]output-stream.blocking-write-and-flush" => {
                let Resource::Output(out) = self.resource(&args[0]) else {
                    panic!("expected an output stream")
                };
                let bytes: Vec<u8> = args[1].elements().iter().map(|b| b.bits() as u8).collect();
                let written = match out {
                    Out::Stdout => std::io::stdout().write_all(&bytes),
                    Out::Stderr => std::io::stderr().write_all(&bytes),
                    Out::File(file) => file.write_all(&bytes),
                };
                written.map_err(|error| Error::new(error.to_string()))?;
                ok(None)
            }
            "[method]output-stream.flush" | "[method]output-stream.blocking-flush" => ok(None),
            _ => return Err(unknown("wasi:io/streams", name)),
        };
        Ok(Some(result))
    }

    fn descriptor(&mut self, name: &str, args: &[Value]) -> Result<Option<Value>, Error> {
        if name == "filesystem-error-code" {
            return Ok(Some(Value::case("none", None)));
        }
        let Resource::Descriptor { place, flags } = self.resource(&args[0]) else {
            panic!("expected a descriptor")
        };
        let (place, flags) = (place.clone(), flags.clone());
        let done = match name {
            "[method]descriptor.get-flags" => Ok(flags),
            "[method]descriptor.open-at" => self.open(&place, args),
            "[method]descriptor.read-via-stream" => {
                at(File::open(place), &args[1]).map(|file| self.add(Resource::Input(Some(file))))
            }
            "[method]descriptor.write-via-stream" => {
                at(OpenOptions::new().write(true).open(place), &args[1])
                    .map(|file| self.add(Resource::Output(Out::File(file))))
            }
            "[method]descriptor.append-via-stream" => OpenOptions::new()
                .append(true)
                .open(place)
                .map(|file| self.add(Resource::Output(Out::File(file)))),
            "[method]descriptor.get-type" => place.metadata().map(|data| kind(&data)),
            "[method]descriptor.stat" => place.metadata().map(|data| stat(&data)),
            "[method]descriptor.metadata-hash" => place.metadata().map(|data| {
                Value::Record(vec![
                    Value::Unsigned(data.dev()),
                    Value::Unsigned(data.ino()),
                ])
            }),
            _ => return Err(unknown("wasi:filesystem/types", name)),
        };
        Ok(Some(match done {
            Ok(value) => ok(Some(value)),
            Err(error) => err(Value::case(code(&error), None)),
        }))
    }

    fn open(&mut self, folder: &Path, args: &[Value]) -> std::io::Result<Value> {
        let [_, _, Value::String(name), Value::Flags(create), flags] = args else {
            panic!("expected the arguments of open-at, got {args:?}")
        };
        let inside = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
        if !Path::new(name).components().all(inside) {
            return Err(ErrorKind::PermissionDenied.into());
        }
        let place = folder.join(name);
        let Value::Flags(rights) = flags else {
            panic!("expected flags, got {flags:?}")
        };
        let has = |set: &[String], flag: &str| set.iter().any(|other| other == flag);
        let write = has(rights, "write");
        let file = OpenOptions::new()
            .read(true)
            .write(write)
            .create(has(create, "create") && write)
            .create_new(has(create, "exclusive") && write)
            .truncate(has(create, "truncate") && write)
            .open(&place)?;
        if has(create, "directory") && !file.metadata()?.is_dir() {
            return Err(ErrorKind::NotADirectory.into());
        }
        let flags = flags.clone();
        Ok(self.add(Resource::Descriptor { place, flags }))
    }
}

fn ok(payload: Option<Value>) -> Value {
    Value::case("ok", payload)
}

fn err(payload: Value) -> Value {
    Value::case("err", Some(payload))
}

fn unknown(interface: &str, name: &str) -> Error {
    Error::new(format!("this host does not have {interface}#{name}"))
}

/// `file`, from `offset` on.
fn at(file: std::io::Result<File>, offset: &Value) -> std::io::Result<File> {
    let mut file = file?;
    file.seek(SeekFrom::Start(offset.bits()))?;
    Ok(file)
}

fn kind(data: &std::fs::Metadata) -> Value {
    let name = match (data.is_dir(), data.is_file()) {
        (true, _) => "directory",
        (_, true) => "regular-file",
        _ => "unknown",
    };
    Value::case(name, None)
}

fn stat(data: &std::fs::Metadata) -> Value {
    let time = |seconds: i64, nanoseconds: i64| {
        let (seconds, nanoseconds) = (seconds.cast_unsigned(), nanoseconds.cast_unsigned());
        let time = vec![Value::Unsigned(seconds), Value::Unsigned(nanoseconds)];
        Value::case("some", Some(Value::Record(time)))
    };
    Value::Record(vec![
        kind(data),
        Value::Unsigned(data.nlink()),
        Value::Unsigned(data.size()),
        time(data.atime(), data.atime_nsec()),
        time(data.mtime(), data.mtime_nsec()),
        time(data.ctime(), data.ctime_nsec()),
    ])
}

/// The name that WASI has for what went wrong.
fn code(error: &std::io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::NotFound => "no-entry",
        ErrorKind::AlreadyExists => "exist",
        ErrorKind::IsADirectory => "is-directory",
        ErrorKind::NotADirectory => "not-directory",
        ErrorKind::PermissionDenied => "not-permitted",
        ErrorKind::InvalidInput => "invalid",
        _ => "io",
    }
}
