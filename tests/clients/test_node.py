"""node-redis and ioredis."""

from __future__ import annotations

import pytest

from .conftest import Same


@pytest.mark.parametrize("protocol", ["2", "3"])
def test_node_redis(same: Same, protocol: str) -> None:
    found = same("node_redis.cjs", protocol)
    assert found["scans"][:2] == [[300, 200], [200, 15096]]
    assert found["cached"] == (["1", "1", {"f": "v"}] if protocol == "3" else None)
    again = [1, 1, "OK", True, "victim", ["reconnecting", "ready"], ["x"]]
    assert found["reconnecting"] == again


@pytest.mark.parametrize("protocol", ["2", "3"])
def test_ioredis(same: Same, protocol: str) -> None:
    found = same("ioredis.cjs", protocol)
    assert found["scans"] == [[300, 600, 300, 222], ["sz"]]
    assert found["monitored"] == [[["set", "m", 'a "b"\\n'], "0"]]
    again = [1, 2, ["OK", "victim"], True, ["close", "reconnecting", "ready"], ["x"]]
    assert found["reconnecting"] == again
