"""A backend for redipy that keeps everything in an SQLite file.

``redipy.Redis("sqlite", path="app.db")``, or ``from_url("sqlite:///path/app.db")``.
"""

from redipy_sqlite.runtime import SqliteRuntime

__all__ = ["SqliteRuntime"]
