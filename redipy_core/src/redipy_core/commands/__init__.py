"""The declarations of commands, one file a type of data."""

from redipy_core.commands import (
    bitmaps,
    connection,
    geo,
    geo_radius,
    hashes,
    hyperloglog,
    keys,
    lists,
    pubsub,
    sets,
    sorted_set_algebra,
    sorted_set_ranges,
    sorted_sets,
    streams,
    streams_groups,
    strings,
)

MODULES = (
    strings,
    bitmaps,
    hyperloglog,
    geo,
    geo_radius,
    lists,
    hashes,
    sets,
    sorted_sets,
    sorted_set_ranges,
    sorted_set_algebra,
    streams,
    streams_groups,
    keys,
    pubsub,
    connection,
)
