"""redis-py over a socket, the newest and the oldest that is supported."""

from __future__ import annotations

import re

import pytest
from tests.installed import CLIENTS, OLDEST_REDIS_PY, redis_py

from .conftest import Same

WANTED = (CLIENTS / "requirements.txt").read_text()
[PINNED] = re.findall(r"^redis==(.*)$", WANTED, re.M)
VERSIONS = ["pinned", OLDEST_REDIS_PY]


def path(version: str) -> dict[str, str]:
    """What puts a version before the one of the environment."""
    return {} if version == "pinned" else {"PYTHONPATH": str(redis_py(version))}


@pytest.mark.parametrize("protocol", ["2", "3"])
@pytest.mark.parametrize("version", VERSIONS)
def test_the_client(same: Same, version: str, protocol: str) -> None:
    found = same("redis_py.py", protocol, more=path(version))
    assert found["version"] == (PINNED if version == "pinned" else version)
    assert "Cluster mode is not enabled on this node" in found["clustered"]
    assert found["pools"] == [200, True, 5]
    assert found["scans"][:2] == [503, 500]
    assert found["retries"] == [1, "1", True, "victim"]


@pytest.mark.parametrize("protocol", ["2", "3"])
@pytest.mark.parametrize("version", VERSIONS)
def test_the_asyncio_client(same: Same, version: str, protocol: str) -> None:
    found = same("redis_py_asyncio.py", protocol, more=path(version))
    assert found["scripts"] == [2, 5]
    assert found["many"] == [100, 1, "100"]
