"""``docs/add-a-command.md`` shows the tree as it is, and adds what it says it adds.

The page's command is taken out of a copy, where it is gone then; carrying out the
page on that copy brings it back.
"""

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
STEPS: list[tuple[str, str]] = STEP.findall(PAGE.read_text())
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


def generate(copy: Path) -> None:
    """Write the copy's generated files again."""
    run(copy, "tools/generate_faces.py")
    run(copy, "tools/generate_script_methods.py")


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources with the page's three blocks taken out."""
    copy = tmp_path_factory.mktemp("without")
    leave_out = shutil.ignore_patterns("__pycache__", "*.egg-info", ".venv")
    for folder in (*DISTRIBUTIONS, "src", "tools", "tests/conformance", "tests/twin"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=leave_out)
    for file in ("pyproject.toml", "tests/conftest.py"):
        shutil.copy(ROOT / file, copy / file)
    for file, block in STEPS:
        text = (copy / file).read_text()
        taken = block if "/examples/" in file else f"\n\n{block}"
        assert text.count(taken) == 1
        (copy / file).write_text(text.replace(taken, ""))
    generate(copy)
    return copy


@pytest.fixture(scope="module")
def copy(without: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of that one with the page's three blocks put into their places."""
    copy = tmp_path_factory.mktemp("with") / "copy"
    shutil.copytree(without, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for file, block in STEPS:
        text = (copy / file).read_text()
        if "/examples/" in file:
            head = re.search(r"^EXAMPLES\b.*[\[(]\n", text, re.M)
            assert head is not None
            text = text[: head.end()] + block + text[head.end() :]
        else:
            text = f"{text}\n\n{block}"
        (copy / file).write_text(text)
    generate(copy)
    return copy


def conformance(copy: Path, wanted: str) -> int:
    """Run part of the conformance suite in the copy; how many tests passed."""
    command = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/conformance"]
    output = run(copy, *command, "-k", wanted, "-p", "no:xdist")
    assert "failed" not in output
    assert "skipped" not in output
    passed = re.search(r"(\d+) passed", output)
    assert passed is not None
    return int(passed[1])


def test_the_page_has_three_steps() -> None:
    assert [file.rpartition("redipy_")[2] for file, _ in STEPS] == [
        "core/commands/lists.py",
        "memory/lists.py",
        "core/testing/examples/lists.py",
    ]


@pytest.mark.parametrize(("file", "block"), STEPS, ids=[file for file, _ in STEPS])
def test_the_page_shows_the_tree_as_it_is(file: str, block: str) -> None:
    text = (ROOT / file).read_text()
    assert text.count(block) == 1
    assert text[: text.index(block)].endswith("\n")


def test_without_its_three_places_the_command_is_gone(without: Path) -> None:
    program = (
        "import redipy, redipy.asyncio, redipy.script\n"
        "from redipy_core.pipeline import Pipeline, AsyncPipeline\n"
        "for face in (redipy.Redis, redipy.asyncio.Redis, Pipeline, AsyncPipeline):\n"
        "    assert face.rpush and not hasattr(face, 'rpushx')\n"
        "assert not hasattr(redipy.script.RedisList, 'rpushx')\n"
        "r = redipy.Redis()\n"
        "r.rpush('k', 'a')\n"
        "try: r.execute('RPUSHX', 'k', 'b')\n"
        "except redipy.RedipyError as error: print(error)\n"
        "print(r.lrange('k', 0, -1))\n"
    )
    assert run(without, "-c", program) == (
        "ERR unknown command 'RPUSHX', with args beginning with: 'k' 'b' \n['a']\n"
    )
    stub = (without / "redipy_core/src/redipy_core/faces.pyi").read_text()
    assert "rpushx" not in stub
    assert "def lpushx" in stub


def test_the_rest_works_without_it(without: Path) -> None:
    # Result, missing key, wrong type, pipeline, no key; two backends, two faces.
    assert conformance(without, "lpushx or rpush or every_command_has") >= 2 * 5 * 4 + 1


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
    assert conformance(copy, "rpushx or every_command_has") >= 5 * 4 + 1


def test_a_type_checker_sees_it(copy: Path) -> None:
    sample = copy / "sample.py"
    sample.write_text(
        "from typing import assert_type\n\nimport redipy\n\n"
        "assert_type(redipy.Redis().rpushx('k', 'a'), int)\n"
    )
    run(copy, "-m", "mypy", "--strict", str(sample))
