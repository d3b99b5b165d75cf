"""The same tests with the oldest redis-py that is supported."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from tests.installed import OLDEST_REDIS_PY, ROOT, redis_py


def test_the_oldest_is_what_the_distribution_asks_for() -> None:
    text = (ROOT / "redipy_server" / "pyproject.toml").read_text()
    found = re.findall(r'^redispy = \["redis>=(.*?)"\]$', text, re.M)
    assert found == [OLDEST_REDIS_PY]


def test_with_the_oldest_redis_py() -> None:
    environment = {**os.environ, "PYTHONPATH": str(redis_py(OLDEST_REDIS_PY))}
    environment.pop("PYTEST_XDIST_WORKER", None)
    check = [sys.executable, "-c", "import redis; print(redis.__version__)"]
    found = subprocess.run(check, env=environment, capture_output=True, text=True)
    assert found.stdout.strip() == OLDEST_REDIS_PY
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "tests/redispy"]
    ignored = ["--ignore", __file__]
    result = subprocess.run(
        [*run, *ignored], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout[-5000:] + result.stderr[-1000:]
