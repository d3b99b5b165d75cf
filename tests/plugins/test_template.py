"""``redipy plugins new``: what it writes builds, passes and is typed as it comes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from redipy.cli import main

KINDS = ("command", "backend", "functions")


@pytest.fixture(scope="module", params=KINDS)
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp(request.param)
    arguments = ["plugins", "new", "my-thing", "--kind", request.param]
    assert main([*arguments, "--folder", str(folder)]) == 0
    return folder / "redipy-my-thing"


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_its_tests_pass(made: Path) -> None:
    output = run(made, "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist")
    assert " passed" in output
    assert "failed" not in output
    assert "warning" not in output


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_it_is_typed(made: Path, checker: str) -> None:
    # pyright looks for an activated environment, which a test has none of.
    python = ["--pythonpath", sys.executable] if checker == "pyright" else []
    run(made, checker, *python)


def test_nothing_is_left_to_fill_in(made: Path) -> None:
    for file in made.rglob("*"):
        assert "@" not in file.name
        if file.suffix in (".py", ".md", ".toml"):
            text = file.read_text()
            assert "@my" not in text
            assert "@module@" not in text
            assert "tmpl" not in text


def test_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = ["plugins", "new", "--kind", "functions", "--folder", str(tmp_path)]
    for name in ("Big", "9x", "a b", "a-", ""):
        assert main([*new, name]) == 1
        assert "is no name" in capsys.readouterr().err
    assert main([*new, "redipy-one"]) == 0
    assert (tmp_path / "redipy-one/src/redipy_one/py.typed").exists()
    assert main([*new, "one"]) == 1
    assert "redipy-one is there already" in capsys.readouterr().err
