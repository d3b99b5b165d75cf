"""Stubs: what type checkers and readers see of declared commands.

A face's methods are made at run time. Here they are written out from the same
declarations, overloads and documentation included: for the clients
(``tools/generate_faces.py``) and for the command groups of a plugin's module
(``redipy plugins faces MODULE``).
"""

from __future__ import annotations

import ast
import builtins
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType

from redipy_core.command import Command
from redipy_core.errors import PluginError
from redipy_core.groups import CommandGroup

_WIDTH = 88

# -- methods --------------------------------------------------------------------------


def annotation(text: object) -> str:
    """A declaration's annotation as a face shows it."""
    if not isinstance(text, str):
        raise PluginError(
            f"the annotation {text!r} is no text: a module of declarations begins with"
            " 'from __future__ import annotations', and every parameter has one"
        )
    return re.sub(r"\bText\b", "T", text)


def parameter(item: inspect.Parameter) -> str:
    """One parameter, with its type and default."""
    return typed(item, annotation(item.annotation))


def typed(item: inspect.Parameter, type_: str) -> str:
    """One parameter with this type, and its default."""
    star = "*" if item.kind is item.VAR_POSITIONAL else ""
    text = f"{star}{item.name}: {type_}"
    if item.default is item.empty:
        return text
    default = f'"{item.default}"' if isinstance(item.default, str) else item.default
    return f"{text} = {default}"


def parameters(
    items: Iterable[inspect.Parameter], text: Callable[[inspect.Parameter], str]
) -> list[str]:
    """Parameters as ``text`` gives each, ``self`` first."""
    parts = ["self"]
    starred = False
    for item in items:
        if item.kind is item.VAR_POSITIONAL:
            starred = True
        elif item.kind is item.KEYWORD_ONLY and not starred:
            parts.append("*")
            starred = True
        parts.append(text(item))
    return parts


def methods(command: Command, word: str, returns: str) -> Iterator[str]:
    """The lines of a command's method, overloads included.

    ``word`` is ``def`` or ``async def``; in ``returns`` the declared type stands
    for ``{}``. A pipeline's methods return None and need no overloads.
    """
    signatures = command.overloads if returns != "None" else [command.signature]
    for i, signature in enumerate(signatures):
        if len(signatures) > 1:
            yield "    @overload"
        result = returns.format(annotation(signature.return_annotation))
        given = parameters(signature.parameters.values(), parameter)
        head = _head(f"{word} {command.method_name}", given, result)
        if i:
            yield f"{head} ..."
        else:
            yield head
            yield textwrap.indent(f'"""{command.doc}', " " * 8).rstrip()
            yield f'\n        Redis: ``{command.syntax}``.\n        """'


def _head(start: str, parts: list[str], result: str) -> str:
    line = f"    {start}({', '.join(parts)}) -> {result}:"
    if len(line) + len(" ...") <= _WIDTH:
        return line
    inside = ",\n".join(f"        {part}" for part in parts)
    return f"    {start}(\n{inside}\n    ) -> {result}:"


# -- the stub of a module of groups -----------------------------------------------------


def group_stub(module: ModuleType) -> str:
    """The stub of a module that makes command groups and nothing else.

    Raises PluginError if it makes none, or if an annotation's name is not found.
    """
    groups = [item for item in vars(module).values() if isinstance(item, CommandGroup)]
    if not groups:
        raise PluginError(f"{module.__name__} makes no CommandGroup")
    commands = [c for group in groups for c in group.commands if _shown(c)]
    parts = [
        f'"""{inspect.getdoc(module) or "Command groups."}\n\nWritten from the'
        f" declarations by ``redipy plugins faces {module.__name__}``.\n"
        'Do not edit.\n"""\n\n'
        "# pyright: reportIncompatibleMethodOverride=false\n"
        "# Calling a group gives another type for each kind of client.\n",
        "\n".join(sorted({*_OWN_IMPORTS, *_imports(commands)})),
        '\nT = TypeVar("T", bound=str | bytes, default=str)',
    ]
    for group in groups:
        parts += _group_classes(group)
    return "\n".join(parts) + "\n"


_OWN_IMPORTS = (
    "from typing import overload",
    "from redipy_core.faces import AsyncRedisAPI, PipelineAPI, RedisAPI",
    "from redipy_core.groups import CommandGroup, GroupFace",
    "from typing_extensions import TypeVar",
)


def _shown(command: Command) -> bool:
    return "internal" not in command.flags


def _group_classes(group: CommandGroup) -> Iterator[str]:
    commands = [c for c in group.commands if _shown(c)]
    ways = (("def", "{}"), ("async def", "{}"), ("def", "None"))
    for face, (word, returns) in zip(group.faces, ways, strict=True):
        yield f"\nclass {face.__name__}(GroupFace[T]):"
        yield textwrap.indent(f'"""{inspect.getdoc(face)}\n"""\n', "    ")
        for command in commands:
            yield from methods(command, word, returns)
    yield f"\nclass _{group.title}(CommandGroup):"
    apis = ("RedisAPI", "AsyncRedisAPI", "PipelineAPI")
    for i, (api, face) in enumerate(zip(apis, group.faces, strict=True)):
        wide = (
            "" if i else "  # type: ignore[override]  # each kind of client by itself"
        )
        yield f"    @overload{wide}"
        yield from (
            f"    def __call__(self, client: {api}[T]) -> {face.__name__}[T]:",
            f'        """{group.title}\'s commands on a client or a pipeline."""',
        )
    yield f"\n{group.title}: _{group.title}"


# -- where the names in annotations come from -------------------------------------------


def _imports(commands: Iterable[Command]) -> Iterator[str]:
    """The imports that the annotations of some commands need."""
    known: dict[str, dict[str, str]] = {}
    for command in commands:
        where = command.function.__module__
        names = known.get(where)
        if names is None:
            names = known[where] = _names_of(sys.modules[where])
        for signature in command.overloads:
            for name in _used(signature):
                if name == "T" or hasattr(builtins, name):
                    continue
                if name not in names:
                    raise PluginError(
                        f"{command.name}: {where} neither defines nor imports {name}"
                    )
                yield names[name]


def _used(signature: inspect.Signature) -> Iterator[str]:
    """The names in a signature."""
    texts = [p.annotation for p in signature.parameters.values()]
    for text in (*texts, signature.return_annotation):
        for node in ast.walk(ast.parse(annotation(text), mode="eval")):
            if isinstance(node, ast.Name):
                yield node.id


def _names_of(module: ModuleType) -> dict[str, str]:
    """For each name that a module has, the import by which another gets it."""
    found: dict[str, str] = {}
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.ImportFrom):
            start = "." * node.level + (node.module or "")
            if node.level:
                start = f"{module.__name__.rpartition('.')[0]}.{node.module or ''}"
            for alias in node.names:
                shown = alias.name + (f" as {alias.asname}" if alias.asname else "")
                found[alias.asname or alias.name] = f"from {start} import {shown}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                shown = alias.name + (f" as {alias.asname}" if alias.asname else "")
                name = alias.asname or alias.name.partition(".")[0]
                found[name] = f"import {shown}"
        else:
            for name in _defined(node):
                found[name] = f"from {module.__name__} import {name}"
    return found


def _defined(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id
    elif isinstance(node, ast.Assign):
        yield from (t.id for t in node.targets if isinstance(t, ast.Name))


def stub_path(module: ModuleType) -> Path:
    """Where the stub of a module stands: beside it."""
    if module.__file__ is None:
        raise PluginError(f"{module.__name__} is no file")
    return Path(module.__file__).with_suffix(".pyi")


def is_current(module: ModuleType) -> bool:
    """Whether the stub beside a module says what its declarations say.

    How it is laid out does not matter.
    """
    path = stub_path(module)
    if not path.exists():
        return False
    return _content(path.read_text()) == _content(group_stub(module))


def _content(text: str) -> tuple[set[tuple[str | None, str]], list[str]]:
    """What a stub imports, in no order, and what it says."""
    imports: set[tuple[str | None, str]] = set()
    others: list[str] = []
    for node in ast.parse(text).body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            module = node.module if isinstance(node, ast.ImportFrom) else None
            imports |= {(module, ast.dump(alias)) for alias in node.names}
        else:
            others.append(ast.dump(node))
    return imports, others
