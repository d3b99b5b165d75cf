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
        if file.parent.name == "redispy":  # what stands behind its clients
            continue
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


BUILT_IN = {"memory": "redipy_memory", "redis": "redipy_redis"}
"""Backends that redipy comes with, and the package that offers each."""
ANOTHER_MEANING = {
    "engine.py": {"redis"},  # the table of that name in Lua
    "functions.py": {"redis"},  # the table of that name in Lua
    "report.py": {"memory"},  # the section of INFO
    "server.py": {"redis"},  # the scheme of the server's own URL
}
NAMES = {"redipy_memory", "redipy_redis", "redipy_scripts", "redipy_server"}


def said(file: Path) -> set[str]:
    """The texts in a file's code; what documents it does not count."""
    tree = ast.parse(file.read_text())
    documents = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documents
    }


@pytest.mark.parametrize("package", sorted(NAMES & MAY_IMPORT.keys() | {"redipy_core"}))
def test_no_package_special_cases_a_built_in_plugin(package: str) -> None:
    """Nobody knows another package, or its backend, by name."""
    foreign = {name for name, owner in BUILT_IN.items() if owner != package}
    for other in NAMES - {package}:
        foreign |= {other, other.replace("_", "-")}
    for file in sources(package):
        if "testing" not in file.parts:
            found = said(file) & foreign - ANOTHER_MEANING.get(file.name, set())
            assert not found, file


def test_a_strangers_plugin_can_be_what_a_built_in_one_is() -> None:
    """The same hooks from elsewhere do the same: who offers them does not matter."""
    code = (
        "import redipy, redipy_memory.plugin, redipy_scripts.plugin\n"
        "from types import SimpleNamespace as Namespace\n"
        "def copied(module):\n"
        "    hooks = {k: v for k, v in vars(module).items() if k[:7] == 'redipy_'"
        " and hasattr(v, 'redipy_impl')}\n"
        "    return Namespace(**hooks)\n"
        "plugins = redipy.plugin.Plugins(installed=False, extra=[copied(m) for m in ("
        "redipy_core.builtin, redipy_memory.plugin, redipy_scripts.plugin)])\n"
        "r = redipy.Redis(plugins=plugins)\n"
        "from redipy.script import FnContext, Strs\n"
        "ctx = FnContext()\n"
        "ctx.set_return_value(Strs('a', 1))\n"
        "assert r.register_script(ctx)() == 'a1'\n"
        "assert r.rpush('k', 'a') == 1\n"
        "assert [str(s) for s in plugins.sources] == ['SimpleNamespace'] * 3\n"
    )
    loaded_after(f"import redipy.plugin, redipy_core.builtin\n{code}")
