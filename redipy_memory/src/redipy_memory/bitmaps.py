"""Bitmaps: strings, bit by bit.

Strings are immutable bytes here, so changing one bit copies the string: O(n)
where a server needs O(1). That is accepted for now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from redipy_core.errors import SYNTAX, CommandError
from redipy_core.text import read_integer, to_integer
from redipy_memory.behaviour import keyspace, reads
from redipy_memory.keyspace import Keyspace
from redipy_memory.strings import MAX_LENGTH
from redipy_memory.values import STRING, StringValue

_CHUNK = 1 << 16
"""Bytes that are counted at once."""


def _bit_offset(word: bytes, width: int | None = None) -> int:
    """A place in bits; with a ``width``, ``#2`` stands for two widths."""
    counted = width is not None and word[:1] == b"#"
    number = read_integer(word[1:] if counted else word)
    if number is not None and counted:
        assert width is not None
        # A server multiplies in 64 bits.
        number = (number * width + 2**63) % 2**64 - 2**63
    if number is None or number < 0 or number >> 3 >= MAX_LENGTH:
        raise CommandError("bit offset is not an integer or out of range")
    return number


@keyspace("SETBIT")
def setbit(db: Keyspace, key: bytes, offset: bytes, value: bytes) -> int:
    place = _bit_offset(offset)
    bit = read_integer(value)
    if bit not in (0, 1):
        raise CommandError("bit is not an integer or out of range")
    before = db.get_as(key, STRING, bytes)
    at, mask = place >> 3, 0x80 >> (place & 7)
    after = bytearray((before or b"").ljust(at + 1, b"\0"))
    old = bool(after[at] & mask)
    after[at] = after[at] | mask if bit else after[at] & ~mask
    if bytes(after) != before:
        db.put(key, bytes(after), b"setbit", keep_ttl=True)
    return int(old)


@keyspace("GETBIT")
def getbit(db: Keyspace, key: bytes, offset: bytes) -> int:
    place = _bit_offset(offset)
    value = db.get_as(key, STRING, bytes) or b""
    at = place >> 3
    return value[at] >> (7 - (place & 7)) & 1 if at < len(value) else 0


# -- counting and searching ------------------------------------------------------


def _clamped(start: int, end: int, length: int) -> tuple[int, int]:
    """Both ends included and counted from 0; the second is less if there is none."""
    if start < 0:
        start = max(start + length, 0)
    if end < 0:
        end = max(end + length, 0)
    return start, min(end, length - 1)


def _unit(word: bytes) -> bool:
    """Whether a range is in bits."""
    unit = word.upper()
    if unit not in (b"BIT", b"BYTE"):
        raise CommandError(SYNTAX)
    return unit == b"BIT"


def _bits(value: bytes, start: int, end: int) -> tuple[int, int]:
    """The bits of a range as a number, and how many they are."""
    part = value[start >> 3 : (end >> 3) + 1]
    width = end - start + 1
    number = int.from_bytes(part, "big") >> (7 - (end & 7))
    return number & ((1 << width) - 1), width


def _bit_count(value: bytes) -> int:
    return sum(
        int.from_bytes(value[at : at + _CHUNK], "big").bit_count()
        for at in range(0, len(value), _CHUNK)
    )


@reads("BITCOUNT", STRING, missing=0)
def bitcount(value: StringValue, options: Sequence[bytes]) -> int:
    if not options:
        return _bit_count(value)
    if len(options) not in (2, 3):
        raise CommandError(SYNTAX)
    start, end = map(to_integer, options[:2])
    if start < 0 and end < 0 and start > end:
        return 0
    in_bits = len(options) == 3 and _unit(options[2])
    if not in_bits:
        start, end = _clamped(start, end, len(value))
        return _bit_count(value[start : end + 1]) if start <= end else 0
    start, end = _clamped(start, end, len(value) * 8)
    if start > end:
        return 0
    first, last = (start + 7) >> 3, (end + 1) >> 3
    if first >= last:
        return _bits(value, start, end)[0].bit_count()
    count = _bit_count(value[first:last])
    if start & 7:
        count += _bits(value, start, first * 8 - 1)[0].bit_count()
    if (end + 1) & 7:
        count += _bits(value, last * 8, end)[0].bit_count()
    return count


@keyspace("BITPOS")
def bitpos(db: Keyspace, key: bytes, bit: bytes, options: Sequence[bytes]) -> int:
    wanted = to_integer(bit)
    if wanted not in (0, 1):
        raise CommandError("The bit argument must be 1 or 0.")
    value = db.get_as(key, STRING, bytes)
    if value is None:
        return -1 if wanted else 0
    start, end, in_bits = _search_range(options, len(value))
    if start > end:
        return -1
    first, last = (start, end) if in_bits else (start * 8, end * 8 + 7)
    found = _first_bit(value, wanted, first, last)
    if found < 0 and not wanted and len(options) < 2:
        return last + 1
    return found


def _search_range(options: Sequence[bytes], length: int) -> tuple[int, int, bool]:
    """Where to search, both ends included, and whether that counts bits."""
    if len(options) > 3:
        raise CommandError(SYNTAX)
    start = to_integer(options[0]) if options else 0
    in_bits = len(options) == 3 and _unit(options[2])
    whole = length * 8 if in_bits else length
    end = to_integer(options[1]) if len(options) > 1 else whole - 1
    return *_clamped(start, end, whole), in_bits


def _first_bit(value: bytes, wanted: int, first: int, last: int) -> int:
    """The place of the first bit of this kind, -1 if there is none."""
    step = _CHUNK * 8
    while first <= last:
        stop = min((first // step + 1) * step - 1, last)
        number, width = _bits(value, first, stop)
        if not wanted:
            number = ~number & ((1 << width) - 1)
        if number:
            return first + width - number.bit_length()
        first = stop + 1
    return -1


# -- combining ---------------------------------------------------------------------


@keyspace("BITOP")
def bitop(
    db: Keyspace, operation: bytes, destination: bytes, keys: Sequence[bytes]
) -> int:
    name = operation.upper()
    if name not in (b"AND", b"OR", b"XOR", b"NOT"):
        raise CommandError(SYNTAX)
    if name == b"NOT" and len(keys) != 1:
        raise CommandError("BITOP NOT must be called with a single source key.")
    values = [db.get_as(key, STRING, bytes) or b"" for key in keys]
    length = max(map(len, values))
    if not length:
        db.store(destination, b"", b"set")
        return 0
    first, *others = (
        int.from_bytes(value.ljust(length, b"\0"), "big") for value in values
    )
    for other in others:
        if name == b"AND":
            first &= other
        elif name == b"OR":
            first |= other
        else:
            first ^= other
    if name == b"NOT":
        first ^= (1 << length * 8) - 1
    db.put(destination, first.to_bytes(length, "big"), b"set")
    return length


# -- numbers ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Operation:
    """One operation of BITFIELD; ``number`` is what SET and INCRBY take."""

    name: bytes
    signed: bool
    width: int
    offset: int
    number: int
    overflow: bytes

    @property
    def end(self) -> int:
        """The place of the last bit."""
        return self.offset + self.width - 1

    def read(self, bits: bytearray) -> int:
        """The number that is there; what lies beyond the end is zero."""
        at = self.offset >> 3
        stop = (self.end >> 3) + 1
        part = bytes(bits[at:stop]).ljust(stop - at, b"\0")
        number = int.from_bytes(part, "big") >> (7 - (self.end & 7))
        number &= (1 << self.width) - 1
        if self.signed and number >> (self.width - 1):
            number -= 1 << self.width
        return number

    def write(self, bits: bytearray, number: int) -> None:
        """Put a number in its place."""
        at, stop = self.offset >> 3, (self.end >> 3) + 1
        shift = 7 - (self.end & 7)
        mask = (1 << self.width) - 1
        whole = int.from_bytes(bits[at:stop], "big") & ~(mask << shift)
        whole |= (number & mask) << shift
        bits[at:stop] = whole.to_bytes(stop - at, "big")

    def run(self, bits: bytearray) -> int | None:
        """Carry it out; the reply."""
        old = self.read(bits)
        if self.name == b"GET":
            return old
        new = self.number
        if self.name == b"INCRBY":
            new += old
        elif not self.signed:
            new %= 2**64
        elif self.width < 64 and new < (1 << (self.width - 1)) - 2**63:
            # A server subtracts in 64 bits and takes the least numbers as too high.
            new += 2**64
        fitting = self._fitting(new)
        if fitting is None:
            return None
        self.write(bits, fitting)
        return old if self.name == b"SET" else fitting

    def _fitting(self, number: int) -> int | None:
        """The number, or what takes its place where it does not fit."""
        low = -(1 << (self.width - 1)) if self.signed else 0
        high = low + (1 << self.width) - 1
        if low <= number <= high:
            return number
        if self.overflow == b"FAIL":
            return None
        if self.overflow == b"SAT":
            return low if number < low else high
        return (number - low) % (1 << self.width) + low


def _bit_type(word: bytes) -> tuple[bool, int]:
    """Whether a type such as ``i16`` is signed, and its bits."""
    # C text: it ends at a NUL.
    width = read_integer(word[1:].split(b"\0", 1)[0])
    signed = word[:1] == b"i"
    if (
        word[:1] not in (b"i", b"u")
        or width is None
        or not 1 <= width <= (64 if signed else 63)
    ):
        raise CommandError(
            "Invalid bitfield type. Use something like i16 u8."
            " Note that u64 is not supported but i64 is."
        )
    return signed, width


_WORDS = {b"GET": 3, b"SET": 4, b"INCRBY": 4, b"OVERFLOW": 2}
"""How many words an operation has."""


def _operations(words: Sequence[bytes]) -> list[_Operation]:
    found: list[_Operation] = []
    overflow = b"WRAP"
    at = 0
    while at < len(words):
        name = words[at].upper()
        stop = at + _WORDS.get(name, len(words) + 1)
        if stop > len(words):
            raise CommandError(SYNTAX)
        if name == b"OVERFLOW":
            overflow = words[at + 1].upper()
            if overflow not in (b"WRAP", b"SAT", b"FAIL"):
                raise CommandError("Invalid OVERFLOW type specified")
        else:
            signed, width = _bit_type(words[at + 1])
            offset = _bit_offset(words[at + 2], width)
            number = 0 if name == b"GET" else to_integer(words[at + 3])
            found.append(_Operation(name, signed, width, offset, number, overflow))
        at = stop
    return found


@keyspace("BITFIELD")
def bitfield(db: Keyspace, key: bytes, options: Sequence[bytes]) -> list[int | None]:
    operations = _operations(options)
    writing = [operation for operation in operations if operation.name != b"GET"]
    before = db.get_as(key, STRING, bytes)
    bits = bytearray(before or b"")
    if writing:
        length = (max(operation.end for operation in writing) >> 3) + 1
        bits.extend(bytes(max(length - len(bits), 0)))
    replies = [operation.run(bits) for operation in operations]
    if writing and bytes(bits) != before:
        # Operations that overflow make room, too, which alone is no change.
        done = any(
            reply is not None and operation.name != b"GET"
            for operation, reply in zip(operations, replies, strict=True)
        )
        db.put(key, bytes(bits), b"setbit" if done else None, keep_ttl=True)
        if before is None and not done and db.wanted:
            db.announce(key, b"new")
    return replies


@keyspace("BITFIELD_RO")
def bitfield_ro(db: Keyspace, key: bytes, options: Sequence[bytes]) -> list[int | None]:
    operations = _operations(options)
    if any(operation.name != b"GET" for operation in operations):
        raise CommandError("BITFIELD_RO only supports the GET subcommand")
    bits = bytearray(db.get_as(key, STRING, bytes) or b"")
    return [operation.run(bits) for operation in operations]
