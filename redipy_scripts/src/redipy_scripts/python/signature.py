"""What a function's parameters take, read from its annotations."""

from __future__ import annotations

import ast
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias, Union

from redipy_core.kinds import ANY, LISTS, NOTHING, NUMBER, Kind
from redipy_scripts.python.keys import Handle, KeyName
from redipy_scripts.python.source import Source
from redipy_scripts.structure import Structure
from redipy_scripts.structures import RedisKey

Check: TypeAlias = Callable[[object], bool]
Convert: TypeAlias = Callable[[object], object]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: an argument of some kinds, or a key."""

    name: str
    kind: Kind
    check: Check
    shown: str
    structure: type[Structure] | None = None
    is_name: bool = False
    exact: bool = False
    """Whether more is to be checked than the kind of value."""

    @property
    def is_key(self) -> bool:
        """Whether calls give a key for it."""
        return self.structure is not None


@dataclass(frozen=True, slots=True)
class Shape:
    """A function's parameters, whether it returns a tuple, and how to make tuples
    of the lists in its result."""

    parameters: tuple[Parameter, ...]
    gives_tuple: bool
    convert: Convert | None


def structure_of(found: object) -> type[Structure] | None:
    """The structure that a class of keys stands for, in either front end."""
    if not isinstance(found, type):
        return None
    if issubclass(found, Handle):
        return found.structure
    return found if issubclass(found, Structure) else None


def shape_of(source: Source, names: Mapping[str, object]) -> Shape:
    """Read the annotations; what scripts have not is refused."""
    arguments = source.tree.args
    for extra in (arguments.vararg, arguments.kwarg):
        if extra is not None:
            raise source.refusal(
                extra, "a script has no * and ** parameters: name each one"
            )
    try:
        hints = typing.get_type_hints(
            source.function, localns=dict(names), include_extras=True
        )
    except NameError as error:
        raise source.refusal(
            source.tree,
            f"{error}: a script's annotations are read when it is decorated, so what"
            " they name must be imported then",
        ) from None
    nodes = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    parameters = tuple(_parameter(source, node, hints) for node in nodes)
    result = hints.get("return", Any)
    return Shape(parameters, _is_tuple(result), _tuples_in(result))


def _is_tuple(hint: object) -> bool:
    """Whether an annotation is a tuple, or one beside others."""
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        return any(map(_is_tuple, typing.get_args(hint)))
    return origin is tuple or hint is tuple


def _tuples_in(hint: object) -> Convert | None:
    """What makes tuples of lists where an annotation says so; None: nothing does."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        found = [convert for part in inner if (convert := _tuples_in(part))]
        return found[0] if found else None
    if origin is tuple or hint is tuple:
        return lambda value: tuple(value) if isinstance(value, list) else value
    convert = _tuples_in(inner[0]) if origin is list else None
    if convert is None:
        return None
    each = convert
    return lambda value: [*map(each, value)] if isinstance(value, list) else value


def _parameter(source: Source, node: ast.arg, hints: Mapping[str, object]) -> Parameter:
    if node.arg not in hints:
        raise source.refusal(
            node,
            f"{node.arg} needs a type: a structure such as RedisList for a key, or"
            " int, float, bool, str, list, dict for an argument",
        )
    hint = hints[node.arg]
    structure = structure_of(hint)
    shown = _shown(hint)
    if structure is not None:
        return Parameter(node.arg, Kind.TEXT, _is_key(hint), shown, structure)
    if typing.get_origin(hint) is Annotated and KeyName in typing.get_args(hint):
        return Parameter(node.arg, Kind.TEXT, _is_text, "a key", RedisKey, True)
    found = _read(hint)
    if found is None:
        raise source.refusal(
            node.annotation or node,
            f"a script takes JSON values and keys, not {shown}: use int, float, bool,"
            " str, bytes, None, list, dict, or a structure such as RedisList",
        )
    kind, check = found
    literal = typing.get_origin(hint) is Literal
    return Parameter(node.arg, kind, check, shown, exact=literal)


def _is_key(hint: object) -> Check:
    """A handle of this kind of key, or its name."""
    assert isinstance(hint, type)
    return lambda value: (
        isinstance(value, (str, bytes))
        or (isinstance(value, Handle) and isinstance(value, hint))
    )


def _shown(hint: object) -> str:
    return hint.__name__ if isinstance(hint, type) else str(hint)


# -- values ------------------------------------------------------------------------


def _is_text(value: object) -> bool:
    return isinstance(value, (str, bytes))


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_float(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _always(_: object) -> bool:
    return True


_SIMPLE: dict[object, tuple[Kind, Check]] = {
    int: (Kind.INT, _is_int),
    float: (NUMBER, _is_float),
    bool: (Kind.BOOL, lambda value: isinstance(value, bool)),
    str: (Kind.TEXT, _is_text),
    bytes: (Kind.TEXT, _is_text),
    None: (Kind.NULL, lambda value: value is None),
    type(None): (Kind.NULL, lambda value: value is None),
    object: (ANY, _always),
    Any: (ANY, _always),
    list: (LISTS, lambda value: isinstance(value, (list, tuple))),
    tuple: (LISTS, lambda value: isinstance(value, (list, tuple))),
    dict: (Kind.DICT, lambda value: isinstance(value, Mapping)),
}
_SEQUENCES = (list, tuple, Sequence)
_MAPPINGS = (dict, Mapping)


def _read(hint: object) -> tuple[Kind, Check] | None:
    """The kinds of an annotation's values and a test for them; None if unknown."""
    if isinstance(hint, typing.ForwardRef):  # a type that contains itself, as JSON does
        return ANY, _always
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is Annotated:
        return _read(inner[0])
    if origin is Literal:
        return _kind_of_literals(inner), lambda value: value in inner
    if origin in (Union, types.UnionType):
        return _either([_read(part) for part in inner])
    if origin in _SEQUENCES and hint is not origin:
        return _sequence(_read(inner[0]))
    if origin in _MAPPINGS:
        return _mapping(_read(inner[1])) if inner[0] in (str, bytes) else None
    return None


def _kind_of_literals(values: tuple[object, ...]) -> Kind:
    kind = NOTHING
    for value in values:
        kind |= _SIMPLE[type(value)][0]
    return kind


def _either(parts: list[tuple[Kind, Check] | None]) -> tuple[Kind, Check] | None:
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    kind = NOTHING
    for one, _ in known:
        kind |= one
    return kind, lambda value: any(check(value) for _, check in known)


def _sequence(inner: tuple[Kind, Check] | None) -> tuple[Kind, Check] | None:
    if inner is None:
        return None
    check = inner[1]
    return (
        LISTS,
        lambda value: isinstance(value, (list, tuple)) and all(map(check, value)),
    )


def _mapping(inner: tuple[Kind, Check] | None) -> tuple[Kind, Check] | None:
    if inner is None:
        return None
    check = inner[1]
    return (
        Kind.DICT,
        lambda value: (
            isinstance(value, Mapping)
            and all(map(_is_text, value))
            and all(map(check, value.values()))
        ),
    )
