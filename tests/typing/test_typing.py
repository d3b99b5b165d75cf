"""Both type checkers read the samples alike, and see what is wrong in the last."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOOD = sorted(HERE.glob("sample_*.py"))
BAD = HERE / "mistakes.py"

CHECKERS = {
    "mypy": [sys.executable, "-m", "mypy", "--strict", "--no-error-summary"],
    "pyright": [sys.executable, "-m", "pyright"],
}


def checked(checker: str, *files: Path) -> tuple[int, str]:
    """The exit code and the output of a type checker."""
    command = [*CHECKERS[checker], *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("checker", sorted(CHECKERS))
def test_the_samples_are_typed_exactly(checker: str) -> None:
    code, output = checked(checker, *GOOD)
    assert code == 0, output


@pytest.mark.parametrize("checker", sorted(CHECKERS))
def test_each_mistake_is_seen(checker: str) -> None:
    marked = {
        number
        for number, line in enumerate(BAD.read_text().splitlines(), 1)
        if line.endswith("# mistake")
    }
    code, output = checked(checker, BAD)
    assert code == 1
    found = {int(n) for n in re.findall(r"mistakes\.py:(\d+).*error", output)}
    assert found == marked, output
