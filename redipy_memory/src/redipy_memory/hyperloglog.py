"""HyperLogLogs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from redipy_memory.behaviour import keyspace, replaces
from redipy_memory.hyperloglog_value import (
    REGISTERS,
    HyperLogLog,
    estimate,
    place_of,
)
from redipy_memory.keyspace import Keyspace
from redipy_memory.values import STRING, StringValue


@replaces("PFADD", STRING)
def pfadd(
    before: StringValue | None, elements: Sequence[bytes]
) -> tuple[bytes | None, bool]:
    found = HyperLogLog(before)
    changed = before is None
    for element in elements:
        changed |= found.raise_to(*place_of(element))
    if not changed:
        return None, False
    found.forget_count()
    return bytes(found.data), True


@keyspace("PFCOUNT")
def pfcount(db: Keyspace, keys: Sequence[bytes]) -> int:
    if len(keys) > 1:
        highest = [0] * REGISTERS
        for each in _at(db, keys):
            each.merge_into(highest)
        return estimate(Counter(highest))
    value = db.get_as(keys[0], STRING, bytes)
    if value is None:
        return 0
    found = HyperLogLog(value)
    count = found.kept_count
    if count is None:
        count = estimate(found.having())
        found.keep_count(count)
        db.data[keys[0]] = bytes(found.data)  # only its memory of the count,
        db.touch(keys[0])  # which is a change nevertheless, if no event
    return count


@keyspace("PFMERGE")
def pfmerge(db: Keyspace, destination: bytes, keys: Sequence[bytes]) -> bool:
    highest = [0] * REGISTERS
    dense = False
    for found in _at(db, [destination, *keys]):
        found.merge_into(highest)
        dense |= found.dense
    result = HyperLogLog(db.get_as(destination, STRING, bytes))
    if dense:
        result.make_dense()
    for index, count in enumerate(highest):
        if count:
            result.raise_to(index, count)
    result.forget_count()
    db.put(destination, bytes(result.data), b"pfadd", keep_ttl=True)
    return True


def _at(db: Keyspace, keys: Iterable[bytes]) -> Iterable[HyperLogLog]:
    """What is at the keys that are there, one after the other."""
    for key in keys:
        value = db.get_as(key, STRING, bytes)
        if value is not None:
            yield HyperLogLog(value)
