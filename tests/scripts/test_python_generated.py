"""Generated Python functions do the same as scripts on memory and on a server.

Where they do not touch Redis they also do the same as plain Python. Each is run on
several inputs. ``REDIPY_FUZZ=N`` runs N functions of each sort instead of the default,
``REDIPY_SEED=S`` begins with another one than the first. A failure shows the function.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Callable
from random import Random

import pytest
from tests.scripts.conftest import Twin, answer, registered, same

from redipy_core.faces import PipelineAPI
from redipy_scripts.python import function
from redipy_scripts.testing.functions import KEYS, Functions, compiled
from redipy_scripts.testing.inputs import (
    Input,
    at_the_edges,
    nothing,
    of_other_types,
    usual,
)

FUNCTIONS = int(os.environ.get("REDIPY_FUZZ", "400"))
FIRST = int(os.environ.get("REDIPY_SEED", "0"))
INPUTS = 5
BLOCKS = 20
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


@pytest.mark.parametrize("block", range(BLOCKS))
def test_functions_do_what_python_does(shared_twin: Twin, block: int) -> None:
    for seed in range(FIRST + block, FIRST + FUNCTIONS, BLOCKS):
        made = Functions(Random(seed))
        text = made.build()
        python = compiled(text)
        script = function(python)
        clients = (shared_twin.memory, shared_twin.server)
        memory, server = (registered(client, script) for client in clients)
        for _ in range(INPUTS):
            arguments = made.arguments()
            result, error = answer(memory, {}, arguments)
            other = answer(server, {}, arguments)
            shown = f"{type(made).__name__} {seed} of {arguments}\n{text}"
            assert error == other[1], shown
            assert same(result, other[0]), shown
            expected, codes = called(python, copy.deepcopy(arguments))
            if error is not None:
                assert error[0] in codes, shown
            else:
                assert not codes, shown
                assert repr(result) == repr(expected), shown


def called(
    python: Callable[..., object], arguments: dict[str, object]
) -> tuple[object, set[str]]:
    """What Python gives, or the codes of which a script must fail with one."""
    try:
        return plain(python(**arguments)), set()
    except (IndexError, KeyError, ZeroDivisionError, ValueError) as error:
        return None, CODES[type(error)]


def start(store: PipelineAPI) -> None:
    """Keys of every kind, and one that is of a wrong kind."""
    store.set_value("k", "5")
    store.rpush("l", "1", "b", "")
    store.hset("h", {"f": "1", "n": "2"})
    store.zadd("z", {"a": 1, "b": 2.5})
    store.set_value("l:1", "text")


@pytest.mark.parametrize("block", range(BLOCKS))
def test_wild_functions_do_the_same(shared_twin: Twin, block: int) -> None:
    keys = {name: name for name in KEYS}
    for seed in range(FIRST + block, FIRST + FUNCTIONS, BLOCKS):
        made = Functions(Random(seed), wild=True)
        text = made.build()
        try:
            script = function(compiled(text)).tree()
        except SyntaxError:
            continue  # types that cannot go together are refused when it is decorated
        starts = (start, usual, nothing, of_other_types, at_the_edges)
        runs = [Input(made.arguments(), each) for each in starts]  # type: ignore[arg-type]  # JSON values all
        found = shared_twin.difference(script, keys, runs)
        assert found is None, f"wild {seed}, {found}\n{text}"
