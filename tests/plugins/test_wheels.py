"""All distributions as wheels in a clean environment, the examples among them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECTS = [
    *("redipy_core", "redipy_memory", "redipy_redis", "redipy_scripts"),
    *("redipy_server", "."),
    *("examples/plugins/redipy-bloom", "examples/plugins/redipy-sqlite"),
    "examples/plugins/redipy-textfn",
]

USE = """
import asyncio, sys
import redipy, redipy.asyncio
from redipy.script import FnContext, RedisFn
from redipy_bloom import Bloom
from redipy_textfn import Lower, Pad, Split, Upper

def script():
    ctx = FnContext()
    key, line = ctx.add_key("key"), ctx.add_arg("line")
    new = ctx.add_local(0)
    words, _, word = ctx.for_(Split(line, " "))
    added, _ = words.if_(RedisFn("BF.ADD", key, Lower(word)))
    added.add(new.assign(new + 1))
    ctx.set_return_value([new, Pad(Upper(line), -15, "."), RedisFn("BF.INFO", key)])
    return ctx

def use(r):
    assert Bloom(r).add("seen", "be") is True
    assert r.bf.mexists("seen", "be", "or") == [True, False]
    run = r.register_script(script())
    call = {"keys": {"key": "seen"}, "args": {"line": "To be or NOT"}}
    new, padded, info = run(**call)
    assert (new, padded) == (3, "...TO BE OR NOT")
    assert info["Number of items inserted"] == 4
    with r.pipeline() as pipe:
        Bloom(pipe).madd("seen", "to", "question")
        pipe.bf.info("seen")
        run(**call, client=pipe)
        added, info, again = pipe.execute()
    assert added == [False, True] and info.items == 5 and again[0] == 0
    r.flushall()

async def use_async(r):
    async with r:
        assert await Bloom(r).add("seen", "be") is True
        run = r.register_script(script())
        new, _, _ = await run(keys={"key": "seen"}, args={"line": "be it"})
        assert new == 1
        async with r.pipeline() as pipe:
            pipe.bf.exists("seen", "it")
            assert await pipe.execute() == [True]
        await r.flushall()

server, path = sys.argv[1:]
for url in ("memory://", server, f"sqlite://{path}"):
    with redipy.Redis.from_url(url, prefix="p:") as r:
        use(r)
    asyncio.run(use_async(redipy.asyncio.Redis.from_url(url, prefix="p:")))
    print("used", url.partition(":")[0])
"""


class Environment:
    """A virtual environment of its own."""

    def __init__(self, folder: Path) -> None:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        self._python = folder / "bin" / "python"
        self._folder = folder

    def run(self, *command: str, code: int = 0) -> str:
        """What ``python …`` prints; it must end with this code."""
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        done = subprocess.run(
            [self._python, *command],
            cwd=self._folder,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def pip(self, *command: str) -> None:
        self.run("-m", "pip", "--quiet", "--disable-pip-version-check", *command)


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The wheels, each built by itself."""
    folder = tmp_path_factory.mktemp("dist")
    for project in PROJECTS:
        subprocess.run(
            [
                *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"),
                *("--disable-pip-version-check", "--no-build-isolation"),
                *("--wheel-dir", folder, ROOT / project),
            ],
            check=True,
        )
    found = sorted(folder.glob("*.whl"))
    assert len(found) == len(PROJECTS)
    return [str(wheel) for wheel in found]


def test_from_wheels_to_leaving_out(
    wheels: list[str], redis_url: str, tmp_path: Path
) -> None:
    clean = Environment(tmp_path / "venv")
    clean.pip("install", *wheels)
    use = tmp_path / "use.py"
    use.write_text(USE)

    # All three plugins, on three backends, in all ways.
    shown = clean.run("-W", "error", str(use), redis_url, str(tmp_path / "t.db"))
    assert shown == "used memory\nused redis\nused sqlite\n"
    report = json.loads(clean.run("-m", "redipy", "plugins", "--json"))
    adds = {p["distribution"]: p["adds"] for p in report["plugins"]}
    assert list(adds) == sorted(adds)
    assert adds["redipy-bloom"]["command groups"] == ["bf"]
    assert adds["redipy-sqlite"] == {"backends": ["sqlite"]}
    assert "text_split" in adds["redipy-textfn"]["script functions"]
    assert (report["broken"], report["conflicts"]) == ([], [])

    # A distribution to begin with, made there.
    clean.run("-m", "redipy", "plugins", "new", "counters", "--kind", "command")
    assert "already" in clean.run(
        "-m", "redipy", "plugins", "new", "counters", "--kind", "command", code=1
    )

    # One is taken away: what it offered is missed by name, the others go on.
    clean.pip("uninstall", "--yes", "redipy-bloom")
    failed = clean.run(str(use), redis_url, str(tmp_path / "t.db"), code=1)
    assert "No module named 'redipy_bloom'" in failed
    call = "import redipy; r = redipy.Redis(); r.set_value('k', 'v'); r.{}"
    failed = clean.run("-c", call.format("bf.add('k', 'x')"), code=1)
    assert "AttributeError: 'Redis' object has no attribute 'bf'" in failed
    failed = clean.run("-c", call.format("execute('BF.ADD', 'k', 'x')"), code=1)
    assert "ERR unknown command 'BF.ADD'" in failed
    clean.pip("uninstall", "--yes", "redipy-sqlite")
    failed = clean.run("-c", "import redipy; redipy.Redis('sqlite', path='x')", code=1)
    assert "unknown backend sqlite; installed: memory, redis" in failed
    assert "the distribution redipy-sqlite" in failed

    # The core and one backend are enough.
    clean.pip(
        "uninstall",
        "--yes",
        "redipy",
        "redipy-redis",
        "redipy-scripts",
        "redipy-textfn",
    )
    core = "from redipy_core.client import Redis; r = Redis(); r.rpush('k', 'a');"
    assert clean.run("-c", f"{core} print(r.lrange('k', 0, -1))") == "['a']\n"
    failed = clean.run("-c", f"{core} Redis('redis')", code=1)
    assert "unknown backend redis; installed: memory" in failed
    assert "the distribution redipy-redis" in failed
    failed = clean.run("-c", f"{core} Redis(host='localhost')", code=1)
    assert "no backend is selected by host; installed: memory" in failed
