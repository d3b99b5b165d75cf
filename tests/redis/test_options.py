"""Which options the backend takes, and how it is found."""

from __future__ import annotations

import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from redipy_core.client import Redis
from redipy_core.errors import BackendError
from redipy_core.plugins import Plugins
from redipy_redis import RedisConnection, RedisRuntime, plugin


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"hots": "x"}, "no option 'hots'; it takes: host, port"),
        ({"cfg": {"hots": "x"}}, "no option 'hots' in cfg"),
        ({"cfg": 5}, "cfg must be a mapping, not int"),
        ({"port": "6379"}, "port must be int, not str"),
        ({"port": True}, "port must be int, not bool"),
        ({"port": 70000}, "port must be at most 65535"),
        ({"cfg": {"port": -1}}, "port in cfg must be at least 0"),
        ({"host": b"x"}, "host must be str, not bytes"),
        ({"timeout": "1"}, "timeout must be float or int, not str"),
        ({"timeout": 0}, "timeout must be more than 0 seconds"),
        ({"max_connections": 0}, "max_connections must be at least 1"),
        ({"ssl": "yes"}, "ssl must be bool, not str"),
        ({"ssl_ca_certs": "x"}, "options do not fit"),
    ],
)
def test_options_are_checked(
    plugins: Plugins, options: dict[str, object], message: str
) -> None:
    with pytest.raises(BackendError, match=message):
        plugin.make_redis(plugins, **options)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("redis://h?protocol=3", "cannot set protocol"),
        ("redis://h?decode_responses=True", "cannot set decode_responses"),
        ("redis://h?nonsense=1", "do not fit: .*nonsense"),
        ("redis://h?socket_timeout=soon", "do not fit"),
        ("http://h", "do not fit"),
    ],
)
def test_urls_are_checked(plugins: Plugins, url: str, message: str) -> None:
    with pytest.raises(BackendError, match=message):
        plugin.make_redis(plugins, url=url)


@pytest.mark.parametrize(
    ("options", "address"),
    [
        ({}, "localhost:6379"),
        ({"host": "h", "port": 1}, "h:1"),
        ({"cfg": {"host": "h", "port": 1, "prefix": "p", "passwd": ""}}, "h:1"),
        ({"cfg": {"host": "h"}, "host": "i"}, "i:6379"),
        ({"cfg": {"host": "h", "path": "."}}, "h:6379"),
        ({"path": "/run/redis.sock"}, "/run/redis.sock"),
        ({"url": "redis://u:p@h:1/2"}, "h:1"),
        ({"url": "rediss://h:1"}, "h:1"),
        ({"url": "unix:///run/redis.sock"}, "/run/redis.sock"),
        ({"host": "h", "ssl": True, "ssl_cert_reqs": "none"}, "h:6379"),
    ],
)
def test_addresses(options: dict[str, object], address: str) -> None:
    url = options.pop("url", None)
    assert url is None or isinstance(url, str)
    assert RedisConnection(url, **options).address == address


def test_a_client_finds_the_backend(redis_url: str, plugins: Plugins) -> None:
    host, port = urlsplit(redis_url).hostname, urlsplit(redis_url).port
    cfg = {"host": host, "port": port, "passwd": "", "prefix": "p:"}
    for client in (
        Redis(host=host, port=port, plugins=plugins),
        Redis(cfg=cfg, plugins=plugins),
        Redis("redis", cfg=cfg, plugins=plugins),
        Redis.from_url(redis_url, plugins=plugins),
    ):
        with client:
            assert isinstance(client.get_runtime(), RedisRuntime)
            assert client.ping() == "PONG"


def test_redis_py_is_loaded_with_the_first_client_only() -> None:
    program = (
        "import sys, redipy_redis, redipy_redis.plugin as p;"
        "p.redipy_backends(); print('redis' in sys.modules);"
        "from redipy_redis import RedisRuntime; print('redis' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True"]
