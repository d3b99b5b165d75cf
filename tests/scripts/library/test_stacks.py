"""A stack of dictionaries is a list of dicts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scripts.library.support import PROPERTY, THREADS, at_once, on_a_loop

import redipy
from redipy.structures import AsyncRStack, RStack

FIELDS = st.sampled_from(["a", "b", "", "é\0"])
STEPS = st.lists(
    st.one_of(
        st.just(("push_frame",)),
        st.just(("pop_frame",)),
        st.tuples(
            st.just("set_value"),
            FIELDS,
            st.text("x1\0", max_size=3) | st.integers(1 - 2**53, 2**53 - 1),
        ),
        st.tuples(st.just("get_value"), FIELDS),
        st.tuples(st.just("get_cascading"), FIELDS),
    ),
    min_size=10,
    max_size=40,
)


class Model:
    """The stack by the book."""

    def __init__(self) -> None:
        self.frames: list[dict[str, str]] = [{}]

    def push_frame(self) -> int:
        self.frames.append({})
        return len(self.frames) - 1

    def pop_frame(self) -> dict[str, str]:
        top = self.frames.pop()
        self.frames = self.frames or [{}]
        return top

    def set_value(self, field: str, value: str | int) -> None:
        self.frames[-1][field] = str(value)

    def get_value(self, field: str) -> str | None:
        return self.frames[-1].get(field)

    def get_cascading(self, field: str) -> str | None:
        found = (frame[field] for frame in reversed(self.frames) if field in frame)
        return next(found, None)


@pytest.fixture(params=["threads", "asyncio"])
def stack(request: pytest.FixtureRequest, client: redipy.Redis, redis_url: str) -> Any:
    """Does a step on a stack of either face."""
    if request.param == "threads":
        plain = RStack(client)
        yield lambda name, *args: getattr(plain, name)("s", *args)
        return
    with asyncio.Runner() as runner:
        over = on_a_loop(client, redis_url)
        awaited = AsyncRStack(over)
        yield lambda name, *args: runner.run(getattr(awaited, name)("s", *args))
        runner.run(over.aclose())


@PROPERTY
@given(steps=STEPS)
def test_a_stack_is_what_its_model_is(
    client: redipy.Redis, stack: Callable[..., object], steps: list[tuple[Any, ...]]
) -> None:
    client.flushall()
    model = Model()
    for name, *args in steps:
        assert stack(name, *args) == getattr(model, name)(*args)
    frames = {f"s:frame:{i}": frame for i, frame in enumerate(model.frames) if frame}
    assert {
        key: client.hgetall(key) for key in client.keys(match="s:frame:*")
    } == frames


def test_16_threads_push_and_pop_whole_frames(client: redipy.Redis) -> None:
    stack = RStack(client)
    sizes = at_once(lambda _: [stack.push_frame("s") for _ in range(5)])
    assert sorted(size for each in sizes for size in each) == list(range(1, 81))
    for place in range(81):
        client.hset(f"s:frame:{place}", {"place": place})
    frames = at_once(lambda _: [stack.pop_frame("s") for _ in range(5)])
    places = [int(frame["place"]) for each in frames for frame in each]
    assert sorted(places) == list(range(1, 81))
    assert client.keys_block() in (["s:size", "s:frame:0"], ["s:frame:0", "s:size"])
    assert stack.get_cascading("s", "place") == "0"


def test_stacks_of_16_threads_stay_apart(client: redipy.Redis) -> None:
    stack = RStack(client)

    def work(number: int) -> list[str | None]:
        base = f"s{number}"
        for depth in range(3):
            stack.set_value(base, "x", f"{number} {depth}")
            stack.push_frame(base)
        found = []
        for _ in range(3):
            stack.pop_frame(base)
            found.append(stack.get_value(base, "x"))
        return found

    expected = [[f"{n} {depth}" for depth in (2, 1, 0)] for n in range(THREADS)]
    assert at_once(work) == expected
