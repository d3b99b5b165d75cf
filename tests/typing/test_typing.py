"""Both type checkers read the samples alike, and see what is wrong in the last."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOOD = sorted(HERE.glob("sample_*.py"))
BAD = HERE / "mistakes.py"
OTHERS = HERE / "third_party"

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


# -- a distribution of somebody else --------------------------------------------------


def checked_with_bloom(checker: str, file: Path, folder: Path) -> tuple[int, str]:
    """As :func:`checked`, where redipy-bloom is installed."""
    source = ROOT / "examples" / "plugins" / "redipy-bloom" / "src"
    command = [*CHECKERS[checker], str(file)]
    if checker == "pyright":
        shutil.copy(file, folder)  # pyright looks beside its configuration only
        config = {
            "include": [file.name],
            "extraPaths": [str(source)],
            "pythonVersion": "3.11",
        }
        (folder / "pyrightconfig.json").write_text(json.dumps(config))
        python = ["--pythonpath", sys.executable]
        command = [*CHECKERS[checker], "-p", str(folder), *python]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "MYPYPATH": str(source)},
        capture_output=True,
        text=True,
    )
    assert "Ignoring path" not in done.stdout
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("checker", sorted(CHECKERS))
def test_a_third_partys_commands_are_typed_exactly(
    checker: str, tmp_path: Path
) -> None:
    code, output = checked_with_bloom(checker, OTHERS / "use.py", tmp_path)
    assert code == 0, output


@pytest.mark.parametrize("checker", sorted(CHECKERS))
def test_mistakes_with_them_are_seen(checker: str, tmp_path: Path) -> None:
    file = OTHERS / "mistakes.py"
    marked = {
        number
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if line.endswith("# mistake")
    }
    code, output = checked_with_bloom(checker, file, tmp_path)
    assert code == 1, output
    found = {int(n) for n in re.findall(r"mistakes\.py:(\d+).*error", output)}
    assert found == marked, output
