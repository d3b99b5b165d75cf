"""The gate: what happens around every behaviour, written as source once.

Finding the key, expiry, the type check, creation, removal when empty: each is a
few lines here and nowhere else. The lines are put into one function for each
command (and into the client's own method, so a call passes no other layer).
"""

from __future__ import annotations

from collections.abc import Callable

from redipy_core.binder import slots_of
from redipy_core.binding import Source, indent, slot_name
from redipy_core.command import Command
from redipy_core.errors import WrongTypeError
from redipy_core.text import to_integer
from redipy_memory.behaviour import Behaviour
from redipy_memory.blocking import Wait
from redipy_memory.keyspace import Keyspace

CELLS = (
    *("db", "data", "expires", "now", "evict", "remove", "created"),
    *("wanted", "tell", "ready", "serve", "litter", "sweep"),
)
"""The parts of a keyspace that gate lines use by name."""


def gate_cells(db: Keyspace) -> dict[str, object]:
    """The values of :data:`CELLS` for one keyspace, as cells where they may change."""
    return {
        "db": db,
        "now": db.now,
        "evict": db.evict,
        "remove": db.remove,
        "wanted": db.wanted,
        "tell": db.tell,
        "ready": db.shared.ready,
        "serve": db.shared.serve,
        "litter": db.shared.litter.heaps,
        "sweep": db.shared.sweep,
        **db.cells,
    }


def gate_source(
    command: Command, behaviour: Behaviour
) -> tuple[list[str], dict[str, object]]:
    """Lines that leave the native reply in ``r``, and the names they use.

    The slot values stand in ``s0``, ``s1`` …
    """
    names: dict[str, object] = {
        "behave": behaviour.function,
        "missing": behaviour.missing,
        "to_integer": to_integer,
        "WrongTypeError": WrongTypeError,
    }
    if behaviour.mode == "keyspace":
        slots = slots_of(command)
        lines = [
            "if litter: sweep()",
            f"r = behave(db, {slots})" if slots else "r = behave(db)",
        ]
        if "write" in command.flags:
            lines.append("if ready: serve()")
        return lines, names
    assert behaviour.on is not None
    on = behaviour.on
    names |= {"holder": on.holder, "make": on.make, "large": on.large}
    names["told"] = behaviour.told
    key = _key_slot(command)
    lines = ["if litter: sweep()"]
    if behaviour.first is not None:
        names["first"] = behaviour.first
        others = [slot_name(i) for i in range(len(command.args))]
        others.remove(key)
        lines.append(f"first({', '.join(others)})")
    lines += [
        f"v = data.get({key})",
        f"if expires and v is not None and {key} in expires"
        f" and expires[{key}] < now():",
        f"    evict({key})",
        "    v = None",
    ]
    write = {
        "reads": _read_lines,
        "changes": _change_lines,
        "creates": _create_lines,
        "replaces": _replace_lines,
    }[behaviour.mode]
    return lines + write(command, behaviour, key), names


def _key_slot(command: Command) -> str:
    return slot_name([arg.type for arg in command.args].index("key"))


def _behave(command: Command, target: str) -> list[str]:
    """The call of the behaviour, late numbers converted first."""
    lines: list[str] = []
    given: list[str] = ["v"]
    for i, arg in enumerate(command.args):
        name = slot_name(i)
        if arg.type == "key" and name == _key_slot(command):
            continue
        if arg.type == "late_integer":
            lines.append(f"if {name}.__class__ is not int: {name} = to_integer({name})")
        given.append(name)
    return [*lines, f"{target} = behave({', '.join(given)})"]


_CHECK = (
    "elif v.__class__ is not make and v.__class__ is not large"
    " and not isinstance(v, holder): raise WrongTypeError()"
)
"""Nearly every value is of one of two classes, which is quickly seen."""


def _missing(behaviour: Behaviour) -> str:
    return "missing()" if callable(behaviour.missing) else "missing"


def _read_lines(command: Command, behaviour: Behaviour, key: str) -> list[str]:
    del key
    return [
        f"if v is None: r = {_missing(behaviour)}",
        _CHECK,
        "else:",
        *indent(_behave(command, "r")),
    ]


def _change_lines(command: Command, behaviour: Behaviour, key: str) -> list[str]:
    return [
        *_read_lines(command, behaviour, key),
        f"    if not v: remove({key})",
        f"    if wanted: tell({key}, told, r, gone=not v)",
    ]


def _create_lines(command: Command, behaviour: Behaviour, key: str) -> list[str]:
    del behaviour
    return [
        "if v is None:",
        "    v = make()",
        *indent(_behave(command, "r")),
        "    if v:",
        f"        data[{key}] = v",
        f"        created({key})",
        f"        if wanted: tell({key}, told, r, new=True)",
        _CHECK,
        "else:",
        *indent(_behave(command, "r")),
        f"    if wanted: tell({key}, told, r)",
    ]


def _replace_lines(command: Command, behaviour: Behaviour, key: str) -> list[str]:
    del behaviour
    return [
        "if v is None: pass",
        _CHECK,
        *_behave(command, "n, r"),
        "if n is not None:",
        f"    data[{key}] = n",
        f"    if v is None: created({key})",
        f"    if wanted: tell({key}, told, r, new=v is None)",
    ]


def core_template(
    command: Command, behaviour: Behaviour
) -> Callable[..., Callable[..., object]]:
    """Makes the function from slot values to the native reply, without the lock."""
    lines, names = gate_source(command, behaviour)
    if "blocking" in command.flags:
        # Who calls a core is alone, and nobody else could end the wait.
        lines.append("if r.__class__ is Wait: r = None")
        names["Wait"] = Wait
    source = Source(slots_of(command), [*lines, "return r"], names)
    return source.template(f"core_{command.method_name}", CELLS)
