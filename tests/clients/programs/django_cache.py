"""Django's cache and sessions over a server: what they find, as JSON."""

from __future__ import annotations

import json
import sys

import django
from django.conf import settings
from django.contrib.sessions.backends.cache import SessionStore
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from redis import Redis

URL = f"redis://127.0.0.1:{sys.argv[1]}"
BACKEND = "django.core.cache.backends.redis.RedisCache"

settings.configure(
    CACHES={
        "default": {"BACKEND": BACKEND, "LOCATION": f"{URL}/1", "KEY_PREFIX": "site"},
        "other": {"BACKEND": BACKEND, "LOCATION": [f"{URL}/2"], "TIMEOUT": 50},
        "bare": {
            "BACKEND": BACKEND,
            "LOCATION": URL,
            "OPTIONS": {"db": 3, "protocol": 3, "max_connections": 5},
        },
    },
    SESSION_ENGINE="django.contrib.sessions.backends.cache",
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[
        "django.middleware.cache.UpdateCacheMiddleware",
        "django.middleware.cache.FetchFromCacheMiddleware",
    ],
    ALLOWED_HOSTS=["*"],
    SECRET_KEY="of no use",
)
django.setup()

SEEN: list[str] = []


def page(request: object) -> HttpResponse:
    """A page that the cache keeps, so that it is made once."""
    SEEN.append("page")
    return HttpResponse(f"made {len(SEEN)} times")


urlpatterns = [path("", page)]


def values(name: str) -> object:
    """Everything that a cache of Django's can do."""
    cache = caches[name]
    try:
        cache.incr("missing")
        error = "none"
    except ValueError as found:
        error = str(found)
    return [
        [cache.set("k", {"a": [1, "ö"]}), cache.get("k"), cache.get("x", "default")],
        [cache.add("k", 1), cache.add("new", 1), cache.get("new"), "new" in cache],
        [cache.set("n", 5), cache.incr("n"), cache.incr("n", 10), cache.decr("n", 3)],
        [cache.get_or_set("made", lambda: 7), cache.get("made"), error],
        [cache.set_many({"a": 1, "b": 2.5, "c": None}, timeout=100)],
        [cache.get_many(["a", "b", "c", "none"]), cache.has_key("c")],
        [cache.delete_many(["a", "b", "none"]), cache.delete("c"), cache.delete("c")],
        [cache.touch("k", 100), cache.touch("none"), cache.set("gone", 1, timeout=0)],
        [cache.get("gone"), cache.set("now", 1, timeout=-1), cache.get("now")],
        [cache.set("ever", 1, timeout=None), cache.get("ever", version=2)],
        [cache.set("v", "one", version=1), cache.incr_version("v"), cache.get("v")],
        [
            cache.get("v", version=2),
            cache.set("bytes", b"\0\xff"),
            str(cache.get("bytes")),
        ],
    ]


def kept(port: int) -> object:
    """What stands in the databases, and for how many times fifty seconds."""
    found = []
    for number in (1, 2, 3):
        with Redis(port=port, db=number, decode_responses=True) as r:
            found.append([[key, -(-r.ttl(key) // 50)] for key in sorted(r.scan_iter())])
    return found


def emptied() -> object:
    """A cache that is emptied, and what the others have then."""
    caches["default"].clear()
    found = [caches["default"].get("ever"), caches["other"].get("ever")]
    caches["other"].clear()
    return found


def sessions() -> object:
    """Sessions that the cache keeps."""
    session = SessionStore()
    session["user"] = {"name": "ann"}
    session.set_expiry(100)
    session.save()
    again = SessionStore(session_key=session.session_key)
    found = [again["user"], again.exists(session.session_key), again.get_expiry_age()]
    again.cycle_key()
    moved = SessionStore(session_key=again.session_key)
    found += [moved["user"], again.exists(session.session_key)]
    moved.flush()
    return [*found, SessionStore(session_key=again.session_key).get("user")]


def pages() -> object:
    """Whole pages in the cache."""
    client = Client()
    return [client.get("/").content.decode() for _ in range(3)]


found = {name: values(name) for name in caches.settings}
found["kept"] = kept(int(sys.argv[1]))
for part in (emptied, sessions, pages):
    found[part.__name__] = part()
print(json.dumps(found))
