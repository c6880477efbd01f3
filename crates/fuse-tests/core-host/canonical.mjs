// The canonical ABI for a bare core module, from its manifest alone: lifts and lowers values of any type, and wires functions.
//
// Values: numbers, bigints for 64 bits, booleans, strings; arrays for lists and tuples, objects for records; `{ tag, val }` for variants,
// enums, options and results; an object of booleans for flags. A handle is whatever object the host or `resources` keeps.

import { load, loadRange, store, storeRange } from './memory.mjs';
import { Handles } from './handles.mjs';

const PRIMITIVES = {
  bool: [1, 'i32'], s8: [1, 'i32'], u8: [1, 'i32'], s16: [2, 'i32'], u16: [2, 'i32'], s32: [4, 'i32'], u32: [4, 'i32'],
  s64: [8, 'i64'], u64: [8, 'i64'], f32: [4, 'f32'], f64: [8, 'f64'], char: [4, 'i32'], string: [8, 'i32', 'i32'],
};

/** A core module, described by its manifest. */
export class Host {
  /** `functions(interface, name)` gives what provides a function of the world: it takes and returns lifted values. */
  constructor(manifest, functions) {
    if (manifest.version !== 1) throw new Error(`manifest version ${manifest.version} is not known`);
    this.manifest = manifest;
    this.functions = functions;
    this.handles = new Handles(this);
  }

  /** Instantiates the module and runs what has to run first. */
  instantiate(bytes) {
    const imports = {};
    for (const item of this.manifest.imports) {
      (imports[item.module] ??= {})[item.name] = this.provide(item);
    }
    this.exports = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports).exports;
    if (this.manifest.initialize) this.exports[this.manifest.initialize]();
  }

  /** Calls an exported function with lifted values. */
  call(interfaceName, name, ...args) {
    const found = this.manifest.exports.find(
      (item) => item.kind === 'function' && item.interface === interfaceName && item.function === name);
    if (!found) throw new Error(`there is no export ${interfaceName}#${name}`);
    const { abi } = found;
    const types = found.params.map((param) => param.type);
    const scope = this.handles.enter();
    const results = [].concat(this.exports[found.name](...this.lowerArgs(abi, types, args, scope)) ?? []);
    let value;
    if (found.result !== undefined) {
      value = abi['return-area']
        ? this.load(abi, found.result, results[0] >>> 0)
        : this.liftFlat(abi, [found.result], results)[0];
    }
    if (abi['post-return']) this.exports[abi['post-return']](...results);
    this.handles.leave(scope);
    return value;
  }

  /** What satisfies an import. */
  provide(item) {
    switch (item.kind) {
      case 'function': return this.provideFunction(item);
      case 'resource-new': return (rep) => this.handles.fresh(item.resource, rep);
      case 'resource-rep': return (handle) => this.handles.rep(item.resource, handle);
      case 'resource-drop': return (handle) => this.handles.drop(item.resource, handle);
      default: throw new Error(`this host does not provide ${item.module} ${item.name} (${item.kind})`);
    }
  }

  provideFunction({ interface: interfaceName, function: name, params, result, abi }) {
    if (abi.async) throw new Error(`${interfaceName}#${name} is asynchronous, which this host is not`);
    const types = params.map((param) => param.type);
    const implementation = this.functions(interfaceName, name);
    return (...core) => {
      const pointer = abi['return-area'] && core.pop() >>> 0;
      const area = abi['params-area'];
      const args = area
        ? types.map((type, n) => this.load(abi, type, (core[0] >>> 0) + area.offsets[n]))
        : this.liftFlat(abi, types, core);
      const value = implementation(...args);
      if (result === undefined) return undefined;
      if (abi['return-area']) return this.store(abi, result, value, pointer);
      return this.lowerFlat(abi, result, value)[0];
    };
  }

  lowerArgs(abi, types, args, scope) {
    const area = abi['params-area'];
    if (!area) return types.flatMap((type, n) => this.lowerFlat(abi, type, args[n], scope));
    const pointer = this.allocate(abi, area.align, area.size);
    types.forEach((type, n) => this.store(abi, type, args[n], pointer + area.offsets[n], scope));
    return [pointer];
  }

  /** What the manifest says about a type that is not primitive. */
  type(type) {
    return this.manifest.types[type];
  }

  size(type) {
    return typeof type === 'string' ? PRIMITIVES[type][0] : this.type(type).size;
  }

  align(type) {
    if (type === 'string') return 4;
    return typeof type === 'string' ? this.size(type) : this.type(type).align;
  }

  flat(type) {
    return typeof type === 'string' ? PRIMITIVES[type].slice(1) : this.type(type).flat;
  }

  memory(abi) {
    return this.exports[abi.memory].buffer;
  }

  allocate(abi, align, size) {
    const pointer = this.exports[abi.realloc](0, 0, align, size) >>> 0;
    if (pointer % align !== 0 || pointer + size > this.memory(abi).byteLength) throw new Error('realloc misbehaves');
    return pointer;
  }

  load(abi, type, pointer) {
    return load(this, abi, type, pointer);
  }

  store(abi, type, value, pointer, scope) {
    store(this, abi, type, value, pointer, scope);
  }

  /** Lifts one value of each of `types` from core values. */
  liftFlat(abi, types, core) {
    const rest = core.slice();
    return types.map((type) => this.liftNext(abi, type, rest));
  }

  liftNext(abi, type, core) {
    switch (type) {
      case 'bool': return core.shift() !== 0;
      case 's8': return core.shift() << 24 >> 24;
      case 's16': return core.shift() << 16 >> 16;
      case 's32': return core.shift() | 0;
      case 'u8': return core.shift() & 0xff;
      case 'u16': return core.shift() & 0xffff;
      case 'u32': return core.shift() >>> 0;
      case 's64': return BigInt.asIntN(64, core.shift());
      case 'u64': return BigInt.asUintN(64, core.shift());
      case 'f32': case 'f64': return core.shift();
      case 'char': return char(core.shift() >>> 0);
      case 'string': return loadRange(this, abi, type, core.shift() >>> 0, core.shift() >>> 0);
    }
    const ty = this.type(type);
    switch (ty.kind) {
      case 'record': return Object.fromEntries(ty.fields.map((field) => [field.name, this.liftNext(abi, field.type, core)]));
      case 'tuple': return ty.fields.map((field) => this.liftNext(abi, field.type, core));
      case 'fixed-list': return Array.from({ length: ty.length }, () => this.liftNext(abi, ty.element, core));
      case 'list': case 'map': return loadRange(this, abi, type, core.shift() >>> 0, core.shift() >>> 0);
      case 'flags': return flags(ty, core.shift());
      case 'own': case 'borrow': return this.handles.lift(ty, core.shift());
      default: return this.liftVariant(abi, ty, core);
    }
  }

  liftVariant(abi, ty, core) {
    const number = core.shift() >>> 0;
    const joined = ty.flat.slice(1);
    const raw = core.splice(0, joined.length);
    const found = ty.cases[number];
    if (!found) throw new Error(`there is no case ${number}`);
    if (found.type === undefined) return { tag: found.name };
    const wanted = this.flat(found.type);
    const payload = wanted.map((to, n) => unjoin(raw[n], joined[n], to));
    return { tag: found.name, val: this.liftNext(abi, found.type, payload) };
  }

  /** The core values of a value. */
  lowerFlat(abi, type, value, scope) {
    switch (type) {
      case 'bool': return [value ? 1 : 0];
      case 's8': case 's16': case 's32': case 'u8': case 'u16': case 'u32': return [value | 0];
      case 's64': case 'u64': return [BigInt.asIntN(64, BigInt(value))];
      case 'f32': case 'f64': return [value];
      case 'char': return [value.codePointAt(0)];
      case 'string': return storeRange(this, abi, type, value, scope);
    }
    const ty = this.type(type);
    switch (ty.kind) {
      case 'record': return ty.fields.flatMap((field) => this.lowerFlat(abi, field.type, value[field.name], scope));
      case 'tuple': return ty.fields.flatMap((field, n) => this.lowerFlat(abi, field.type, value[n], scope));
      case 'fixed-list': return value.flatMap((element) => this.lowerFlat(abi, ty.element, element, scope));
      case 'list': case 'map': return storeRange(this, abi, type, value, scope);
      case 'flags': return [bits(ty, value)];
      case 'own': case 'borrow': return [this.handles.lower(ty, value, scope)];
      default: return this.lowerVariant(abi, ty, value, scope);
    }
  }

  lowerVariant(abi, ty, value, scope) {
    const number = caseNumber(ty, value);
    const { type } = ty.cases[number];
    const payload = type === undefined ? [] : this.lowerFlat(abi, type, value.val, scope);
    const from = type === undefined ? [] : this.flat(type);
    const joined = ty.flat.slice(1);
    return [number, ...joined.map((to, n) => (n < payload.length ? join(payload[n], from[n], to) : zero(to)))];
  }
}

/** The position of the case that `value` is of. */
export function caseNumber(ty, value) {
  const number = ty.cases.findIndex((item) => item.name === value.tag);
  if (number < 0) throw new Error(`there is no case ${value.tag}`);
  return number;
}

export function char(code) {
  if (code >= 0xd800 && code < 0xe000) throw new Error('a surrogate is no character');
  return String.fromCodePoint(code);
}

export function flags(ty, word) {
  return Object.fromEntries(ty.labels.map((label, n) => [label, (word >>> n & 1) === 1]));
}

export function bits(ty, value) {
  return ty.labels.reduce((word, label, n) => word | (value[label] ? 1 << n : 0), 0);
}

const scratch = new DataView(new ArrayBuffer(8));

function zero(type) {
  return type === 'i64' ? 0n : 0;
}

/** A core value of type `from` in the place of one of type `to`, which holds it bit by bit. */
function join(value, from, to) {
  if (from === to) return value;
  if (from === 'f32') scratch.setFloat32(0, value, true), value = scratch.getInt32(0, true);
  if (from === 'f64') return scratch.setFloat64(0, value, true), scratch.getBigInt64(0, true);
  return to === 'i64' ? BigInt.asIntN(64, BigInt(value >>> 0)) : value;
}

/** The reverse of `join`. */
function unjoin(value, from, to) {
  if (from === to) return value;
  if (to === 'f64') return scratch.setBigInt64(0, value, true), scratch.getFloat64(0, true);
  const word = from === 'i64' ? Number(BigInt.asIntN(32, value)) : value;
  if (to === 'i32') return word;
  return scratch.setInt32(0, word, true), scratch.getFloat32(0, true);
}
