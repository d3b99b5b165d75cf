"""Any redipy backend over the Redis protocol.

The modules are loaded when the first of these names is used, not before.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redipy_server.options import Options, OutputLimit
    from redipy_server.server import Server

__all__ = ["Options", "OutputLimit", "Server"]
__version__ = "1.0.0"

_HOMES = {
    "Options": "redipy_server.options",
    "OutputLimit": "redipy_server.options",
    "Server": "redipy_server.server",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return [*globals(), *_HOMES]
