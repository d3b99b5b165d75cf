"""Connections for calls: redis-py's, handed out and looked after by ourselves.

A link is one connection that one thread uses at a time. Requests are packed by
hiredis and sent by the connection's own public methods: redis-py's command
layer and its pool take longer than the round trip to a near server.

A request goes over the wire a second time only if that is harmless: if not all
of it had been sent, or if its purpose says so. A reply that was not read in
full is never left for the next request: the connection is closed instead.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Condition
from time import monotonic
from typing import Final, Protocol, TypeVar, cast
from weakref import WeakSet

import hiredis

import redis
from redipy_core.errors import ConnectionLostError, RequestTimeoutError
from redipy_redis.faults import Purpose, failure, is_lost, unreachable

R = TypeVar("R")

TRUSTED: Final = 0.001
"""Seconds for which a used connection counts as alive. After that it costs a poll
to see whether the server hung up meanwhile."""

NEVER: Final = float("-inf")

pack = cast("Callable[[tuple[bytes, ...]], bytes]", hiredis.pack_command)
"""A command's words as they go over the wire."""

Read = Callable[[bool], object]
"""Reads one reply; its argument turns decoding off."""


class SyncConnection(Protocol):
    """What is used of redis-py's ``Connection``."""

    def connect(self) -> None:
        """Connect and log in, unless it is connected."""

    def disconnect(self) -> None:
        """Close the socket."""

    def can_read(self, timeout: float) -> bool:
        """Whether bytes wait; raises if the server hung up."""
        ...

    def send_packed_command(
        self, command: Sequence[bytes], check_health: bool = ...
    ) -> None:
        """Send packed commands."""

    def read_response(self, disable_decoding: bool = ...) -> object:
        """Read one reply; raises for an error reply."""
        ...


class Link:
    """A connection, and when it was last used (:data:`NEVER`: it is closed)."""

    __slots__ = ("__weakref__", "connection", "read", "send", "used")

    def __init__(self, connection: SyncConnection) -> None:
        self.connection = connection
        self.send = connection.send_packed_command
        self.read: Read = connection.read_response
        self.used = NEVER

    def renew(self) -> None:
        """Connect, unless the connection still stands with nothing to read."""
        if self.used != NEVER and self._is_alive():
            return
        self.drop()
        self.connection.connect()

    def _is_alive(self) -> bool:
        try:
            return not self.connection.can_read(0)
        except Exception:  # whatever it is, the connection is of no more use
            return False

    def drop(self) -> None:
        """Close the connection; it connects again when it is needed."""
        self.used = NEVER
        with suppress(Exception):
            self.connection.disconnect()


def read_one(read: Read) -> object:
    """Receive the reply of a single command."""
    return read(True)


class LinkPool:
    """Up to ``limit`` links; the one that was used last is used next.

    Threads wait up to ``patience`` seconds for a link. After a fork the child
    begins with an empty pool.
    """

    def __init__(
        self,
        make: Callable[[], SyncConnection],
        address: str,
        limit: int,
        patience: float,
    ) -> None:
        self._make = make
        self._address = address
        self._limit = limit
        self._patience = patience
        self.forget()
        _pools.add(self)

    def forget(self) -> None:
        """Begin anew. A forked child must not use its parent's connections."""
        self._free: list[Link] = []
        self._links: WeakSet[Link] = WeakSet()
        self._room = Condition()
        self._waiting = 0
        self._closed = False
        self._watched = False

    def lend(self) -> Link:
        """A connected link for one caller, who brings it back by :meth:`take_back`."""
        try:
            link = self._free.pop()
        except IndexError:
            link = self._wait_for_link()
        try:
            if monotonic() - link.used > TRUSTED:
                self._renew(link)
        except BaseException:
            self.take_back(link)
            raise
        return link

    def take_back(self, link: Link) -> None:
        """Take back a link that was lent; one that is of no use was dropped."""
        self._free.append(link)
        self._attend()

    def transact(
        self, packed: bytes, receive: Callable[[Read], R], purpose: Purpose
    ) -> R:
        """Send packed commands and receive their replies.

        ``receive`` reads all of them. Raises ResponseError as ``receive`` lets
        an error reply through, ConnectionLostError and RequestTimeoutError.
        """
        try:
            link = self._free.pop()
        except IndexError:
            link = self._wait_for_link()
        sent = False
        try:
            if monotonic() - link.used > TRUSTED:
                self._renew(link)
            link.send((packed,), False)
            sent = True
            result = receive(link.read)
        except BaseException as error:
            result = self._recover(link, error, sent, packed, receive, purpose)
        link.used = monotonic()
        self._free.append(link)
        if self._watched:
            self._attend()
        return result

    def _renew(self, link: Link) -> None:
        try:
            link.renew()
            return
        except BaseException as error:
            fault = unreachable(error, self._address)
        raise fault

    def _recover(
        self,
        link: Link,
        error: BaseException,
        sent: bool,
        packed: bytes,
        receive: Callable[[Read], R],
        purpose: Purpose,
    ) -> R:
        """Send once more if that is harmless; else raise what went wrong."""
        if is_lost(error) and (not sent or purpose.retry_safe):
            link.drop()
            try:
                self._renew(link)
                link.send((packed,), False)
                sent = True
                return receive(link.read)
            except BaseException as second:
                error = second
                if sent and isinstance(error, ConnectionLostError):
                    error.maybe_executed = True
        self._give_back(link, error)
        raise failure(error, self._address, purpose, sent=sent)

    def _give_back(self, link: Link, error: BaseException) -> None:
        """Take a link back after a failure; an error reply does not harm it."""
        if isinstance(error, redis.ResponseError):
            link.used = monotonic()
        else:
            link.drop()
        self._free.append(link)
        self._attend()

    # -- handing out ------------------------------------------------------------

    def _wait_for_link(self) -> Link:
        end = monotonic() + self._patience
        with self._room:
            self._waiting += 1
            self._watched = True
            try:
                while True:
                    with suppress(IndexError):
                        return self._free.pop()
                    if len(self._links) < self._limit:
                        link = Link(self._make())
                        self._links.add(link)
                        return link
                    if not self._room.wait(end - monotonic()):
                        raise RequestTimeoutError(
                            f"all {self._limit} connections to {self._address}"
                            f" were in use for {self._patience:g} seconds"
                            " (max_connections, pool_timeout)"
                        )
            finally:
                self._waiting -= 1
                self._watched = self._closed or self._waiting > 0

    def _attend(self) -> None:
        """Wake who waits for a link; after the end, close what comes back."""
        with self._room:
            if self._closed:
                self._close_free()
            self._room.notify()

    def close(self) -> None:
        """Close the connections, those in use when they come back."""
        with self._room:
            self._closed = self._watched = True
            self._close_free()

    def _close_free(self) -> None:
        with suppress(IndexError):
            while True:
                link = self._free.pop()
                self._links.discard(link)
                link.drop()


_pools: WeakSet[LinkPool] = WeakSet()


def _forget_all() -> None:
    for pool in _pools:
        pool.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)
