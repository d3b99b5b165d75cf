"""The example distributions: their own tests, and their types."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "plugins"
EXAMPLES = sorted(path.parent.name for path in FOLDER.glob("*/pyproject.toml"))
SOURCES = os.pathsep.join(str(FOLDER / name / "src") for name in EXAMPLES)


def run(name: str, *command: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=FOLDER / name,
        env={**os.environ, "PYTHONPATH": SOURCES, **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_examples() -> None:
    assert EXAMPLES == ["redipy-bloom", "redipy-sqlite", "redipy-textfn"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_its_own_tests_pass(name: str) -> None:
    options = ["-q", "-c", os.devnull, "--rootdir", ".", "-p", "no:cacheprovider"]
    output = run(name, "pytest", *options, "-p", "no:xdist", "tests")
    assert re.search(r"^\d+ passed", output, re.M), output


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_typed(name: str, tmp_path: Path) -> None:
    run(name, "mypy", "--strict", "src", "tests", MYPYPATH=SOURCES)
    shutil.copytree(FOLDER / name / "src", tmp_path / "src")
    config = tmp_path / "pyrightconfig.json"
    config.write_text('{"include": ["src"], "extraPaths": ["src"]}')
    python = ["--pythonpath", sys.executable]
    output = run(name, "pyright", "-p", str(config), *python)
    assert "0 errors" in output
    assert "No source files" not in output
