"""The Lua code of Redis calls in scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from redipy_core.analysis import Program, reply_of, shape_of
from redipy_core.calls import name_words
from redipy_core.command import Command
from redipy_core.functions import LuaRedisPatch
from redipy_core.grammar import Arg
from redipy_core.kinds import NUMBER, Kind
from redipy_core.numbers import number_text
from redipy_core.portable import takes_number
from redipy_core.tree import CallCommand, CallRedis, Constant, Expr, KeyRef, Slot
from redipy_redis.lua_names import Names, call, string_literal
from redipy_redis.lua_portable import NUMBER_HELPERS, Inlined

_SHAPE_HELPERS: Final = {
    "boolean": "flag",
    "text": "or_null",
    "status_text": "status_text",
    "type_name": "type_name",
    "key": "without_prefix",
    "number": "or_null",
    "number_text": "to_number",
    "score": "to_number",
    "seconds": "seconds",
    "list": "list",
    "numbers": "list",
    "nested": "or_null",
    "booleans": "flags",
    "pairs": "pairs_of",
    "member_page": "member_page",
    "field_page": "field_page",
    "scored_page": "scored_page",
    "popped_list": "popped_list",
    "popped_scored": "popped_scored",
    "sorted_list": "sorted",
    "sorted_keys": "keys",
    "map": "map",
    "scored": "scored",
    "scan_page": "scan_page",
    "wire": "from_wire",
}


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

    def command(self, node: CallCommand, *, wanted: bool = True) -> str:
        """The code of a call by slots; ``wanted``: somebody takes the reply."""
        command = self._table[node.command]
        inlined = self._inlined.get(command)
        if inlined is not None and command.name not in self._patches:
            return self._portable(inlined, node)
        words = [string_literal(word) for word in command.wire_words]
        places: dict[str, tuple[int, int]] = {}
        for arg, slot in zip(command.args, node.slots, strict=True):
            first = len(words) + 1
            words += self._slot(arg, slot)
            places[arg.name] = first, len(words)
        patched = self._patched(command.name, words)
        if patched is not None:
            return patched
        if not wanted:
            return call("redis.call", words)
        reply = reply_of(node, self._table)
        if reply.zips is not None:
            arg = command.args[command.slots.index(reply.zips)]
            return self._zipped(reply.script, words, places[reply.zips], arg)
        shape = self._names.helper(_SHAPE_HELPERS[shape_of(node, self._table)])
        return f"{shape}({call('redis.call', words)})"

    def raw(self, node: CallRedis) -> str:
        """The code of a call by words."""
        words = [string_literal(word) for word in name_words(node.name)]
        if node.key is not None:
            words.append(self._key(node.key))
        words += map(self._text, node.args)
        patched = self._patched(node.name.upper(), words)
        if patched is not None:
            return patched
        return f"{self._names.helper('from_wire')}({call('redis.call', words)})"

    def _patched(self, name: str, words: list[str]) -> str | None:
        patch = self._patches.get(name)
        code = None if patch is None else patch.rewrite(words)
        if code is None:
            return None
        self._names.require(code.requires)
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

    def _slot(self, arg: Arg, slot: Slot) -> Iterator[str]:
        """The words of a slot."""
        if slot is None or slot is False or slot == ():
            if slot is None and arg.type == "pattern":
                yield from self._absent_pattern(arg)
            return
        if arg.token_leads and not arg.token_each:
            yield string_literal(arg.token or b"")
        if slot is True:
            assert arg.token is not None
            yield string_literal(arg.token)
        elif arg.multiple and isinstance(slot, tuple):
            if arg.counted:
                yield string_literal(b"%d" % len(slot))
            for item in slot:
                if arg.token_each:
                    yield string_literal(arg.token or b"")
                yield from self._occurrence(arg, item)
        else:
            yield from self._occurrence(arg, slot)

    def _absent_pattern(self, arg: Arg) -> Iterator[str]:
        """Without a pattern a client with a prefix still sees only its keys."""
        if arg.token is not None:
            yield string_literal(arg.token)
        yield f"{self._names.use_glob()} .. '*'"

    def _occurrence(self, arg: Arg, slot: Slot) -> Iterator[str]:
        if isinstance(slot, bytes):
            yield string_literal(slot)
        elif isinstance(slot, tuple):
            if arg.type == "oneof":
                yield from self._choice(arg, slot)
            else:
                for inner, part in zip(arg.args, slot, strict=True):
                    yield from self._slot(inner, part)
        else:
            assert slot is not None
            assert not isinstance(slot, bool)
            yield self._word(arg, slot)

    def _choice(self, arg: Arg, slot: tuple[Slot, ...]) -> Iterator[str]:
        word, value = slot
        chosen = next(a for a in arg.args if a.token == word)
        if value is None:
            assert isinstance(word, bytes)
            yield string_literal(word)
        else:
            yield from self._slot(chosen, value)

    def _word(self, arg: Arg, node: Expr) -> str:
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
        return f"{self._names.use_prefix()} .. {self._text(node)}"

    def _text(self, node: Expr) -> str:
        """The code of the word that an expression becomes."""
        kind = self._kinds.of(node)
        if isinstance(node, Constant) and kind.within(NUMBER):
            assert isinstance(node.value, (int, float))
            return string_literal(number_text(node.value))
        if kind.within(Kind.TEXT):
            return self._code(node)
        return f"{self._names.helper('text')}({self._code(node)})"
