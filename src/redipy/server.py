"""Any backend over the Redis protocol: :class:`Server`, to embed in a program."""

from redipy_server.options import Options, OutputLimit
from redipy_server.server import Server

__all__ = ["Options", "OutputLimit", "Server"]
