"""Consumer groups: who has read how far, and what is not acknowledged yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sortedcontainers import SortedDict


@dataclass(slots=True, eq=False)
class Pending:
    """An entry that was delivered and not acknowledged."""

    consumer: Consumer
    delivered: int
    """When, in milliseconds since the epoch."""
    count: int = 1


def _nothing() -> SortedDict[int, Pending]:
    return SortedDict()


@dataclass(slots=True, eq=False)
class Consumer:
    """One reader of a group; ``seen`` is when it was last heard of."""

    name: bytes
    seen: int
    pending: SortedDict[int, Pending] = field(default_factory=_nothing)


@dataclass(slots=True, eq=False)
class Group:
    """A consumer group."""

    last_id: int
    entries_read: int | None
    """How many entries of the stream were read, None if that is unknown."""
    pending: SortedDict[int, Pending] = field(default_factory=_nothing)
    consumers: dict[bytes, Consumer] = field(default_factory=dict)

    def consumer(self, name: bytes, now: int) -> Consumer:
        """The consumer of this name, a new one if there is none."""
        found = self.consumers.get(name)
        if found is None:
            found = self.consumers[name] = Consumer(name, now)
        found.seen = now
        return found

    def deliver(self, number: int, consumer: Consumer, now: int) -> None:
        """Note that an entry was given to a consumer for the first time."""
        before = self.pending.get(number)
        if before is not None:
            del before.consumer.pending[number]
        pending = Pending(consumer, now)
        self.pending[number] = consumer.pending[number] = pending

    def move(self, number: int, consumer: Consumer) -> Pending:
        """Give a pending entry to another consumer."""
        pending = self.pending[number]
        if pending.consumer is not consumer:
            pending.consumer.pending.pop(number, None)
            pending.consumer = consumer
            consumer.pending[number] = pending
        return pending

    def acknowledge(self, number: int) -> bool:
        """Forget a pending entry; whether there was one."""
        pending = self.pending.pop(number, None)
        if pending is None:
            return False
        pending.consumer.pending.pop(number, None)
        return True

    def remove(self, name: bytes) -> int:
        """Remove a consumer; returns how many entries it had pending."""
        consumer = self.consumers.pop(name, None)
        if consumer is None:
            return 0
        for number in consumer.pending:
            del self.pending[number]
        return len(consumer.pending)


def between(
    pending: SortedDict[int, Pending], first: int, last: int
) -> Iterator[tuple[int, Pending]]:
    """The pending entries from one ID to another."""
    return ((number, pending[number]) for number in pending.irange(first, last))
