"""How a script fails by itself: one table of codes and words.

Both compilers take the words from here, so a script fails alike everywhere.
"""

from __future__ import annotations

from typing import Final

from redipy_core.errors import ScriptError
from redipy_core.key_patterns import NO_PLACE

FAILURES: Final[dict[str, tuple[str, str]]] = {
    "arithmetic": ("TYPE", "a calculation needs two numbers"),
    "order": ("TYPE", "only two numbers or two texts have an order"),
    "index_of": ("TYPE", "only a list has places"),
    "index_type": ("TYPE", "a place in a list is a whole number"),
    "index_range": ("INDEX", "index out of range"),
    "key_of": ("TYPE", "only a dict has keys"),
    "key_type": ("TYPE", "a key of a dict is text"),
    "length": ("TYPE", "only text, lists and dicts have a length"),
    "iterate": ("TYPE", "only lists and dicts have items"),
    "text": ("TYPE", "text or a number is needed"),
    "only_text": ("TYPE", "text is needed"),
    "json": ("TYPE", "the text is not JSON"),
    "json_number": ("RANGE", "JSON has no infinity and no NaN"),
    "zero": ("ARITH", "division by zero"),
    "depth": ("LIMIT", "values are nested too deeply"),
    "steps": ("LIMIT", "the script used up its steps"),
    "number": ("TYPE", "a number is needed"),
    "whole": ("RANGE", "infinity and NaN are no whole numbers"),
    "level": ("RANGE", "a level of the log is 0, 1, 2 or 3"),
    "key_pattern": ("RANGE", NO_PLACE),
    "position": ("RANGE", "a position is a whole number from 0"),
}
"""By a short name: the error's code and its text."""

MAX_DEPTH: Final = 128
"""How deeply lists and dicts may be nested where a whole value is looked at."""


def failure(name: str) -> ScriptError:
    """The error for a row of :data:`FAILURES`."""
    code, text = FAILURES[name]
    return ScriptError(text, code)
