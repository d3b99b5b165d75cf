"""The suite leaves no command out."""

from __future__ import annotations

from redipy_core.builtin import redipy_commands
from redipy_core.testing.examples import EXAMPLES


def test_every_command_has_an_example() -> None:
    declared = [c.method_name for c in redipy_commands() if "internal" not in c.flags]
    assert {example.call.method for example in EXAMPLES} == set(declared)
