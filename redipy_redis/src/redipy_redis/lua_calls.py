"""The Lua code of Redis calls in scripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from redipy_core.analysis import Program, reply_of, shape_of
from redipy_core.calls import Filled, call_words, name_words
from redipy_core.command import Command
from redipy_core.flatten import is_atom
from redipy_core.functions import LuaRedisPatch
from redipy_core.grammar import Arg
from redipy_core.kinds import NUMBER, Kind
from redipy_core.numbers import number_text
from redipy_core.portable import takes_number
from redipy_core.tree import (
    ArgRef,
    CallCommand,
    CallRedis,
    Constant,
    Expr,
    KeyRef,
    Slot,
)
from redipy_redis.lua_names import CALL, Names, call, joined, string_literal
from redipy_redis.lua_portable import NUMBER_HELPERS, Inlined
from redipy_redis.lua_replies import ZIPPED_AT_ONCE

_HELPERS: Final = {
    "boolean": "flag",
    "text": "or_null",
    "key": "without_prefix",
    "number": "or_null",
    "number_text": "to_number",
    "score": "to_number",
    "numbers": "list",
    "booleans": "flags",
    "sorted_list": "sorted",
    "sorted_keys": "keys",
    "time": "time_of",
    "entries": "entry_list",
    "positions": "positions_of",
    "wire": "from_wire",
}
"""The helper for a reply's shape, where it does not have the shape's name."""


def shape_helper(shape: str) -> str:
    """The name of the helper that brings a reply into a shape."""
    return _HELPERS.get(shape, shape)


class Calls:
    """Writes Redis calls."""

    def __init__(
        self,
        program: Program,
        names: Names,
        patches: Mapping[str, LuaRedisPatch],
        inlined: Mapping[Command, Inlined],
        code: Callable[[Expr], str],
    ) -> None:
        self._kinds = program.kinds
        self._table = program.table
        self._names = names
        self._patches = patches
        self._inlined = inlined
        self._code = code
        self._assigned = program.assigned_args()

    def command(self, node: CallCommand, *, wanted: bool = True) -> str:
        """The code of a call by slots; ``wanted``: somebody takes the reply."""
        command = self._table[node.command]
        inlined = self._inlined.get(command)
        if inlined is not None and command.name not in self._patches:
            return self._portable(inlined, node)
        given = list(call_words(command, node.slots))
        words = list(map(self._word, given))
        patched = self._patched(command.name, words)
        if patched is not None:
            return patched
        if not wanted:
            return call(CALL, words)
        reply = reply_of(node, self._table)
        if reply.zips is not None:
            arg = command.args[command.slots.index(reply.zips)]
            places = [
                place
                for place, word in enumerate(given, 1)
                if isinstance(word, Filled) and word.arg is arg
            ]
            atoms = all(
                is_atom(word.node)
                for word in given
                if isinstance(word, Filled) and word.node is not None
            )
            if atoms and reply.script == "zipped" and arg.type != "key":
                names = ", ".join(words[place - 1] for place in places)
                reply_code = call(CALL, words)
                if len(places) <= ZIPPED_AT_ONCE:
                    helper = self._names.helper(f"zip_{len(places)}")
                    return f"{helper}({reply_code}, {names})"
                return f"{self._names.helper('zip')}({reply_code}, {{{names}}})"
            return self._zipped(reply.script, words, (places[0], places[-1]), arg)
        helper = shape_helper(shape_of(node, self._table))
        if helper == "or_null":
            return f"({call(CALL, words)} or null)"
        return f"{self._names.helper(helper)}({call(CALL, words)})"

    def raw(self, node: CallRedis) -> str:
        """The code of a call by words."""
        words = [string_literal(word) for word in name_words(node.name.upper())]
        if node.key is not None:
            words.append(self._key(node.key))
        words += map(self._text, node.args)
        patched = self._patched(node.name.upper(), words)
        if patched is not None:
            return patched
        return f"{self._names.helper('from_wire')}({call(CALL, words)})"

    def _patched(self, name: str, words: list[str]) -> str | None:
        patch = self._patches.get(name)
        code = None if patch is None else patch.rewrite(words)
        if code is None:
            return None
        self._names.require(code.requires)
        self._names.look_at(code.code)
        return code.code

    def _zipped(
        self, shape: str, words: list[str], place: tuple[int, int], arg: Arg
    ) -> str:
        """The call itself happens in the helper: its words name the values."""
        first, last = place
        skip = f"#{self._names.use_prefix()}" if arg.type == "key" else "0"
        helper = self._names.helper(shape)
        return f"{helper}({{{', '.join(words)}}}, {first}, {last}, {skip})"

    # -- commands that are scripts ----------------------------------------------

    def _portable(self, inlined: Inlined, node: CallCommand) -> str:
        """The call of the function that carries out the command."""
        args = inlined.portable.command.args
        codes = [self._value(args[i], node.slots[i]) for i in inlined.slots]
        return call(self._names.helper(inlined.helper), codes)

    def _value(self, arg: Arg, slot: Slot) -> str:
        """A slot's value as the function gets it."""
        if slot is None or isinstance(slot, bool):
            return {None: "null", True: "true", False: "false"}[slot]
        if isinstance(slot, bytes):
            return string_literal(slot)
        if isinstance(slot, tuple):
            if not arg.multiple:
                return self._item(arg, slot)
            return f"{{{', '.join(self._item(arg, item) for item in slot)}}}"
        return self._scalar(arg, slot)

    def _item(self, arg: Arg, slot: Slot) -> str:
        """One occurrence of an argument."""
        if not isinstance(slot, tuple):
            return self._value(arg, slot)
        if arg.type == "oneof":
            word, value = slot
            chosen = next(a for a in arg.args if a.token == word)
            parts = [self._value(arg, word), self._value(chosen, value)]
        else:
            pairs = zip(arg.args, slot, strict=True)
            parts = [self._value(inner, part) for inner, part in pairs]
        return f"{{{', '.join(parts)}}}"

    def _scalar(self, arg: Arg, node: Expr) -> str:
        if arg.type == "key":
            return self._key(node)
        if not takes_number(arg):
            return self._text(node)
        helper = self._names.helper(NUMBER_HELPERS[arg.type])
        return f"{helper}({self._code(node)})"

    # -- words -----------------------------------------------------------------

    def _word(self, word: bytes | Filled) -> str:
        """The code of a word."""
        if isinstance(word, bytes):
            return string_literal(word)
        arg, node = word
        if node is None:
            return f"{self._names.use_glob()} .. '*'"
        if arg.type == "key":
            return self._key(node)
        text = self._text(node)
        if arg.type == "channel":
            return f"{self._names.use_prefix()} .. {text}"
        if arg.type == "pattern":
            return f"{self._names.use_glob()} .. {text}"
        if arg.type == "key_pattern":
            return f"{self._names.helper('key_pattern')}({text})"
        return text

    def _key(self, node: Expr) -> str:
        if isinstance(node, KeyRef):
            return self._names.key(node.index)
        known = set(self._names.key_names)
        rest = joined("", self._text(node)).removeprefix(" .. ")
        for index in self._names.key_names:
            # A key's name with the prefix in front is the key itself.
            name = f"{self._names.key_name(index)} .. "
            if rest.startswith(name):
                rest = rest.removeprefix(name)
                self._names.only_names_in(rest, known)
                return f"{self._names.key(index)} .. {rest}"
        return f"{self._names.use_prefix()} .. {rest}"

    def _text(self, node: Expr) -> str:
        """The code of the word that an expression becomes."""
        kind = self._kinds.of(node)
        if isinstance(node, Constant) and kind.within(NUMBER):
            assert isinstance(node.value, (int, float))
            return string_literal(number_text(node.value))
        if kind.within(Kind.TEXT):
            return self._code(node)
        code, text = self._code(node), self._names.helper("text")
        if not is_atom(node) or not kind.may_be(Kind.TEXT):
            return f"{text}({code})"
        if kind.within(Kind.TEXT | Kind.NULL):
            return f"({code} == null and {text}(null) or {code})"
        if isinstance(node, ArgRef) and node.index not in self._assigned:
            return f"({self._names.text_of_arg(node.index)} or {text}({code}))"
        return f"(type({code}) == 'string' and {code} or {text}({code}))"
