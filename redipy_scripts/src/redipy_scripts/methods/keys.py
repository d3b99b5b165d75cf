"""Redis calls on any key in scripts, one method for each command.

Written by ``tools/generate_script_methods.py`` from the command declarations;
edit those instead.
"""

from __future__ import annotations

from redipy_scripts.expressions import Expression, Operand
from redipy_scripts.structure import KeyOperand, Structure


class KeyMethods(Structure):
    """Commands on any key."""

    def exists(self, *keys: KeyOperand) -> Expression:
        """How many of the keys are there. A key named twice counts twice.

        This key comes first.
        """
        return self._method("EXISTS", keys=(self, *keys))

    def delete(self, *keys: KeyOperand) -> Expression:
        """Remove keys; returns how many were there.

        This key comes first.
        """
        return self._method("DEL", keys=(self, *keys))

    def unlink(self, *keys: KeyOperand) -> Expression:
        """As :meth:`delete`; a server frees the memory in the background.

        This key comes first.
        """
        return self._method("UNLINK", keys=(self, *keys))

    def touch(self, *keys: KeyOperand) -> Expression:
        """Mark keys as used just now; returns how many are there.

        This key comes first.
        """
        return self._method("TOUCH", keys=(self, *keys))

    def key_type(self) -> Expression:
        """What a key holds: ``"string"``, ``"list"``, ``"set"``, ``"zset"``,
        ``"hash"`` or ``"stream"``; None for a missing key.
        """
        return self._method("TYPE")

    def rename(self, newkey: KeyOperand) -> Expression:
        """Rename a key, with its expiry; what ``newkey`` held is lost. Returns True."""
        return self._method("RENAME", newkey=newkey)

    def renamenx(self, newkey: KeyOperand) -> Expression:
        """As :meth:`rename`, unless ``newkey`` is there; returns whether it was
        done.
        """
        return self._method("RENAMENX", newkey=newkey)

    def copy(
        self,
        destination: KeyOperand,
        *,
        destination_db: Operand = None,
        replace: bool = False,
    ) -> Expression:
        """Copy a key, with its expiry; returns whether it was done.

        This key is the source.
        """
        return self._method(
            "COPY",
            destination=destination,
            destination_db=destination_db,
            replace=replace,
        )

    def pexpire(
        self,
        milliseconds: Operand,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Expression:
        """Let a key expire in some milliseconds; returns whether it will."""
        return self._method(
            "PEXPIRE", milliseconds=milliseconds, nx=nx, xx=xx, gt=gt, lt=lt
        )

    def expireat(
        self,
        unix_seconds: Operand,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Expression:
        """Let a key expire at a time in seconds since the epoch; returns whether it
        will.
        """
        return self._method(
            "EXPIREAT", unix_seconds=unix_seconds, nx=nx, xx=xx, gt=gt, lt=lt
        )

    def pexpireat(
        self,
        unix_milliseconds: Operand,
        *,
        nx: bool = False,
        xx: bool = False,
        gt: bool = False,
        lt: bool = False,
    ) -> Expression:
        """Let a key expire at a time in milliseconds since the epoch."""
        return self._method(
            "PEXPIREAT", unix_milliseconds=unix_milliseconds, nx=nx, xx=xx, gt=gt, lt=lt
        )

    def persist(self) -> Expression:
        """Take a key's expiry away; returns whether it had one."""
        return self._method("PERSIST")

    def pttl(self) -> Expression:
        """The milliseconds until a key expires; -1 if it stays, -2 if it is missing."""
        return self._method("PTTL")

    def expiretime(self) -> Expression:
        """When a key expires, in seconds since the epoch."""
        return self._method("EXPIRETIME")

    def pexpiretime(self) -> Expression:
        """When a key expires, in milliseconds since the epoch."""
        return self._method("PEXPIRETIME")

    def object_encoding(self) -> Expression:
        """How a server keeps a value in memory, such as ``"listpack"``; None for no
        key.
        """
        return self._method("OBJECT ENCODING")

    def object_refcount(self) -> Expression:
        """How often a server refers to a value; None for no key."""
        return self._method("OBJECT REFCOUNT")

    def move(self, db: Operand) -> Expression:
        """Move a key, with its expiry, to another database; returns whether it was
        done.
        """
        return self._method("MOVE", db=db)

    def object_freq(self) -> Expression:
        """How often a key is used, on the logarithmic scale of a server; None for no
        key.
        """
        return self._method("OBJECT FREQ")

    def object_idletime(self) -> Expression:
        """For how many seconds a key has not been used; None for no key."""
        return self._method("OBJECT IDLETIME")

    def memory_usage(self, *, samples: Operand = None) -> Expression:
        """An estimate of the bytes that a key and its value take; None for no key."""
        return self._method("MEMORY USAGE", samples=samples)

    def dump(self) -> Expression:
        """A value as bytes, without its expiry, for :meth:`restore`; None for no
        key.
        """
        return self._method("DUMP")

    def restore(
        self,
        ttl: Operand,
        serialized: Operand,
        *,
        replace: bool = False,
        absttl: bool = False,
        idletime: Operand = None,
        frequency: Operand = None,
    ) -> Expression:
        """Give a key the value that :meth:`dump` gave as bytes. Returns True."""
        return self._method(
            "RESTORE",
            ttl=ttl,
            serialized=serialized,
            replace=replace,
            absttl=absttl,
            idletime=idletime,
            frequency=frequency,
        )
