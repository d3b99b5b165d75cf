"""Write the methods of script structures from the command declarations.

python tools/generate_script_methods.py           # write the module
python tools/generate_script_methods.py --check   # fail if it is not current
"""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import NamedTuple

from redipy_core.allowed import forbidden, is_waiting
from redipy_core.binder import CommandTable
from redipy_core.builtin import redipy_commands
from redipy_core.command import Command, commands_of
from redipy_core.commands import (
    bitmaps,
    databases,
    geo,
    geo_radius,
    hashes,
    hyperloglog,
    keys,
    lists,
    serialization,
    sets,
    sort,
    sorted_set_algebra,
    sorted_set_ranges,
    sorted_sets,
    streams,
    streams_groups,
    streams_info,
    strings,
    usage,
)
from redipy_core.grammar import Arg
from redipy_core.stubs import typed

SCRIPTS = Path(__file__).parents[1] / "redipy_scripts" / "src" / "redipy_scripts"
TARGET = SCRIPTS / "methods"


class Group(NamedTuple):
    """A class of methods: its name, what it is for, and whose commands it has."""

    name: str
    what: str
    modules: Sequence[ModuleType]


GROUPS = {
    "keys": Group("KeyMethods", "any key", (keys, databases, usage, serialization)),
    "strings": Group("VarMethods", "a string", (strings,)),
    "lists": Group("ListMethods", "a list", (lists,)),
    "hashes": Group("HashMethods", "a hash", (hashes,)),
    "sets": Group("SetMethods", "a set", (sets,)),
    "sorted_sets": Group(
        "SortedSetMethods",
        "a sorted set",
        (sorted_sets, sorted_set_ranges, sorted_set_algebra),
    ),
    "streams": Group(
        "StreamMethods", "a stream", (streams, streams_groups, streams_info)
    ),
    "bitmaps": Group("BitmapMethods", "a string of bits", (bitmaps,)),
    "geo": Group("GeoMethods", "places on the earth", (geo, geo_radius)),
    "hyperloglog": Group("HyperLogLogMethods", "a HyperLogLog", (hyperloglog,)),
    "sort": Group("SortMethods", "a list, a set or a sorted set", (sort,)),
}
"""The classes by the modules of :mod:`redipy_scripts.methods` that they stand in."""

HAND_WRITTEN = {"SET", "GET", "GETEX", "EXPIRE", "TTL", "INCRBY", "HINCRBY"}
"""Commands that the structures give a method of their own: their arguments become
words in a way that an expression cannot go, since its value is not known yet."""

TABLE = CommandTable(redipy_commands())

STRUCTURE = "BitOperation, KeyOperand, KeyRows, PlaceRows, Rows, Structure, further"
"""What a module may need of :mod:`redipy_scripts.structure`."""

HEAD = '''"""Redis calls on {what} in scripts, one method for each command.

Written by ``tools/generate_script_methods.py`` from the command declarations;
edit those instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from redipy_core.places import Unit
from redipy_scripts.expressions import Expression, Operand
from redipy_scripts.structure import {structure}
'''

PACKAGE_HEAD = '''"""The methods of script structures, a module a type of data.

Written by ``tools/generate_script_methods.py``.
"""
'''


def method_commands(modules: Sequence[ModuleType]) -> Iterator[Command]:
    """The commands of a group that scripts may call and that have a key."""
    for command in chain.from_iterable(map(commands_of, modules)):
        if command.name in HAND_WRITTEN or command.key_parameter is None:
            continue
        if forbidden(command.name, TABLE) is None:
            yield command


# -- types --------------------------------------------------------------------------

_PLAIN = {"Key", "Value", "str", "bytes", "int", "float", "None"}
_MAPPINGS = {"Fields": "Rows", "Scores": "Rows", "Places": "PlaceRows"}


def operand_type(command: Command, item: inspect.Parameter) -> str:
    """What a parameter of the client's method takes inside a script."""
    text = str(item.annotation)
    if set(text.split(" | ")) <= _PLAIN:
        keyed = "Key" in text and _is_key(command, item.name)
        return "KeyOperand" if keyed else "Operand"
    if text == "bool" or re.fullmatch(r"(Literal\[[^]]*\]|Unit)( \| None)?", text):
        return text
    if text in _MAPPINGS:
        return _MAPPINGS[text]
    if text == "BitfieldOperation":
        return "BitOperation"
    if text in ("Iterable[float] | None", "Key | Iterable[Key] | None"):
        return "Sequence[Operand] | None"
    raise TypeError(
        f"{command.method_name}(): what is {item.name}: {text} inside a script?"
    )


def _is_key(command: Command, name: str) -> bool:
    """Whether a parameter of text names a key; one without a slot does."""
    if name not in command.slots:
        return True
    return command.args[command.slots.index(name)].holds_key()


def parameter(command: Command, item: inspect.Parameter) -> str:
    """One parameter, with its type and default."""
    return typed(item, operand_type(command, item))


# -- methods ------------------------------------------------------------------------


def own_parts(arg: Arg) -> list[str]:
    """What the structure's key goes with, where keys come in rows: one of each."""
    return [part.name.removesuffix("s") for part in arg.args[1:]]


def waits(command: Command, name: str) -> bool:
    """Whether a parameter would make the call wait."""
    slot = command.slots.index(name) if name in command.slots else None
    return slot is not None and is_waiting(command.args[slot])


def described(command: Command, lines: Sequence[str]) -> str:
    """A docstring of these paragraphs."""
    wrapped = [textwrap.wrap(line, 74) for line in lines]
    text = "\n\n".join("\n".join(part) for part in wrapped)
    text += "\n" if "\n" in text else ""
    return text.replace("\n", "\n        ").replace("        \n", "\n")


def method(command: Command) -> str:
    """The source of one method."""
    home = command.key_parameter
    assert home is not None
    arg = command.args[command.slots.index(home)]
    items = command.signature.parameters
    head, given = ["self"], []
    docs = [" ".join(command.doc.split("\n\n")[0].split())]
    starred = False
    for name, item in items.items():
        if waits(command, name):
            continue
        if item.kind is item.VAR_POSITIONAL:
            starred = True
        elif item.kind is item.KEYWORD_ONLY and not starred:
            head.append("*")
            starred = True
        if name != home:
            head.append(parameter(command, item))
            given.append(f"{name}={name}")
        elif arg.type == "block":
            parts = own_parts(arg)
            head += [f"{part}: Operand" for part in parts]
            head.append(f"{name}: KeyRows = ()")
            row = f"(self, {', '.join(parts)})"
            given.append(f"{name}=[{row}, *further({name})]")
            shown = " and ".join(f"``{part}``" for part in parts)
            docs.append(f"{shown} goes with this key; ``{name}`` has further keys.")
        elif arg.multiple:
            head.append(f"*{name}: KeyOperand")
            given.append(f"{name}=(self, *{name})")
            docs.append("This key comes first.")
        elif home != "key":
            docs.append(f"This key is the {home.removesuffix('1')}.")
    call = ", ".join([f'"{command.name}"', *given])
    return (
        f"    def {command.method_name}({', '.join(head)}) -> Expression:\n"
        f'        """{described(command, docs)}"""\n'
        f"        return self._method({call})\n"
    )


def source(group: Group) -> str:
    """The module of a class."""
    methods = "\n".join(map(method, method_commands(group.modules)))
    doc = f'    """Commands on {group.what}."""\n\n'
    head = HEAD.format(what=group.what, structure=STRUCTURE)
    return f"{head}\n\nclass {group.name}(Structure):\n{doc}{methods}"


def package() -> str:
    """What the package itself says."""
    names = {group.name: module for module, group in GROUPS.items()}
    imports = "".join(
        f"from redipy_scripts.methods.{module} import {name}\n"
        for name, module in names.items()
    )
    listed = "".join(f'    "{name}",\n' for name in sorted(names))
    return f"{PACKAGE_HEAD}\n{imports}\n__all__ = [\n{listed}]\n"


def formatted(modules: Mapping[str, str]) -> dict[str, str]:
    """The modules, without imports that are not needed, as ruff formats them."""
    with TemporaryDirectory() as made:
        for name, text in modules.items():
            (Path(made) / f"{name}.py").write_text(text)
        ruff = [sys.executable, "-m", "ruff"]
        settings = ["--config", str(SCRIPTS.parents[2] / "pyproject.toml"), made]
        fix = ["check", "-q", "--fix", "--select"]
        for step in ([*fix, "F401"], [*fix, "I"], ["format", "-q"]):
            subprocess.run([*ruff, *step, *settings], check=True)
        return {name: (Path(made) / f"{name}.py").read_text() for name in modules}


def main() -> int:
    """Write or check the modules."""
    modules = {name: source(group) for name, group in GROUPS.items()}
    made = formatted(modules | {"__init__": package()})
    kept = {path.stem: path.read_text() for path in TARGET.glob("*.py")}
    if "--check" in sys.argv:
        if made == kept:
            return 0
        print(f"{TARGET} is not current: run tools/generate_script_methods.py")
        return 1
    TARGET.mkdir(exist_ok=True)
    for name in kept.keys() - made.keys():
        (TARGET / f"{name}.py").unlink()
    for name, text in made.items():
        (TARGET / f"{name}.py").write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
