// Values in the memory of a core module, where the manifest says they lie.

import { bits, caseNumber, char, flags } from './canonical.mjs';

/** Set in the length of a string that is not Latin-1, in the encoding that has both. */
const UTF16_TAG = 0x8000_0000;

export function load(host, abi, type, pointer) {
  const view = new DataView(host.memory(abi));
  switch (type) {
    case 'bool': return view.getUint8(pointer) !== 0;
    case 's8': return view.getInt8(pointer);
    case 'u8': return view.getUint8(pointer);
    case 's16': return view.getInt16(pointer, true);
    case 'u16': return view.getUint16(pointer, true);
    case 's32': return view.getInt32(pointer, true);
    case 'u32': return view.getUint32(pointer, true);
    case 's64': return view.getBigInt64(pointer, true);
    case 'u64': return view.getBigUint64(pointer, true);
    case 'f32': return view.getFloat32(pointer, true);
    case 'f64': return view.getFloat64(pointer, true);
    case 'char': return char(view.getUint32(pointer, true));
    case 'string': return loadRange(host, abi, type, view.getUint32(pointer, true), view.getUint32(pointer + 4, true));
  }
  const ty = host.type(type);
  switch (ty.kind) {
    case 'record': return Object.fromEntries(ty.fields.map((field) => [field.name, load(host, abi, field.type, pointer + field.offset)]));
    case 'tuple': return ty.fields.map((field) => load(host, abi, field.type, pointer + field.offset));
    case 'fixed-list': return elements(host, abi, ty, pointer, ty.length);
    case 'list': case 'map': return loadRange(host, abi, type, view.getUint32(pointer, true), view.getUint32(pointer + 4, true));
    case 'flags': return flags(ty, number(view, pointer, ty.size));
    case 'own': case 'borrow': return host.handles.lift(ty, view.getInt32(pointer, true));
  }
  const found = ty.cases[number(view, pointer, ty.discriminant)];
  if (!found) throw new Error('there is no such case');
  if (found.type === undefined) return { tag: found.name };
  return { tag: found.name, val: load(host, abi, found.type, pointer + ty['payload-offset']) };
}

export function store(host, abi, type, value, pointer, scope) {
  const view = () => new DataView(host.memory(abi));
  switch (type) {
    case 'bool': return view().setUint8(pointer, value ? 1 : 0);
    case 's8': return view().setInt8(pointer, value);
    case 'u8': return view().setUint8(pointer, value);
    case 's16': return view().setInt16(pointer, value, true);
    case 'u16': return view().setUint16(pointer, value, true);
    case 's32': return view().setInt32(pointer, value, true);
    case 'u32': return view().setUint32(pointer, value, true);
    case 's64': case 'u64': return view().setBigInt64(pointer, BigInt.asIntN(64, BigInt(value)), true);
    case 'f32': return view().setFloat32(pointer, value, true);
    case 'f64': return view().setFloat64(pointer, value, true);
    case 'char': return view().setUint32(pointer, value.codePointAt(0), true);
    case 'string': return pair(view, pointer, storeRange(host, abi, type, value, scope));
  }
  const ty = host.type(type);
  switch (ty.kind) {
    case 'record': return ty.fields.forEach((field) => store(host, abi, field.type, value[field.name], pointer + field.offset, scope));
    case 'tuple': return ty.fields.forEach((field, n) => store(host, abi, field.type, value[n], pointer + field.offset, scope));
    case 'fixed-list': return value.forEach((item, n) => store(host, abi, ty.element, item, pointer + n * ty.stride, scope));
    case 'list': case 'map': return pair(view, pointer, storeRange(host, abi, type, value, scope));
    case 'flags': return setNumber(view(), pointer, ty.size, bits(ty, value));
    case 'own': case 'borrow': return view().setInt32(pointer, host.handles.lower(ty, value, scope), true);
  }
  const found = caseNumber(ty, value);
  setNumber(view(), pointer, ty.discriminant, found);
  const payload = ty.cases[found].type;
  if (payload !== undefined) store(host, abi, payload, value.val, pointer + ty['payload-offset'], scope);
}

/** A string or a list from its address and length. */
export function loadRange(host, abi, type, pointer, length) {
  if (type === 'string') return loadString(host, abi, pointer, length);
  const ty = host.type(type);
  // What is beyond the memory is a mistake even if nobody looks.
  if (pointer + length * ty.stride > host.memory(abi).byteLength) throw new RangeError('a list leaves the memory');
  if (ty.element === 'u8') return Array.from(new Uint8Array(host.memory(abi), pointer, length));
  return elements(host, abi, ty, pointer, length);
}

function elements(host, abi, ty, pointer, length) {
  return Array.from({ length }, (_, n) => load(host, abi, ty.element, pointer + n * ty.stride));
}

/** Allocates and writes a string or a list; gives its address and length. */
export function storeRange(host, abi, type, value, scope) {
  if (type === 'string') return storeString(host, abi, value);
  const { element, stride } = host.type(type);
  const pointer = host.allocate(abi, host.align(element), value.length * stride);
  if (element === 'u8') new Uint8Array(host.memory(abi)).set(value, pointer);
  else value.forEach((item, n) => store(host, abi, element, item, pointer + n * stride, scope));
  return [pointer, value.length];
}

function loadString(host, abi, pointer, length) {
  const bytes = (count) => new Uint8Array(host.memory(abi), pointer, count);
  switch (abi['string-encoding']) {
    case 'utf8': return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes(length));
    case 'utf16': return utf16(bytes(length * 2));
    case 'latin1+utf16':
      if (length >= UTF16_TAG) return utf16(bytes((length - UTF16_TAG) * 2));
      return String.fromCharCode(...bytes(length));
  }
  throw new Error(`no such encoding: ${abi['string-encoding']}`);
}

function utf16(bytes) {
  return new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true }).decode(bytes);
}

function storeString(host, abi, value) {
  const units = Array.from({ length: value.length }, (_, n) => value.charCodeAt(n));
  const write = (align, bytes) => {
    const pointer = host.allocate(abi, align, bytes.length);
    new Uint8Array(host.memory(abi)).set(bytes, pointer);
    return pointer;
  };
  const wide = () => write(2, units.flatMap((unit) => [unit & 0xff, unit >> 8]));
  switch (abi['string-encoding']) {
    case 'utf8': {
      const bytes = new TextEncoder().encode(value);
      return [write(1, bytes), bytes.length];
    }
    case 'utf16': return [wide(), units.length];
    case 'latin1+utf16':
      if (units.every((unit) => unit < 0x100)) return [write(2, units), units.length];
      return [wide(), (units.length + UTF16_TAG) | 0];
  }
  throw new Error(`no such encoding: ${abi['string-encoding']}`);
}

function pair(view, pointer, [address, length]) {
  view().setUint32(pointer, address, true);
  view().setUint32(pointer + 4, length, true);
}

function number(view, pointer, bytes) {
  return bytes === 1 ? view.getUint8(pointer) : bytes === 2 ? view.getUint16(pointer, true) : view.getUint32(pointer, true);
}

function setNumber(view, pointer, bytes, value) {
  if (bytes === 1) view.setUint8(pointer, value);
  else if (bytes === 2) view.setUint16(pointer, value, true);
  else view.setUint32(pointer, value, true);
}
