"""rq: jobs that real workers carry out; what became of them, as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import rq_jobs
from rq import Queue, Retry, Worker
from rq.command import send_stop_job_command
from rq.job import Job

from redis import Redis

PORT = int(sys.argv[1])
URL = f"redis://127.0.0.1:{PORT}"
RQ = [sys.executable, "-m", "rq.cli"]
HERE = str(Path(__file__).parent)


def until(condition: Callable[[], object], what: str) -> None:
    """Wait until a worker has done something."""
    end = time.monotonic() + 50
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not come about")
        time.sleep(0.01)


@contextmanager
def worker(*options: str) -> Iterator[subprocess.Popen[str]]:
    """A worker's process; what it said is shown if something goes wrong."""
    command = [*RQ, "worker", "-u", URL, "-P", HERE, *options, "high", "default"]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, text=True)
        try:
            yield process
        except BaseException:
            log.seek(0)
            sys.stderr.write(log.read())
            raise
        finally:
            process.terminate()
            process.wait(timeout=50)


def in_a_burst(r: Redis, high: Queue, default: Queue) -> object:
    """A worker that does what there is to do and ends."""
    added = default.enqueue(rq_jobs.add, 2, 3, meta={"who": "me"})
    failing = default.enqueue(rq_jobs.fail, failure_ttl=1000)
    retried = high.enqueue(rq_jobs.flaky, "flaky", 2, retry=Retry(max=3))
    hopeless = high.enqueue(rq_jobs.flaky, "hopeless", 9, retry=Retry(max=1))
    following = default.enqueue(rq_jobs.follow, depends_on=added)
    waiting = default.enqueue(rq_jobs.add, 1, 1, depends_on=failing)
    due = default.enqueue_in(timedelta(0), rq_jobs.add, 4, 4)
    later = default.enqueue_in(timedelta(hours=1), rq_jobs.add, 5, 5)
    cancelled = default.enqueue(rq_jobs.add, 6, 6)
    cancelled.cancel()
    many = default.enqueue_many(
        [Queue.prepare_data(rq_jobs.add, (n, 1)) for n in range(5)]
    )
    before = [high.count, default.count, len(default.scheduled_job_registry)]
    with worker("--burst", "--with-scheduler") as process:
        code = process.wait(timeout=50)
    jobs = [
        added,
        failing,
        retried,
        hopeless,
        following,
        waiting,
        due,
        later,
        cancelled,
    ]
    fetched = Job.fetch_many([job.id for job in jobs], connection=r)
    registries = [
        *(default.finished_job_registry, default.failed_job_registry),
        *(high.finished_job_registry, high.failed_job_registry),
        *(default.deferred_job_registry, default.scheduled_job_registry),
        *(default.canceled_job_registry, default.started_job_registry),
    ]
    error = failing.latest_result().exc_string.splitlines()[-1]
    return [
        [before, code, [[job.get_status(), job.return_value()] for job in fetched]],
        [[job.return_value() for job in many], error, following.get_meta()],
        [[len(each) for each in registries], failing.id in default.failed_job_registry],
        [int(r.get("flaky")), int(r.get("hopeless")), r.ttl(failing.key) > 900],
        [len(added.results()), high.count, default.count, Worker.count(connection=r)],
    ]


def by_a_worker_that_stays(r: Redis, high: Queue, default: Queue) -> object:
    """A worker that is there before the jobs are, and is told what to do."""
    r.flushdb()
    with worker("--with-scheduler", "--name", "steady") as process:
        until(lambda: Worker.count(connection=r) == 1, "a worker")
        added = default.enqueue(rq_jobs.add, 2, 3)
        scheduled = default.enqueue_in(timedelta(seconds=1), rq_jobs.add, 4, 4)
        until(lambda: scheduled.is_finished and added.is_finished, "scheduled work")
        lasting = high.enqueue(rq_jobs.last, 300)
        until(lambda: lasting.is_started, "a long job")
        found = [worker.name for worker in Worker.all(connection=r)]
        until(lambda: Worker.all(connection=r)[0].get_current_job_id(), "its record")
        send_stop_job_command(r, lasting.id)
        until(
            lambda: lasting.get_status() in ("stopped", "failed"), "the long job's end"
        )
        again = default.enqueue(rq_jobs.fail)
        until(lambda: again.is_failed, "a failure")
        default.failed_job_registry.requeue(again)
        until(lambda: len(again.results()) == 2, "a second failure")
        process.terminate()
        code = process.wait(timeout=50)
    until(lambda: Worker.count(connection=r) == 0, "the worker's end")
    shown = subprocess.run(
        [*RQ, "info", "-u", URL, "--raw"], capture_output=True, text=True, check=True
    )
    return [
        [added.return_value(), scheduled.return_value(), found, lasting.get_status()],
        [code, lasting.id in high.failed_job_registry],
        sorted(shown.stdout.split("\n")),
    ]


def main() -> None:
    r = Redis(port=PORT)
    high, default = Queue("high", connection=r), Queue("default", connection=r)
    parts = (in_a_burst, by_a_worker_that_stays)
    print(json.dumps({part.__name__: part(r, high, default) for part in parts}))


os.environ["PYTHONPATH"] = HERE
main()
