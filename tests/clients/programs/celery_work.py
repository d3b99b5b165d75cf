"""Celery: tasks that a real worker carries out; what became of them, as JSON."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ["CLIENTS_PORT"] = sys.argv[1]

from celery import chain, chord, group
from celery.exceptions import TaskRevokedError
from celery.result import AsyncResult
from celery_tasks import add, app, fail, flaky, last, total

from redis import Redis

PATIENCE = 50


def until(condition: Callable[[], object], what: str) -> None:
    """Wait until the worker has done something."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not come about")
        time.sleep(0.01)


def results() -> object:
    """Tasks alone, side by side, one after the other, and over each other."""
    return [
        add.delay(2, 3).get(timeout=PATIENCE),
        group(add.s(n, n) for n in range(10))().get(timeout=PATIENCE),
        chord([add.s(n, 1) for n in range(10)], total.s())
        .delay()
        .get(timeout=PATIENCE),
        chain(add.s(1, 2), add.s(3), add.s(4)).delay().get(timeout=PATIENCE),
        chain(group(add.s(1, 1), add.s(2, 2)), total.s(), add.s(100))
        .delay()
        .get(timeout=PATIENCE),
        list(add.chunks([(n, n) for n in range(6)], 2)().get(timeout=PATIENCE)),
    ]


def failures() -> object:
    """Tasks that fail, at first or at last, and what follows on that."""
    failed, retried, never = fail.delay(), flaky.delay(2), flaky.delay(9)
    error = failed.get(timeout=PATIENCE, propagate=False)
    last_error = never.get(timeout=PATIENCE, propagate=False)
    failing = chord([add.s(1, 1), fail.s()], total.s()).delay()
    chord_error = failing.get(timeout=PATIENCE, propagate=False)
    return [
        [
            type(error).__name__,
            str(error),
            failed.state,
            "ValueError" in failed.traceback,
        ],
        [retried.get(timeout=PATIENCE), type(last_error).__name__, never.state],
        [type(chord_error).__name__, failing.state, AsyncResult("none", app=app).state],
    ]


def times() -> object:
    """Tasks that are due later, and tasks that are taken back."""
    soon = add.apply_async((1, 2), countdown=0.5)
    expired = add.apply_async((1, 2), expires=-1)
    later = add.apply_async((3, 4), countdown=1000)

    def scheduled() -> set[str]:
        found = app.control.inspect(timeout=20, limit=1).scheduled() or {}
        return {task["request"]["id"] for tasks in found.values() for task in tasks}

    until(lambda: later.id in scheduled(), "a task to be scheduled")
    later.revoke()

    def revoked() -> list[str]:
        found = app.control.inspect(timeout=20, limit=1).revoked() or {}
        return [task for tasks in found.values() for task in tasks]

    until(lambda: later.id in revoked(), "a task to be revoked")
    running = last.delay(1000)
    until(lambda: running.state == "STARTED", "a task to be started")
    running.revoke(terminate=True)
    ends = []
    for task in (running, expired):
        try:
            task.get(timeout=PATIENCE)
        except TaskRevokedError as error:
            ends.append([str(error), task.state])
    return [soon.get(timeout=PATIENCE), ends]


def control() -> object:
    """What the worker says of itself when it is asked through the broker."""
    inspected = app.control.inspect(timeout=20, limit=1)
    [registered] = (inspected.registered() or {}).values()
    [queues] = (inspected.active_queues() or {}).values()
    [(name, answer)] = app.control.ping(timeout=20, limit=1)[0].items()
    forgotten = add.delay(1, 1)
    forgotten.get(timeout=PATIENCE)
    forgotten.forget()
    return [
        sorted(task for task in registered if "celery_tasks" in task),
        [queue["name"] for queue in queues],
        [name.partition("@")[0], answer, forgotten.state],
    ]


def main() -> None:
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "celery_tasks",
        "worker",
        "-c",
        "2",
    ]
    command += ["--loglevel", "INFO", "--hostname", "worker@%h"]
    parts = (results, failures, times, control)
    with tempfile.TemporaryFile("w+") as log:
        worker = subprocess.Popen(
            command, cwd=Path(__file__).parent, stdout=log, stderr=log, text=True
        )
        try:
            until(lambda: app.control.ping(timeout=1, limit=1), "a worker")
            found = {part.__name__: part() for part in parts}
            worker.terminate()
            found["end"] = worker.wait(timeout=PATIENCE)
        except BaseException:
            log.seek(0)
            sys.stderr.write(log.read())
            raise
        finally:
            if worker.poll() is None:
                worker.send_signal(signal.SIGQUIT)  # it ends its own processes, too
                worker.wait(timeout=PATIENCE)
    with Redis(port=int(sys.argv[1]), db=2, decode_responses=True) as backend:
        kept = list(backend.scan_iter("celery-task-meta-*"))
        found["kept"] = [len(kept), all(0 < backend.ttl(key) <= 1000 for key in kept)]
    print(json.dumps(found))


main()
