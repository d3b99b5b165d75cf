"""The declarations of commands, one file a type of data."""

from redipy_core.commands import (
    connection,
    hashes,
    keys,
    lists,
    pubsub,
    sets,
    sorted_sets,
    strings,
)

MODULES = (strings, lists, hashes, sets, sorted_sets, keys, pubsub, connection)
