"""The fixtures of the suite, over the one that a backend's author writes."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping

import pytest

from redipy_core.client import Redis
from redipy_core.testing.clients import MakeClient, blocking

MakeBlocking = Callable[..., Redis[str]]


@pytest.fixture(scope="session")
def gaps() -> Mapping[str, str]:
    """What the backend cannot do: none, unless its author overrides this."""
    return {}


@pytest.fixture(autouse=True)
def stated_gap(request: pytest.FixtureRequest, gaps: Mapping[str, str]) -> None:
    """Let a test of a stated gap be one that must fail."""
    name = request.node.name
    if request.cls is not None:
        name = f"{request.cls.__name__}::{name}"
    for pattern, reason in gaps.items():
        words = (re.escape(word) for word in pattern.split("*"))
        if re.fullmatch(".*".join(words), name):
            marker = pytest.mark.xfail(reason=reason, strict=True)
            request.node.add_marker(marker)


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    """What waits for asyncio clients."""
    with asyncio.Runner() as found:
        yield found


@pytest.fixture
def make_blocking(
    make_client: MakeClient, runner: asyncio.Runner
) -> Iterator[MakeBlocking]:
    """Makes clients of the store that are called like synchronous ones."""
    made: list[Redis[str]] = []

    def make(**options: object) -> Redis[str]:
        made.append(blocking(make_client(**options), runner))
        return made[-1]

    yield make
    for found in made:
        found.close()


@pytest.fixture(params=[None, "p[?]->:"], ids=["plain", "prefix"])
def client(make_blocking: MakeBlocking, request: pytest.FixtureRequest) -> Redis[str]:
    """A client of an empty store, without a prefix and with one.

    The prefix has what globs and hash fields are made of, but no ``*``: SORT's
    patterns could not follow it.
    """
    return make_blocking(prefix=request.param)
