"""redipy's conformance suite on a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from redipy_sqlite import SqliteRuntime, plugin

import redipy_core.asyncio
import redipy_core.client
from redipy_core.plugins import Plugins
from redipy_core.testing.clients import MakeClient
from redipy_core.testing.suite import *  # noqa: F403

ALL = Plugins(block=["redipy-sqlite"], extra=[plugin])
FACES = {"sync": redipy_core.client.Redis, "asyncio": redipy_core.asyncio.Redis}


@pytest.fixture(params=FACES)
def make_client(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeClient]:
    """Makes clients of one file that is new."""
    face = FACES[request.param]
    runtime = SqliteRuntime.open(str(tmp_path / "t.db"), ALL, durable=False)
    yield lambda **options: face(rt=runtime, **options)
    runtime.close()
