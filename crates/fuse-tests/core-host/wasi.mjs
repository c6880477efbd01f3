// As much of WASI 0.2 as a command needs that reads files and prints: functions from lifted values to lifted values.

import fs from 'node:fs';
import path from 'node:path';

/** The program leaves with this exit code. */
export class Exit extends Error {
  constructor(code) {
    super(`the program leaves with ${code}`);
    this.code = code;
  }
}

const ok = (val) => ({ tag: 'ok', val });
const err = (val) => ({ tag: 'err', val });
const some = (val) => ({ tag: 'some', val });
const none = { tag: 'none' };

const CODES = { ENOENT: 'no-entry', EEXIST: 'exist', EACCES: 'access', EISDIR: 'is-directory', ENOTDIR: 'not-directory', EINVAL: 'invalid' };

/** Runs `step`; an error of the file system becomes its code. */
function attempt(step) {
  try {
    return ok(step());
  } catch (error) {
    if (!(error.code in CODES)) throw error;
    return err({ tag: CODES[error.code] });
  }
}

class Input {
  constructor(fd, at) {
    this.fd = fd;
    this.at = at;
  }

  read(length) {
    const buffer = new Uint8Array(Number(length < 65536n ? length : 65536n));
    const count = fs.readSync(this.fd, buffer, 0, buffer.length, this.at);
    if (this.at !== null) this.at += count;
    if (count === 0 && buffer.length > 0) return err({ tag: 'closed' });
    return ok(Array.from(buffer.subarray(0, count)));
  }
}

class Output {
  constructor(fd, at) {
    this.fd = fd;
    this.at = at;
  }

  write(bytes) {
    const buffer = Uint8Array.from(bytes);
    for (let done = 0; done < buffer.length;) {
      const count = fs.writeSync(this.fd, buffer, done, buffer.length - done, this.at);
      if (this.at !== null) this.at += count;
      done += count;
    }
    return ok();
  }
}

class Descriptor {
  constructor(place, fd, flags) {
    this.place = place;
    this.fd = fd;
    this.flags = flags;
  }

  drop() {
    fs.closeSync(this.fd);
  }
}

function kind(stat) {
  return { tag: stat.isDirectory() ? 'directory' : stat.isFile() ? 'regular-file' : 'unknown' };
}

function time(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  return some({ seconds: BigInt(seconds), nanoseconds: Math.floor((milliseconds - seconds * 1000) * 1e6) });
}

function open(descriptor, name, create, wanted) {
  const place = path.join(descriptor.place, name);
  if (path.relative(descriptor.place, place).startsWith('..')) return err({ tag: 'not-permitted' });
  let mode = wanted.write ? fs.constants.O_RDWR : fs.constants.O_RDONLY;
  const bits = { create: 'O_CREAT', exclusive: 'O_EXCL', truncate: 'O_TRUNC', directory: 'O_DIRECTORY' };
  for (const [flag, bit] of Object.entries(bits)) if (create[flag]) mode |= fs.constants[bit];
  return attempt(() => new Descriptor(place, fs.openSync(place, mode), wanted));
}

/** The functions, by interface without version and name; `given` has the arguments, the variables, folders and a file for stdin. */
export function wasi(given) {
  const stdin = given.stdin === undefined ? undefined : fs.openSync(given.stdin);
  const functions = {
    'wasi:cli/environment#get-arguments': () => given.args,
    'wasi:cli/environment#get-environment': () => given.env,
    'wasi:cli/environment#initial-cwd': () => none,
    'wasi:cli/exit#exit': (status) => { throw new Exit(status.tag === 'ok' ? 0 : 1); },
    'wasi:cli/stdin#get-stdin': () => stdin === undefined ? { read: () => err({ tag: 'closed' }) } : new Input(stdin, null),
    'wasi:cli/stdout#get-stdout': () => new Output(1, null),
    'wasi:cli/stderr#get-stderr': () => new Output(2, null),
    'wasi:cli/terminal-stdin#get-terminal-stdin': () => none,
    'wasi:cli/terminal-stdout#get-terminal-stdout': () => none,
    'wasi:cli/terminal-stderr#get-terminal-stderr': () => none,
    'wasi:io/poll#[method]pollable.block': () => undefined,
    'wasi:io/poll#[method]pollable.ready': () => true,
    'wasi:io/poll#poll': (pollables) => pollables.map((_, n) => n),
    'wasi:io/streams#[method]input-stream.subscribe': () => ({}),
    'wasi:io/streams#[method]input-stream.read': (stream, length) => stream.read(length),
    'wasi:io/streams#[method]input-stream.blocking-read': (stream, length) => stream.read(length),
    'wasi:io/streams#[method]output-stream.subscribe': () => ({}),
    'wasi:io/streams#[method]output-stream.check-write': () => ok(65536n),
    'wasi:io/streams#[method]output-stream.write': (stream, bytes) => stream.write(bytes),
    'wasi:io/streams#[method]output-stream.blocking-write-and-flush': (stream, bytes) => stream.write(bytes),
    'wasi:io/streams#[method]output-stream.flush': () => ok(),
    'wasi:io/streams#[method]output-stream.blocking-flush': () => ok(),
    'wasi:random/insecure-seed#insecure-seed': () => [1n, 2n],
    'wasi:random/random#get-random-bytes': (length) => Array.from({ length: Number(length) }, (_, n) => n & 0xff),
    'wasi:random/random#get-random-u64': () => 4n,
    'wasi:clocks/monotonic-clock#now': () => process.hrtime.bigint(),
    'wasi:clocks/monotonic-clock#subscribe-duration': () => ({}),
    'wasi:filesystem/preopens#get-directories': () => given.dirs.map(([place, name]) =>
      [new Descriptor(place, fs.openSync(place), { read: true, write: true, 'mutate-directory': true }), name]),
    'wasi:filesystem/types#filesystem-error-code': () => none,
    'wasi:filesystem/types#[method]descriptor.get-flags': ({ flags }) => ok(flags),
    'wasi:filesystem/types#[method]descriptor.get-type': ({ fd }) => attempt(() => kind(fs.fstatSync(fd))),
    'wasi:filesystem/types#[method]descriptor.open-at': (self, _, name, create, wanted) => open(self, name, create, wanted),
    'wasi:filesystem/types#[method]descriptor.read-via-stream': ({ fd }, offset) => ok(new Input(fd, Number(offset))),
    'wasi:filesystem/types#[method]descriptor.write-via-stream': ({ fd }, offset) => ok(new Output(fd, Number(offset))),
    'wasi:filesystem/types#[method]descriptor.append-via-stream': ({ fd }) => attempt(() => new Output(fd, fs.fstatSync(fd).size)),
    'wasi:filesystem/types#[method]descriptor.metadata-hash': ({ fd }) => attempt(() => {
      const stat = fs.fstatSync(fd, { bigint: true });
      return { upper: stat.dev, lower: stat.ino };
    }),
    'wasi:filesystem/types#[method]descriptor.stat': ({ fd }) => attempt(() => {
      const stat = fs.fstatSync(fd);
      return {
        type: kind(stat),
        'link-count': BigInt(stat.nlink),
        size: BigInt(stat.size),
        'data-access-timestamp': time(stat.atimeMs),
        'data-modification-timestamp': time(stat.mtimeMs),
        'status-change-timestamp': time(stat.ctimeMs),
      };
    }),
  };
  return (interfaceName, name) => {
    const key = `${interfaceName.split('@')[0]}#${name}`;
    return functions[key] ?? (() => { throw new Error(`this host does not have ${key}`); });
  };
}
