"""LZF, the compression of strings in payloads.

Compressed data is a row of runs. A byte below 32 says how many bytes, and one more,
follow as they are. Any other begins a repetition: three bits for its length (7: the
next byte tells the rest), thirteen for how far back it begins.
"""

from __future__ import annotations

import sys
from array import array

from redipy_memory.rdb.errors import BadDataError

_RUN = 32
_FAR = 8192
_LONGEST = 264
"""The most bytes as they are in a row, the farthest and the longest repetition."""


def decompress(data: bytes, length: int) -> bytes:
    """The ``length`` bytes that ``data`` stands for; BadDataError if it does not.

    No more memory is taken than ``data`` can fill, whatever ``length`` says.
    """
    if not length:
        return b""  # a server takes anything for nothing
    out = bytearray()
    at, end = 0, len(data)
    while at < end:
        control = data[at]
        at += 1
        if control < _RUN:
            stop = at + control + 1
            if stop > end or len(out) + control >= length:
                raise BadDataError
            out += data[at:stop]
            at = stop
            continue
        size = control >> 5
        if size == 7 and at < end:
            size += data[at]
            at += 1
        if at == end:
            raise BadDataError
        back = ((control & 31) << 8 | data[at]) + 1
        at += 1
        _repeat(out, back, size + 2, length)
    if len(out) != length:
        raise BadDataError
    return bytes(out)


def _repeat(out: bytearray, back: int, size: int, length: int) -> None:
    """Append ``size`` bytes of what stands ``back`` bytes before the end."""
    if back > len(out) or len(out) + size > length:
        raise BadDataError
    start = len(out) - back
    if back >= size:
        out += out[start : start + size]
    else:  # it runs into what it writes
        out += (out[start:] * (size // back + 1))[:size]


# -- writing --------------------------------------------------------------------------


def compress(data: bytes) -> bytes | None:
    """The same bytes that a server makes of ``data``; None if they save too little.

    As on a server, a table remembers where three bytes were last seen, by a number
    that some others share with them; what a repetition covers is remembered only at
    its end. O(N).
    """
    size = len(data)
    last = size - 2
    numbers = _numbers(data)
    seen = [-_FAR - 1] * 65536
    out = bytearray()
    start, following = 0, 1  # nothing repeats the first byte
    while following < last:
        for at in range(following, last):
            number = numbers[at]
            before = seen[number]
            seen[number] = at
            if at - before <= _FAR and data[before : before + 3] == data[at : at + 3]:
                break
        else:
            break
        _append_run(out, data, start, at)
        length = _repeated(data, before, at)
        _append_repetition(out, at - before - 1, length)
        start = following = at + length
        if start < last:
            for at in (start - 2, start - 1):
                seen[numbers[at]] = at
    runs, rest = divmod(max(last - start, 0), _RUN)
    if len(out) + runs * (_RUN + 1) + rest + 8 > size:
        return None
    _append_run(out, data, start, size)
    return bytes(out)


def _append_run(out: bytearray, data: bytes, start: int, end: int) -> None:
    for at in range(start, end, _RUN):
        run = data[at : min(at + _RUN, end)]
        out.append(len(run) - 1)
        out += run


def _append_repetition(out: bytearray, back: int, length: int) -> None:
    if length < 9:
        out.append(length - 2 << 5 | back >> 8)
    else:
        out.append(0xE0 | back >> 8)
        out.append(length - 9)
    out.append(back & 255)


def _repeated(data: bytes, before: int, at: int) -> int:
    """How many bytes from ``at`` on are those from ``before`` on; three are.

    A server leaves the last two out, but not where it has compared sixteen bytes
    at once.
    """
    most = max(min(len(data) - at - 2, _LONGEST), 3)
    if 17 <= most <= 18:
        most = 19
    for size in (min(most, 16), most):
        earlier, later = data[before : before + size], data[at : at + size]
        if earlier != later:
            differing = int.from_bytes(earlier, "little")
            differing ^= int.from_bytes(later, "little")
            return (differing & -differing).bit_length() - 1 >> 3
    return most


_PART = 1 << 16
_CARRY = int.from_bytes(b"\0\0\5\0" * _PART, "little")


def _numbers(data: bytes) -> array[int]:
    """For each three bytes abc of ``data`` the number that a server knows them by.

    It is ab - 5 * bc in 16 bits, computed for many places at once: in lanes of 32
    bits of one integer, to each of which enough is added for what it lends.
    """
    found = bytearray(2 * len(data))
    for start in range(0, len(data) - 2, _PART):
        part = data[start : start + _PART + 2]
        lanes = len(part) - 1
        spread = bytearray(4 * lanes)
        spread[0::4], spread[1::4] = part[1:], part[:-1]
        pairs = int.from_bytes(spread, "little")
        carry = _CARRY >> 32 * max(_PART - lanes, 0)
        numbers = (pairs + carry - 5 * (pairs >> 32)).to_bytes(4 * lanes + 4, "little")
        end = 2 * (start + lanes)
        found[2 * start : end : 2] = numbers[0 : 4 * lanes : 4]
        found[2 * start + 1 : end : 2] = numbers[1 : 4 * lanes : 4]
    made = array("H", bytes(found))
    if sys.byteorder == "big":
        made.byteswap()
    return made
