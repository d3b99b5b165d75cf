"""redipy's conformance suite on a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from redipy_sqlite import SqliteRuntime, plugin

import redipy_core.asyncio
import redipy_core.client
from redipy_core.plugins import Plugins
from redipy_core.testing.clients import MakeClient
from redipy_core.testing.suite import *  # noqa: F403

ALL = Plugins(block=["redipy-sqlite"], extra=[plugin])
FACES: dict[
    str, type[redipy_core.client.Redis[str]] | type[redipy_core.asyncio.Redis[str]]
] = {"sync": redipy_core.client.Redis, "asyncio": redipy_core.asyncio.Redis}


@pytest.fixture(scope="session")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteRuntime]:
    """One file for all tests."""
    path = tmp_path_factory.mktemp("suite") / "t.db"
    runtime = SqliteRuntime.open(str(path), ALL, durable=False)
    yield runtime
    runtime.close()


@pytest.fixture(params=FACES)
def make_client(request: pytest.FixtureRequest, runtime: SqliteRuntime) -> MakeClient:
    """Makes clients of the emptied file."""
    runtime.execute([b"FLUSHALL"])
    face = FACES[request.param]
    return lambda **options: face(rt=runtime, **options)


@pytest.fixture(scope="session")  # type: ignore[no-redef]  # the suite has none
def gaps() -> Mapping[str, str]:
    """What the file does not keep."""
    return {
        "TestSerialization::test_how_long_it_was_idle*": (
            "nothing is noted of how keys are used"
        )
    }
