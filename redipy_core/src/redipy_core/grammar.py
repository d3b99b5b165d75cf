"""The wire grammar: what may follow a command's name.

The vocabulary is the one Redis uses for its own command table: a *key*, a
*string*, an *integer* or a *double*; a *token* (a fixed word); *oneof* (exactly
one of several) and *block* (several in a row); each of them optional, repeated,
or introduced by a token. A grammar is written the way the Redis manual prints
it, with a type after the colon where an argument is not plain text::

    key [count:positive]
    key value [condition=NX|XX] [get=GET] [expiry=EX seconds:integer|KEEPTTL]
    key [NX] [XX] mapping=(score:double member) ...

A name that begins with an underscore is not printed: servers take the argument,
the manual does not say so. Every argument at the top level is a *slot*. The values of all slots, in order,
are the arguments of a call; :mod:`redipy_core.wire` turns them into the words
that a server reads, and back.

======================  =====================================================
in the grammar          the slot's value
======================  =====================================================
``key`` ``value``       ``bytes``
``n:integer``           ``int`` of 64 bits; ``positive``: not below zero
``n:natural``           at least 1, else the syntax does not fit
``n:above_zero``        at least 1, else the error names the slot
``n:balanced``          as ``integer``, but not the least one
``n:unsigned``          not below zero, else the error names the token
``n:rank``              not zero, in the words of LPOS
``n:late_integer``      as ``integer``, but looked at only after the key
``c:cursor``            ``int`` of 64 bits without a sign
``p:pattern``           ``bytes``; what it matches begins with a client's prefix
``p:key_pattern``       ``bytes``; its ``*`` stands for an element, the whole names keys
``x:double``            ``float``, never NaN
``x:weight``            as ``double``, in the words of ZUNION
``x:timeout``           seconds as ``float``, whole milliseconds, not below zero
``n:milliseconds``      a time-out as ``int``, not below zero
``n:database``          the number of a database as ``int`` of 32 bits
``[GET]``               ``bool``
``[how=NX|XX]``         the word as ``bytes``, or None
``[ex=EX n:integer|K]`` ``(word, value)``, ``(word, None)`` or None
``[LIMIT a b]``         a tuple, or None
``[FULL [COUNT n]]``    a tuple in which there may be None, or None
``item ...``            a sequence, at least one
``[item ...]``          a sequence, perhaps empty
``[(GET item) ...]``    a sequence, perhaps empty, each item led by the token
``numkeys keys ...``    a sequence, led by its length; what an option repeats
                        behind it (``[WEIGHTS weight ...]``) is as long
``(field value) ...``   a sequence of tuples
``(ST keys ... ids ...)``
                        a sequence of tuples; the words go column by column
======================  =====================================================

A token that is no word of capitals stands in quotes: ``'='``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

ArgType = Literal[
    "key",
    "string",
    "pattern",
    "key_pattern",
    "channel",
    "integer",
    "positive",
    "natural",
    "above_zero",
    "balanced",
    "weight",
    "unsigned",
    "rank",
    "late_integer",
    "cursor",
    "double",
    "timeout",
    "milliseconds",
    "database",
    "token",
    "oneof",
    "block",
]

NUMERIC: frozenset[ArgType] = frozenset(
    {
        *("integer", "positive", "natural", "unsigned", "rank"),
        *("late_integer", "cursor", "double", "above_zero", "balanced", "weight"),
        *("timeout", "milliseconds", "database"),
    }
)
_KEY_NAMES = frozenset({"key", "keys", "destination", "source", "newkey"})
_TYPES: frozenset[str] = frozenset(
    {
        "key",
        "string",
        "pattern",
        "key_pattern",
        "channel",
        "integer",
        "positive",
        "natural",
        "above_zero",
        "balanced",
        "weight",
        "unsigned",
        "rank",
        "late_integer",
        "cursor",
        "double",
        "timeout",
        "milliseconds",
        "database",
    }
)


class GrammarError(ValueError):
    """A grammar is not written as this module's text describes."""


@dataclass(frozen=True, slots=True)
class Arg:
    """One argument of a command."""

    name: str
    type: ArgType
    token: bytes | None = None
    optional: bool = False
    multiple: bool = False
    args: tuple[Arg, ...] = ()
    counted: bool = False
    token_each: bool = False
    """Whether the token stands before each of several values."""

    @property
    def manual_name(self) -> str:
        """The name as the Redis manual has it: that of one, where there may be several."""
        return self.name.removesuffix("s") if self.multiple else self.name

    @property
    def only_tokens(self) -> bool:
        """Whether this is a choice between plain words."""
        return self.type == "oneof" and all(a.type == "token" for a in self.args)

    @property
    def token_leads(self) -> bool:
        """Whether a token stands before what the argument is itself."""
        return self.token is not None and self.type != "token"

    @property
    def width(self) -> int:
        """The least number of words that one occurrence takes."""
        own = int(self.token_leads) + self.counted
        if self.type == "oneof":
            return own + min(a.width for a in self.args)
        if self.type == "block":
            return own + sum(a.width for a in self.args if not a.optional)
        return own + 1

    @property
    def varies(self) -> bool:
        """Whether it does not always take the same number of words."""
        inner = self.type == "block" and any(a.varies for a in self.args)
        return self.optional or self.multiple or inner

    @property
    def columns(self) -> bool:
        """Whether all first parts of a repeated block come first, then all second."""
        return self.type == "block" and self.multiple and self.args[0].multiple

    def leads_to_key(self) -> bool:
        """Whether this is a key, or begins with one."""
        block = self.type == "block" and self.args[0].leads_to_key()
        return self.type == "key" or block

    def holds_key(self) -> bool:
        """Whether a key stands anywhere in this argument."""
        return self.type == "key" or any(a.holds_key() for a in self.args)


_WORD = re.compile(r"\s*('[^']+'|\.\.\.|[][()|=]|[A-Za-z_][A-Za-z0-9_:-]*)")


def parse_grammar(text: str) -> tuple[Arg, ...]:
    """Read a grammar; raises :class:`GrammarError` where it is not well formed."""
    reader = _Reader(text)
    args = tuple(reader.sequence(end=None))
    names = [arg.name for arg in args]
    if len(set(names)) != len(names):
        raise GrammarError(f"a name stands twice in {text!r}")
    if any(arg.token_each and not arg.optional for arg in args):
        raise GrammarError(f"a token for each value, but not optional, in {text!r}")
    return args


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._words = list(self._split(text))
        self._at = 0

    @staticmethod
    def _split(text: str) -> Iterator[str]:
        at, text = 0, text.strip()
        while at < len(text):
            match = _WORD.match(text, at)
            if match is None:
                raise GrammarError(f"cannot read {text[at:]!r} in {text!r}")
            yield match[1]
            at = match.end()

    def _peek(self, ahead: int = 0) -> str | None:
        at = self._at + ahead
        return self._words[at] if at < len(self._words) else None

    def _take(self, expected: str | None = None) -> str:
        word = self._peek()
        if word is None or expected not in (None, word):
            raise GrammarError(f"expected {expected or 'more'} in {self._text!r}")
        self._at += 1
        return word

    def sequence(self, end: str | None) -> Iterator[Arg]:
        while self._peek() not in (end, None):
            yield self._counted()
        if end is not None:
            self._take(end)

    def _counted(self) -> Arg:
        if self._peek() != "numkeys":
            return self._repeated(self._item())
        self._take()
        return replace(self._repeated(self._item()), counted=True)

    def _repeated(self, arg: Arg) -> Arg:
        if self._peek() != "...":
            return arg
        self._take()
        return replace(arg, multiple=True, token_each=arg.token_leads)

    def _item(self) -> Arg:
        word = self._take()
        if word == "[":
            return self._optional()
        if word == "(":
            return self._alternatives(")")
        if self._peek() == "=":
            self._take()
            return replace(self._item(), name=word)
        return self._leaf(word)

    def _leaf(self, word: str) -> Arg:
        if word[0] == "'":
            return Arg(word[1:-1], "token", token=word[1:-1].encode())
        if not word[0].isalpha() and word[0] != "_":
            raise GrammarError(f"unexpected {word!r} in {self._text!r}")
        name, _, kind = word.partition(":")
        if name.isupper():
            token = name.encode()
            return Arg(name.lower(), "token", token=token)
        if kind and kind not in _TYPES:
            raise GrammarError(f"unknown type {kind!r} in {self._text!r}")
        if not kind:
            kind = "key" if name in _KEY_NAMES else "string"
        return Arg(name, kind)  # type: ignore[arg-type]  # checked against _TYPES

    def _optional(self) -> Arg:
        name = None
        if self._peek(1) == "=":
            name = self._take()
            self._take()
        arg = self._alternatives("]")
        return replace(arg, optional=True, name=name or arg.name)

    def _alternatives(self, end: str) -> Arg:
        branches = [self._branch(end)]
        while self._peek() == "|":
            self._take()
            branches.append(self._branch(end))
        self._take(end)
        if len(branches) == 1:
            return branches[0]
        return Arg("oneof", "oneof", args=tuple(branches))

    def _branch(self, end: str) -> Arg:
        """What stands between brackets and bars: words led by a token, or one."""
        items: list[Arg] = []
        while self._peek() not in (end, "|", None):
            items.append(self._repeated(self._item()))
        if not items:
            raise GrammarError(f"nothing between brackets in {self._text!r}")
        if len(items) == 1:
            return items[0]
        first, *rest = items
        if first.type != "token":
            return Arg("block", "block", args=tuple(items))
        if len(rest) == 1 and rest[0].token is None and not rest[0].optional:
            return replace(rest[0], token=first.token)
        columns = all(item.multiple for item in rest)
        return Arg(first.name, "block", first.token, multiple=columns, args=tuple(rest))


def render_grammar(args: tuple[Arg, ...]) -> str:
    """The grammar as the Redis manual prints it."""
    return " ".join(_render(arg) for arg in args if not arg.name.startswith("_"))


def _render(arg: Arg) -> str:
    if arg.type == "token":
        text = (arg.token or b"").decode()
    elif arg.type == "oneof":
        text = " | ".join(_render(a) for a in arg.args)
    elif arg.type == "block":
        text = " ".join(_render(a) for a in arg.args)
    else:
        text = arg.manual_name
    token = f"{(arg.token or b'').decode()} " if arg.token_leads else ""
    if arg.token_each:
        text, token = token + text, ""
    if arg.multiple and not arg.columns:
        text = f"{text} [{text} ...]"
    if arg.counted:
        text = f"numkeys {text}"
    text = token + text
    return f"[{text}]" if arg.optional else text
