"""Django's and Flask's caches, each with the application that it is for."""

from __future__ import annotations

from .conftest import Same


def test_django(same: Same) -> None:
    found = same("django_cache.py")
    for name in ("default", "other", "bare"):
        assert found[name][2] == [None, 6, 16, 13]
    assert found["kept"][1][:3] == [[":1:bytes", 1], [":1:ever", 0], [":1:k", 2]]
    assert found["sessions"][0] == {"name": "ann"}
    assert found["pages"] == ["made 1 times"] * 3


def test_flask(same: Same) -> None:
    found = same("flask_cache.py")
    assert found["pages"][:4] == [f"made {n} times" for n in (1, 1, 2, 1)]
    assert found["kept"] == [8, ["site:ever", "site:n"], True, ["of others"]]
