"""At least one example of every declared command, one file a type of data."""

from __future__ import annotations

from redipy_core.testing.example import Example
from redipy_core.testing.examples import (
    connection,
    hashes,
    keys,
    lists,
    sets,
    sorted_sets,
    strings,
)

EXAMPLES: tuple[Example, ...] = (
    *strings.EXAMPLES,
    *lists.EXAMPLES,
    *hashes.EXAMPLES,
    *sets.EXAMPLES,
    *sorted_sets.EXAMPLES,
    *keys.EXAMPLES,
    *connection.EXAMPLES,
)
"""At least one for each declared command; a test of redipy's own proves it."""
