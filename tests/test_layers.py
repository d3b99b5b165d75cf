"""Who imports whom: arrows point down only."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = {"redipy", "redipy_core", "redipy_memory", "redipy_redis", "redipy_scripts"}
OURS |= {"redipy_server"}
MAY_IMPORT = {
    "redipy_core": {"redipy_core"},
    "redipy_memory": {"redipy_memory", "redipy_core"},
    "redipy_redis": {"redipy_redis", "redipy_core"},
    "redipy_scripts": {"redipy_scripts", "redipy_core"},
    "redipy_server": {"redipy_server", "redipy_core"},
    "redipy": OURS,
}


def sources(package: str) -> list[Path]:
    folder = "src/redipy" if package == "redipy" else f"{package}/src/{package}"
    found = sorted((ROOT / folder).rglob("*.py"))
    assert found
    return found


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import in {file}"
            yield node.module or ""


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_imports_point_down(package: str) -> None:
    for file in sources(package):
        for name in imported(file):
            top = name.partition(".")[0]
            assert top not in OURS - MAY_IMPORT[package], f"{file} imports {name}"


@pytest.mark.parametrize("package", sorted(set(MAY_IMPORT) - {"redipy_redis"}))
def test_only_the_redis_backend_imports_redis_py(package: str) -> None:
    for file in sources(package):
        tops = {name.partition(".")[0] for name in imported(file)}
        allowed = {"hiredis"} if package == "redipy_server" else set()
        assert not tops & {"redis", "hiredis"} - allowed, file


def test_core_names_no_other_package() -> None:
    for file in sources("redipy_core"):
        tree = ast.parse(file.read_text())
        strings = {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert not strings & {
            "redipy_memory",
            "redipy_redis",
            "redipy_scripts",
            "redipy_server",
        }, file


def loaded_after(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after some code."""
    program = f"{code}\nimport sys\nprint(*sys.modules)"
    run = [sys.executable, "-c", program]
    output = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    return set(output.split())


def test_import_redipy_loads_neither_redis_py_nor_the_backends() -> None:
    loaded = loaded_after("import redipy, redipy.asyncio")
    assert "redipy_core.client" in loaded
    assert not {name for name in loaded if name.partition(".")[0] == "redis"}
    assert not loaded & {"redipy_memory", "redipy_redis", "redipy_server"}


def test_a_memory_client_does_not_load_redis_py() -> None:
    loaded = loaded_after("import redipy; redipy.Redis().set_value('a', 'b')")
    assert "redipy_memory.runtime" in loaded
    assert not loaded & {"redis", "redipy_server.server", "redipy_server.session"}


def test_import_does_not_look_for_plugins() -> None:
    code = (
        "import importlib_metadata, redipy\n"
        "from redipy_core import plugins\n"
        "assert plugins._default is None\n"
        "redipy.Redis()\n"
        "assert plugins._default is not None"
    )
    loaded_after(code)
