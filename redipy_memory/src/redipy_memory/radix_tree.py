"""The size of the tree in which a server finds the blocks of a stream."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

_LENGTH = 16
"""The bytes of a key: an ID of 128 bits."""


def radix_nodes(ids: Sequence[int]) -> int:
    """How many nodes a radix tree of these IDs has, which ascend; O(n).

    A node holds a key's end, a place where keys part, or all bytes between two of
    these that are left over once each part has begun with a byte of its own.
    """
    if not ids:
        return 1
    # How many bytes neighbours have in common says where the keys part.
    depths = [-1, *map(_common, ids, ids[1:]), -1]
    nodes = sum(1 + (max(around) < _LENGTH - 1) for around in pairwise(depths))
    parting = [-1]
    for depth in depths[1:]:
        while parting[-1] > depth:
            inner = parting.pop()
            nodes += 1 + (inner - max(parting[-1], depth) > 1)
        if parting[-1] < depth:
            parting.append(depth)
    return nodes


def _common(left: int, right: int) -> int:
    """How many bytes two IDs begin with alike."""
    return _LENGTH - ((left ^ right).bit_length() + 7) // 8
