"""Redis calls on a list, a set or a sorted set in scripts, one method for each command.

Written by ``tools/generate_script_methods.py`` from the command declarations;
edit those instead.
"""

from __future__ import annotations

from collections.abc import Sequence

from redipy_scripts.expressions import Expression, Operand
from redipy_scripts.structure import KeyOperand, Structure


class SortMethods(Structure):
    """Commands on a list, a set or a sorted set."""

    def sort(
        self,
        *,
        start: Operand = None,
        num: Operand = None,
        by: Operand = None,
        get: Sequence[Operand] | None = None,
        desc: bool = False,
        alpha: bool = False,
        store: KeyOperand = None,
    ) -> Expression:
        """The elements of a list, a set or a sorted set in order."""
        return self._method(
            "SORT",
            start=start,
            num=num,
            by=by,
            get=get,
            desc=desc,
            alpha=alpha,
            store=store,
        )

    def sort_ro(
        self,
        *,
        start: Operand = None,
        num: Operand = None,
        by: Operand = None,
        get: Sequence[Operand] | None = None,
        desc: bool = False,
        alpha: bool = False,
    ) -> Expression:
        """As :meth:`sort` without ``store``: a command that only reads."""
        return self._method(
            "SORT_RO", start=start, num=num, by=by, get=get, desc=desc, alpha=alpha
        )
