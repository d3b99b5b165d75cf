"""Flask-Caching over a server: what it finds, as JSON."""

from __future__ import annotations

import json
import sys

from flask import Flask
from flask_caching import Cache

from redis import Redis

PORT = int(sys.argv[1])

app = Flask(__name__)
cache = Cache(
    app,
    config={
        "CACHE_TYPE": "RedisCache",
        "CACHE_REDIS_URL": f"redis://127.0.0.1:{PORT}/1",
        "CACHE_KEY_PREFIX": "site:",
        "CACHE_DEFAULT_TIMEOUT": 100,
    },
)
made: list[str] = []


@app.get("/page")
@cache.cached(timeout=50, query_string=True)
def page() -> str:
    """A page that is made once for each query."""
    made.append("page")
    return f"made {len(made)} times"


@cache.memoize(timeout=50)
def square(number: int) -> int:
    """A result that is computed once for each argument."""
    made.append(f"square {number}")
    return number * number


def values() -> object:
    """What the cache's own methods do."""
    return [
        [cache.set("k", {"a": [1, "ö"]}), cache.get("k"), cache.get("none")],
        [cache.add("k", 1), cache.add("new", 1, timeout=50), cache.has("new")],
        [cache.set_many({"a": 1, "b": "x"}), cache.get_many("a", "none", "b")],
        [cache.get_dict("a", "none"), cache.delete("a"), cache.delete("a")],
        [
            cache.delete_many("b", "new"),
            cache.has("b"),
            cache.set("ever", 1, timeout=0),
        ],
        [cache.cache.inc("n"), cache.cache.inc("n", 5), cache.cache.dec("n", 2)],
        [cache.get("n"), cache.cache.unlink("k"), cache.has("k")],
    ]


def pages() -> object:
    """Pages and results that are kept."""
    with app.test_client() as client:
        found = [client.get(f"/page?n={n}").text for n in (1, 1, 2, 1)]
    found += [square(3), square(3), square(4)]
    cache.delete_memoized(square, 3)
    found += [square(3), square(4)]
    cache.delete_memoized(square)
    return [*found, square(4), list(made)]


def kept() -> object:
    """How many keys there are under the prefix, and that all but one expire."""
    with Redis(port=PORT, db=1, decode_responses=True) as r:
        keys = sorted(r.scan_iter())
        lasting = [key for key in keys if r.ttl(key) == -1]
        r.set("of others", 1)
        cleared = cache.clear()
        return [len(keys), lasting, cleared, sorted(r.scan_iter())]


with app.app_context():
    print(json.dumps({part.__name__: part() for part in (values, pages, kept)}))
