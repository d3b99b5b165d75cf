"""At least one example of every declared command, one file a type of data."""

from __future__ import annotations

from redipy_core.testing.example import Example
from redipy_core.testing.examples import (
    bitmaps,
    connection,
    databases,
    geo,
    geo_radius,
    hashes,
    hyperloglog,
    keys,
    lists,
    lists_blocking,
    serialization,
    sets,
    sort,
    sorted_set_algebra,
    sorted_set_ranges,
    sorted_sets,
    sorted_sets_blocking,
    streams,
    streams_groups,
    streams_info,
    strings,
    usage,
)

EXAMPLES: tuple[Example, ...] = (
    *strings.EXAMPLES,
    *bitmaps.EXAMPLES,
    *hyperloglog.EXAMPLES,
    *geo.EXAMPLES,
    *geo_radius.EXAMPLES,
    *lists.EXAMPLES,
    *lists_blocking.EXAMPLES,
    *hashes.EXAMPLES,
    *sets.EXAMPLES,
    *sorted_sets.EXAMPLES,
    *sorted_sets_blocking.EXAMPLES,
    *sorted_set_ranges.EXAMPLES,
    *sorted_set_algebra.EXAMPLES,
    *streams.EXAMPLES,
    *streams_groups.EXAMPLES,
    *streams_info.EXAMPLES,
    *sort.EXAMPLES,
    *keys.EXAMPLES,
    *usage.EXAMPLES,
    *serialization.EXAMPLES,
    *databases.EXAMPLES,
    *connection.EXAMPLES,
)
"""At least one for each declared command; a test of redipy's own proves it."""
