"""Write ``redipy_scripts/python/keys.pyi``: keys with their methods, as typed.

python tools/generate_key_types.py           # write the file
python tools/generate_key_types.py --check   # fail if it is not current
"""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

from redipy_core import stubs
from redipy_core.builtin import redipy_commands
from redipy_core.command import Command
from redipy_scripts.python import keys
from redipy_scripts.structure import Structure

TARGET = (
    Path(__file__).parents[1]
    / "redipy_scripts"
    / "src"
    / "redipy_scripts"
    / "python"
    / "keys.pyi"
)

COMMANDS = {command.method_name: command for command in redipy_commands()}

HEAD = '''\
"""Keys by what they hold, with the commands as methods, for scripts.

Written by ``tools/generate_key_types.py`` from the command declarations; edit
those instead.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, ClassVar, Literal, overload

from redipy_core.bitfields import BitfieldOperation
from redipy_core.modes import KeyType, RExpireMode, RSetMode
from redipy_core.places import Places, Unit
from redipy_core.text import Fields, Scores, Value
from redipy_scripts.structure import (
    BitOperation,
    KeyRows,
    PlaceRows,
    Rows,
    Structure,
)

__all__ = [{names}]

class KeyName:
    """Marks a parameter that is the name of a key."""

Key = Annotated[str, KeyName]
"""The name of a key, as a parameter: ``RedisList(name)`` inside the function."""

class Handle:
    """A key of a certain kind."""

    structure: ClassVar[type[Structure]]
    key: str
    def __init__(self, key: str | bytes | float) -> None: ...
    @property
    def encoded(self) -> bytes:
        """The name as bytes."""
    def __eq__(self, other: object) -> bool: ...
    def __hash__(self) -> int: ...
'''

OWN = {
    "get_value": (
        "@overload",
        "def get_value(self, default: None = None) -> str | None:",
        "@overload",
        "def get_value(self, default: Value) -> str:",
    ),
    "incrby_text": ("def incrby_text(self, increment: int = 1) -> str:",),
    "hincrby_text": (
        "def hincrby_text(self, field: Value, increment: int = 1) -> str:",
    ),
    "members": ("def members(self) -> list[str]:",),
    "card": ("def card(self) -> int:",),
    "has": ("def has(self, member: Value) -> bool:",),
    "remove": ("def remove(self, *members: Value) -> int:",),
    "add_all": ("def add_all(self, scores: Scores) -> int:",),
    "pop_max": ("def pop_max(self, count: int = 1) -> list[tuple[str, float]]:",),
    "pop_min": ("def pop_min(self, count: int = 1) -> list[tuple[str, float]]:",),
    "range": tuple(
        line
        for flag, result in (
            ("Literal[False] = False", "list[str]"),
            ("Literal[True]", "list[tuple[str, float]]"),
        )
        for line in (
            "@overload",
            "def range(self, start: Value, stop: Value, *,"
            ' by: Literal["rank", "score", "lex"] = "rank", desc: bool = False,'
            f" withscores: {flag}) -> {result}:",
        )
    ),
}
"""Methods that are no command's, and those whose type differs from the client's."""

ADD = {
    "RedisSet": ("def add(self, *members: Value) -> int:",),
    "RedisSortedSet": ("def add(self, score: float, member: Value) -> int:",),
}

OPERANDS = {
    "Operand": "Value",
    "KeyOperand": "str | bytes | RedisKey",
    "Rows": "Mapping[str, Value] | Sequence[tuple[Value, Value]]",
    "KeyRows": "Mapping[str, Value] | Sequence[tuple[Value | RedisKey, Value]]",
    "PlaceRows": "Places",
    "Sequence[Operand] | None": "Sequence[Value] | None",
}

_RECORDS = re.compile(
    r"\b(ConsumerInfo|GroupInfo|StreamInfo|StreamDetails|PendingSummary|PendingEntry|LcsMatches)(\[Text\])?"
)


def result_type(annotation: object) -> str:
    """What a script sees of what the client's method returns."""
    text = _RECORDS.sub("dict[str, object]", str(annotation))
    text = text.replace("set[Text]", "list[str]")
    text = re.sub(r"Place\[Text\]", "list[object]", text)
    return re.sub(r"\bText\b", "str", text)


def parameter_type(
    symbolic: inspect.Parameter, client: inspect.Parameter | None
) -> str:
    """The type of a parameter."""
    text = str(symbolic.annotation)
    if client is not None and str(client.annotation) == "None":
        return "None"
    if text in ("KeyOperand", "KeyRows") or client is None:
        return OPERANDS.get(text, text)
    annotation = str(client.annotation)
    return re.sub(r"\bKey\b", "str | bytes | RedisKey", annotation).replace(
        "Text", "str"
    )


def parameters(
    command: Command, method: inspect.Signature, client: inspect.Signature
) -> str:
    """All parameters of a method, ``self`` included, as an overload has them."""
    own = {name: item for name, item in method.parameters.items() if name != "self"}
    if own.keys() <= command.signature.parameters.keys():
        items = [item for name, item in client.parameters.items() if name in own]
    else:
        items = list(own.values())

    def text(item: inspect.Parameter) -> str:
        known = client.parameters.get(item.name)
        type_ = parameter_type(own[item.name], known)
        if item.default is None and "None" not in type_:
            type_ += " | None"
        return stubs.typed(item, type_)

    return ", ".join(stubs.parameters(items, text))


def heads(owner: str, name: str, method: object) -> Iterator[str]:
    """The lines that begin a method, decorators included."""
    own = ADD.get(owner, ()) if name == "add" else OWN.get(name, ())
    if own:
        yield from own
        return
    command: Command = COMMANDS[name]
    assert callable(method)
    signature = inspect.signature(method)
    for overload in command.overloads:
        if len(command.overloads) > 1:
            yield "@overload"
        result = result_type(overload.return_annotation)
        yield f"def {name}({parameters(command, signature, overload)}) -> {result}:"


def method_text(owner: str, name: str, method: object) -> Iterator[str]:
    """The lines of a method."""
    doc = inspect.getdoc(method) or ""
    shown = False
    for head in heads(owner, name, method):
        yield f"    {head}" + (" ..." if shown and head.endswith(":") else "")
        if head.endswith(":") and not shown:
            shown = True
            yield textwrap.indent(
                f'"""{doc}\n"""' if "\n" in doc else f'"""{doc}"""', " " * 8
            )


def class_text(name: str, handle: type[keys.Handle]) -> str:
    """The text of a class."""
    base = handle.__mro__[1]
    lines = [f"class {name}({base.__name__}):", f'    """{handle.__doc__}"""', ""]
    inherited = (
        set(dir(base.structure)) if base is not keys.Handle else set(dir(Structure))
    )
    for method_name in dir(handle.structure):
        if method_name.startswith("_") or method_name in inherited:
            continue
        method = getattr(handle.structure, method_name)
        lines += method_text(name, method_name, method)
    return "\n".join(lines)


def source() -> str:
    """The whole file, formatted."""
    names = ", ".join(f'"{name}"' for name in keys.__all__)
    parts = [HEAD.replace("{names}", names)]
    for name in ("RedisKey", *keys.__all__):
        found = getattr(keys, name)
        if isinstance(found, type) and (name != "RedisKey" or len(parts) == 1):
            parts.append(class_text(name, found))
    for words in (
        ["format"],
        ["check", "--fix", "--select", "I,F401", "-q"],
        ["format"],
    ):
        made = subprocess.run(
            [
                sys.executable,
                "-m",
                "ruff",
                *words,
                "--stdin-filename",
                TARGET.name,
                "-",
            ],
            input="\n".join(parts),
            capture_output=True,
            text=True,
            check=True,
            cwd=TARGET.parent,
        )
        parts = [made.stdout]
    return parts[0]


def main() -> int:
    """Write or check the file."""
    text = source()
    if "--check" in sys.argv:
        if TARGET.read_text() == text:
            return 0
        print(f"{TARGET} is not current: run tools/generate_key_types.py")
        return 1
    TARGET.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
