"""Commands that took long, and how long the kinds of commands take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from redipy_server.flow import Flow
    from redipy_server.index import Entry
    from redipy_server.state import ServerState

_WORDS_SHOWN: Final = 32
_BYTES_SHOWN: Final = 128
_SAMPLES: Final = 160
"""How many samples of one latency event are kept."""
REDACTED: Final = b"(redacted)"
_SECRET_SETTINGS: Final = frozenset({b"requirepass", b"tls-key-file-pass"})


@dataclass(frozen=True)
class SlowCall:
    """A command that took long. ``when`` is in seconds since the epoch."""

    number: int
    when: int
    microseconds: int
    words: list[bytes]
    address: bytes
    name: bytes


def without_secrets(entry: Entry, words: Sequence[bytes]) -> list[bytes]:
    """The words of a command as others may see them."""
    name = entry.name
    shown = list(words)
    if name == "AUTH":
        shown[1:] = [REDACTED] * (len(words) - 1)
    elif name == "ACL SETUSER":
        shown[3:] = [REDACTED] * (len(words) - 3)
    elif name == "HELLO":
        for at, word in enumerate(words[:-2]):
            if word.upper() == b"AUTH":
                shown[at + 1 : at + 3] = [REDACTED] * 2
    elif name == "CONFIG SET":
        for at in range(2, len(words) - 1, 2):
            if words[at].lower() in _SECRET_SETTINGS:
                shown[at + 1] = REDACTED
    return shown


def _shortened(words: Sequence[bytes]) -> list[bytes]:
    """The words as far as they are kept."""
    shown = list(words[:_WORDS_SHOWN])
    if len(words) > _WORDS_SHOWN:
        more = len(words) - _WORDS_SHOWN + 1
        shown[-1] = b"... (%d more arguments)" % more
    return [
        word
        if len(word) <= _BYTES_SHOWN
        else word[:_BYTES_SHOWN] + b"... (%d more bytes)" % (len(word) - _BYTES_SHOWN)
        for word in shown
    ]


class Slowlog:
    """The commands that took longest lately, the newest first."""

    def __init__(self, state: ServerState) -> None:
        self._state = state
        self.calls: deque[SlowCall] = deque()
        self._number = 0
        self.events: dict[bytes, deque[tuple[int, int]]] = {}
        """Samples of latency by event: seconds since the epoch, milliseconds."""
        self.most: dict[bytes, int] = {}

    def note(self, entry: Entry, words: Sequence[bytes], seconds: float) -> None:
        """A command took longer than one of the limits."""
        options = self._state.options
        slower_than = options.slowlog_slower_than
        spent = int(seconds * 1_000_000)
        if 0 <= slower_than <= spent and "skip_slowlog" not in entry.flags:
            self._add(entry, words, spent, self._state.current)
        if options.latency_threshold and spent >= options.latency_threshold * 1000:
            event = b"fast-command" if "fast" in entry.flags else b"command"
            self._sample(event, spent // 1000)

    def _add(
        self,
        entry: Entry,
        words: Sequence[bytes],
        spent: int,
        session: Flow | None,
    ) -> None:
        self.calls.appendleft(
            SlowCall(
                self._number,
                int(time.time()),
                spent,
                _shortened(without_secrets(entry, words)),
                b"" if session is None else session.address.encode(),
                b"" if session is None else session.name,
            )
        )
        self._number += 1
        self.shorten()

    def shorten(self) -> None:
        """Forget the oldest, as far as there are too many."""
        while len(self.calls) > self._state.options.slowlog_max_len:
            self.calls.pop()

    def _sample(self, event: bytes, milliseconds: int) -> None:
        now = int(time.time())
        samples = self.events.setdefault(event, deque(maxlen=_SAMPLES))
        if samples and samples[-1][0] == now:
            samples[-1] = now, max(samples[-1][1], milliseconds)
        else:
            samples.append((now, milliseconds))
        self.most[event] = max(self.most.get(event, 0), milliseconds)
