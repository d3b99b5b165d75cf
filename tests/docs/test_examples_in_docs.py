"""Every example in the documents runs, and prints what the document says."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


def examples(page: Path) -> str:
    """The interactive examples of a page, one after the other."""
    blocks = BLOCK.findall(page.read_text())
    return "\n".join(block for block in blocks if ">>>" in block)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_examples_run(page: Path) -> None:
    text = examples(page)
    parsed = doctest.DocTestParser().get_doctest(
        text, {"__name__": "__main__"}, page.name, str(page), 0
    )
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(parsed, out=report.append)
    assert not runner.failures, "".join(report)


def test_the_manual_has_examples() -> None:
    assert ">>>" in examples(ROOT / "README.md")


PROGRAM = re.compile(r"^```python\n(?!>>>)(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_programs_compile(page: Path) -> None:
    for block in PROGRAM.findall(page.read_text()):
        if ">>>" not in block:
            compile(dedent(block), str(page), "exec")
