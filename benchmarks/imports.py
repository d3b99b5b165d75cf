"""What it costs to begin: imports, and the scan for plugins.

Every time is that of a fresh interpreter, without the interpreter's own start;
processes alternate, and the least of the rounds counts: whatever disturbs a start
makes it longer.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROUNDS = 7
PLUGINS = 30
MOST_OF_REDIS = 0.5

STARTS = {
    "import redis": "import redis",
    "import redipy": "import redipy",
    "from redipy import Redis": "from redipy import Redis",
    "first client": "import redipy; redipy.Redis()",
}
SCAN = "from redipy_core.plugins import Plugins\nbegin()\nPlugins().commands"

TIMED = """
from time import perf_counter
def begin():
    global start
    start = perf_counter()
begin()
{}
print(perf_counter() - start)
"""

PLUGIN = """
from redipy_core.hookspecs import hookimpl
@hookimpl
def redipy_commands():
    return []
"""


def seconds(code: str, path: str = "") -> float:
    """How long some code takes in a fresh interpreter."""
    environment = {**os.environ, "PYTHONPATH": path}
    command = [sys.executable, "-c", TIMED.format(code)]
    output = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, env=environment
    ).stdout
    return float(output)


def write_plugins(folder: Path, count: int) -> None:
    """Install so many distributions with a plugin each."""
    for number in range(count):
        info = folder / f"redipy_many{number}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: redipy-many{number}\nVersion: 1.0\n"
        )
        (info / "entry_points.txt").write_text(f"[redipy]\nm = redipy_many{number}\n")
        (folder / f"redipy_many{number}.py").write_text(PLUGIN)


def main() -> int:
    """Print the table; 1 if the target is missed."""
    with TemporaryDirectory() as folder:
        write_plugins(Path(folder), PLUGINS)
        measured: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            for name, code in STARTS.items():
                measured.setdefault(name, []).append(seconds(code))
            measured.setdefault("scan", []).append(seconds(SCAN))
            measured.setdefault("scan of more", []).append(seconds(SCAN, folder))
    least = {name: min(times) for name, times in measured.items()}
    print(f"{'':26}{'ms':>9}{'of redis':>10}{'at most':>9}")
    missed = 0
    for name in STARTS:
        ratio = least[name] / least["import redis"]
        target = f"{MOST_OF_REDIS:9.1f}" if name == "import redipy" else ""
        if target and ratio > MOST_OF_REDIS:
            missed, target = 1, f"{target}  MISSED"
        print(f"{name:26}{least[name] * 1000:9.1f}{ratio:10.2f}{target}")
    more = least["scan of more"] - least["scan"]
    print(f"{'scan for plugins':26}{least['scan'] * 1000:9.1f}")
    print(f"{f'... with {PLUGINS} more':26}{least['scan of more'] * 1000:9.1f}")
    print(f"{'... each of them':26}{more / PLUGINS * 1000:9.2f}")
    return missed


if __name__ == "__main__":
    sys.exit(main())
