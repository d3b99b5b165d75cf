"""The same tests with the oldest redis-py that is supported."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OLDEST = "5.0.1"
FOLDER = ROOT / ".oldest-redis-py" / OLDEST


def installed() -> Path:
    """A folder with that version, which goes before the one of the environment."""
    if not (FOLDER / "redis").is_dir():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", FOLDER]
        subprocess.run([*pip, f"redis=={OLDEST}"], check=True)
    return FOLDER


def test_the_oldest_is_what_the_distribution_asks_for() -> None:
    text = (ROOT / "redipy_server" / "pyproject.toml").read_text()
    assert re.findall(r'^redispy = \["redis>=(.*?)"\]$', text, re.M) == [OLDEST]


def test_with_the_oldest_redis_py() -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed())}
    environment.pop("PYTEST_XDIST_WORKER", None)
    check = [sys.executable, "-c", "import redis; print(redis.__version__)"]
    found = subprocess.run(check, env=environment, capture_output=True, text=True)
    assert found.stdout.strip() == OLDEST
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "tests/redispy"]
    ignored = ["--ignore", __file__]
    result = subprocess.run(
        [*run, *ignored], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout[-5000:] + result.stderr[-1000:]
