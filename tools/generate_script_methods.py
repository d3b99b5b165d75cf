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
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from types import ModuleType

from redipy_core.allowed import forbidden, is_waiting
from redipy_core.binder import CommandTable
from redipy_core.builtin import redipy_commands
from redipy_core.command import Command, commands_of
from redipy_core.commands import (
    bitmaps,
    geo,
    geo_radius,
    hashes,
    hyperloglog,
    keys,
    lists,
    sets,
    sort,
    sorted_set_algebra,
    sorted_set_ranges,
    sorted_sets,
    streams,
    streams_groups,
    strings,
    usage,
)
from redipy_core.grammar import Arg

TARGET = (
    Path(__file__).parents[1]
    / "redipy_scripts"
    / "src"
    / "redipy_scripts"
    / "methods.py"
)

GROUPS = {
    "KeyMethods": ((keys, usage), "any key"),
    "VarMethods": ((strings,), "a string"),
    "ListMethods": ((lists,), "a list"),
    "HashMethods": ((hashes,), "a hash"),
    "SetMethods": ((sets,), "a set"),
    "SortedSetMethods": (
        (sorted_sets, sorted_set_ranges, sorted_set_algebra),
        "a sorted set",
    ),
    "StreamMethods": ((streams, streams_groups), "a stream"),
    "BitmapMethods": ((bitmaps,), "a string of bits"),
    "GeoMethods": ((geo, geo_radius), "places on the earth"),
    "HyperLogLogMethods": ((hyperloglog,), "a HyperLogLog"),
    "SortMethods": ((sort,), "a list, a set or a sorted set"),
}

HAND_WRITTEN = {"SET", "GET", "GETEX", "EXPIRE", "TTL", "INCRBY", "HINCRBY"}
"""Commands that the structures give a method of their own: their arguments become
words in a way that an expression cannot go, since its value is not known yet."""

TABLE = CommandTable(redipy_commands())

HEAD = '''"""Redis calls of script structures, one method for each command.

Written by ``tools/generate_script_methods.py`` from the command declarations;
edit those instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from redipy_core.places import Unit
from redipy_scripts.expressions import Expression, Operand
from redipy_scripts.structure import (
    BitOperation,
    KeyOperand,
    KeyRows,
    PlaceRows,
    Rows,
    Structure,
    further,
)
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
    star = "*" if item.kind is item.VAR_POSITIONAL else ""
    text = f"{star}{item.name}: {operand_type(command, item)}"
    if item.default is item.empty:
        return text
    default = f'"{item.default}"' if isinstance(item.default, str) else item.default
    return f"{text} = {default}"


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


def source() -> str:
    """The whole module, formatted."""
    parts = [HEAD]
    for name, (modules, what) in GROUPS.items():
        methods = "\n".join(map(method, method_commands(modules)))
        doc = f'    """Commands on {what}."""\n\n'
        parts.append(f"\nclass {name}(Structure):\n{doc}{methods}")
    made = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--stdin-filename", TARGET.name, "-"],
        input="\n".join(parts),
        capture_output=True,
        text=True,
        check=True,
        cwd=TARGET.parent,
    )
    return made.stdout


def main() -> int:
    """Write or check the module."""
    text = source()
    if "--check" in sys.argv:
        if TARGET.read_text() == text:
            return 0
        print(f"{TARGET} is not current: run tools/generate_script_methods.py")
        return 1
    TARGET.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
