"""Random calls as words, made from the declarations' grammar.

Most calls are well formed; the others miss a word, have one too many, or a
number that is none. A command that is declared is generated without further
ado; the tables below only steer its arguments to where things happen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from random import Random

from redipy_core.command import Command
from redipy_core.errors import ResponseError
from redipy_core.grammar import NUMERIC, Arg, ArgType
from redipy_core.parsing import parser
from redipy_core.testing.openings import KEY_PATTERNS, opening
from redipy_core.testing.payloads import FALSE, SAMPLES
from redipy_core.text import read_integer

Words = list[bytes]

KEYS_OF_GROUP: dict[str, tuple[bytes, ...]] = {
    "strings": (b"s1", b"s2"),
    "lists": (b"l1", b"l2"),
    "hashes": (b"h1", b"h2"),
    "sets": (b"t1", b"t2", b"t3"),
    "sorted_sets": (b"z1", b"z2"),
    "bitmaps": (b"s1", b"s2"),
    "hyperloglog": (b"p1", b"p2", b"p3"),
    "geo": (b"g1", b"g2"),
    "geo_radius": (b"g1", b"g2"),
    "streams": (b"x1", b"x2"),
    "streams_groups": (b"x1", b"x2"),
    "streams_info": (b"x1", b"x2"),
    "lists_blocking": (b"l1", b"l2"),
    "sorted_sets_blocking": (b"z1", b"z2"),
    "sorted_set_ranges": (b"z1", b"z2"),
    "sorted_set_algebra": (b"z1", b"z2", b"t1"),
    "sort": (b"l1", b"l2", b"t1", b"t2", b"z1", b"z2"),
}
"""The keys that commands of a group mostly use."""

OTHER_KEYS = (b"gone", b"", b"\xff\x00\r\n[*", "ключ".encode())

ALL_KEYS = (
    *dict.fromkeys(k for keys in KEYS_OF_GROUP.values() for k in keys),
    *OTHER_KEYS,
)

_NUMBERS = (b"0", b"1", b"-1", b"2", b"3", b"10", b"-2")
_HUGE = (b"9223372036854775807", b"-9223372036854775808", b"9223372036854775806")
_FLOATS = (
    *(b"0.1", b"0.2", b"1.5", b"-2.25", b"3.0", b"1e3", b"1e-7", b"-0", b"0.1e1"),
    *(b"1e17", b"1e20", b"123456789.123456789", b"inf", b"-inf", b"+inf", b"5e-324"),
    *(b"0.30000000000000004", b"1e308", b"-1e308", b"1e21", b"3.14159265358979323"),
)
BAD_NUMBERS = (
    *(b" 10 ", b"1_0", b"+1", b"nan", b"0x10", b"", b"010", b"1.", b".5", b"1e", b"-"),
    *(b"9223372036854775808", b"-9223372036854775809", b"99999999999999999999999"),
    *(b"1.5", b"abc", b"--1", b"1e400", b"-1e400", b"1 ", b" 1", b"-0", b"0.0", b"00"),
    *(b"infinity", b"Inf", b"-infinity", b"(1", b"1\x00", b"\xff", b"NaN", b"-nan"),
    *(b"0x1p3", b"1e-400", b"0b1", b"\xd9\xa1", b"1e5", b"1" * 50, b"+inf", b"infin"),
)
_VALUES = (
    *(b"a", b"b", b"c", b"hello world", b"", b"\xff\xfe\x00", "äöü".encode(), b"\r\n"),
    *(b"x" * 70, *_NUMBERS, *_FLOATS[:8], *_HUGE[:2], b"abcdefghij"),
)
_MEMBERS = (b"a", b"b", b"c", b"d", b"e", b"1", b"2", b"", b"\xff", b"ab", b"a\x00")
_PATTERNS = (
    *(b"*", b"s?", b"[sl]1", b"[^s]*", b"a[", b"[z-a]1", b"\\", b"\\s1", b"", b"s*1"),
    *(b"*1", b"[s", b"[\\s]1", b"[a-", b"s[1-2]", b"[]1", b"[^]*", b"**", b"??", b"s1"),
    *(b"[a-z", b"[^a-z]*", b"\xff*", b"[s-]1", b"[1-s]*", b"s\\", b"[\\", b"*[", b"S1"),
)
_RANGES = (
    *(b"0", b"-1", b"1", b"2", b"-2", b"-100", b"100", b"(1", b"(0", b"-inf", b"+inf"),
    *(
        b"inf",
        b"(inf",
        b"(-inf",
        b"1.5",
        b"(1.5",
        b"-",
        b"+",
        b"[a",
        b"(a",
        b"[c",
        b"[b",
    ),
    *(b"(", b"[", b"(c", b"[\xff", b"nan", b"(nan", b"3", b"0.1", b"(0.1", b"5", b""),
)
_FIELDS = (b"f", b"g", b"h", b"n", b"", b"\x00", b"i")
_KINDS = (b"string", b"list", b"set", b"zset", b"hash", b"stream", b"LIST", b"x", b"")

_SECONDS = (*_HUGE, b"0", b"-1", b"-100", b"9223372036854775", b"9223372036854776")
_FUTURE = (b"4102444800", b"4102444801", b"1", b"0", b"-5")
_FUTURE_MS = (b"4102444800000", b"4102444800001", b"1", b"0", b"-5")

_BY_NAME: dict[str, tuple[bytes, ...]] = {
    "seconds": _SECONDS,
    "milliseconds": _SECONDS,
    "unix_seconds": (*_FUTURE, *_FUTURE, *_HUGE, b"9223372036854775"),
    "unix_milliseconds": (*_FUTURE_MS, *_FUTURE_MS, *_HUGE),
    "count": (
        *(b"0", b"1", b"2", b"-1", b"-2") * 2,
        b"0",
        b"1",
        b"2",
        b"3",
        b"5",
        b"-1",
        b"-2",
        b"-7",
        b"100",
        b"-100",
        *_HUGE,
    ),
    "offset": (b"0", b"1", b"2", b"5", b"20", b"-1", *_HUGE, b"536870912"),
    "increment": (*_NUMBERS, *_HUGE, *_FLOATS),
    "decrement": (*_NUMBERS, *_HUGE),
    "start": _RANGES,
    "stop": _RANGES,
    "min": _RANGES,
    "max": _RANGES,
    "field": _FIELDS,
    "fields": _FIELDS,
    "member": _MEMBERS,
    "members": _MEMBERS,
    "rank": (b"1", b"2", b"-1", b"-2", b"3", b"0", *_HUGE),
    "maxlen": (b"0", b"1", b"2", b"5", b"-1", _HUGE[0]),
    "match": _PATTERNS,
    "pivot": _VALUES[:4],
    "element": _VALUES[:3],
    "elements": (*_VALUES[:3], *_VALUES[:7]),
    "type": _KINDS,
    "serialized": (*SAMPLES, *SAMPLES, *FALSE),
    "ttl": (b"0", b"0", b"4102444800000", b"500000", b"-1", _HUGE[0]),
    "idletime": (b"0", b"5", b"1000", b"-1"),
    "frequency": (b"0", b"7", b"255", b"256", b"-1"),
}
_IDS = (
    *(b"1-1", b"1-2", b"1-3", b"2-1", b"2-2", b"2", b"3", b"3-1", b"4-5", b"5-1"),
    *(b"5-2", b"6-0", b"7-3", b"8-1", b"9", b"10-1", b"11-1", b"12-1", b"0", b"1"),
    *(b"1-1", b"2-1", b"3-1", b"4-1", b"0-1", b"0-0"),
)
_ODD_IDS = (
    *(b"-", b"+", b"$", b">", b"1-", b"-1", b"(1", b"x", b"", b" 2", b"+3", b"1--1"),
    *(
        b"02-01",
        b"18446744073709551615-18446744073709551615",
        b"(2-1",
        b"1-1-1",
        b"5\x00",
    ),
    *(b"18446744073709551616", b"3-18446744073709551615", b"1-18446744073709551616"),
)
_NEW_IDS = (*(b"%d-%d" % (i, j) for i in range(1, 40) for j in (0, 1)), *_ODD_IDS[4:])
_NEW_IDS += (*(b"%d-*" % i for i in range(1, 20)), *_IDS)
_INTERVAL = (*_IDS, *(b"-", b"+") * 8, *(b"(" + i for i in _IDS[:9]), *_ODD_IDS)

_BIT_PLACES = (b"0", b"1", b"7", b"8", b"12", b"31", b"100", b"-1", b"4294967296")

_READERS = (b"g", b"g", b"g", b"g", b"h", b"", b"\xff\r\n")
_IDLE = (b"0", b"0", b"-1", b"100000000")  # what no run comes close to

_GEO = {
    "member1": _MEMBERS,
    "member2": _MEMBERS,
    "longitude": (
        *(
            b"13.361389",
            b"15.087269",
            b"13.36",
            b"0",
            b"-0.1",
            b"180",
            b"-180",
            b"2.35",
        ),
        *(b"179.99", b"-179.9", b"181", b"1e-3", b"inf", b"-73.98", b"151.2", b"14.1"),
    ),
    "latitude": (
        *(b"38.115556", b"37.502669", b"38.1", b"0", b"-0.1", b"85.05112878", b"48.85"),
        *(b"-85.05112878", b"84.9", b"86", b"1e-3", b"70", b"40.7", b"-33.8", b"37.8"),
    ),
    "radius": (b"100", b"0", b"5", b"1000", b"20000", b"3000.5", b"-1", b"1e9", b"inf"),
    "width": (b"100", b"0", b"5", b"1000", b"20000", b"3000.5", b"-1", b"1e9"),
    "height": (b"100", b"0", b"5", b"1000", b"20000", b"3000.5", b"-1", b"1e9"),
    "unit": (b"m", b"km", b"KM", b"mi", b"ft", b"km", b"km", b"x", b""),
}

_BY_GROUP: dict[str, dict[str, tuple[bytes, ...]]] = {
    "sort": {
        "by": (*KEY_PATTERNS, *KEY_PATTERNS[:6], *(b"nosort",) * 4),
        "get": (*KEY_PATTERNS, *KEY_PATTERNS[:8]),
        "offset": (*_NUMBERS, *_HUGE),
        "count": (*_NUMBERS, *_HUGE),
    },
    "geo": _GEO,
    "geo_radius": _GEO,
    "bitmaps": {
        "offset": (*_BIT_PLACES, b"#0", b"#1", b"#7", b"#x", b"#-1", b"#", b"##1"),
        "value": (b"0", b"1", b"0", b"1", b"2", b"-1", b"100", b"255", *_HUGE),
        "bit": (b"0", b"1", b"0", b"1", b"2", b"-1"),
        "operation": (b"AND", b"or", b"Xor", b"NOT", b"NOT", b"NAND"),
        "encoding": (
            *(b"u1", b"u4", b"u8", b"i8", b"i5", b"u63", b"i64", b"i1", b"u32", b"u8"),
            *(
                b"u64",
                b"i65",
                b"U8",
                b"u0",
                b"u-1",
                b"i",
                b"",
                b"x8",
                b"u8\x001",
                b"u08",
            ),
        ),
        "increment": (*_NUMBERS, *_HUGE, b"100", b"-100"),
        "start": (*_NUMBERS, b"7", b"12", b"100", b"-100", *_HUGE),
        "end": (*_NUMBERS, b"7", b"12", b"100", b"-100", *_HUGE),
    },
    "streams": {
        "id": _NEW_IDS,
        "ids": (*_IDS, *_IDS, *_IDS, b"$", *_ODD_IDS),
        "entries_added": (*_NUMBERS, b"100", *_HUGE),
        "last_id": (*_IDS, b"50-1", b"60", *_ODD_IDS),
        "min": _INTERVAL,
        "max": _INTERVAL,
        "threshold": (*_IDS, *_NUMBERS, b"5", b"10", b"-1", b"foo", *_ODD_IDS[:5]),
    },
    "streams_groups": {
        "id": (*_IDS, *_IDS, b"0", b"$", *_ODD_IDS),
        "ids": (*_IDS, *_IDS, *(b">",) * 40, *_ODD_IDS),
        "min": _INTERVAL,
        "max": _INTERVAL,
        "groupname": _READERS,
        "consumername": _READERS,
        "idle": _IDLE,
        "min_idle_time": (*_IDLE, b"0", b"0"),
        "time": (b"0", b"3", b"-1"),
        "start": (b"0", b"-", *_INTERVAL),
        "lastid": _IDS,
        "entries_read": (b"0", b"1", b"2", b"5", b"-1", b"-2", *_HUGE),
    },
}
"""As _BY_NAME, for the commands of one group."""


def near(group: str, other: str) -> bool:
    """Whether the commands of two groups work on the same keys."""
    own = KEYS_OF_GROUP.get(group)
    return group == other or (own is not None and own == KEYS_OF_GROUP.get(other))


_RANDOM_SPANS = {"seconds": (200, 20_000), "milliseconds": (200_000, 20_000_000)}
_UNKNOWN = (
    b"FOO",
    b"",
    b"get\x00",
    b"g et",
    b"\xff",
    b"SETT",
    b"a" * 140,
    b"\r\n",
    b"'",
)

_RARE = {
    "FLUSHALL": 0.04,
    "PING": 0.2,
    "ECHO": 0.2,
    "PUBLISH": 0.3,
    "DBSIZE": 0.5,
    "SWAPDB": 0.1,
    "FLUSHDB": 0.04,
    "WAIT": 0.2,
}
"""How likely some commands are, as against 1: a sequence needs something to work on."""


_QUOTED = {"GEOSEARCH", "GEOSEARCHSTORE"}
"""Commands whose errors quote the name as it was sent, which behaviours never see."""

_FOCUS = {"sort": 60.0}
"""How much more likely the commands of a sequence's own group are, 8 times unless
said otherwise."""


def focus(group: str, other: str) -> float:
    """How likely commands of ``other`` are in a sequence of ``group``."""
    return _FOCUS.get(group, 8.0) if near(group, other) else 1.0


_TYPED: dict[ArgType, tuple[bytes, ...]] = {
    "timeout": (
        *(b"0.001", b"0.001", b"0.002", b"1e-3", b"0x1p-10", b"0.0001", b"1e-400"),
        *(b"-1", b"-0.5", b"nan", b"inf", b"1e400", b"abc", b"", b" 1", b"infin"),
    ),
    "milliseconds": (b"1", b"1", b"2", b"3", b"-1", b"x", b"1.5"),
    "database": (b"0", b"1", b"1", b"2", b"15", b"16", b"-1", b"x", b"99999999999"),
}
"""What is chosen by its type alone."""

_LONGEST = 5
"""Milliseconds: what waits longer is not called."""


def _waits(command: Command, words: Words) -> bool:
    """Whether a call would hold up its caller for long."""
    waiting = [i for i, arg in enumerate(command.args) if arg.type in _FACTORS]
    if not waiting:
        return False
    try:
        slots = parser(command)(words)
    except ResponseError:
        return False
    for i in waiting:
        amount = slots[i]
        if isinstance(amount, (int, float)):
            left = amount * _FACTORS[command.args[i].type]
            if not 0 < left <= _LONGEST:
                return True
    return False


_FACTORS: dict[ArgType, int] = {"timeout": 1000, "milliseconds": 1}


class WordMaker:
    """Makes random calls of ``commands``; the same seed makes the same calls."""

    def __init__(
        self, rng: Random, commands: Iterable[Command], *, malformed: float = 0.2
    ) -> None:
        self._rng = rng
        self._malformed = malformed
        self._commands = [c for c in commands if "internal" not in c.flags]
        self._weights = [_RARE.get(c.name, 1.0) for c in self._commands]
        self._keys = 1

    def sequence(self, length: int) -> list[Words]:
        """``length`` calls, one after the other, most of them of one group.

        So what one call leaves behind the next ones meet.
        """
        group = self._rng.choice(sorted({c.group for c in self._commands}))
        self.turn_to(group)
        first = [made.words for made in opening(self._rng, group)][:length]
        return first + [self.call() for _ in range(length - len(first))]

    def turn_to(self, *groups: str) -> None:
        """Make calls of these groups likelier than others from now on."""
        self._weights = [
            _RARE.get(c.name, 1.0) * max(focus(group, c.group) for group in groups)
            for c in self._commands
        ]

    def call(self) -> Words:
        """One call, now and then a malformed one."""
        rng = self._rng
        if rng.random() < 0.01:
            return [rng.choice(_UNKNOWN), *rng.choices(_VALUES, k=rng.randrange(4))]
        command = rng.choices(self._commands, self._weights)[0]
        words = self.well_formed(command)
        if rng.random() < self._malformed:
            words = self._damaged(command, words)
        if command.name not in _QUOTED:
            words[0] = self._cased(words[0])
        words = harmless(words)
        return self.call() if _waits(command, words) else words

    def well_formed(self, command: Command) -> Words:
        """A call that fits the grammar."""
        words = [command.wire_words[0], *map(self._cased, command.wire_words[1:])]
        for arg in self._in_some_order(command.manual_args):
            words += self._slot(command, arg)
        return words

    def _in_some_order(self, args: Sequence[Arg]) -> list[Arg]:
        """The arguments, neighbouring optional ones with tokens shuffled."""
        ordered: list[Arg] = []
        run: list[Arg] = []
        for arg in args:
            if arg.optional and (arg.token or arg.type == "oneof"):
                run.append(arg)
                continue
            ordered += self._rng.sample(run, len(run))
            run = []
            ordered.append(arg)
        return ordered + self._rng.sample(run, len(run))

    def _slot(self, command: Command, arg: Arg) -> Words:
        rng = self._rng
        if arg.optional and rng.random() < 0.5:
            return []
        words: Words = []
        if arg.token_leads and arg.token is not None and not arg.token_each:
            words.append(self._cased(arg.token))
        times = rng.choice((1, 1, 2, 3)) if arg.multiple else 1
        if arg.counted:
            self._keys = times
            words.append(b"%d" % (times if rng.random() < 0.95 else times + 1))
        elif arg.multiple and arg.token and not arg.token_each and rng.random() < 0.95:
            times = self._keys
        if arg.columns:
            columns = [inner for inner in arg.args for _ in range(times)]
            return words + [self._word(command, inner) for inner in columns]
        for _ in range(times):
            if arg.token_each:
                words.append(self._cased(arg.token or b""))
            words += self._one(command, arg)
        return words

    def _one(self, command: Command, arg: Arg) -> Words:
        if arg.type == "token":
            return [self._cased(arg.token or b"")]
        if arg.type == "oneof":
            chosen = self._rng.choice(arg.args)
            if chosen.type == "token":
                return self._one(command, chosen)
            return [self._cased(chosen.token or b""), *self._one(command, chosen)]
        if arg.type == "block":
            return [w for inner in arg.args for w in self._slot(command, inner)]
        return [self._word(command, arg)]

    def _word(self, command: Command, arg: Arg) -> bytes:
        rng = self._rng
        if arg.type == "key":
            return self._key(command)
        if arg.type == "pattern":
            return rng.choice(_PATTERNS)
        if arg.type in NUMERIC and rng.random() < 0.08:
            return rng.choice(BAD_NUMBERS)
        if arg.type in _TYPED:
            return rng.choice(_TYPED[arg.type])
        if arg.type == "cursor":
            return rng.choice((b"0", b"0", b"0", b"1", b"17", b"18446744073709551615"))
        if arg.name == "increment" and arg.type in ("double", "string"):
            if rng.random() < 0.3:
                return b"%.*f" % (
                    rng.randrange(18),
                    rng.gauss(0, 10 ** rng.randrange(9)),
                )
            if rng.random() < 0.1:
                return rng.choice(BAD_NUMBERS)
        if arg.type in ("double", "weight"):
            return rng.choice((*_NUMBERS, *_NUMBERS, *_FLOATS))
        span = _RANDOM_SPANS.get(arg.name)
        if span is not None and rng.random() < 0.7:
            return b"%d" % rng.randint(*span)
        numeric = arg.type in NUMERIC
        if numeric and arg.name in ("start", "stop", "end", "index"):
            return rng.choice((*_NUMBERS, *_NUMBERS, b"100", b"-100", *_HUGE))
        known = _BY_GROUP.get(command.group, {}).get(arg.name)
        if known is None:
            known = _BY_NAME.get(arg.name)
        if known is not None:
            return rng.choice(known)
        return rng.choice((*_NUMBERS, *_HUGE) if numeric else _VALUES)

    def _key(self, command: Command) -> bytes:
        own = KEYS_OF_GROUP.get(command.group)
        if own is not None and self._rng.random() < 0.85:
            return self._rng.choice(own)
        return self._rng.choice(ALL_KEYS)

    def _cased(self, word: bytes) -> bytes:
        how = self._rng.random()
        if how < 0.7:
            return word
        return word.lower() if how < 0.9 else word.swapcase().title()

    # -- what is wrong ------------------------------------------------------------

    def _damaged(self, command: Command, words: Words) -> Words:
        ways: tuple[Callable[[Command, Words], None], ...] = (
            self._drop,
            self._insert,
            self._replace,
            self._swap,
            self._double,
            self._spoil,
        )
        words = words.copy()
        self._rng.choice(ways)(command, words)
        return words

    def _drop(self, command: Command, words: Words) -> None:
        del command
        if len(words) > 1:
            at = self._rng.randrange(1, len(words))
            del words[at : at + self._rng.choice((1, 1, 9))]

    def _insert(self, command: Command, words: Words) -> None:
        words.insert(self._rng.randint(1, len(words)), self._junk(command))

    def _replace(self, command: Command, words: Words) -> None:
        if len(words) > 1:
            words[self._rng.randrange(1, len(words))] = self._junk(command)

    def _swap(self, command: Command, words: Words) -> None:
        del command
        if len(words) > 2:
            i = self._rng.randrange(1, len(words) - 1)
            words[i], words[i + 1] = words[i + 1], words[i]

    def _double(self, command: Command, words: Words) -> None:
        del command
        if len(words) > 1:
            i = self._rng.randrange(1, len(words))
            words.insert(i, words[i])

    def _spoil(self, command: Command, words: Words) -> None:
        del command
        if len(words) > 1:
            words[self._rng.randrange(1, len(words))] = self._rng.choice(BAD_NUMBERS)

    def _junk(self, command: Command) -> bytes:
        tokens = [token for arg in command.manual_args for token in _tokens(arg)]
        foreign = (b"NX", b"GET", b"LIMIT", b"EX", b"PX", b"foo", b"WITHSCORES", b"")
        return self._rng.choice((*tokens, *tokens, *foreign, *_NUMBERS, *ALL_KEYS))


def _tokens(arg: Arg) -> list[bytes]:
    own = [] if arg.token is None else [arg.token]
    return own + [token for inner in arg.args for token in _tokens(inner)]


def harmless(words: Words) -> Words:
    """The call without what would expire soon or fill the machine's memory."""
    name = words[0].upper()
    return [
        words[0],
        *(
            _tamed(name, words[i - 1].upper(), word)
            for i, word in enumerate(words[1:], 1)
        ),
    ]


def _tamed(name: bytes, before: bytes, word: bytes) -> bytes:
    number = read_integer(word)
    if number is None:
        return word
    if (before == b"PX" or name in (b"PEXPIRE", b"PSETEX")) and 0 < number < 100_000:
        return b"%d" % (number + 100_000)
    if (before == b"EX" or name in (b"EXPIRE", b"SETEX")) and 0 < number < 100:
        return b"%d" % (number + 100)
    if (
        name == b"RESTORE"
        and before not in (b"IDLETIME", b"FREQ")
        and 0 < number < 100_000
    ):
        return b"%d" % (number + 100_000)
    if name in (b"SRANDMEMBER", b"ZRANDMEMBER", b"HRANDFIELD") and number < -1000:
        return b"-9223372036854775808"
    if name in (b"SETBIT", b"BITFIELD") and 10_000 < number < 2**32:
        return b"4294967296"
    if name == b"SETRANGE" and 10_000 < number < 536_870_912:
        return b"536870912"
    return word
