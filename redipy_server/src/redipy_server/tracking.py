"""Which client remembers which keys, and is told when they change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from redipy_core.serving import in_this_loop
from redipy_server.encoding import push

if TYPE_CHECKING:
    from redipy_server.session import Session
    from redipy_server.state import ServerState

CHANNEL: Final = b"__redis__:invalidate"


@dataclass
class Modes:
    """How one client wants to be told.

    ``redirect`` is the number of the client that is told instead, 0 for nobody.
    ``caching`` is what CLIENT CACHING said for the next command.
    """

    redirect: int = 0
    bcast: bool = False
    prefixes: tuple[bytes, ...] = ()
    optin: bool = False
    optout: bool = False
    noloop: bool = False
    caching: bool | None = None
    broken: bool = False

    @property
    def remembers(self) -> bool:
        """Whether the keys of the next command that reads are remembered."""
        if self.bcast:
            return False
        return bool(self.caching) if self.optin else self.caching is not False


@dataclass
class _Heard:
    """Keys that changed, by the prefix that some clients gave."""

    clients: dict[int, None] = field(default_factory=dict)
    keys: dict[bytes, int] = field(default_factory=dict)


class Tracking:
    """The clients of a server that track keys. A store tells it of changes."""

    def __init__(self, state: ServerState) -> None:
        self._state = state
        self._clients: dict[int, Modes] = {}
        self._readers: dict[bytes, dict[int, None]] = {}
        self._prefixes: dict[bytes, _Heard] = {}
        self._stop: Callable[[], object] | None = None
        self._waiting = False
        self._flushing = False

    def __len__(self) -> int:
        """How many clients track keys."""
        return len(self._clients)

    @property
    def keys(self) -> int:
        """How many keys are remembered."""
        return len(self._readers)

    def begin(self, session: Session, modes: Modes) -> None:
        """Let a client track keys; BackendError if the store cannot tell of them."""
        if self._stop is None:
            try:
                told = in_this_loop(self._changed)
            except RuntimeError:  # threads are told in whatever thread it is
                told = self._changed
            self._stop = self._state.runtime.track(told)
        session.tracking = self._clients[session.id] = modes
        if modes.bcast:
            for prefix in modes.prefixes or (b"",):
                self._prefixes.setdefault(prefix, _Heard()).clients[session.id] = None

    def end(self, session: Session) -> None:
        """Let a client track no more."""
        modes = self._clients.pop(session.id, None)
        session.tracking = None
        if modes is None:
            return
        for prefix in modes.prefixes or (b"",):
            heard = self._prefixes.get(prefix)
            if heard is not None:
                heard.clients.pop(session.id, None)
                if not heard.clients:
                    del self._prefixes[prefix]
        if not self._clients:
            self._readers.clear()
            if self._stop is not None:
                self._stop()
                self._stop = None

    def remember(self, session: Session, keys: Sequence[bytes]) -> None:
        """Note that a client has read keys."""
        for key in keys:
            self._readers.setdefault(key, {})[session.id] = None
        most = self._state.options.tracking_table_max_keys
        while most and len(self._readers) > most:
            self._forget(next(iter(self._readers)))

    # -- changes ---------------------------------------------------------------------

    def _changed(self, key: bytes | None) -> None:
        if key is None:
            self._flushed()
            return
        self._forget(key)
        for prefix, heard in self._prefixes.items():
            if key.startswith(prefix):
                current = self._state.current
                heard.keys[key] = 0 if current is None else current.id
                if not self._waiting:
                    self._waiting = True
                    _soon(self._broadcast)

    def _forget(self, key: bytes) -> None:
        """Tell the readers of a key, which have to read it again."""
        for number in self._readers.pop(key, ()):
            session, modes = self._state.clients.get(number), self._clients.get(number)
            if session is None or modes is None:
                continue
            if not (modes.noloop and self._state.current is session):
                self._tell(session, modes, [key])

    def _flushed(self) -> None:
        """Tell all, once for all databases that are emptied at the same time."""
        self._readers.clear()
        if self._flushing:
            return
        self._flushing = True
        _soon(self._flush_is_over)
        for number, modes in list(self._clients.items()):
            session = self._state.clients.get(number)
            if session is not None:
                self._tell(session, modes, None)

    def _flush_is_over(self) -> None:
        self._flushing = False

    def _broadcast(self) -> None:
        """Tell of the keys that changed meanwhile, all of one prefix at once."""
        self._waiting = False
        for heard in list(self._prefixes.values()):
            changed, heard.keys = heard.keys, {}
            for number in list(heard.clients):
                session, modes = self._state.clients.get(number), self._clients[number]
                keys = [
                    key
                    for key, changer in changed.items()
                    if not (modes.noloop and changer == number)
                ]
                if keys and session is not None:
                    self._tell(session, modes, keys)

    def _tell(self, session: Session, modes: Modes, keys: list[bytes] | None) -> None:
        target: Session | None = session
        if modes.redirect:
            target = self._state.clients.get(modes.redirect)
            if target is None:
                modes.broken = True
                if session.protocol == 3:
                    parts = (b"tracking-redir-broken", modes.redirect)
                    session.tell(push(3, parts))
                return
        assert target is not None
        if target.protocol == 3:
            target.tell(push(3, (b"invalidate", keys)))
        elif modes.redirect and target.subscriptions:
            target.tell(push(2, (b"message", CHANNEL, keys)))


def _soon(function: Callable[[], object]) -> None:
    """Call a function when what goes on now is over; at once if there is no loop."""
    try:
        asyncio.get_running_loop().call_soon(function)
    except RuntimeError:
        function()
