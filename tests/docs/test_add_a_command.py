"""``docs/add-a-command.md`` is carried out on a copy, and what it adds works."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "add-a-command.md"
STEP = re.compile(r"^`([\w/.]+\.py)`[^\n]*:\n\n```python\n(.*?)^```", re.M | re.S)
DISTRIBUTIONS = ("redipy_core", "redipy_memory", "redipy_redis", "redipy_scripts")


def run(copy: Path, *command: str) -> str:
    """Run Python in the copy, with the copy's packages before the installed ones."""
    paths = [str(copy / name / "src") for name in DISTRIBUTIONS] + [str(copy / "src")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    environment.pop("PYTEST_XDIST_WORKER", None)
    done = subprocess.run(
        [sys.executable, *command],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources with the page's three blocks put into their places."""
    copy = tmp_path_factory.mktemp("copy")
    leave_out = shutil.ignore_patterns("__pycache__", "*.egg-info", ".venv")
    for folder in (*DISTRIBUTIONS, "src", "tools", "tests/conformance", "tests/twin"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=leave_out)
    for file in ("pyproject.toml", "tests/conftest.py"):
        shutil.copy(ROOT / file, copy / file)
    steps = STEP.findall(PAGE.read_text())
    assert len(steps) == 3
    for file, block in steps:
        text = (copy / file).read_text()
        if "/examples/" in file:
            head = re.search(r"^EXAMPLES\b.*[\[(]\n", text, re.M)
            assert head is not None
            text = text[: head.end()] + block + text[head.end() :]
        else:
            text = f"{text}\n\n{block}"
        (copy / file).write_text(text)
    run(copy, "tools/generate_faces.py")
    run(copy, "tools/generate_script_methods.py")
    return copy


def test_the_command_is_on_every_face(copy: Path) -> None:
    program = (
        "import redipy, redipy.asyncio, redipy.script\n"
        "from redipy_core.pipeline import Pipeline, AsyncPipeline\n"
        "for face in (redipy.Redis, redipy.asyncio.Redis, Pipeline, AsyncPipeline):\n"
        "    assert 'Append elements to the tail' in face.rpushx.__doc__\n"
        "assert redipy.script.RedisList.rpushx\n"
        "r = redipy.Redis()\n"
        "r.rpush('k', 'a')\n"
        "print(r.rpushx('k', 'b', 'c'), r.execute('RPUSHX', 'nothing', 'a'))\n"
    )
    assert run(copy, "-c", program) == "3 0\n"
    stub = (copy / "redipy_core/src/redipy_core/faces.pyi").read_text()
    assert stub.count("def rpushx(self, key: Key, *elements: Value) -> int:") == 2
    assert stub.count("def rpushx(self, key: Key, *elements: Value) -> None:") == 1


def test_its_example_passes_on_every_backend(copy: Path) -> None:
    command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/conformance"]
    output = run(copy, *command, "-k", "rpushx or every_command_has", "-p", "no:xdist")
    passed = re.search(r"(\d+) passed", output)
    assert passed is not None
    # Result, missing key, wrong type; two backends, two faces.
    assert int(passed[1]) >= 3 * 4
    assert "failed" not in output
    assert "skipped" not in output


def test_a_type_checker_sees_it(copy: Path) -> None:
    sample = copy / "sample.py"
    sample.write_text(
        "from typing import assert_type\n\nimport redipy\n\n"
        "assert_type(redipy.Redis().rpushx('k', 'a'), int)\n"
    )
    run(copy, "-m", "mypy", "--strict", str(sample))
