"""What the workers of rq_work.py do."""

from __future__ import annotations

import time

from rq import get_current_job


def add(left: int, right: int) -> int:
    """A job that works."""
    return left + right


def fail() -> None:
    """A job that does not."""
    raise ValueError("it cannot be done")


def flaky(key: str, times: int) -> int:
    """A job that fails so many times before it works."""
    job = get_current_job()
    count = int(job.connection.incr(key))
    if count <= times:
        raise RuntimeError(f"attempt {count}")
    return count


def follow() -> int:
    """A job that needs the result of another."""
    job = get_current_job()
    job.meta["followed"] = True
    job.save_meta()
    return int(job.dependency.return_value()) * 10


def last(seconds: float) -> None:
    """A job that takes long."""
    time.sleep(seconds)
