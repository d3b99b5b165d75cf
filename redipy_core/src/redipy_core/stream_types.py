"""What commands say about the groups of a stream."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T", bound=str | bytes)


class PendingSummary(NamedTuple, Generic[T]):
    """What a group has not acknowledged: how much, from which ID to which, and
    how much by each consumer. The IDs are None if there is nothing."""

    pending: int
    min: T | None
    max: T | None
    consumers: dict[T, int]


class PendingEntry(NamedTuple, Generic[T]):
    """An entry that was delivered and not acknowledged.

    ``idle`` is the time since then in milliseconds, ``times_delivered`` how often.
    """

    id: T
    consumer: T
    idle: int
    times_delivered: int


class GroupInfo(NamedTuple, Generic[T]):
    """A consumer group.

    ``entries_read`` and ``lag`` (how many are still to be read) are None where
    they are not known.
    """

    name: T
    consumers: int
    pending: int
    last_delivered_id: T
    entries_read: int | None
    lag: int | None


class ConsumerInfo(NamedTuple, Generic[T]):
    """A consumer of a group; ``idle`` is milliseconds since it was last seen."""

    name: T
    pending: int
    idle: int
