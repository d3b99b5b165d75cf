"""An example of a command: what it answers, and what is there then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from redipy_core.client import Redis


@dataclass(frozen=True)
class Step:
    """A method and what it is called with."""

    method: str
    args: tuple[object, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)

    def on(self, client: Redis[str]) -> object:
        """Call it."""
        result: object = getattr(client, self.method)(*self.args, **self.options)
        return result


def step(method: str, *args: object, **options: object) -> Step:
    """A call of ``method``."""
    return Step(method, args, options)


@dataclass(frozen=True)
class Example:
    """A call, its result after ``before``, its result on an empty store.

    ``after`` are further calls with their results. ``typed`` says that the
    first argument must hold the command's own type.
    """

    call: Step
    result: object
    missing: object
    before: Sequence[Step] = ()
    after: Sequence[tuple[Step, object]] = ()
    typed: bool = True

    def __str__(self) -> str:
        return self.call.method
