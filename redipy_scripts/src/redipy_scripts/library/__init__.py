"""Ready-made structures, written as scripts.

Most are functions: ``token_bucket.on(client)`` runs on any client, asyncio client
or pipeline. Those that wait or compute in between are classes.
"""

from redipy_scripts.library.averages import average, exponential_average, moving_average
from redipy_scripts.library.caches import AsyncRCache, RCache
from redipy_scripts.library.jobs import (
    again,
    dead_jobs,
    done,
    extend,
    job_counts,
    push,
    take,
)
from redipy_scripts.library.leaderboards import around, best, standing, submit
from redipy_scripts.library.limits import (
    fixed_window,
    gcra,
    sliding_window,
    token_bucket,
)
from redipy_scripts.library.locks import AsyncFairLock, FairLock, LockLostError
from redipy_scripts.stack import AsyncRStack, RStack

__all__ = [
    "AsyncFairLock",
    "AsyncRCache",
    "AsyncRStack",
    "FairLock",
    "LockLostError",
    "RCache",
    "RStack",
    "again",
    "around",
    "average",
    "best",
    "dead_jobs",
    "done",
    "exponential_average",
    "extend",
    "fixed_window",
    "gcra",
    "job_counts",
    "moving_average",
    "push",
    "sliding_window",
    "standing",
    "submit",
    "take",
    "token_bucket",
]
