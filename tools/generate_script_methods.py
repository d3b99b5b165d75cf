"""Write the methods of script structures from the command declarations.

python tools/generate_script_methods.py           # write the module
python tools/generate_script_methods.py --check   # fail if it is not current
"""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from types import ModuleType

from redipy_core.command import Command, commands_of
from redipy_core.commands import (
    hashes,
    keys,
    lists,
    sets,
    sort,
    sorted_set_algebra,
    sorted_set_ranges,
    sorted_sets,
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
    "SortMethods": ((sort,), "a list, a set or a sorted set"),
}

HAND_WRITTEN = {"SET", "GET", "EXPIRE", "TTL", "INCRBY", "HINCRBY"}
"""Commands that the structures give a method of their own."""

HEAD = '''"""Redis calls of script structures, one method for each command.

Written by ``tools/generate_script_methods.py`` from the command declarations;
edit those instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from redipy_scripts.expressions import Expression, Operand
from redipy_scripts.structure import Structure
'''


def method_commands(modules: Sequence[ModuleType]) -> Iterator[Command]:
    """The commands of a group that work on one key, given first."""
    for command in chain.from_iterable(map(commands_of, modules)):
        forbidden = command.flags & {"internal", "noscript", "blocking", "keyspace"}
        if forbidden or not command.args or command.args[0].type != "key":
            continue
        if command.args[0].multiple and command.group != "keys":
            continue
        if command.name in HAND_WRITTEN:
            continue
        yield command


def parameter(arg: Arg) -> tuple[str, bool]:
    """A parameter's text, and whether it is given by name only."""
    if arg.type == "token":
        return f"{arg.name}: bool = False", True
    if arg.multiple and arg.type == "block":
        pairs = "Mapping[str, Operand] | Sequence[tuple[Operand, Operand]]"
        return f"{arg.name}: {pairs}", False
    if arg.multiple and (arg.token or arg.optional):
        return f"{arg.name}: Sequence[Operand] = ()", True
    if arg.multiple:
        return f"*{arg.name}: Operand", False
    if arg.type == "oneof":
        words = ", ".join(f'"{(a.token or b"").decode()}"' for a in arg.args)
        choice = f"Literal[{words}]"
        if not arg.only_tokens:
            choice = f"tuple[{choice}, Operand]"
        if not arg.optional:
            return f"{arg.name}: {choice}", False
        return f"{arg.name}: {choice} | None = None", True
    if arg.type == "block":
        parts = ", ".join("Operand" for _ in arg.args)
        return f"{arg.name}: tuple[{parts}] | None = None", True
    if arg.optional:
        return f"{arg.name}: Operand = None", arg.token is not None
    return f"{arg.name}: Operand", False


def method(command: Command) -> str:
    """The source of one method."""
    own = [arg for arg in command.args[1:] if not arg.name.startswith("_")]
    texts = [(*parameter(arg), arg) for arg in own]
    required = [text for text, named, _ in texts if not named]
    named = [text for text, named, _ in texts if named]
    starred = any(text.startswith("*") for text in required)
    if named and not starred:
        named.insert(0, "*")
    given = [f"{arg.name}={arg.name}" for arg in own]
    head = ", ".join(["self", *required, *named])
    call = ", ".join([f'"{command.name}"', *given])
    text = " ".join(command.doc.split("\n\n")[0].split())
    lines = textwrap.wrap(text, 74)
    if len(lines) > 1:
        lines.append("")
    doc = "\n        ".join(lines)
    return (
        f"    def {command.method_name}({head}) -> Expression:\n"
        f'        """{doc}"""\n'
        f"        return self._call({call})\n"
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
