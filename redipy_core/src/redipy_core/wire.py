"""The two directions of the wire, made from a command's grammar.

``packer(command)`` gives a function from slot values to the words a server
reads; ``parser(command)`` gives the function back, which complains in the
server's words and in the server's order. Both are generated as Python source
once per command: a call then costs what handwritten code would.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial

from redipy_core.command import Command
from redipy_core.grammar import NUMERIC, Arg, ArgType
from redipy_core.text import (
    encode_float,
    to_above_zero,
    to_balanced,
    to_cursor,
    to_database,
    to_double,
    to_integer,
    to_milliseconds,
    to_natural,
    to_positive,
    to_rank,
    to_timeout,
    to_unsigned,
    to_weight,
)

Words = list[bytes]
SlotValues = tuple[object, ...]

CONVERTERS: dict[ArgType, Callable[[object], object]] = {
    "integer": to_integer,
    "positive": to_positive,
    "natural": to_natural,
    "rank": to_rank,
    "balanced": to_balanced,
    "weight": to_weight,
    "cursor": to_cursor,
    "double": to_double,
    "timeout": to_timeout,
    "milliseconds": to_milliseconds,
    "database": to_database,
}
"""What turns words into numbers; for two more types see :func:`converter`."""


def converter(arg: Arg) -> Callable[[object], object] | None:
    """What turns a word into the value of this slot; None if nothing must."""
    if arg.type == "unsigned":
        return partial(to_unsigned, what=option_name(arg))
    if arg.type == "above_zero":
        return partial(to_above_zero, what=arg.name)
    return CONVERTERS.get(arg.type)


def option_name(arg: Arg) -> str:
    """The name by which an error speaks of an option."""
    return arg.name.upper() if arg.token is None else arg.token.decode()


def number_word(value: object) -> bytes:
    """A number's word. What is bytes already goes as it is."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, int):
        return b"%d" % value
    assert isinstance(value, float)
    return encode_float(value)


# -- slots → words --------------------------------------------------------------


@cache
def packer(command: Command) -> Callable[..., Words]:
    """The function from ``command``'s slot values to its words, name first."""
    names = [f"s{i}" for i in range(len(command.args))]
    fixed = [repr(word) for word in command.wire_words]
    rest = list(zip(names, command.args, strict=True))
    while rest and is_single(rest[0][1]):
        name, arg = rest.pop(0)
        fixed.append(_word(name, arg))
    lines = [f"def pack({', '.join(names)}):", f"    words = [{', '.join(fixed)}]"]
    for name, arg in rest:
        lines += _indent(_pack_lines(name, arg))
    lines.append("    return words")
    return _compiled("\n".join(lines), f"pack {command.name}", {})["pack"]


def is_single(arg: Arg) -> bool:
    """Whether the argument is always exactly one word."""
    compound = arg.type in ("token", "oneof", "block")
    return not (compound or arg.optional or arg.multiple or arg.token)


def _word(name: str, arg: Arg) -> str:
    return f"number_word({name})" if arg.type in NUMERIC else name


def _indent(lines: Sequence[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _pack_lines(name: str, arg: Arg) -> list[str]:
    """Lines that append a slot's words to ``words``."""
    if arg.type == "token":
        return [f"if {name}: words.append({arg.token!r})"]
    body: list[str] = []
    if arg.token is not None and not arg.token_each:
        body.append(f"words.append({arg.token!r})")
    if arg.counted:
        body.append(f"words.append(b'%d' % len({name}))")
    if arg.multiple:
        body += _pack_repeated(name, arg)
    else:
        body += _pack_one(name, arg)
    if arg.optional and not arg.multiple:
        return [f"if {name} is not None:", *_indent(body)]
    if arg.optional:
        return [f"if {name}:", *_indent(body)]
    return body


def _pack_repeated(name: str, arg: Arg) -> list[str]:
    if arg.type != "block" and not arg.token_each:
        if arg.type in NUMERIC:
            return [f"words += map(number_word, {name})"]
        return [f"words += {name}"]
    item = f"{name}_item"
    if arg.columns:
        row = ", ".join(_word(f"{item}[{i}]", a) for i, a in enumerate(arg.args))
        return [f"for column in zip(*[({row}) for {item} in {name}]): words += column"]
    if arg.token_each:
        token = f"words.append({arg.token!r})"
        return [f"for {item} in {name}:", *_indent([token, *_pack_one(item, arg)])]
    if all(is_single(a) for a in arg.args):
        parts = [f"{item}{i}" for i in range(len(arg.args))]
        words = [_word(p, a) for p, a in zip(parts, arg.args, strict=True)]
        return [f"for {', '.join(parts)} in {name}: words += ({', '.join(words)})"]
    return [f"for {item} in {name}:", *_indent(_pack_one(item, arg))]


def _pack_one(name: str, arg: Arg) -> list[str]:
    if arg.type == "oneof":
        if arg.only_tokens:
            return [f"words.append({name})"]
        kinds = {a.type for a in arg.args if a.type != "token"}
        value = f"{name}[1]"
        word = f"number_word({value})" if kinds <= NUMERIC else value
        return [
            f"words.append({name}[0])",
            f"if {value} is not None: words.append({word})",
        ]
    if arg.type == "block":
        lines: list[str] = []
        for i, inner in enumerate(arg.args):
            lines.append(f"{name}_{i} = {name}[{i}]")
            lines += _pack_lines(f"{name}_{i}", inner)
        return lines
    return [f"words.append({_word(name, arg)})"]


def _compiled(
    source: str, title: str, names: dict[str, object]
) -> dict[str, Callable[..., Words]]:
    namespace: dict[str, object] = {"number_word": number_word, **names}
    exec(compile(source, f"<redipy {title}>", "exec"), namespace)
    return namespace  # type: ignore[return-value]  # the source defines functions only
