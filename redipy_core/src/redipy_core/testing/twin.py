"""Twins: the same calls on two stores, reply by reply.

One side is the oracle (a real server), the other one is under test. Replies are
compared as Redis defines them and nothing looser: what has no order as a
multiset, what is random by its properties, what counts down with the time that
passed between the two sides.

The two sides may give the replies of RESP2 or those of RESP3: a map or a set is then
a class of lists, a double one of bytes. Classes are compared as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import monotonic

from redipy_core.binder import CommandTable
from redipy_core.errors import ResponseError
from redipy_core.parsing import parser
from redipy_core.replies import Reply
from redipy_core.testing.dumps import same_payloads
from redipy_core.testing.sorts import company, is_open, same_but_for_order
from redipy_core.testing.words import ALL_KEYS, Words
from redipy_core.text import read_integer

Oracle = Callable[[Sequence[Words]], list[object]]
"""Carries out many calls in order; an error reply is a ResponseError in its place."""

Execute = Callable[[Words], object]
"""Carries out one call; raises ResponseError for an error reply."""

_NO_ORDER = frozenset({"STRING_SET", "UNORDERED_LIST", "KEY_LIST"})
_COUNTDOWNS = {"PTTL": 1, "TTL": 1000, "PEXPIRETIME": 1, "EXPIRETIME": 1000}
_OUTGROWN = {
    b"raw": {b"int", b"embstr"},
    b"embstr": {b"int"},
    b"hashtable": {b"intset", b"listpack"},
    b"skiplist": {b"listpack"},
}
"""Encodings that a server's value keeps because of what it once was, by what it
would be if it were new."""
TYPE_ONLY = {
    "OBJECT IDLETIME": "a server shares small numbers, and has done so since its"
    " start; a test of its own holds what counts as a use to the server",
    "MEMORY USAGE": "a server's allocator, and samples at random; a test of its own"
    " holds the estimate to a factor of 2",
}
"""Commands of whose answers only the type is compared, and why."""
_SLACK = 5


@dataclass(frozen=True)
class Difference:
    """Two replies that should be the same."""

    position: int
    words: Words
    expected: object
    actual: object

    def __str__(self) -> str:
        return (
            f"{_shown(self.words)}\n    expected {_reply(self.expected)}"
            f"\n    actual   {_reply(self.actual)}"
        )


def _shown(words: Words) -> str:
    return " ".join(repr(word)[1:] for word in words)


def _reply(reply: object) -> str:
    if isinstance(reply, ResponseError):
        return f"error {reply.line!r}"
    kind = type(reply)
    name = "" if kind in (bytes, list) else f"{kind.__name__.lower()} "
    if isinstance(reply, bytes):
        return f"{name}{bytes(reply)!r}"
    return f"{name}{reply!r}" if isinstance(reply, list) else repr(reply)


class Twin:
    """Runs sequences of calls on both sides and looks for differences."""

    def __init__(self, table: CommandTable, oracle: Oracle, execute: Execute) -> None:
        self.table = table
        self._oracle = oracle
        self._execute = execute
        self._started = 0.0
        self._stored: dict[str, object] | None = None

    def difference(self, calls: Sequence[Words]) -> Difference | None:
        """The first difference in the replies, or in what the stores hold then.

        Both sides are emptied first.
        """
        places, script = [0], [[b"FLUSHALL"]]
        self._stored = None
        named = list({word for words in (*calls, ALL_KEYS) for word in words})
        for i, words in enumerate((*calls, *audit(), *dumps())):
            if words[0].upper() == b"DBSIZE":
                # A server counts keys that have expired until it meets them.
                places.append(i)
                script.append([b"EXISTS", *named])
            together = self._with_company(words)
            places += [i] * len(together)
            script += together
        self._started = monotonic()
        replies = self._oracle(script)
        for i, words, expected in zip(places, script, replies, strict=True):
            actual = self._checked(words, expected)
            if actual is not _SAME:
                return Difference(i, words, expected, actual)
        return None

    def minimal(self, calls: Sequence[Words]) -> tuple[list[Words], Difference] | None:
        """A short part of a sequence that still differs.

        None if the difference does not come back: it was one of time alone.
        """
        current = list(calls)
        found = self.difference(current)
        if found is None:
            return None
        current = current[: found.position + 1]
        step = max(len(current) // 2, 1)
        while True:
            at = 0
            while at < len(current):
                shorter = current[:at] + current[at + step :]
                again = self.difference(shorter)
                if again is not None:
                    current, found = shorter, again
                else:
                    at += step
            if step == 1:
                return current, found
            step //= 2

    # -- one call -------------------------------------------------------------------

    def _with_company(self, words: Words) -> list[Words]:
        """A call, and what must be asked before and after it."""
        slots = self._sort_slots(words)
        if slots is None:
            return [words]
        before, after = company(words[1])
        store = slots.get("store")
        if isinstance(store, bytes):
            after.insert(0, [b"LRANGE", store, b"0", b"-1"])
        return [*before, words, *after]

    def _checked(self, words: Words, expected: object) -> object:
        """:data:`_SAME`, or the reply that is not as expected."""
        if self._stored is not None:
            return self._compare_stored(words, expected)
        command = self.table.on_wire(words)
        if command is not None and "random" in command.flags:
            return self._random(command.name, words, expected)
        if (slots := self._sort_slots(words)) is not None:
            return self._sorted(words, slots, expected)
        actual = self._run(words)
        name = "" if command is None else command.name
        if self._same(name, words, expected, actual):
            return _SAME
        return actual

    def _run(self, words: Words) -> object:
        try:
            return self._execute(list(words))
        except ResponseError as error:
            return error
        except Exception as error:
            return f"{type(error).__name__}: {error}"

    def _same(self, name: str, words: Words, expected: object, actual: object) -> bool:
        if name in WAITING:
            expected, actual = (_without_waits(name, r) for r in (expected, actual))
        if name == "XINFO STREAM":
            expected, actual = without_moments(expected), without_moments(actual)
        if isinstance(expected, ResponseError) or isinstance(actual, ResponseError):
            return (
                isinstance(actual, ResponseError)
                and isinstance(expected, ResponseError)
                and actual.line == expected.line
                and type(actual) is type(expected)
            )
        if type(expected) is not type(actual):
            return False
        if name in TYPE_ONLY:
            return True
        if isinstance(expected, list) and isinstance(actual, list):
            return self._same_lists(name, words, expected, actual)
        if name == "DUMP":
            return same_payloads(words[1], expected, actual, self._run)
        if name == "OBJECT ENCODING" and isinstance(expected, bytes):
            return expected == actual or actual in _OUTGROWN.get(expected, ())
        if name == "OBJECT REFCOUNT" and isinstance(expected, int):
            return expected == actual or expected == 1
        unit = _COUNTDOWNS.get(name)
        if unit and isinstance(expected, int) and isinstance(actual, int):
            return self._close(expected, actual, unit)
        return expected == actual

    def _close(self, expected: int, actual: int, unit: int) -> bool:
        """Whether two countdowns differ by no more than the time between them."""
        if expected < 0 or actual < 0:
            return expected == actual
        allowed = (monotonic() - self._started) * 1000 + _SLACK
        return abs(expected - actual) * unit <= allowed + (unit if unit > 1 else 0)

    def _same_lists(
        self,
        name: str,
        words: Words,
        expected: list[object],
        actual: list[object],
    ) -> bool:
        command = self.table[name]
        if isinstance(command.reply, Reply):
            if command.reply.name.endswith("_PAGE"):
                at = 1 if name == "SCAN" else 2
                return _same_page(words[at], expected, actual)
            if command.reply.name == "TIME":
                return self._close(_milliseconds(expected), _milliseconds(actual), 1)
            kind = command.reply.name
            if kind in _NO_ORDER:
                return Counter(map(_typed, expected)) == Counter(map(_typed, actual))
            if kind == "MAP":
                theirs, ours = (_pairs([*map(_typed, r)]) for r in (expected, actual))
                return theirs == ours
        return _typed(expected) == _typed(actual)

    # -- sorting --------------------------------------------------------------------

    def _sort_slots(self, words: Words) -> dict[str, object] | None:
        """The slots of a well-formed SORT by name, None for any other call."""
        command = self.table.on_wire(words)
        if command is None or command.group != "sort":
            return None
        try:
            return dict(zip(command.slots, parser(command)(words), strict=True))
        except ResponseError:
            return None

    def _sorted(
        self, words: Words, slots: dict[str, object], expected: object
    ) -> object:
        free = is_open(slots, words[1], self._run)
        actual = self._run(words)
        if free and isinstance(expected, int) and expected:
            self._stored = slots
        if self._same(words[0].upper().decode(), words, expected, actual):
            return _SAME
        if free and same_but_for_order(slots, expected, actual):
            return _SAME
        return actual

    def _compare_stored(self, words: Words, expected: object) -> object:
        """Compare what SORT stored, and let this side have the oracle's order."""
        slots, self._stored = self._stored, None
        assert slots is not None
        actual = self._run(words)
        if not same_but_for_order(slots, expected, actual):
            return actual
        assert isinstance(expected, list)
        self._run([b"DEL", words[1]])
        self._run([b"RPUSH", words[1], *expected])
        return _SAME

    # -- chance ---------------------------------------------------------------------

    def _random(self, name: str, words: Words, expected: object) -> object:
        paired = len(words) > 3 and (name, True) in _CHOICES
        held = self._members(name, words, paired=paired)
        actual = self._run(words)
        theirs, ours = (_as_set(reply, paired) for reply in (expected, actual))
        if isinstance(expected, ResponseError) or theirs is None or ours is None:
            same = self._same(name, words, expected, actual)
            return _SAME if same else actual
        fits = _form(expected) == _form(actual) and theirs <= held and ours <= held
        if isinstance(actual, list):
            repeats = len(words) > 2 and (read_integer(words[2]) or 0) < 0
            if not repeats:
                count = len(_flat(actual)) // (1 + paired)
                fits = fits and len(theirs) == len(ours) == count
        if fits and name == "SPOP" and theirs != ours:
            self._run([b"SADD", words[1], *_words(ours)])
            self._run([b"SREM", words[1], *_words(theirs)])
        return _SAME if fits else actual

    def _members(self, name: str, words: Words, *, paired: bool) -> frozenset[object]:
        """What there is to choose from; ``paired``: members with what they have."""
        if name == "RANDOMKEY":
            return _as_set(self._run([b"KEYS", b"*"])) or frozenset()
        if len(words) < 2:
            return frozenset()
        before, after = _CHOICES.get((name, paired), _CHOICES["SPOP", False])
        held = self._run([before, words[1], *after])
        return _as_set(held, paired) or frozenset()


_CHOICES: dict[tuple[str, bool], tuple[bytes, tuple[bytes, ...]]] = {
    ("SPOP", False): (b"SMEMBERS", ()),
    ("HRANDFIELD", False): (b"HKEYS", ()),
    ("HRANDFIELD", True): (b"HGETALL", ()),
    ("ZRANDMEMBER", False): (b"ZRANGE", (b"0", b"-1")),
    ("ZRANDMEMBER", True): (b"ZRANGE", (b"0", b"-1", b"WITHSCORES")),
}
"""What a random command chooses from; SMEMBERS unless said otherwise."""

WAITING = {"XPENDING": 2, "XINFO CONSUMERS": 5}
"""Commands whose rows tell at this place how long something has waited."""


def _without_waits(name: str, reply: object) -> object:
    """The rows with how long they have waited only as a type."""
    if not isinstance(reply, list):
        return reply
    at = WAITING[name]
    return [
        type(row)([*row[:at], type(row[at]), *row[at + 1 :]])
        if isinstance(row, list) and len(row) > at
        else row
        for row in reply
    ]


def without_moments(reply: object) -> object:
    """A reply with times since the epoch only as such, if they are of this century."""
    if isinstance(reply, list):
        return type(reply)(without_moments(item) for item in reply)
    return int if isinstance(reply, int) and 10**12 < reply < 10**13 else reply


_SAME = object()


def _as_set(reply: object, paired: bool = False) -> frozenset[object] | None:
    """A random reply as a set, ``paired`` of pairs; None if it is none."""
    if isinstance(reply, bytes):
        return frozenset({reply})
    if isinstance(reply, list):
        return frozenset(_pairs(_flat(reply)).items() if paired else reply)
    return None


def _flat(reply: list[object]) -> list[object]:
    """The items, and those of the pairs that RESP3 has for RESP2's flat ones."""
    return [
        part for item in reply for part in (item if isinstance(item, list) else [item])
    ]


def _form(reply: object) -> object:
    """The classes that a reply is made of, without its values."""
    if isinstance(reply, list):
        return type(reply), [_form(item) for item in reply]
    return type(reply)


def _words(found: frozenset[object]) -> Words:
    return [word for word in found if isinstance(word, bytes)]


def _typed(reply: object) -> object:
    """A reply that compares equal only to one of the same types."""
    if isinstance(reply, list):
        return type(reply), tuple(_typed(item) for item in reply)
    return type(reply), reply


def _pairs(flat: list[object]) -> dict[object, object]:
    return dict(zip(flat[::2], flat[1::2], strict=True))


def _milliseconds(reply: list[object]) -> int:
    """TIME's answer as one number."""
    seconds, microseconds = reply
    assert isinstance(seconds, bytes)
    assert isinstance(microseconds, bytes)
    return int(seconds) * 1000 + int(microseconds) // 1000


def _same_page(cursor: bytes, expected: list[object], actual: list[object]) -> bool:
    """Whether two SCAN pages agree as far as SCAN promises anything.

    Only a scan that both sides finish in one call must show the same keys.
    """
    if [type(part) for part in expected] != [type(part) for part in actual]:
        return False
    whole = cursor == expected[0] == actual[0] == b"0"
    left, right = expected[1], actual[1]
    assert isinstance(left, list)
    assert isinstance(right, list)
    return not whole or Counter(map(_typed, left)) == Counter(map(_typed, right))


def audit(keys: Iterable[bytes] = ALL_KEYS) -> list[Words]:
    """Calls whose replies show all that a store holds at ``keys``."""
    calls: list[Words] = [[b"DBSIZE"], [b"KEYS", b"*"]]
    for key in keys:
        calls += [
            [b"TYPE", key],
            [b"PTTL", key],
            [b"GET", key],
            [b"LRANGE", key, b"0", b"-1"],
            [b"HGETALL", key],
            [b"SMEMBERS", key],
            [b"ZRANGE", key, b"0", b"-1", b"WITHSCORES"],
            [b"XINFO", b"STREAM", key, b"FULL", b"COUNT", b"0"],
        ]
    return calls


def dumps(keys: Iterable[bytes] = ALL_KEYS) -> list[Words]:
    """Calls whose replies are what a store holds at ``keys`` as payloads."""
    return [[b"DUMP", key] for key in keys]
