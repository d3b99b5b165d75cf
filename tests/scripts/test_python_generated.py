"""Generated Python functions do the same as scripts on memory and on a server.

Where they do not touch Redis they also do the same as plain Python.
``REDIPY_FUZZ=N`` runs N functions of each sort instead of the default.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import redipy
from redipy_scripts.python import function
from redipy_scripts.testing.functions import KEYS, Functions, compiled

if TYPE_CHECKING:
    from conftest import Twin

FUNCTIONS = int(os.environ.get("REDIPY_FUZZ", "300"))
SETTINGS = settings(
    max_examples=FUNCTIONS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=False,
    phases=(Phase.generate,),  # the text of a function says enough
)
CODES = {
    IndexError: {"INDEX"},
    KeyError: {"INDEX"},
    ZeroDivisionError: {"ARITH"},
    ValueError: {"INDEX", "RANGE", "TYPE"},
}


def plain(value: object) -> object:
    """A value of Python as a script gives it."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(value[key]) for key in sorted(value, key=str.encode)}
    return value


@SETTINGS
@given(st.integers(0, 2**32 - 1))
def test_functions_do_what_python_does(shared_twin: Twin, seed: int) -> None:
    made = Functions(Random(seed))
    text, arguments = made.build(), made.arguments()
    python = compiled(text)
    memory, server = shared_twin.outcomes(function(python), {}, arguments)
    assert memory.difference(server) is None, (memory.difference(server), text)
    expected, codes = called(python, copy.deepcopy(arguments))
    if memory.error is not None:
        assert memory.error[0] in codes, (memory.error, text)
    else:
        assert not codes, (codes, text)
        assert repr(memory.result) == repr(expected), text


def called(
    python: Callable[..., object], arguments: dict[str, object]
) -> tuple[object, set[str]]:
    """What Python gives, or the codes of which a script must fail with one."""
    try:
        return plain(python(**arguments)), set()
    except (IndexError, KeyError, ZeroDivisionError, ValueError) as error:
        return None, CODES[type(error)]


def start(client: redipy.Redis) -> None:
    """Keys of every kind, and one that is of a wrong kind."""
    client.set_value("k", "5")
    client.rpush("l", "1", "b", "")
    client.hset("h", {"f": "1", "n": "2"})
    client.zadd("z", {"a": 1, "b": 2.5})
    client.set_value("l:1", "text")


@SETTINGS
@given(st.integers(0, 2**32 - 1))
def test_wild_functions_do_the_same(shared_twin: Twin, seed: int) -> None:
    made = Functions(Random(seed), wild=True)
    text, arguments = made.build(), made.arguments()
    try:
        script = function(compiled(text))
    except SyntaxError:
        return  # types that cannot go together are refused when it is decorated
    keys = {name: name for name in KEYS}
    memory, server = shared_twin.outcomes(script, keys, arguments, start)
    assert memory.difference(server) is None, (memory.difference(server), text)
