"""Redis calls on a list in scripts, one method for each command.

Written by ``tools/generate_script_methods.py`` from the command declarations;
edit those instead.
"""

from __future__ import annotations

from typing import Literal

from redipy_scripts.expressions import Expression, Operand
from redipy_scripts.structure import KeyOperand, Structure


class ListMethods(Structure):
    """Commands on a list."""

    def lpush(self, *elements: Operand) -> Expression:
        """Insert elements at the head of a list, one after the other."""
        return self._method("LPUSH", elements=elements)

    def rpush(self, *elements: Operand) -> Expression:
        """Append elements to the tail of a list, in the order given."""
        return self._method("RPUSH", elements=elements)

    def lpushx(self, *elements: Operand) -> Expression:
        """As :meth:`lpush`, if there is such a list."""
        return self._method("LPUSHX", elements=elements)

    def rpushx(self, *elements: Operand) -> Expression:
        """Append elements to the tail of a list if there is one."""
        return self._method("RPUSHX", elements=elements)

    def lpop(self, count: Operand = None) -> Expression:
        """Remove and return the first element of a list, or the first ``count``."""
        return self._method("LPOP", count=count)

    def rpop(self, count: Operand = None) -> Expression:
        """Remove and return the last element of a list, or the last ``count``."""
        return self._method("RPOP", count=count)

    def llen(self) -> Expression:
        """The length of a list, 0 for a missing key."""
        return self._method("LLEN")

    def lrange(self, start: Operand, stop: Operand) -> Expression:
        """The elements from ``start`` to ``stop``, both included."""
        return self._method("LRANGE", start=start, stop=stop)

    def lindex(self, index: Operand) -> Expression:
        """The element at a position, None if there is none."""
        return self._method("LINDEX", index=index)

    def lset(self, index: Operand, element: Operand) -> Expression:
        """Replace the element at a position; returns True."""
        return self._method("LSET", index=index, element=element)

    def lrem(self, count: Operand, element: Operand) -> Expression:
        """Remove elements that equal ``element``; returns how many went."""
        return self._method("LREM", count=count, element=element)

    def ltrim(self, start: Operand, stop: Operand) -> Expression:
        """Keep only the elements from ``start`` to ``stop``, both included."""
        return self._method("LTRIM", start=start, stop=stop)

    def linsert(
        self, where: Literal["before", "after"], pivot: Operand, element: Operand
    ) -> Expression:
        """Insert an element before or after the first one that equals ``pivot``."""
        return self._method("LINSERT", where=where, pivot=pivot, element=element)

    def rpoplpush(self, destination: KeyOperand) -> Expression:
        """Move the last element of a list to the head of another, or of the same.

        This key is the source.
        """
        return self._method("RPOPLPUSH", destination=destination)

    def lmove(
        self,
        destination: KeyOperand,
        src: Literal["left", "right"] = "left",
        dest: Literal["left", "right"] = "right",
    ) -> Expression:
        """Move an element from an end of a list to an end of another, or of the
        same.

        This key is the source.
        """
        return self._method("LMOVE", destination=destination, src=src, dest=dest)

    def lpos(
        self,
        element: Operand,
        *,
        rank: Operand = None,
        count: Operand = None,
        maxlen: Operand = None,
    ) -> Expression:
        """The position of an element in a list, counted from 0 at the head."""
        return self._method(
            "LPOS", element=element, rank=rank, count=count, maxlen=maxlen
        )

    def lmpop(
        self,
        *keys: KeyOperand,
        where: Literal["left", "right"] = "left",
        count: Operand = None,
    ) -> Expression:
        """Remove elements from the first list that has any.

        This key comes first.
        """
        return self._method("LMPOP", keys=(self, *keys), where=where, count=count)
