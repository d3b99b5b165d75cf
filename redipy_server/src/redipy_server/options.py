"""How a server is set up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, TypedDict

MB: Final = 1 << 20


@dataclass(frozen=True)
class OutputLimit:
    """How much may wait to be sent to a client of one class, in bytes; 0: no limit.

    More than ``hard`` ends the connection; so does more than ``soft`` for
    ``seconds`` on end.
    """

    hard: int = 0
    soft: int = 0
    seconds: int = 0


@dataclass
class Options:
    """What a server was told. Sizes are bytes, times seconds unless named otherwise.

    ``password`` is the default user's; None lets everybody in. ``unix`` is the
    path of a socket to listen at besides, or instead if ``port`` is None.
    ``handshake_timeout`` is how long a client may take to authenticate.
    """

    host: str = "127.0.0.1"
    port: int | None = 6379
    unix: str | None = None
    unix_mode: int = 0o700
    password: str | None = field(default=None, repr=False)
    tls_cert: str | None = None
    tls_key: str | None = None
    tls_key_password: str | None = field(default=None, repr=False)
    tls_ca: str | None = None
    databases: int = 16
    maxclients: int = 10_000
    timeout: int = 0
    handshake_timeout: float = 10.0
    tcp_keepalive: int = 300
    bulk_max: int = 512 * MB
    query_buffer_limit: int = 1024 * MB
    normal_output: OutputLimit = OutputLimit()
    pubsub_output: OutputLimit = OutputLimit(32 * MB, 8 * MB, 60)
    slowlog_slower_than: int = 10_000
    """Microseconds; 0 logs every command, below zero none."""
    slowlog_max_len: int = 128
    latency_threshold: int = 0
    """Milliseconds; 0 watches nothing."""
    busy_reply_threshold: int = 5000
    """Milliseconds after which other clients hear of a slow script; 0: never."""
    keyspace_events: str = ""
    acllog_max_len: int = 128
    tracking_table_max_keys: int = 1_000_000


class ServerOptions(TypedDict, total=False):
    """The same as keywords; see :class:`Options`."""

    host: str
    port: int | None
    unix: str | None
    unix_mode: int
    password: str | None
    tls_cert: str | None
    tls_key: str | None
    tls_key_password: str | None
    tls_ca: str | None
    databases: int
    maxclients: int
    timeout: int
    handshake_timeout: float
    tcp_keepalive: int
    bulk_max: int
    query_buffer_limit: int
    normal_output: OutputLimit
    pubsub_output: OutputLimit
    slowlog_slower_than: int
    slowlog_max_len: int
    latency_threshold: int
    busy_reply_threshold: int
    keyspace_events: str
    acllog_max_len: int
    tracking_table_max_keys: int
