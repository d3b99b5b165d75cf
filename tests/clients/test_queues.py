"""rq and Celery: real workers, each a process of its own."""

from __future__ import annotations

from .conftest import Same


def test_rq(same: Same) -> None:
    found = same("rq_work.py")
    _, code, states = found["in_a_burst"][0]
    assert code == 0
    assert states == [
        *(["finished", 5], ["failed", None], ["finished", 3], ["failed", None]),
        *(["finished", 50], ["deferred", None], ["finished", 8], ["scheduled", None]),
        ["canceled", None],
    ]
    assert found["by_a_worker_that_stays"][0] == [5, 8, ["steady"], "stopped"]


def test_celery(same: Same) -> None:
    found = same("celery_work.py")
    numbers = [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]
    chunks = [[0, 2], [4, 6], [8, 10]]
    assert found["results"] == [5, numbers, 55, 10, 106, chunks]
    ends = [["terminated", "REVOKED"], ["expired", "REVOKED"]]
    assert found["times"] == [3, ends]
    assert found["end"] == 0
