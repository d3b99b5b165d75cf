"""When a wait with a time-out is over."""

from __future__ import annotations

from time import monotonic


class Deadline:
    """The end of a wait of ``timeout`` seconds from now; None for no limit."""

    def __init__(self, timeout: float | None) -> None:
        self._at = None if timeout is None else monotonic() + timeout

    def left(self) -> float | None:
        """The seconds that are left, None for no limit."""
        return None if self._at is None else max(self._at - monotonic(), 0.0)

    def is_past(self) -> bool:
        """Whether nothing is left."""
        return self._at is not None and monotonic() >= self._at
