"""Speed as ratios, measured in one run on this machine.

The yardstick is a class written by hand (``handwritten.py``); redipy 0.7.1 from
the package index, in a venv of its own, is the one to beat. Absolute times of a
busy machine mean little: each process measures the yardstick beside its
redipy, rounds alternate, and the median of the ratios counts.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))

import scaling

import server

HERE = Path(__file__).parent
OLD_VERSION = "0.7.1"
ROUNDS = 3

MOST_OF_HAND = {"script call": 4.0}
DEFAULT_MOST = 2.5
FASTER_THAN_OLD = {"filter 1,000": 8.0, "script call": 0.0}
DEFAULT_FASTER = 2.0
MOST_OF_HANDWRITTEN_LUA = 1.3


def python_with(name: str, package: str) -> Path:
    """The interpreter of a venv that has a package; it is made the first time."""
    folder = HERE.parent / ".bench-venv" / name
    python = folder / "bin" / "python"
    done = folder / ".ready"
    if not done.exists() or done.read_text() != package:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        command = [python, "-m", "pip", "install", "-qq", package]
        subprocess.run(command, check=True)
        done.write_text(package)
    return python


def measured(python: str | Path) -> dict[str, tuple[float, float]]:
    """One round of the worker: for each case the yardstick's time and redipy's."""
    command = [python, HERE / "worker.py"]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    return {name: (hand, own) for name, (hand, own) in json.loads(output).items()}


def main() -> int:
    """Print the table; 1 if a target is missed."""
    old = python_with("redipy", f"redipy=={OLD_VERSION}")
    ours: list[dict[str, tuple[float, float]]] = []
    theirs: list[dict[str, tuple[float, float]]] = []
    for _ in range(ROUNDS):
        ours.append(measured(sys.executable))
        theirs.append(measured(old))
    print(f"{'':14}{'µs':>9}{'of hand':>9}{'at most':>9}{'0.7.1':>9}{'at least':>9}")
    missed = 0
    for name in ours[0]:
        time = median(results[name][1] for results in ours) / 1000
        ratio = median(own / hand for hand, own in (r[name] for r in ours))
        before = median(own / hand for hand, own in (r[name] for r in theirs))
        most = MOST_OF_HAND.get(name, DEFAULT_MOST)
        faster = before / ratio
        least = FASTER_THAN_OLD.get(name, DEFAULT_FASTER)
        held = ratio <= most and faster >= least
        missed += not held
        print(
            f"{name:14}{time:9.2f}{ratio:8.2f}x{most:8.1f}x{faster:8.1f}x"
            f"{least:8.1f}x{'' if held else '  MISSED'}"
        )
    print(
        f"\nof hand: time relative to the handwritten class, of a script's call to"
        f" get;\n{OLD_VERSION}: how many times faster than redipy {OLD_VERSION}.\n"
    )
    missed += on_a_server()
    return scaling.main() or (1 if missed else 0)


def on_a_server() -> int:
    """Print the table of scripts on a server; how many targets are missed."""
    print(f"{'':14}{'µs':>9}{'of Lua':>9}{'at most':>9}{'function':>9}")
    missed = 0
    for name, times in server.measured().items():
        ratio = times.own / times.hand
        held = ratio <= MOST_OF_HANDWRITTEN_LUA
        missed += not held
        print(
            f"{name:14}{times.own:9.2f}{ratio:8.2f}x{MOST_OF_HANDWRITTEN_LUA:8.1f}x"
            f"{times.function / times.hand:8.2f}x{'' if held else '  MISSED'}"
        )
    print(
        "\nof Lua: the server's time for our script relative to Lua written by hand,"
        "\nboth by EVALSHA; function: ours by FCALL relative to the same."
    )
    return missed


if __name__ == "__main__":
    sys.exit(main())
