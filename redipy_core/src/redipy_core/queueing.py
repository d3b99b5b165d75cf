"""What the pipelines of all backends do with their replies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from redipy_core.errors import ResponseError, without_prefix
from redipy_core.replies import Convert


class Waiting(Protocol):
    """A call that waits in a pipeline."""

    @property
    def finish(self) -> Convert | None:
        """What turns the reply into the result; None if nothing must."""
        ...

    @property
    def command(self) -> str:
        """The name of the command."""
        ...


def finished(
    results: list[object], waiting: Sequence[Waiting], prefix: bytes
) -> list[object]:
    """Finish the replies of a pipeline in place; errors stand among them.

    Raises the first error, located. ``prefix`` is the client's.
    """
    first: tuple[int, ResponseError] | None = None
    for i, call in enumerate(waiting):
        result = results[i]
        if isinstance(result, ResponseError):
            results[i] = result = without_prefix(result, prefix)
            first = first or (i, result)
        elif call.finish is not None:
            results[i] = call.finish(result)
    if first is not None:
        position, error = first
        raise error.located(waiting[position].command, position, results) from error
    return results
