"""Errors name the line of the script, debuggers stop in it, and people can read it."""

from __future__ import annotations

import bdb
import inspect
import sys
from collections.abc import Callable
from random import Random
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import redipy
from redipy.cli import main
from redipy.keys import RedisHash, RedisList
from redipy.script import CallFn, FnContext, RedisVar, function
from redipy_core.errors import ResponseError
from redipy_scripts.testing.functions import KEYS, Functions, compiled

if TYPE_CHECKING:
    from conftest import Twin


@function
def failing(way: int, h: RedisHash, items: RedisList) -> object:
    y: object = 3
    if way == 0:
        return h.hmget("a")  # WRONGTYPE
    for i in range(2):
        if way == 1:
            y = [1, 2][
                i + 5  # INDEX
            ]
        elif way == 2:
            h.hset({"f": 1})  # WRONGTYPE
        elif way == 3:
            y = 1 // (items.llen())  # ARITH
        elif way == 4:
            y = sorted([1, "a", y])  # TYPE
        elif way == 5:
            y = {"a": {"b": [i]}}["a"]["c"]["d"]  # TYPE
        elif way == 6:
            nested: list[object] = []
            nested.append(nested)
            return nested  # LIMIT
        elif way == 7:
            items.rpush([y])  # TYPE
    return y


LINES, FIRST = inspect.getsourcelines(failing.__wrapped__)  # type: ignore[attr-defined]
PLACES = [
    (n, text.split("# ")[1].strip())
    for n, text in enumerate(LINES, FIRST)
    if "# " in text
]


def line_here() -> int:
    """The caller's line."""
    return sys._getframe(1).f_lineno


def note_of(run: Callable[[], object]) -> tuple[str, list[str]]:
    """The code of the error and its notes."""
    with pytest.raises(ResponseError) as caught:
        run()
    return caught.value.code, getattr(caught.value, "__notes__", [])


@pytest.mark.parametrize(
    ("way", "line", "code"), [(i, *p) for i, p in enumerate(PLACES)]
)
def test_errors_name_the_function_s_line(
    twin: Twin, way: int, line: int, code: str
) -> None:
    line -= 1 if way == 1 else 0  # a statement of many lines is named by its first
    for client in (twin.memory, twin.server):
        client.set_value("h", "text")
        run = failing.on(client)
        found = note_of(lambda run=run: run(way, RedisHash("h"), RedisList("l")))  # type: ignore[misc]
        assert found == (code, [f"in the script failing at {__file__}:{line}"])


def test_errors_name_the_line_where_a_node_was_made(twin: Twin) -> None:
    ctx = FnContext()
    x = ctx.add_arg("x")
    var = RedisVar(ctx.add_key("k"))
    then, otherwise = ctx.if_(x.eq_(1))
    first = line_here() + 1
    then.add(x.assign(x / 0))
    otherwise.set_return_value(CallFn("to_int_str", var.incr()))
    for client in (twin.memory, twin.server):
        client.rpush("k", "v")
        run = client.register_script(ctx)
        for arg, line, code in ((1, first, "ARITH"), (2, first + 1, "WRONGTYPE")):
            found = note_of(lambda r=run, a=arg: r(keys={"k": "k"}, args={"x": a}))  # type: ignore[misc]
            note = f"in the script's statement made at {__file__}:{line}"
            assert found == (code, [note])


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),
)
@given(st.integers(0, 2**32 - 1))
def test_both_backends_name_the_same_line(shared_twin: Twin, seed: int) -> None:
    made = Functions(Random(seed), wild=True)
    text, arguments = made.build(), made.arguments()
    try:
        script = function(compiled(text))
    except SyntaxError:
        return
    notes = []
    shared_twin.reset()
    for client in (shared_twin.memory, shared_twin.server):
        run = client.register_script(script)
        try:
            run(keys={name: name for name in KEYS}, args=arguments)  # type: ignore[arg-type]
        except ResponseError as error:
            notes.append(error.__notes__)
    assert notes[:1] == notes[1:], text
    assert all(len(each) == 1 for each in notes), text


# -- memory: a debugger and coverage see the function --------------------------------


class Stops(bdb.Bdb):
    """Notes where a breakpoint stops."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, int]] = []

    def user_line(self, frame: FrameType) -> None:
        if frame.f_code.co_filename == __file__ and frame.f_code.co_name == "failing":
            self.seen.append((frame.f_code.co_name, frame.f_lineno))
        self.set_step()


def test_a_debugger_steps_through_the_function() -> None:
    run = failing.on(redipy.Redis())
    debugger = Stops()
    debugger.set_break(__file__, FIRST + 2)
    debugger.runcall(run, 8, RedisHash("h"), RedisList("l"))
    lines = {line for _, line in debugger.seen}
    assert {FIRST + 2, FIRST + 3, FIRST + 5, FIRST + 6} <= lines
    assert FIRST + 4 not in lines


def test_coverage_counts_the_lines_of_the_function() -> None:
    run = failing.on(redipy.Redis())
    lines: set[int] = set()

    def trace(frame: FrameType, event: str, _: object) -> object:
        if frame.f_code.co_filename != __file__:
            return None
        if event == "line" and frame.f_code.co_name == "failing":
            lines.add(frame.f_lineno)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run(0, RedisHash("h"), RedisList("l"))
    finally:
        sys.settrace(before)
    assert {FIRST + 2, FIRST + 3, FIRST + 4} <= lines
    assert not lines & {n for n, _ in PLACES[1:]}


# -- reading ----------------------------------------------------------------------------


def test_a_script_is_explained() -> None:
    text = failing.explain()
    assert text.startswith(f"failing, {__file__}:{FIRST + 1}\n")
    assert "\nPython (memory)\n" in text
    assert "\nLua (redis)\n" in text
    assert f"{PLACES[0][0]:>5} |     return HMGET(h, ['a'])" in text
    assert f'{PLACES[0][0]:>5} |   do return encode((reply_to({{"HMGET"' not in text
    ctx = FnContext()
    ctx.set_return_value(ctx.add_arg("x") + 1)
    made = redipy.Redis().register_script(ctx).explain()
    assert f"script made in {__file__}" in made
    assert "return (x + 1)" in made


def test_the_command_line_shows_a_script(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["script", "show", "redipy_scripts.stack:RStack"]) == 2
    assert "must be a FnContext" in capsys.readouterr().err
    assert main(["script", "show", "nowhere"]) == 2
    assert "module:name" in capsys.readouterr().err
    assert main(["script", "show", "nowhere:at_all"]) == 2
    assert "there is no nowhere:at_all" in capsys.readouterr().err
