"""Follows traces of `fuse_tests::tasks` in the specification's own definitions of the canonical ABI.

    fuse-task-traces | python3 replay.py DEFINITIONS

DEFINITIONS is the `definitions.py` of the component model's repository. The traces say what a host did; where the definitions leave a
choice (which thread goes on, which event comes first), what the trace has next is chosen. A trace that the definitions cannot follow
is one that no host may show.

Some traces are wrong on purpose, and say so: `spoiled` is the place of what did not happen. The definitions have to part from such a
trace at that place and at no other.

The result, on the standard output, is an object with the number of traces that were `followed` to their end, of those that `parted` from
the definitions, of the steps in both, and of the spoiled ones that were `caught` and `missed`. What is wrong with those that should not
have parted, or not there, goes to the standard error.
"""

import __future__
import json
import struct
import sys
import threading
import types

WHY_DONE, WHY_ENTRY, WHY_EVENT = 0, 1, 2
WHY_SHIFT = 8
INST_SHIFT = 16
MEMORY = 65536

# How many steps are shown before the one at which a trace parts.
SHOWN = 8

D = None


class Over(BaseException):
    """The trace has been followed to its end."""


class Parted(BaseException):
    """The definitions do something else than the trace says."""


def load(path):
    """Imports the definitions, whose annotations name what comes later."""
    with open(path, encoding="utf-8") as file:
        source = file.read()
    module = types.ModuleType("definitions")
    sys.modules["definitions"] = module
    flag = __future__.annotations.compiler_flag
    exec(compile(source, path, "exec", flags=flag), module.__dict__)
    return module


class Run:
    """The threads of one trace."""

    def __init__(self):
        self.conts = []
        self.raised = None
        self.over = False


class Threads:
    """The definitions' threads, which must neither outlive a trace nor keep what they raise to themselves."""

    def __init__(self):
        self.run = Run()
        cont_new, resume, suspend = D.cont_new, D.resume, D.suspend
        threads = self

        class Continuation(D.Continuation):
            """One that is found again when the trace ends."""

            def __init__(self):
                threads.run.conts.append(self)

        def new_cont(function):
            run = self.run

            def guarded(*args):
                if not run.over:
                    try:
                        return function(*args)
                    except BaseException as error:
                        if run.raised is None:
                            run.raised = error
                return None

            return cont_new(guarded)

        def resume_and_raise(*args):
            result = resume(*args)
            if self.run.raised is not None:
                raise self.run.raised
            return result

        def suspend_until_over(*args, **named):
            run = self.run
            suspend(*args, **named)
            if run.over:
                raise Over()

        D.Continuation = Continuation
        D.cont_new = new_cont
        D.resume = resume_and_raise
        D.suspend = suspend_until_over

    def end(self):
        """Lets every thread that waits come to its end."""
        run, self.run = self.run, Run()
        run.over = True
        for cont in run.conts:
            cont.handler = D.Handler()
            cont.handler.lock = D.new_already_acquired_lock()
            cont.handler.current_thread = None
            if cont.lock.locked():
                cont.lock.release()


class Daemons:
    """`threading` as the definitions see it."""

    local = threading.local
    Lock = staticmethod(threading.Lock)

    @staticmethod
    def Thread(target):
        return threading.Thread(target=target, daemon=True)


class Chance:
    """`random` as the definitions see it: what the trace has next."""

    def __init__(self):
        self.trace = None

    def randint(self, low, high):
        asks = sys._getframe(1).f_code.co_name
        if asks != "wait_until":
            return 1
        # A thread that could go on at once does so if it is the next to be seen.
        ask = self.trace.peek()
        return int(ask is not None and D.current_thread().storage[0] == ask[0])

    def choice(self, threads):
        ask = self.trace.peek()
        threads = sorted(threads, key=self.trace.store.waiting.index)
        if ask is None:
            # What ends it is not seen: any of them may be the one.
            self.trace.guesses = len(threads)
            return threads[min(self.trace.guess, len(threads) - 1)]
        who, why = ask[0], ask[1]
        if why & 0xFF == WHY_ENTRY:
            fits = [t for t in threads if t.storage[0] == 0 and self.trace.starts(t, who, why)]
        else:
            fits = [t for t in threads if t.storage[0] == who]
        if not fits:
            names = ", ".join(hex(t.storage[0]) for t in threads)
            raise Parted(f"the next to go on can be {names}")
        return fits[0]

    def shuffle(self, waitables):
        ask = self.trace.peek()
        if ask is None:
            return
        index = ask[2] >> WHY_SHIFT if ask[1] & 0xFF == WHY_DONE else ask[2]
        handles = D.current_thread().task.inst.handles.array
        first = handles[index] if index < len(handles) else None
        waitables.sort(key=lambda waitable: waitable is not first)


class Trace:
    """A trace, and how far it has been followed."""

    def __init__(self, header, line):
        self.header = header
        self.sync_root = line["root"] == "sync"
        self.seen = line["seen"]
        self.end = line["end"]
        # Where it is wrong, if it is so on purpose.
        self.spoiled = line.get("spoiled")
        self.next = 0
        self.store = None
        # Which of the threads goes on last, and how many there are.
        self.guess = 0
        self.guesses = 1

    def peek(self):
        """The next time that a task asks."""
        rest = (self.seen[place] for place in range(self.next, len(self.seen)))
        return next((seen["ask"] for seen in rest if "ask" in seen), None)

    def step(self, ask):
        """A task asks: it is told what it was told."""
        if self.next == len(self.seen):
            raise Parted(f"the trace ends ({self.end}), but then comes {show(ask)}")
        seen = self.seen[self.next]
        if seen.get("ask") != ask:
            raise Parted(f"not {seen}, but {show(ask)}")
        self.next += 1
        # After that, what comes is the host's choice.
        if self.next == len(self.seen) and self.end in ["over", "returned"]:
            raise Over()
        return seen["op"]

    def show(self, seen):
        """A line about one thing that was seen."""
        if "ask" not in seen:
            return str(seen)
        told = ""
        if "op" in seen:
            code, *words = seen["op"]
            told = f" => {' '.join(self.header['verbs'][code])} {words}"
        return show(seen["ask"]) + told

    def note(self, rep):
        """A resource is destroyed."""
        seen = self.seen[self.next] if self.next < len(self.seen) else None
        if seen != {"destroyed": rep}:
            raise Parted(f"not {seen}, but {rep} is destroyed")
        self.next += 1

    def starts(self, thread, who, why):
        """Whether a thread that has not started is of the function that is seen to start."""
        guest = self.guests[who >> INST_SHIFT]
        func = guest.func_of(thread.task.ft)
        return thread.task.inst is guest.inst and func == why >> WHY_SHIFT


def show(ask):
    who, why, x, y, total = ask
    return f"{'abc'[who >> INST_SHIFT]}{who & 0xFFFF}: {why:#x} {x:#x} {y:#x} [{total:08x}]"


class Guest:
    """An instance, whose tasks ask and do."""

    def __init__(self, trace, number):
        self.trace = trace
        self.number = number
        self.inst = D.ComponentInstance(trace.store)
        self.memory = D.MemInst(bytearray(MEMORY), "i32")
        self.tasks = 0
        self.exports = {}
        self.types = {}
        self.built_ins = {}

    def func_of(self, ft):
        return next((number for number, (other, _) in self.exports.items() if other is ft), None)

    def sum(self):
        start, end = self.trace.header["summed"]
        total = 0
        for word in struct.unpack(f"<{(end - start) // 4}I", self.memory.bytes[start:end]):
            total = total * 31 + word & 0xFFFFFFFF
        return total

    def begin(self, func, args):
        self.tasks += 1
        D.canon_context_set("i32", 0, self.number << INST_SHIFT | self.tasks)
        y = 0
        for arg in reversed(args[1:]):
            y = (y * 31 + arg) & 0xFFFFFFFF
        return [self.go(WHY_ENTRY | func << WHY_SHIFT, args[0] if args else 0, y)]

    def callback(self, args):
        code, p1, p2 = args
        return [self.go(WHY_EVENT | int(code) << WHY_SHIFT, int(p1), int(p2))]

    def go(self, why, x, y):
        while True:
            [who] = D.canon_context_get("i32", 0)
            code, a, b, c = self.trace.step([who, why, int(x), int(y), self.sum()])
            verb = self.trace.header["verbs"][code]
            if verb[0] == "leave":
                return a | b << 4
            result = self.built_ins[verb[0]](*[part for part in verb[1:]], a, b, c)
            why, (x, y) = WHY_DONE, result

    def load(self, address):
        return int.from_bytes(self.memory.bytes[address : address + 4], "little")

    def store(self, address, word):
        self.memory.bytes[address : address + 4] = word.to_bytes(4, "little")


def word(results):
    """What a core function has returned, as a task tells it."""
    value = int(results[0]) if results else 0
    return value & 0xFFFFFFFF, value >> 32


def built_ins(guest, component):
    """What a task can be told to do."""
    opts = D.CanonicalOptions(memory=guest.memory)
    async_opts = D.CanonicalOptions(memory=guest.memory, async_=True)
    event = guest.trace.header["event"]

    def put(a, b, c):
        D.trap_if(a + 4 > MEMORY)
        guest.store(a, b)
        return 0, 0

    def task_return(func, a, b, c):
        result = component.funcs[func].result
        return word(D.canon_task_return(result, opts, [] if func == "quiet" else [a]))

    def invoke(peer, func, sync, args):
        return word(component.lowered[guest.number, peer, func, sync](args))

    def call_async(peer, func, a, b, c):
        return invoke(peer, func, False, [] if func == "quiet" else [a, b])

    def call_sync(peer, func, a, b, c):
        args = {"quiet": [], "many": [a, b, c, a, b]}.get(func, [a])
        return invoke(peer, func, True, args)

    def heard(function, si):
        [code] = function(guest.memory, si, event)
        return int(code) | guest.load(event) << WHY_SHIFT, guest.load(event + 4)

    def on(name, what):
        kind = "future" if name.startswith("future") else "stream"
        return getattr(D, f"canon_{kind}_{what}"), component.channels[name]

    def copies(what, copy_opts):
        def copy(name, a, b, c):
            function, ty = on(name, what)
            extra = [] if name.startswith("future") else [c]
            return word(function(ty, copy_opts, a, b, *extra))

        return copy

    def cancels(what):
        def cancel(name, a, b, c):
            function, ty = on(name, f"cancel_{what}")
            return word(function(ty, False, a))

        return cancel

    def on_end(what):
        def act(name, a, b, c):
            function, ty = on(name, what)
            return word(function(ty, a))

        return act

    def new(name, a, b, c):
        function, ty = on(name, "new")
        return word(function(ty))

    def own_new(a, b, c):
        if guest.number == 2:
            return word(D.canon_resource_new(component.resource, a))
        return word(component.make[guest.number]([a]))

    return {
        "put": put,
        "return": task_return,
        "task-cancel": lambda a, b, c: word(D.canon_task_cancel()),
        "call": call_async,
        "call-sync": call_sync,
        "set-new": lambda a, b, c: word(D.canon_waitable_set_new()),
        "set-drop": lambda a, b, c: word(D.canon_waitable_set_drop(a)),
        "set-wait": lambda a, b, c: heard(D.canon_waitable_set_wait, a),
        "set-poll": lambda a, b, c: heard(D.canon_waitable_set_poll, a),
        "join": lambda a, b, c: word(D.canon_waitable_join(a, b)),
        "cancel": lambda a, b, c: word(D.canon_subtask_cancel(False, a)),
        "cancel-async": lambda a, b, c: word(D.canon_subtask_cancel(True, a)),
        "subtask-drop": lambda a, b, c: word(D.canon_subtask_drop(a)),
        "inc": lambda a, b, c: word(D.canon_backpressure_inc()),
        "dec": lambda a, b, c: word(D.canon_backpressure_dec()),
        "yield": lambda a, b, c: word(D.canon_thread_yield()),
        "new": new,
        "read": copies("read", async_opts),
        "write": copies("write", async_opts),
        "read-sync": copies("read", opts),
        "write-sync": copies("write", opts),
        "cancel-read": cancels("read"),
        "cancel-write": cancels("write"),
        "drop-readable": on_end("drop_readable"),
        "drop-writable": on_end("drop_writable"),
        "own-new": own_new,
        "own-drop": lambda a, b, c: word(D.canon_resource_drop(component.resource, a)),
    }


class Component:
    """The types of the component, and its functions."""

    def __init__(self, trace):
        a, b, c = trace.guests
        u32 = D.U32Type()

        def destroy(args):
            trace.note(args[0])
            return []

        self.resource = D.ResourceType(c.inst, destroy)
        own = D.OwnType(self.resource)
        stream_byte = D.StreamType(D.U8Type())
        self.channels = {
            "stream-unit": D.StreamType(None),
            "stream-byte": stream_byte,
            "stream-pair": D.StreamType(D.TupleType([u32, D.BoolType()])),
            "stream-own": D.StreamType(own),
            "stream-stream": D.StreamType(stream_byte),
            "future-unit": D.FutureType(None),
            "future-word": D.FutureType(u32),
            "future-own": D.FutureType(own),
        }
        self.funcs = {
            "run": self.func([], [u32]),
            "plain": self.func([u32], [u32]),
            "quiet": self.func([], []),
            "many": self.func([u32] * 5, [u32]),
            "solo": self.func([u32], [u32]),
            "take-own": self.func([own], [u32]),
            "give-own": self.func([u32], [own]),
            "lend": self.func([D.BorrowType(self.resource)], [u32]),
        }
        for name, ty in self.channels.items():
            self.funcs[f"take-{name}"] = self.func([ty], [u32])
            self.funcs[f"give-{name}"] = self.func([u32], [ty])
        self.lowered = {}
        for callee in [b, c]:
            for number, name in enumerate(trace.header["funcs"]):
                if name != "run":
                    self.export(trace, callee, number, name)
        self.make = {}
        make_ty = D.FuncType([u32], [own], async_=False)
        make = trace.store.lift(
            lambda args: D.canon_resource_new(self.resource, args[0]), make_ty, D.CanonicalOptions(), c.inst
        )
        for guest in [a, b]:
            opts = D.CanonicalOptions(memory=guest.memory)
            self.make[guest.number] = trace.store.lower(make, make_ty, opts, guest.inst)

    @staticmethod
    def func(params, result):
        return D.FuncType(params, result, async_=True)

    def export(self, trace, callee, number, name):
        """Lifts a function and lowers it into those that call it."""
        # A copy: which function a task is of is seen by the identity of its type.
        ft = D.FuncType(self.funcs[name].params, self.funcs[name].result, async_=True)
        callee.exports[number] = (ft, name)
        opts = D.CanonicalOptions(memory=callee.memory)
        if name != "solo":
            opts = D.CanonicalOptions(memory=callee.memory, async_=True, callback=callee.callback)
        lifted = trace.store.lift(lambda args: callee.begin(number, args), ft, opts, callee.inst)
        for caller in trace.guests[: callee.number]:
            for sync in [False, True]:
                opts = D.CanonicalOptions(memory=caller.memory, async_=not sync)
                core = trace.store.lower(lifted, ft, opts, caller.inst)
                self.lowered[caller.number, "abc"[callee.number], name, sync] = core


def follow(trace):
    """Follows a trace; says what is wrong if it parts from the definitions."""
    trace.store = D.Store()
    trace.guests = [Guest(trace, number) for number in range(3)]
    component = Component(trace)
    for guest in trace.guests:
        guest.built_ins = built_ins(guest, component)
    root = trace.guests[0]
    opts = D.CanonicalOptions(memory=root.memory)
    if not trace.sync_root:
        opts = D.CanonicalOptions(memory=root.memory, async_=True, callback=root.callback)
    run_ty = component.funcs["run"]
    run = trace.store.lift(lambda args: root.begin(0, args), run_ty, opts, root.inst)
    try:
        trace.store.invoke(run, lambda: [], lambda result: None)
        while any(thread.ready() for thread in trace.store.waiting):
            trace.store.tick()
        end = "deadlock"
    except Over:
        return None
    except D.Trap:
        end = "trap"
    except Parted as parted:
        return str(parted)
    if trace.next != len(trace.seen) or trace.end != end:
        seen = trace.seen[trace.next] if trace.next < len(trace.seen) else trace.end
        return f"not {seen}, but {end}"
    return None


def attempt(trace, threads):
    """Follows a trace, leaves nothing behind, and says how far it came."""
    trace.next = 0
    D.random.trace = trace
    wrong = follow(trace)
    threads.end()
    return wrong, trace.next


def attempts(trace, threads):
    """Follows a trace for each choice of what is not seen; says what is wrong with the one that came furthest."""
    wrong, furthest = attempt(trace, threads)
    while wrong is not None and trace.guess + 1 < trace.guesses:
        trace.guess += 1
        again, place = attempt(trace, threads)
        if again is None or place > furthest:
            wrong, furthest = again, place
    return wrong, furthest


def complain(number, trace, wrong, place):
    """Says what is wrong, and what came before it."""
    print(f"line {number}: {wrong}", file=sys.stderr)
    for seen in trace.seen[max(0, place - SHOWN) : place]:
        print("  " + trace.show(seen), file=sys.stderr)


def main():
    global D
    D = load(sys.argv[1])
    D.threading = Daemons
    D.random = Chance()
    threading.stack_size(256 * 1024)
    header = json.loads(sys.stdin.readline())
    counts = dict.fromkeys(["followed", "parted", "steps", "caught", "missed"], 0)
    threads = Threads()
    for number, line in enumerate(sys.stdin, 1):
        trace = Trace(header, json.loads(line))
        wrong, place = attempts(trace, threads)
        if trace.spoiled is None:
            counts["steps"] += place
            counts["parted" if wrong else "followed"] += 1
            if wrong:
                complain(number, trace, f"parts from the definitions: {wrong}", place)
        elif wrong and place == trace.spoiled:
            counts["caught"] += 1
        else:
            counts["missed"] += 1
            complain(number, trace, f"is wrong at {trace.spoiled}, but not for the definitions: {wrong}", place)
    json.dump(counts, sys.stdout)


if __name__ == "__main__":
    main()
