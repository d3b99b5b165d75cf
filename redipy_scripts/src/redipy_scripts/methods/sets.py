"""Redis calls on a set in scripts, one method for each command.

Written by ``tools/generate_script_methods.py`` from the command declarations;
edit those instead.
"""

from __future__ import annotations

from redipy_scripts.expressions import Expression, Operand
from redipy_scripts.structure import KeyOperand, Structure


class SetMethods(Structure):
    """Commands on a set."""

    def sadd(self, *members: Operand) -> Expression:
        """Add members to a set, which is created if missing."""
        return self._method("SADD", members=members)

    def srem(self, *members: Operand) -> Expression:
        """Remove members from a set; returns how many were there."""
        return self._method("SREM", members=members)

    def sismember(self, member: Operand) -> Expression:
        """Whether a set has a member."""
        return self._method("SISMEMBER", member=member)

    def smismember(self, *members: Operand) -> Expression:
        """Whether a set has members, one answer for each."""
        return self._method("SMISMEMBER", members=members)

    def scard(self) -> Expression:
        """How many members a set has, 0 for a missing key."""
        return self._method("SCARD")

    def smembers(self) -> Expression:
        """The members of a set, empty for a missing key."""
        return self._method("SMEMBERS")

    def smove(self, destination: KeyOperand, member: Operand) -> Expression:
        """Move a member from one set to another; returns whether it was there.

        This key is the source.
        """
        return self._method("SMOVE", destination=destination, member=member)

    def spop(self, count: Operand = None) -> Expression:
        """Remove and return a random member, or ``count`` different ones."""
        return self._method("SPOP", count=count)

    def srandmember(self, count: Operand = None) -> Expression:
        """A random member, or several; the set stays as it is."""
        return self._method("SRANDMEMBER", count=count)

    def sinter(self, *keys: KeyOperand) -> Expression:
        """The members that all sets have.

        This key comes first.
        """
        return self._method("SINTER", keys=(self, *keys))

    def sunion(self, *keys: KeyOperand) -> Expression:
        """The members that any set has.

        This key comes first.
        """
        return self._method("SUNION", keys=(self, *keys))

    def sdiff(self, *keys: KeyOperand) -> Expression:
        """The members of the first set that no other one has.

        This key comes first.
        """
        return self._method("SDIFF", keys=(self, *keys))

    def sinterstore(self, *keys: KeyOperand) -> Expression:
        """Store :meth:`sinter`'s answer at a key; returns how many members it has.

        This key is the destination.
        """
        return self._method("SINTERSTORE", keys=keys)

    def sunionstore(self, *keys: KeyOperand) -> Expression:
        """Store :meth:`sunion`'s answer at a key; returns how many members it has.

        This key is the destination.
        """
        return self._method("SUNIONSTORE", keys=keys)

    def sdiffstore(self, *keys: KeyOperand) -> Expression:
        """Store :meth:`sdiff`'s answer at a key; returns how many members it has.

        This key is the destination.
        """
        return self._method("SDIFFSTORE", keys=keys)

    def sscan(
        self, cursor: Operand, *, match: Operand = None, count: Operand = None
    ) -> Expression:
        """One page of a set: the next cursor, and members."""
        return self._method("SSCAN", cursor=cursor, match=match, count=count)

    def sintercard(self, *keys: KeyOperand, limit: Operand = None) -> Expression:
        """How many members all sets have.

        This key comes first.
        """
        return self._method("SINTERCARD", keys=(self, *keys), limit=limit)
