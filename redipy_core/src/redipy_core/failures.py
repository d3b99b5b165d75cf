"""How a script fails by itself: one table of codes and words.

Both compilers take the words from here, so a script fails alike everywhere.
"""

from __future__ import annotations

from typing import Final

from redipy_core.errors import ScriptError
from redipy_core.key_patterns import NO_PLACE
from redipy_core.tree import Location, Origin

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
    "add": ("TYPE", "only two numbers, two texts or two lists can be added"),
    "items_of": ("TYPE", "only lists, dicts and texts have items"),
    "set_of": ("TYPE", "only lists and dicts have items to change"),
    "slice_of": ("TYPE", "only lists and texts have slices"),
    "contains": ("TYPE", "only lists, dicts and texts contain something"),
    "list_needed": ("TYPE", "a list is needed"),
    "dict_needed": ("TYPE", "a dict is needed"),
    "key_missing": ("INDEX", "the dict has no such key"),
    "item_missing": ("INDEX", "there is no such item"),
    "unpack": ("INDEX", "the list has another number of items"),
    "nothing": ("RANGE", "there is nothing to choose from"),
    "step": ("RANGE", "a step is not 0"),
    "exact": ("RANGE", "the number is not exact as a double"),
    "nan_order": ("RANGE", "NaN has no order"),
    "separator": ("RANGE", "the empty text is no part to look for"),
    "position": ("RANGE", "a position is a whole number from 0"),
}
"""By a short name: the error's code and its text."""

MAX_DEPTH: Final = 128
"""How deeply lists and dicts may be nested where a whole value is looked at."""


def place_note(place: Location, origin: Origin | None) -> str:
    """The note that says which line of a script's own source failed."""
    where = f"{place[0]}:{place[1]}"
    if origin is None:
        return f"in the script's statement made at {where}"
    return f"in the script {origin.name} at {where}"


def failure(name: str) -> ScriptError:
    """The error for a row of :data:`FAILURES`."""
    code, text = FAILURES[name]
    return ScriptError(text, code)
