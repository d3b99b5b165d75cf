"""Redis calls on a hash in scripts, one method for each command.

Written by ``tools/generate_script_methods.py`` from the command declarations;
edit those instead.
"""

from __future__ import annotations

from redipy_scripts.expressions import Expression, Operand
from redipy_scripts.structure import Rows, Structure


class HashMethods(Structure):
    """Commands on a hash."""

    def hset(self, mapping: Rows) -> Expression:
        """Set fields of a hash, which is created if missing."""
        return self._method("HSET", mapping=mapping)

    def hmset(self, mapping: Rows) -> Expression:
        """As :meth:`hset`, which has replaced it. Returns True."""
        return self._method("HMSET", mapping=mapping)

    def hsetnx(self, field: Operand, value: Operand) -> Expression:
        """Set a field of a hash unless it is there; returns whether it was set."""
        return self._method("HSETNX", field=field, value=value)

    def hget(self, field: Operand) -> Expression:
        """The value of a field, None if there is none."""
        return self._method("HGET", field=field)

    def hmget(self, *fields: Operand) -> Expression:
        """The values of several fields by field; None where there is none."""
        return self._method("HMGET", fields=fields)

    def hgetall(self) -> Expression:
        """All fields and their values, empty for a missing key."""
        return self._method("HGETALL")

    def hdel(self, *fields: Operand) -> Expression:
        """Remove fields; returns how many were there."""
        return self._method("HDEL", fields=fields)

    def hexists(self, field: Operand) -> Expression:
        """Whether a hash has a field."""
        return self._method("HEXISTS", field=field)

    def hlen(self) -> Expression:
        """How many fields a hash has, 0 for a missing key."""
        return self._method("HLEN")

    def hstrlen(self, field: Operand) -> Expression:
        """The length in bytes of a field's value, 0 if there is none."""
        return self._method("HSTRLEN", field=field)

    def hkeys(self) -> Expression:
        """The names of the fields, in no order."""
        return self._method("HKEYS")

    def hvals(self) -> Expression:
        """The values of the fields, in no order."""
        return self._method("HVALS")

    def hincrbyfloat(self, field: Operand, increment: Operand) -> Expression:
        """Add a number to the number in a field, 0 if missing; returns the new
        number.
        """
        return self._method("HINCRBYFLOAT", field=field, increment=increment)

    def hrandfield(self, count: Operand = None, withvalues: bool = False) -> Expression:
        """The name of a random field, or several; the hash stays as it is."""
        return self._method("HRANDFIELD", count=count, withvalues=withvalues)

    def hscan(
        self, cursor: Operand, *, match: Operand = None, count: Operand = None
    ) -> Expression:
        """One page of a hash: the next cursor, and fields with their values."""
        return self._method("HSCAN", cursor=cursor, match=match, count=count)
