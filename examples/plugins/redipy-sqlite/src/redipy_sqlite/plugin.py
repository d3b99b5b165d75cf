"""What the distribution adds to redipy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from redipy_core.backend import BackendSpec
from redipy_core.errors import BackendError
from redipy_core.hookspecs import hookimpl

if TYPE_CHECKING:
    from redipy_core.plugins import Plugins
    from redipy_sqlite.runtime import SqliteRuntime

REDIPY_PLUGIN_API = 1

_TYPES: dict[str, tuple[type, ...]] = {
    "path": (str,),
    "timeout": (int, float),
    "durable": (bool,),
    "db": (int,),
    "notify_keyspace_events": (str,),
}


def make(
    plugins: Plugins, *, url: str | None = None, **options: object
) -> SqliteRuntime:
    """A runtime for a file, by ``path`` or by URL.

    Raises BackendError for an option that is unknown or of the wrong type.
    """
    # A program that uses another backend need not load SQLite.
    from redipy_sqlite.runtime import SqliteRuntime

    if url is not None:
        options |= _options_of(url)
    for name, value in options.items():
        wanted = _TYPES.get(name)
        if wanted is None:
            raise BackendError(f"unknown options for sqlite: {name}")
        if not isinstance(value, wanted) or (
            isinstance(value, bool) and bool not in wanted
        ):
            raise BackendError(f"{name} must be {wanted[-1].__name__}, not {value!r}")
    if not options.get("path"):
        raise BackendError("sqlite needs a path: Redis('sqlite', path='app.db')")
    return SqliteRuntime.open(plugins=plugins, **options)  # type: ignore[arg-type]  # checked above


def _options_of(url: str) -> dict[str, object]:
    """``sqlite:///absolute.db?db=1&durable=0``, ``sqlite://relative.db``."""
    parts = urlsplit(url)
    options: dict[str, object] = {"path": unquote(parts.netloc + parts.path)}
    for name, word in parse_qsl(parts.query, keep_blank_values=True):
        try:
            options[name] = _READ[name](word)
        except (KeyError, ValueError):
            raise BackendError(f"unknown options for sqlite: {name}={word}") from None
    return options


_READ: dict[str, Callable[[str], object]] = {
    "db": int,
    "timeout": float,
    "durable": lambda word: {"0": False, "1": True}[word],
    "notify_keyspace_events": str,
}


@hookimpl
def redipy_backends() -> Sequence[BackendSpec]:
    """The backend, by its name, by ``path=`` and by URL."""
    return [
        BackendSpec(
            "sqlite", make, schemes=("sqlite",), selected_by=frozenset({"path"})
        )
    ]
