"""What somebody writes by hand who needs a few of these calls: the yardstick.

A dictionary, a lock, encoding and decoding; sorted sets keep their order.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from threading import RLock


class HandWritten:
    def __init__(self) -> None:
        self._strings: dict[bytes, bytes] = {}
        self._hashes: dict[bytes, dict[bytes, bytes]] = {}
        self._lists: dict[bytes, deque[bytes]] = {}
        self._sets: dict[bytes, set[bytes]] = {}
        self._sorted: dict[
            bytes, tuple[dict[bytes, float], list[tuple[float, bytes]]]
        ] = {}
        self._lock = RLock()

    def set_value(self, key: str, value: str) -> None:
        with self._lock:
            self._strings[key.encode()] = value.encode()

    def get_value(self, key: str) -> str | None:
        with self._lock:
            value = self._strings.get(key.encode())
            return None if value is None else value.decode()

    def incrby(self, key: str, increment: int) -> int:
        with self._lock:
            name = key.encode()
            number = int(self._strings.get(name, b"0")) + increment
            self._strings[name] = str(number).encode()
            return number

    def hset(self, key: str, mapping: dict[str, str]) -> int:
        with self._lock:
            fields = self._hashes.setdefault(key.encode(), {})
            before = len(fields)
            for field, value in mapping.items():
                fields[field.encode()] = value.encode()
            return len(fields) - before

    def hget(self, key: str, field: str) -> str | None:
        with self._lock:
            fields = self._hashes.get(key.encode())
            value = None if fields is None else fields.get(field.encode())
            return None if value is None else value.decode()

    def rpush(self, key: str, *elements: str) -> int:
        with self._lock:
            items = self._lists.setdefault(key.encode(), deque())
            items.extend([element.encode() for element in elements])
            return len(items)

    def lpop(self, key: str) -> str | None:
        with self._lock:
            name = key.encode()
            items = self._lists.get(name)
            if items is None:
                return None
            element = items.popleft()
            if not items:
                del self._lists[name]
            return element.decode()

    def sadd(self, key: str, *members: str) -> int:
        with self._lock:
            items = self._sets.setdefault(key.encode(), set())
            before = len(items)
            items.update([member.encode() for member in members])
            return len(items) - before

    def zadd(self, key: str, mapping: dict[str, float]) -> int:
        with self._lock:
            scores, order = self._sorted.setdefault(key.encode(), ({}, []))
            before = len(scores)
            for name, score in mapping.items():
                member = name.encode()
                old = scores.get(member)
                if old is not None:
                    del order[bisect_left(order, (old, member))]
                scores[member] = score
                insort(order, (score, member))
            return len(scores) - before
