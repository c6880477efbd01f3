// The host's handle table: the module's handles to the host's resources, and the host's to those of the module.

/** A resource of the module, as the host holds it. */
class ModuleResource {
  constructor(resource, rep) {
    this.resource = resource;
    this.rep = rep;
  }
}

export class Handles {
  constructor(host) {
    this.host = host;
    this.table = [undefined];
    this.free = [];
  }

  add(entry) {
    const handle = this.free.pop() ?? this.table.length;
    this.table[handle] = entry;
    return handle;
  }

  get(resource, handle) {
    const entry = this.table[handle];
    if (!entry || entry.resource !== resource) throw new Error(`there is no such handle: ${handle}`);
    return entry;
  }

  remove(resource, handle) {
    const entry = this.get(resource, handle);
    this.table[handle] = undefined;
    this.free.push(handle);
    return entry;
  }

  /** `resource.new` */
  fresh(resource, rep) {
    return this.add({ resource, object: new ModuleResource(resource, rep), scope: undefined });
  }

  /** `resource.rep` */
  rep(resource, handle) {
    return this.get(resource, handle).object.rep;
  }

  /** `resource.drop` */
  drop(resource, handle) {
    const { object, scope } = this.remove(resource, handle);
    if (scope) scope.borrowed -= 1;
    else if (object instanceof ModuleResource) this.destroy(object);
    else object.drop?.();
  }

  /** Drops a resource of the module that the host owns. */
  destroy(object) {
    const { dtor } = this.host.manifest.resources[object.resource];
    if (dtor) this.host.exports[dtor](object.rep);
  }

  lift({ kind, resource }, handle) {
    return (kind === 'own' ? this.remove(resource, handle) : this.get(resource, handle)).object;
  }

  lower({ kind, resource }, object, scope) {
    if (kind === 'own') return this.add({ resource, object, scope: undefined });
    // The module looks at a borrow of its own resource as it is.
    if (this.host.manifest.resources[resource].home === 'module') return object.rep;
    scope.borrowed += 1;
    return this.add({ resource, object, scope });
  }

  /** Begins a call of an exported function. */
  enter() {
    return { borrowed: 0 };
  }

  /** Ends it: what was lent has to be given back. */
  leave(scope) {
    if (scope.borrowed !== 0) throw new Error('borrowed handles were not dropped');
  }
}
