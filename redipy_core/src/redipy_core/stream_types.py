"""What commands say about a stream and its groups."""

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


class StreamInfo(NamedTuple, Generic[T]):
    """A stream: how much it holds and in how large a tree, the ID to go on from.

    ``max_deleted_entry_id`` is the greatest ID that was removed,
    ``recorded_first_entry_id`` the first that is there, ``"0-0"`` if there is none;
    ``entries_added`` counts all there ever were. ``groups`` is how many there are.
    The first and the last entry are ``(id, fields)``, None for an empty stream.
    """

    length: int
    radix_tree_keys: int
    radix_tree_nodes: int
    last_generated_id: T
    max_deleted_entry_id: T
    entries_added: int
    recorded_first_entry_id: T
    groups: int
    first_entry: tuple[T, dict[T, T]] | None
    last_entry: tuple[T, dict[T, T]] | None


class DeliveredEntry(NamedTuple, Generic[T]):
    """An entry that was delivered and not acknowledged.

    ``delivery_time`` is when, in milliseconds since the epoch.
    """

    id: T
    consumer: T
    delivery_time: int
    times_delivered: int


class ConsumerDetails(NamedTuple, Generic[T]):
    """A consumer and what it has not acknowledged.

    ``seen_time`` is when it was last heard of, in milliseconds since the epoch;
    ``pel_count`` how much is pending, of which ``pending`` may be a part.
    """

    name: T
    seen_time: int
    pel_count: int
    pending: list[DeliveredEntry[T]]


class GroupDetails(NamedTuple, Generic[T]):
    """A consumer group, what it has not acknowledged, and its consumers.

    ``entries_read`` and ``lag`` (how many are still to be read) are None where
    they are not known; ``pending`` may be a part of what ``pel_count`` counts.
    """

    name: T
    last_delivered_id: T
    entries_read: int | None
    lag: int | None
    pel_count: int
    pending: list[DeliveredEntry[T]]
    consumers: list[ConsumerDetails[T]]


class StreamDetails(NamedTuple, Generic[T]):
    """As :class:`StreamInfo`, with the entries and the groups themselves.

    ``entries``, a list of ``(id, fields)``, may be a part of them.
    """

    length: int
    radix_tree_keys: int
    radix_tree_nodes: int
    last_generated_id: T
    max_deleted_entry_id: T
    entries_added: int
    recorded_first_entry_id: T
    entries: list[tuple[T, dict[T, T]]]
    groups: list[GroupDetails[T]]


class ConsumerInfo(NamedTuple, Generic[T]):
    """A consumer of a group; ``idle`` is milliseconds since it was last seen."""

    name: T
    pending: int
    idle: int
