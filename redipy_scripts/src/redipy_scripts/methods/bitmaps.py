"""Redis calls on a string of bits in scripts, one method for each command.

Written by ``tools/generate_script_methods.py`` from the command declarations;
edit those instead.
"""

from __future__ import annotations

from typing import Literal

from redipy_scripts.expressions import Expression, Operand
from redipy_scripts.structure import BitOperation, KeyOperand, Structure


class BitmapMethods(Structure):
    """Commands on a string of bits."""

    def setbit(self, offset: Operand, value: Operand) -> Expression:
        """Set one bit, 0 or 1, of the string at a key, filling up with zeros."""
        return self._method("SETBIT", offset=offset, value=value)

    def getbit(self, offset: Operand) -> Expression:
        """One bit of the string at a key; 0 beyond its end and for a missing key."""
        return self._method("GETBIT", offset=offset)

    def bitcount(
        self,
        start: Operand = None,
        end: Operand = None,
        mode: Literal["BYTE", "BIT"] | None = None,
    ) -> Expression:
        """How many bits are set in the string at a key, 0 for a missing key."""
        return self._method("BITCOUNT", start=start, end=end, mode=mode)

    def bitpos(
        self,
        bit: Operand,
        start: Operand = None,
        end: Operand = None,
        mode: Literal["BYTE", "BIT"] | None = None,
    ) -> Expression:
        """The place of the first bit that is ``bit``, in bits from the string's
        start.
        """
        return self._method("BITPOS", bit=bit, start=start, end=end, mode=mode)

    def bitop(
        self, operation: Literal["AND", "OR", "XOR", "NOT"], *keys: KeyOperand
    ) -> Expression:
        """Combine strings bit by bit and keep the result, if it is not empty.

        This key is the destination.
        """
        return self._method("BITOP", operation=operation, keys=keys)

    def bitfield(self, *operations: BitOperation) -> Expression:
        """Read and change whole numbers of any width anywhere in a string."""
        return self._method("BITFIELD", operations=operations)

    def bitfield_ro(self, *operations: BitOperation) -> Expression:
        """Read whole numbers of any width anywhere in a string."""
        return self._method("BITFIELD_RO", operations=operations)
