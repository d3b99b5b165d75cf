"""What is used of redis-py's connections, as types.

redis-py's own annotations differ from version to version; these hold for all
that are supported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from redipy_server.local import HOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from redipy_server.local import Line
    from redipy_server.redispy.tasks import Replies, Requests


class Encoder(Protocol):
    """What is needed of the encoder of a connection."""

    encoding: str
    encoding_errors: str
    decode_responses: bool


if TYPE_CHECKING:

    class ThreadConnection:
        """``redis.connection.AbstractConnection``."""

        db: int
        client_name: str | None
        encoder: Encoder
        health_check_interval: float
        socket_timeout: float | None
        _sock: Line | None

        def __init__(self, **options: object) -> None: ...
        def connect(self) -> None: ...
        def disconnect(self) -> None: ...
        def pack_commands(
            self, commands: Iterable[Sequence[object]]
        ) -> list[bytes] | list[list[bytes]]: ...
        def send_command(self, *args: object, **options: object) -> None: ...
        def read_response(
            self, disable_decoding: bool = ..., **options: object
        ) -> object: ...

    class TaskConnection:
        """``redis.asyncio.connection.AbstractConnection``."""

        db: int
        client_name: str | None
        encoder: Encoder
        health_check_interval: float
        _reader: Replies | None
        _writer: Requests | None

        def __init__(self, **options: object) -> None: ...
        def pack_commands(
            self, commands: Iterable[Sequence[object]]
        ) -> list[bytes] | list[list[bytes]]: ...
        async def send_command(self, *args: object, **options: object) -> None: ...
        async def read_response(
            self, disable_decoding: bool = ..., *args: object, **options: object
        ) -> object: ...

else:
    from redis.asyncio.connection import AbstractConnection as TaskConnection
    from redis.connection import AbstractConnection as ThreadConnection


class InProcess:
    """A connection that leads to no host: what it says of its other end."""

    host = HOST
    port = 0
    db: int
    client_name: str | None

    def repr_pieces(self) -> list[tuple[str, object]]:
        pieces: list[tuple[str, object]] = [("host", HOST), ("db", self.db)]
        if self.client_name:
            pieces.append(("client_name", self.client_name))
        return pieces

    def _host_error(self) -> str:
        return HOST

    def _error_message(self, exception: BaseException) -> str:
        return f"Error connecting in process: {exception}"


__all__ = ["Encoder", "InProcess", "TaskConnection", "ThreadConnection"]
