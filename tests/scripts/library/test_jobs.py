"""Jobs are given, ended and tried again as the model says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.scripts.library.support import PROPERTY, Timed, at_once

import redipy
from redipy.structures import again, dead_jobs, done, extend, job_counts, push, take

A_MOMENT = 0.001
"""Between two steps, so that no two jobs are due in the same moment."""


@PROPERTY
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["push", "take", "done", "again", "extend", "wait"]),
            st.integers(0, 8),
        ),
        max_size=40,
    )
)
def test_jobs_are_given_as_the_model_says(
    timed: Timed, steps: list[tuple[str, int]]
) -> None:
    timed.start()
    client, second = timed.client, timed.second
    due: dict[int, float] = {}
    running: dict[int, float] = {}
    tries: dict[int, int] = {}
    dead: list[int] = []
    pushed = 0
    held: list[tuple[int, int]] = []
    for what, n in steps:
        timed.wait(A_MOMENT)
        if what == "push":
            pushed += 1
            assert push.on(client)("q", f"job {pushed}", n * second) == pushed
            due[pushed] = timed.now + n
        elif what == "wait":
            timed.wait(n)
        elif what == "take":
            for job in sorted(running, key=lambda job: (running[job], job)):
                if running[job] <= timed.now:
                    del running[job]
                    if tries[job] < 3:
                        due[job] = timed.now
                    else:
                        dead.append(job)
            ready = sorted((at, job) for job, at in due.items() if at <= timed.now)
            found = take.on(client)("q", lease=4.5 * second, tries=3)
            if not ready:
                assert found is None
                continue
            job = ready[0][1]
            del due[job]
            running[job] = timed.now + 4.5
            tries[job] = tries.get(job, 0) + 1
            assert found == (job, f"job {job}", tries[job])
            held.append((job, tries[job]))
        elif held:
            job, attempt = held[n % len(held)]
            mine = job in running and tries.get(job) == attempt
            if what == "done":
                assert done.on(client)("q", job, attempt) is mine
                if mine:
                    del running[job], tries[job]
            elif what == "extend":
                assert extend.on(client)("q", job, attempt, 8.5 * second) is mine
                if mine:
                    running[job] = timed.now + 8.5
            else:
                assert again.on(client)("q", job, attempt, n * second, tries=3) is mine
                if mine:
                    del running[job]
                    if attempt < 3:
                        due[job] = timed.now + n
                    else:
                        dead.append(job)
    counts = {"due": len(due), "running": len(running), "dead": len(dead)}
    assert job_counts.on(client)("q") == counts
    assert dead_jobs.on(client)("q", 99) == [(job, f"job {job}") for job in dead]


def test_16_threads_do_each_job_once(client: redipy.Redis) -> None:
    put, get, end = push.on(client), take.on(client), done.on(client)
    for n in range(80):
        put("q", f"{n}")

    def work(_: int) -> list[str]:
        did: list[str] = []
        while (job := get("q", lease=600)) is not None:
            number, payload, attempt = job
            assert end("q", number, attempt)
            did.append(payload)
        return did

    did = [payload for each in at_once(work) for payload in each]
    assert sorted(did, key=int) == [str(n) for n in range(80)]
    assert client.keys_block() == ["q:number"]
