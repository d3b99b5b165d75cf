"""Clients of a server of ours whose store is a real server."""

from __future__ import annotations

import pytest

from .conftest import Same

PROGRAMS = {
    "redis_py_asyncio.py": ["3"],
    "node_redis.cjs": ["2"],
    "ioredis.cjs": ["3"],
    "django_cache.py": [],
    "celery_work.py": [],
}


@pytest.mark.parametrize(("program", "options"), PROGRAMS.items(), ids=PROGRAMS)
def test_the_same_over_a_real_server(
    same_far: Same, program: str, options: list[str]
) -> None:
    assert same_far(program, *options)
