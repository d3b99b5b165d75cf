"""How a script is called: a function of its own checks and encodes what is given.

Calling a small script is to cost little more than a command, so the function is
written for the script's number of keys and arguments. Names that users chose
stay out of its source.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any, TypeAlias, TypeVar

from redipy_core.errors import ArgumentError, ArgumentTypeError
from redipy_core.functions import ScriptValue
from redipy_core.json_values import to_value
from redipy_core.numbers import EXACT
from redipy_core.text import encode_key, not_encodable
from redipy_core.tree import Script

R = TypeVar("R")

Given: TypeAlias = Mapping[str, object] | None
Runner: TypeAlias = Callable[[tuple[bytes, ...], tuple[ScriptValue, ...]], R]
"""Runs a script with its keys, without prefix, and its arguments, as declared."""
Entry: TypeAlias = Callable[[Given, Given], R]

_UTF8 = ".encode('utf-8', 'surrogateescape')"


def entry(script: Script, run: Runner[R]) -> Entry[R]:
    """The function from a call's keys and arguments, by name, to ``run``'s result.

    It raises ArgumentError if a name is missing or unknown, ArgumentTypeError or
    ArgumentValueError for what is no key or no JSON value.
    """
    make = _template(len(script.keys), len(script.args))
    made: Entry[R] = make(run, partial(_refuse, script), script.keys, script.args)
    return made


@cache
def _template(keys: int, args: int) -> Callable[..., Entry[Any]]:
    """What makes the function out of ``run``, ``refuse`` and the names."""
    names = [
        *(f"n{i} = key_names[{i}]" for i in range(keys)),
        *(f"m{i} = arg_names[{i}]" for i in range(args)),
    ]
    body = [*_counted("keys", keys), *_counted("args", args)]
    body += [f"k{i} = keys[n{i}]" for i in range(keys)]
    body += [f"a{i} = args[m{i}]" for i in range(args)]
    for i in range(keys):
        body.append(
            f"k{i} = k{i}{_UTF8} if k{i}.__class__ is str else encode_key(k{i})"
        )
    for i in range(args):
        exact = f"a{i}.__class__ is int and -{EXACT} < a{i} < {EXACT}"
        body += [
            f"if a{i}.__class__ is str: a{i} = a{i}{_UTF8}",
            f"elif not ({exact}): a{i} = to_value(a{i})",
        ]
    lines = [
        "def make(run, refuse, key_names, arg_names):",
        *(f"    {line}" for line in names),
        "    def entry(keys, args):",
        "        try:",
        *(f"            {line}" for line in body),
        "        except (KeyError, TypeError):",
        "            refuse(keys, args)",
        "            raise",
        "        except UnicodeEncodeError as error:",
        "            raise not_encodable(error) from None",
        f"        return run({_tuple('k', keys)}, {_tuple('a', args)})",
        "    return entry",
    ]
    namespace: dict[str, object] = {
        "encode_key": encode_key,
        "to_value": to_value,
        "not_encodable": not_encodable,
    }
    exec(compile("\n".join(lines), f"<script call {keys} {args}>", "exec"), namespace)
    make: Callable[..., Entry[Any]] = namespace["make"]  # type: ignore[assignment]  # as written above
    return make


def _counted(given: str, count: int) -> list[str]:
    """Lines that raise KeyError unless so many names are given."""
    if not count:
        return [f"if {given}: raise KeyError"]
    return [f"if {given} is None or len({given}) != {count}: raise KeyError"]


def _tuple(letter: str, count: int) -> str:
    return f"({''.join(f'{letter}{i}, ' for i in range(count))})"


def _refuse(script: Script, keys: Given, args: Given) -> None:
    """Raise ArgumentError if a name is missing or unknown."""
    for what, known, given in (
        ("key", script.keys, keys if keys is not None else {}),
        ("argument", script.args, args if args is not None else {}),
    ):
        if not isinstance(given, Mapping):
            raise ArgumentTypeError(
                f"the {what}s of a script come by name in a mapping,"
                f" not in {type(given).__name__}"
            )
        missing = [name for name in known if name not in given]
        extra = [name for name in given if name not in known]
        for word, names in (("missing", missing), ("unknown", extra)):
            if names:
                quoted = ", ".join(map(repr, names))
                plural = "s" if len(names) > 1 else ""
                raise ArgumentError(f"{word} script {what}{plural}: {quoted}")
