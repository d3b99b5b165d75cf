"""The session that scripts call commands in: nobody's connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from redipy_core.shapes import Shape
from redipy_server.protocol import Request
from redipy_server.session import Session

if TYPE_CHECKING:
    from redipy_server.index import Entry
    from redipy_server.state import ServerState


class ScriptSession(Session):
    """A session without a client: no list shows it, and nothing is sent to it."""

    def __init__(self, state: ServerState) -> None:
        super().__init__(state, _nowhere, lambda: None, tasks=False)
        state.clients.pop(self.id, None)

    def perform(self, entry: Entry, words: Request) -> tuple[object, Shape]:
        """A command's wire reply, and its shape."""
        slots = entry.parse(words)
        kind = entry.kind(slots)
        if entry.own:
            return entry.command.function(self, *slots), kind.shape
        return self._caller(entry, words[0])(words, slots, kind), kind.shape

    def stand_in_for(self, session: Session) -> None:
        """Be as the session that runs a script: its database, its user; RESP2."""
        self.user = session.user
        if self.protocol != 2:
            self.speak(2)
        if self.database != session.database:
            self.select(session.database)


def _nowhere(data: bytes) -> None:
    """What a script would send to its client goes nowhere."""
