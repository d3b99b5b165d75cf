"""The documentation names the versions that the tests use."""

from __future__ import annotations

import json
import re

from tests.installed import CLIENTS, OLDEST_REDIS_PY, ROOT

NAMES = {
    "redis-py": "redis",
    "rq": "rq",
    "Celery": "celery[redis]",
    "Django": "Django",
    "Flask-Caching": "Flask-Caching",
}
NODE_NAMES = {"node-redis": "redis", "ioredis": "ioredis"}


def test_the_versions_in_the_documentation() -> None:
    text = (ROOT / "docs" / "server.md").read_text()
    rows = re.findall(r"^\| ([\w-]+) \| ([\d., ]+) \|", text, re.M)
    pinned = dict(
        re.findall(r"^([\w\[\]-]+)==(\S+)$", wanted("requirements.txt"), re.M)
    )
    expected = {name: pinned[project] for name, project in NAMES.items()}
    expected["redis-py"] += f", {OLDEST_REDIS_PY}"
    packages = json.loads(wanted("package.json"))["dependencies"]
    expected |= {name: packages[package] for name, package in NODE_NAMES.items()}
    assert dict(rows) == expected


def test_the_lock_names_no_place_to_fetch_from() -> None:
    lock = json.loads(wanted("package-lock.json"))
    assert (
        lock["packages"][""]["dependencies"]
        == (json.loads(wanted("package.json"))["dependencies"])
    )
    assert "://" not in wanted("package-lock.json")


def wanted(name: str) -> str:
    """The text of a file that says what is installed."""
    return (CLIENTS / name).read_text()
