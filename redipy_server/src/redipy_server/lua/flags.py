"""What scripts and functions may say of themselves."""

from typing import Final

FLAGS: Final = (
    *("no-writes", "allow-oom", "allow-stale", "no-cluster"),
    "allow-cross-slot-keys",
)
"""What a script may say of itself, in the order in which a server lists it."""
