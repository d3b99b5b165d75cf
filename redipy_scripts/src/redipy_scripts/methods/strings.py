"""Redis calls on a string in scripts, one method for each command.

Written by ``tools/generate_script_methods.py`` from the command declarations;
edit those instead.
"""

from __future__ import annotations

from redipy_scripts.expressions import Expression, Operand
from redipy_scripts.structure import KeyOperand, KeyRows, Structure, further


class VarMethods(Structure):
    """Commands on a string."""

    def getdel(self) -> Expression:
        """The string at a key, which is removed; None if there is none."""
        return self._method("GETDEL")

    def getset(self, value: Operand) -> Expression:
        """Set a key to a string; returns the string it held, None if there was none."""
        return self._method("GETSET", value=value)

    def mget(self, *keys: KeyOperand) -> Expression:
        """The strings at several keys, by key; None where there is none.

        This key comes first.
        """
        return self._method("MGET", keys=(self, *keys))

    def mset(self, value: Operand, mapping: KeyRows = ()) -> Expression:
        """Set several keys to strings in one go; returns True.

        ``value`` goes with this key; ``mapping`` has further keys.
        """
        return self._method("MSET", mapping=[(self, value), *further(mapping)])

    def msetnx(self, value: Operand, mapping: KeyRows = ()) -> Expression:
        """Set several keys to strings if none of them is there; returns whether so.

        ``value`` goes with this key; ``mapping`` has further keys.
        """
        return self._method("MSETNX", mapping=[(self, value), *further(mapping)])

    def setex(self, seconds: Operand, value: Operand) -> Expression:
        """Set a key to a string that expires in some seconds. Returns True."""
        return self._method("SETEX", seconds=seconds, value=value)

    def psetex(self, milliseconds: Operand, value: Operand) -> Expression:
        """Set a key to a string that expires in some milliseconds. Returns True."""
        return self._method("PSETEX", milliseconds=milliseconds, value=value)

    def setnx(self, value: Operand) -> Expression:
        """Set a key to a string if there is no such key; returns whether it was set."""
        return self._method("SETNX", value=value)

    def append(self, value: Operand) -> Expression:
        """Append to the string at a key, which is created if missing."""
        return self._method("APPEND", value=value)

    def strlen(self) -> Expression:
        """The length in bytes of the string at a key, 0 for a missing key."""
        return self._method("STRLEN")

    def getrange(self, start: Operand, end: Operand) -> Expression:
        """The bytes from ``start`` to ``end``, both included, negative from the end."""
        return self._method("GETRANGE", start=start, end=end)

    def substr(self, start: Operand, end: Operand) -> Expression:
        """As :meth:`getrange`, of which it is the old name."""
        return self._method("SUBSTR", start=start, end=end)

    def setrange(self, offset: Operand, value: Operand) -> Expression:
        """Overwrite part of a string from ``offset`` bytes on, filling up with NULs."""
        return self._method("SETRANGE", offset=offset, value=value)

    def incr(self) -> Expression:
        """Add one to the number at a key, 0 if missing; returns the new number."""
        return self._method("INCR")

    def decr(self) -> Expression:
        """Take one from the number at a key, 0 if missing; returns the new number."""
        return self._method("DECR")

    def decrby(self, decrement: Operand) -> Expression:
        """Subtract from the number at a key, 0 if missing; returns the new number."""
        return self._method("DECRBY", decrement=decrement)

    def incrbyfloat(self, increment: Operand) -> Expression:
        """Add a number to the number at a key, 0 if missing; returns the new number."""
        return self._method("INCRBYFLOAT", increment=increment)

    def lcs(
        self,
        key2: KeyOperand,
        *,
        len: bool = False,
        idx: bool = False,
        minmatchlen: Operand = None,
        withmatchlen: bool = False,
    ) -> Expression:
        """The longest subsequence of bytes that two strings have in common.

        This key is the key.
        """
        return self._method(
            "LCS",
            key2=key2,
            len=len,
            idx=idx,
            minmatchlen=minmatchlen,
            withmatchlen=withmatchlen,
        )
