"""Every hook has its heading in ``docs/plugins.md``, with an example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from redipy_core import hookspecs

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "plugins.md").read_text()
HOOKS = sorted(name for name in vars(hookspecs) if name.startswith("redipy_"))


def test_there_are_hooks() -> None:
    assert len(HOOKS) == 8


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_documented_with_an_example(hook: str) -> None:
    section = re.search(rf"^## `{hook}`\n(.*?)(?=^## )", PAGE, re.M | re.S)
    assert section is not None
    assert re.match(r"\n\*\*Purpose:\*\* .", section[1])
    assert "**Arguments:** none. **Returns:** a list of `" in section[1]
    assert f"def {hook}(self):" in section[1]


def test_no_heading_names_a_hook_that_is_none() -> None:
    assert sorted(re.findall(r"^## `(redipy_\w+)`", PAGE, re.M)) == HOOKS


TESTS = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_has_a_test(hook: str) -> None:
    """Some test gives the manager a plugin with the hook."""
    files = [*(TESTS / "plugins").glob("test_*.py"), *TESTS.glob("server/test_*.py")]
    assert any(f"def {hook}(" in file.read_text() for file in files)
