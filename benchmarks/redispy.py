"""redis-py in process against fakeredis: how many times faster a call is.

Both have the same redis-py, in venvs of their own; rounds alternate and the
median of the ratios counts. Processor time is measured, since other programs
must not count.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
VENV = HERE.parent / ".fakeredis-venv"
ROUNDS = 3
LEAST = 2.0
"""How many times faster a call must be."""


def their_python() -> Path:
    """The interpreter of a venv with fakeredis and the same redis-py."""
    python = VENV / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        packages = ["fakeredis", f"redis[hiredis]=={version('redis')}"]
        command = [python, "-m", "pip", "install", "-qq", *packages]
        subprocess.run(command, check=True)
    return python


def measured(python: str | Path, side: str) -> dict[str, float]:
    """One round: for each case the nanoseconds a call."""
    command = [python, HERE / "redispy_worker.py", side]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    found: dict[str, float] = json.loads(output)
    return found


def main() -> int:
    """Print the table; 1 if a target is missed."""
    theirs_at = their_python()
    ours: list[dict[str, float]] = []
    theirs: list[dict[str, float]] = []
    for _ in range(ROUNDS):
        ours.append(measured(sys.executable, "redipy"))
        theirs.append(measured(theirs_at, "fakeredis"))
    print(
        f"\nredis-py in process{'µs':>8}{'fakeredis':>11}{'faster':>9}{'at least':>10}"
    )
    missed = 0
    for name in ours[0]:
        own = median(each[name] for each in ours) / 1000
        other = median(each[name] for each in theirs) / 1000
        faster = median(t[name] / o[name] for t, o in zip(theirs, ours, strict=True))
        missed += faster < LEAST
        print(
            f"{name:19}{own:8.1f}{other:11.1f}{faster:8.1f}x{LEAST:9.1f}x"
            f"{'' if faster >= LEAST else '  MISSED'}"
        )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
