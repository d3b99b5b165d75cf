"""New distributions, written from templates: ``redipy plugins new``."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from redipy_core.errors import PluginError
from redipy_core.hookspecs import PLUGIN_API

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_DESCRIPTIONS = {
    "command": "Commands",
    "backend": "A backend",
    "functions": "Functions for scripts",
}


def write_distribution(name: str, kind: str, folder: Path) -> Path:
    """Write a distribution ``redipy-NAME`` into a folder; where it is.

    Raises PluginError for a name that is none, or if something is there already.
    """
    name = name.removeprefix("redipy-").replace("-", "_")
    if not _NAME.fullmatch(name):
        raise PluginError(f"{name!r} is no name: lower-case words, like 'counters'")
    distribution = f"redipy-{name.replace('_', '-')}"
    target = folder / distribution
    if target.exists():
        raise PluginError(f"{target} is there already")
    words = {
        "name": name,
        "NAME": name.upper(),
        "scheme": name.replace("_", "-"),
        "Title": "".join(word.capitalize() for word in name.split("_")),
        "module": f"redipy_{name}",
        "distribution": distribution,
        "description": f"{_DESCRIPTIONS[kind]} for redipy",
        "api": str(PLUGIN_API),
    }
    for part in ("common", kind):
        _write(files("redipy") / "templates" / part, target, words)
    (target / "src" / words["module"] / "py.typed").touch()
    if kind == "command":
        _write_stub(target, f"{words['module']}.groups")
    return target


def _write(source: Traversable, target: Path, words: dict[str, str]) -> None:
    if source.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        for item in source.iterdir():
            name = _filled(item.name.removesuffix(".tmpl"), words)
            _write(item, target / name, words)
    elif source.name.endswith(".tmpl"):
        target.write_text(_filled(source.read_text(), words))


def _filled(text: str, words: dict[str, str]) -> str:
    """The text with the words between ``@`` replaced."""
    return re.sub(r"@(\w+)@", lambda found: words[found[1]], text)


def _write_stub(target: Path, module: str) -> None:
    source = str(target / "src")
    paths = os.pathsep.join([source, os.environ.get("PYTHONPATH", "")])
    subprocess.run(
        [sys.executable, "-m", "redipy", "plugins", "faces", module],
        check=True,
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.DEVNULL,
    )
