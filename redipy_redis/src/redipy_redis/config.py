"""What a connection to a server can be told, checked before it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypedDict
from urllib.parse import parse_qs, urlsplit

from redipy_core.errors import BackendError

CONNECT_TIMEOUT: Final = 10.0
"""Seconds to wait for a connection if ``timeout`` does not say."""


class RedisConfig(TypedDict, total=False):
    """The options of the redis backend.

    They may be given one by one or together as ``cfg``; what is given one by
    one wins. None, and an empty ``passwd`` or ``username``, mean "not given".
    """

    host: str
    """The server's name or address (``localhost``)."""
    port: int
    """The server's TCP port (6379)."""
    username: str
    """Who logs in (AUTH); the server's default user if not given."""
    passwd: str
    """The password."""
    db: int
    """The number of the database (0)."""
    path: str
    """A unix socket. It is used if neither ``host`` nor ``port`` is given."""
    prefix: str
    """What the client puts before every key."""
    timeout: float
    """Seconds to wait for a connection and for each reply. Without it replies are
    waited for without a limit. Blocking commands are always given their time."""
    max_connections: int
    """How many connections may be open for calls, in each event loop too (64).
    Blocking commands have as many of their own."""
    pool_timeout: float
    """Seconds to wait for a connection when all are in use (20)."""
    client_name: str
    """The name that CLIENT LIST shows."""
    ssl: bool
    """Whether to use TLS (``rediss://``)."""
    ssl_ca_certs: str
    """A file with the certificates to trust."""
    ssl_certfile: str
    """A file with the client's certificate."""
    ssl_keyfile: str
    """A file with the key of the client's certificate."""
    ssl_cert_reqs: str
    """``"required"``, ``"optional"`` or ``"none"``."""
    ssl_check_hostname: bool
    """Whether the server's certificate must bear its name."""


_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "host": (str,),
    "port": (int,),
    "username": (str,),
    "passwd": (str,),
    "db": (int,),
    "path": (str,),
    "prefix": (str, bytes),
    "timeout": (float, int),
    "max_connections": (int,),
    "pool_timeout": (float, int),
    "client_name": (str,),
    "ssl": (bool,),
    "ssl_ca_certs": (str,),
    "ssl_certfile": (str,),
    "ssl_keyfile": (str,),
    "ssl_cert_reqs": (str,),
    "ssl_check_hostname": (bool,),
}

_LEAST: Final = {"port": 0, "db": 0, "max_connections": 1}

_URL_REFUSED: Final = (
    "protocol",
    "decode_responses",
    "max_connections",
    "retry_on_timeout",
    "retry_on_error",
    "health_check_interval",
)
"""What a URL must not change: replies are read as RESP2 bytes, calls are repeated
and connections are counted by ourselves."""


@dataclass(frozen=True)
class Settings:
    """Options that were checked: ``arguments`` are those of redis-py's connections."""

    url: str | None
    arguments: dict[str, object]
    tls: bool
    max_connections: int
    pool_timeout: float
    database: int | None = None
    """Instead of the one that the URL or the arguments name."""

    @property
    def path(self) -> str | None:
        """The unix socket, if it is one."""
        path = self.arguments.get("path")
        return path if isinstance(path, str) else None


def read_settings(url: str | None, options: Mapping[str, object]) -> Settings:
    """Check the options and ``cfg``. Raises BackendError naming what is wrong."""
    if url is not None:
        _check_url(url)
    given = _given(options)
    arguments: dict[str, object] = {
        name: given[name]
        for name in ("host", "port", "username", "db", "client_name")
        if name in given
    }
    arguments |= {name: given[name] for name in given if name.startswith("ssl_")}
    if "passwd" in given:
        arguments["password"] = given["passwd"]
    if "path" in given and url is None and not {"host", "port"} & given.keys():
        arguments["path"] = given["path"]
    timeout = given.get("timeout")
    arguments["socket_timeout"] = timeout
    arguments["socket_connect_timeout"] = timeout or CONNECT_TIMEOUT
    return Settings(
        url,
        arguments,
        tls=bool(given.get("ssl", False)),
        max_connections=_whole(given.get("max_connections", 64)),
        pool_timeout=_seconds(given.get("pool_timeout", 20.0)),
    )


def _given(options: Mapping[str, object]) -> dict[str, object]:
    """All options that are given, those in ``cfg`` included."""
    loose = dict(options)
    cfg = loose.pop("cfg", None)
    if cfg is not None and not isinstance(cfg, Mapping):
        raise BackendError(f"cfg must be a mapping, not {type(cfg).__name__}")
    merged: dict[str, object] = {}
    for source, where in ((cfg or {}, " in cfg"), (loose, "")):
        for name, value in source.items():
            _check(str(name), value, where)
            if value is not None:
                merged[str(name)] = value
    empty = {name for name in ("passwd", "username") if merged.get(name) == ""}
    return {name: value for name, value in merged.items() if name not in empty}


def _check(name: str, value: object, where: str) -> None:
    types = _TYPES.get(name)
    if types is None:
        raise BackendError(
            f"the redis backend has no option {name!r}{where};"
            f" it takes: {', '.join(_TYPES)}, cfg"
        )
    if value is None:
        return
    wrong_bool = isinstance(value, bool) and bool not in types
    if not isinstance(value, types) or wrong_bool:
        expected = " or ".join(type_.__name__ for type_ in types)
        raise BackendError(
            f"{name}{where} must be {expected}, not {type(value).__name__}"
        )
    if name in _LEAST and _whole(value) < _LEAST[name]:
        raise BackendError(f"{name}{where} must be at least {_LEAST[name]}: {value}")
    if name == "port" and _whole(value) > 65535:
        raise BackendError(f"port{where} must be at most 65535: {value}")
    if name.endswith("timeout") and not _seconds(value) > 0:
        raise BackendError(f"{name}{where} must be more than 0 seconds: {value}")


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    refused = [name for name in _URL_REFUSED if name in parse_qs(parts.query)]
    if refused:
        raise BackendError(f"a redis URL cannot set {', '.join(refused)}")


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value


def _seconds(value: object) -> float:
    assert isinstance(value, (int, float))
    return float(value)
