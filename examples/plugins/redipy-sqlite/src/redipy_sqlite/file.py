"""The file: its tables, and the transactions in which it is read and written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from redipy_core.errors import BackendError, RequestTimeoutError

FORMAT = 1
"""What the file says of itself as its user_version. Another one is refused."""

_APPLICATION = 0x52445059
"""The application_id by which such a file is told from others."""

_MAX_GONE = 10_000
"""How many keys that are gone are remembered, for processes that have not looked."""

_SCHEMA = """
CREATE TABLE entries (
    db INTEGER NOT NULL,
    key BLOB NOT NULL,
    value BLOB,
    deadline INTEGER,
    revision INTEGER NOT NULL,
    PRIMARY KEY (db, key)
) WITHOUT ROWID;
CREATE INDEX entries_by_revision ON entries (revision);
CREATE TABLE state (revision INTEGER NOT NULL, horizon INTEGER NOT NULL);
INSERT INTO state VALUES (0, 0);
"""

Row = tuple[int, bytes, int | None, bool]
"""A key: its database, its name, its deadline, and whether it is gone."""


class File:
    """One connection to a file. Whoever uses it holds the store's lock.

    A row whose value is NULL is of a key that is gone; ``revision`` counts
    transactions that changed something. Who has looked after ``horizon`` finds in
    the rows since then all that happened; others look at all rows.
    """

    def __init__(self, path: str, *, timeout: float, durable: bool) -> None:
        self.path = path
        self.revision = -1
        """Up to which revision the rows were looked at."""
        self._version = -1
        self._gone = 0
        with self._errors():
            self._connection = sqlite3.connect(
                path, timeout=timeout, isolation_level=None, check_same_thread=False
            )
            self._run("PRAGMA journal_mode = WAL")
            self._run(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._prepare()

    def _run(self, sql: str, *values: object) -> sqlite3.Cursor:
        return self._connection.execute(sql, values)

    def _prepare(self) -> None:
        self._run("BEGIN IMMEDIATE")
        try:
            (application,) = self._run("PRAGMA application_id").fetchone()
            (version,) = self._run("PRAGMA user_version").fetchone()
            (tables,) = self._run("SELECT count(*) FROM sqlite_master").fetchone()
            if not tables:
                for statement in _SCHEMA.split(";\n"):
                    self._run(statement)
                self._run(f"PRAGMA application_id = {_APPLICATION}")
                self._run(f"PRAGMA user_version = {FORMAT}")
            elif application != _APPLICATION:
                raise BackendError(f"{self.path} is a database of another program")
            elif version != FORMAT:
                raise BackendError(
                    f"{self.path} has format {version}, this is {FORMAT}"
                )
        except BaseException:
            self._connection.rollback()
            self._connection.close()
            raise
        self._run("COMMIT")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise RequestTimeoutError(
                    f"{self.path} is in use by another process: {error}"
                ) from error
            raise BackendError(f"{self.path}: {error}") from error
        except sqlite3.Error as error:
            raise BackendError(f"{self.path}: {error}") from error

    # -- transactions -----------------------------------------------------------------

    def begin(self) -> bool:
        """Begin a transaction; whether others changed the file since the last.

        Raises RequestTimeoutError if another process does not give it free.
        """
        with self._errors():
            self._run("BEGIN IMMEDIATE")
            (version,) = self._run("PRAGMA data_version").fetchone()
        news = version != self._version or self.revision < 0
        self._version = version
        return news

    def commit(self) -> None:
        """Make the transaction's changes last, all of them."""
        with self._errors():
            self._run("COMMIT")

    def rollback(self) -> None:
        """Undo the transaction's changes; everything is to be looked at again."""
        self.revision = -1
        with self._errors():
            if self._connection.in_transaction:
                self._connection.rollback()

    def close(self) -> None:
        """Give the file back. Closing twice does no harm."""
        self._connection.close()

    # -- rows -------------------------------------------------------------------------

    def news(self) -> tuple[bool, list[Row]]:
        """Whether all rows are given, and those that changed since the last look."""
        with self._errors():
            revision, horizon = self._run("SELECT * FROM state").fetchone()
            whole = self.revision < horizon or self.revision < 0
            rows = self._run(
                "SELECT db, key, deadline, value IS NULL FROM entries"
                " WHERE revision > ? AND (value IS NOT NULL OR NOT ?)",
                -1 if whole else self.revision,
                whole,
            ).fetchall()
        self.revision = revision
        return whole, rows

    def value(self, db: int, key: bytes) -> bytes:
        """The stored bytes of a key that is there."""
        with self._errors():
            found = self._run(
                "SELECT value FROM entries WHERE db = ? AND key = ?", db, key
            ).fetchone()
        data: bytes = found[0]
        return data

    def next_revision(self) -> None:
        """The rows that are written from now on are of a new revision."""
        self.revision += 1
        with self._errors():
            self._run("UPDATE state SET revision = ?", self.revision)

    def write(self, db: int, key: bytes, value: bytes, deadline: int | None) -> None:
        """Set a key."""
        with self._errors():
            self._run(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?)",
                *(db, key, value, deadline, self.revision),
            )

    def write_deadline(self, db: int, key: bytes, deadline: int | None) -> None:
        """Set the deadline of a key that is there."""
        with self._errors():
            self._run(
                "UPDATE entries SET deadline = ?, revision = ?"
                " WHERE db = ? AND key = ?",
                *(deadline, self.revision, db, key),
            )

    def remove(self, db: int, key: bytes) -> None:
        """Remove a key, if the file has it."""
        with self._errors():
            done = self._run(
                "UPDATE entries SET value = NULL, deadline = NULL, revision = ?"
                " WHERE db = ? AND key = ? AND value IS NOT NULL",
                *(self.revision, db, key),
            )
            self._gone += done.rowcount
            if self._gone > _MAX_GONE:
                self._run("DELETE FROM entries WHERE value IS NULL")
                self._look_at_all()
                self._gone = 0

    def clear(self, db: int) -> None:
        """Remove the keys of a database."""
        with self._errors():
            self._run("DELETE FROM entries WHERE db = ?", db)
            self._look_at_all()

    def renumber(self, numbers: dict[int, int]) -> None:
        """Give databases other numbers, by their old ones."""
        with self._errors():
            for old in numbers:
                self._run("UPDATE entries SET db = ? WHERE db = ?", -1 - old, old)
            for old, new in numbers.items():
                self._run("UPDATE entries SET db = ? WHERE db = ?", new, -1 - old)
            self._look_at_all()

    def _look_at_all(self) -> None:
        """Let other processes look at all rows."""
        self._run("UPDATE state SET horizon = ?", self.revision)
