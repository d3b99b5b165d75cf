"""Redis calls on a HyperLogLog in scripts, one method for each command.

Written by ``tools/generate_script_methods.py`` from the command declarations;
edit those instead.
"""

from __future__ import annotations

from redipy_scripts.expressions import Expression, Operand
from redipy_scripts.structure import KeyOperand, Structure


class HyperLogLogMethods(Structure):
    """Commands on a HyperLogLog."""

    def pfadd(self, *elements: Operand) -> Expression:
        """Count elements; returns whether the key was made or the count may be
        another.
        """
        return self._method("PFADD", elements=elements)

    def pfcount(self, *keys: KeyOperand) -> Expression:
        """About how many different elements were counted at the keys together.

        This key comes first.
        """
        return self._method("PFCOUNT", keys=(self, *keys))

    def pfmerge(self, *keys: KeyOperand) -> Expression:
        """Add to ``destination`` what was counted at the other keys; returns True.

        This key is the destination.
        """
        return self._method("PFMERGE", keys=keys)
