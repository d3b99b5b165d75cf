"""What the workers of celery_work.py do: an application over a server."""

from __future__ import annotations

import os
import time

from celery import Celery, Task

URL = f"redis://127.0.0.1:{os.environ['CLIENTS_PORT']}"

app = Celery("celery_tasks", broker=f"{URL}/1", backend=f"{URL}/2")
app.conf.update(
    broker_connection_retry_on_startup=True,
    task_track_started=True,
    task_acks_late=True,
    worker_prefetch_multiplier=2,
    result_expires=1000,
    enable_utc=True,
)


@app.task
def add(left: int, right: int) -> int:
    """A task that works."""
    return left + right


@app.task
def total(numbers: list[int]) -> int:
    """A task over the results of others."""
    return sum(numbers)


@app.task
def fail() -> None:
    """A task that does not work."""
    raise ValueError("it cannot be done")


@app.task(bind=True, max_retries=3)
def flaky(self: Task, times: int) -> int:
    """A task that works when it was tried often enough."""
    if self.request.retries < times:
        raise self.retry(countdown=0)
    return int(self.request.retries)


@app.task
def last(seconds: float) -> None:
    """A task that takes long."""
    time.sleep(seconds)
