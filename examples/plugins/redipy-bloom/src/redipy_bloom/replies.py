"""What BF.INFO answers."""

from __future__ import annotations

from typing import NamedTuple

from redipy.plugin import Reply


class BloomInfo(NamedTuple):
    """A filter: what it was made for, its size in bytes, and what was added.

    ``expansion`` is how much larger each further layer is; None: there is one.
    """

    capacity: int
    size: int
    filters: int
    items: int
    expansion: int | None


FIELDS = (
    b"Capacity",
    b"Size",
    b"Number of filters",
    b"Number of items inserted",
    b"Expansion rate",
)


def _info(native: dict[bytes, int | None]) -> BloomInfo:
    capacity, size, filters, items, expansion = (native[name] for name in FIELDS)
    assert capacity is not None
    assert size is not None
    assert filters is not None
    assert items is not None
    return BloomInfo(
        int(capacity),
        int(size),
        int(filters),
        int(items),
        None if expansion is None else int(expansion),
    )


BLOOM_INFO = Reply(
    "BLOOM_INFO",
    script="map",
    python=lambda edge: _info,
    native=lambda wire: dict(zip(wire[::2], wire[1::2], strict=True)),
    wire=lambda info: [item for name in FIELDS for item in (name, info[name])],
)
"""Names and numbers in turns on the wire; a dict of them natively."""
