"""Write ``redipy_core/faces.pyi`` from the declarations.

``--check`` writes nothing and fails if the file is not what it should be.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from redipy_core.builtin import redipy_commands
from redipy_core.stubs import methods

TARGET = Path("redipy_core/src/redipy_core/faces.pyi")

HEADER = '''\
"""The faces: the declared commands as methods of clients and pipelines.

Generated from the declarations by ``make faces``. Do not edit.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Generic, Literal, overload

from redipy_core.binder import Binder
from redipy_core.bitfields import BitfieldOperation
from redipy_core.command import Command
from redipy_core.matches import LcsMatches
from redipy_core.modes import KeyType, RExpireMode, RSetMode
from redipy_core.stream_types import (
    ConsumerInfo,
    GroupInfo,
    PendingEntry,
    PendingSummary,
    StreamDetails,
    StreamInfo,
)
from redipy_core.places import Place, Places, Unit
from redipy_core.text import Fields, Key, Scores, Value
from typing_extensions import TypeVar

T = TypeVar("T", bound=str | bytes, default=str)

class Face(Generic[T]):
    """Something that has the commands as methods."""

    _binder: Binder

class CommandMethod:
    """A command as a method: bound to the face's backend at its first use."""

    command: Command
    def __init__(self, command: Command) -> None: ...
    def bound(self, face: Face[str] | Face[bytes]) -> object: ...
    def __call__(self, face: Face[T], *args: object, **kwargs: object) -> object: ...

def install(face: type[Face[T]], commands: Iterable[Command]) -> None:
    """Give a face a method for each command."""
'''

FACES = (
    ("RedisAPI", "The commands, carried out at once.", "def", "{}"),
    ("AsyncRedisAPI", "The commands as coroutines.", "async def", "{}"),
    (
        "PipelineAPI",
        "The commands, queued: every method returns None.",
        "def",
        "None",
    ),
)


def generate() -> str:
    """The whole file, formatted."""
    commands = [c for c in redipy_commands() if "internal" not in c.flags]
    parts = [HEADER]
    for name, doc, word, returns in FACES:
        base = "Face[T]"
        parts.append(f'class {name}({base}):\n    """{doc}"""\n')
        parts += ["\n".join(methods(c, word, returns)) for c in commands]
        parts.append("")
    made = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--stdin-filename", TARGET.name, "-"],
        input="\n".join(parts),
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout


def main() -> int:
    """Write the file, or check it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true")
    check = arguments.parse_args().check
    text = generate()
    if not check:
        TARGET.write_text(text)
        return 0
    if not TARGET.exists() or TARGET.read_text() != text:
        print(f"{TARGET} is not current; run make faces", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
