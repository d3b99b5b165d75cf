"""Generated programs do the same on memory and on a server.

Each is run on several inputs: arguments, and what the store holds at first. The
result, the keyspace afterwards and the error are to be the same.

``REDIPY_FUZZ=N`` runs N programs instead of the default, ``REDIPY_SEED=S`` begins
with another one than the first. A failure names the program and shows a smaller
one that fails.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Any, get_args

import pytest

from redipy_core.analysis import prepare
from redipy_core.errors import ArgumentError
from redipy_core.plugins import default_plugins
from redipy_core.tree import CallFunction, Expr, Script, Stmt
from redipy_scripts.testing.calls import ALLOWED, METHODS, TABLE
from redipy_scripts.testing.inputs import STARTS, inputs
from redipy_scripts.testing.large import LargePrograms
from redipy_scripts.testing.programs import Programs
from redipy_scripts.testing.shrink import shrink

if TYPE_CHECKING:
    from conftest import Twin

PROGRAMS = int(os.environ.get("REDIPY_FUZZ", "2000"))
FIRST = int(os.environ.get("REDIPY_SEED", "0"))
INPUTS = 5
BLOCKS = 20
LARGE = PROGRAMS // 50


def check(twin: Twin, program: Programs, seed: int, library: str | None = None) -> None:
    """Fail if the program differs on one of its inputs."""
    script = replace(program.build().tree(), library=library)
    runs = list(inputs(Random(seed), program.args, INPUTS))

    def differs(trial: Script) -> bool:
        try:
            return twin.difference(trial, program.keys, runs) is not None
        except Exception:  # what is no script at all is no smaller one
            return False

    found = twin.difference(script, program.keys, runs)
    if found is not None:
        small = shrink(script, differs)
        pytest.fail(
            f"{type(program).__name__} {seed}, {found}\nsmaller: {small.body}\n"
            f"{twin.difference(small, program.keys, runs)}",
            pytrace=False,
        )


@pytest.mark.parametrize("block", range(BLOCKS))
def test_generated_programs_do_the_same(shared_twin: Twin, block: int) -> None:
    for seed in range(FIRST + block, FIRST + PROGRAMS, BLOCKS):
        check(shared_twin, Programs(Random(seed)), seed)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_large_programs_do_the_same(shared_twin: Twin, block: int) -> None:
    for seed in range(FIRST + block, FIRST + LARGE, BLOCKS):
        check(shared_twin, LargePrograms(Random(seed)), seed)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_functions_of_a_library_do_the_same(shared_twin: Twin, block: int) -> None:
    for seed in range(FIRST + block, FIRST + PROGRAMS // 10, BLOCKS):
        check(shared_twin, Programs(Random(seed)), seed, library="generated")


# -- what is in them --------------------------------------------------------------------


def nodes(part: Any, found: Counter[str]) -> None:
    """Count the node classes and the functions in a tree, however deep it is."""
    stack = [part]
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            stack += node
        elif is_dataclass(node):
            found[type(node).__name__] += 1
            if isinstance(node, CallFunction):
                found[node.name] += 1
            stack += [getattr(node, field.name) for field in fields(node)]


def test_everything_there_is_occurs_in_generated_programs() -> None:
    called: Counter[str] = Counter()
    named: Counter[str] = Counter()
    found: Counter[str] = Counter()
    functions = default_plugins().script_functions
    refused = 0
    for seed in range(3500):
        kind = LargePrograms if seed < 60 else Programs
        program = kind(Random(seed))
        script = program.build().tree()
        called += program.called
        named += program.named
        if seed >= 1000:
            continue
        nodes(script.body, found)
        try:
            nodes(prepare(script, TABLE, functions).script.body, found)
        except ArgumentError:
            refused += 1
    assert 0 < refused < 50
    rare = 5
    classes = [node.__name__ for node in (*get_args(Expr), *get_args(Stmt))]
    assert [name for name in (*classes, *functions) if found[name] < rare] == []
    assert [c.method_name for c in METHODS if called[c.method_name] < rare] == []
    assert [c.name for c in ALLOWED if named[c.name] < rare] == []


def test_every_kind_of_large_program_occurs() -> None:
    shapes: Counter[str] = Counter()
    for seed in range(LARGE):
        program = LargePrograms(Random(seed))
        program.build()
        shapes.update(program.shapes)
    assert len(shapes) == 8


def depth_and_width(part: Any) -> tuple[int, int]:
    """How deep expressions lie within each other, and the longest row in a tree."""
    deepest = widest = 0
    stack = [(part, 0)]
    while stack:
        node, depth = stack.pop()
        if isinstance(node, tuple):
            widest = max(widest, len(node))
            stack += [(item, depth) for item in node]
        elif is_dataclass(node):
            depth += isinstance(node, get_args(Expr))
            deepest = max(deepest, depth)
            stack += [(getattr(node, field.name), depth) for field in fields(node)]
    return deepest, widest


def test_large_programs_are_as_large_as_they_are_to_be() -> None:
    variables = 0
    depths: Counter[str] = Counter()
    widths: Counter[str] = Counter()
    for seed in range(LARGE):
        program = LargePrograms(Random(seed))
        script = program.build().tree()
        variables = max(variables, script.locals)
        depth, width = depth_and_width(script.body)
        for shape in program.shapes:
            depths[shape] = max(depth, depths[shape])
            widths[shape] = max(width, widths[shape])
    assert variables >= 500
    assert depths["deep_numbers"] >= 400
    assert depths["deep_logic"] >= 400
    assert widths["wide_call"] >= 6_900
    assert widths["too_wide_call"] >= 9_000


def test_every_start_and_every_kind_of_argument_occurs() -> None:
    starts: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for seed in range(100):
        program = Programs(Random(seed))
        for each in inputs(Random(seed), program.args, INPUTS):
            starts[each.start.__name__] += 1
            kinds.update(type(value).__name__ for value in each.args.values())
    assert starts.keys() == {start.__name__ for start in STARTS}
    assert kinds.keys() == {"NoneType", "bool", "int", "float", "str", "list", "dict"}
