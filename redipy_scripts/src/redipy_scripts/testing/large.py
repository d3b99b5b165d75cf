"""Random programs at the limits: long, deep and wide ones."""

from __future__ import annotations

from random import Random
from typing import Any, Final

from redipy_scripts.context import Block
from redipy_scripts.expressions import CallFn, Constant, Expression
from redipy_scripts.functions import Strs
from redipy_scripts.structures import RedisList, RedisSet
from redipy_scripts.testing.programs import Programs

LOCALS: Final = 500
LEVELS: Final = 400
WORDS: Final = 6_900
TOO_MANY_WORDS: Final = 9_000


class LargePrograms(Programs):
    """Makes programs that Lua or Python could not take as they stand."""

    def __init__(self, rng: Random) -> None:
        super().__init__(rng)
        self.shapes: set[str] = set()
        self.large = True

    def statement(self, block: Block, depth: int) -> None:
        """Add a statement; one of a program's is large."""
        if not self.large or depth > 1:
            super().statement(block, depth)
            return
        self.large = False
        makers = (
            self.many_locals,
            self.deep_numbers,
            self.deep_logic,
            self.deep_container,
            self.deep_blocks,
            self.wide_call,
            self.too_wide_call,
            self.wide_text,
        )
        make = self.pick(makers)
        self.shapes.add(make.__name__)
        make(block)

    def many_locals(self, block: Block) -> None:
        """More variables than a function of Lua may have."""
        variables = [block.add_local(self.any(0)) for _ in range(LOCALS)]
        for _ in range(20):
            block.add(self.pick(variables).assign(self.pick(variables)))
        self.variables += variables

    def deep_numbers(self, block: Block) -> None:
        """A calculation that goes on and on, to the left or to the right."""
        value: Any = self.number(1)
        for _ in range(LEVELS):
            other = self.pick((0, 1, -1, 0.5, self.pick(self.numbers)))
            value = (
                Constant(value) + other if self.maybe(50) else other - Constant(value)
            )
        block.add(self.pick(self.numbers).assign(value))

    def deep_logic(self, block: Block) -> None:
        """Conditions within conditions."""
        value: Expression = Constant(self.any(0))
        for _ in range(LEVELS):
            other = self.pick(self.variables)
            way = self.rng.randrange(4)
            if way == 0:
                value = value.not_()
            elif way == 1:
                value = value.eq_(other)
            elif self.maybe(50):
                value = value.and_(other) if way == 2 else value.or_(other)
            else:
                value = other.and_(value) if way == 2 else other.or_(value)
        then, _ = block.if_(value)
        self.effect(then, 1)
        self.variables.append(block.add_local(value))

    def deep_container(self, block: Block) -> None:
        """Lists and dicts within each other."""
        value: Any = self.any(1)
        for _ in range(self.pick((20, 100))):
            value = [value] if self.maybe(50) else {self.pick(("a", "")): value}
        self.variables.append(block.add_local(value))

    def deep_blocks(self, block: Block) -> None:
        """Branches and loops within each other."""
        for _ in range(30):
            if self.maybe(60):
                block = block.if_(self.boolean(1))[self.rng.randrange(2)]
            else:
                block, _, _ = block.for_([self.any(0)])
                self.loops += 1
            if self.maybe(20):
                self.effect(block, 1)
            if self.loops and self.maybe(5):
                self.leave(block, 1)
        self.loops = 0

    def wide_call(self, block: Block) -> None:
        """A command with nearly as many words as one may have."""
        words = [self.pick((1, "a", 0.5, self.word(0))) for _ in range(WORDS)]
        items = self.pick((RedisList(self.key("l")).rpush, RedisSet(self.key("s")).add))
        self.variables.append(block.add_local(items(*words)))

    def too_wide_call(self, block: Block) -> None:
        """More words or arguments than anything may have."""
        words = [self.pick((1, "a", 0.5)) for _ in range(TOO_MANY_WORDS)]
        makers = (
            RedisList(self.key("l")).lpush,
            Strs,
            lambda *all: CallFn("last", *all),
        )
        block.add(self.pick(makers)(*words))

    def wide_text(self, block: Block) -> None:
        """A text of many parts, one of them long."""
        parts = [self.word(0) for _ in range(3000)]
        long = self.pick(("x", "\0", "\udcff")) * 1_000_000
        self.variables.append(block.add_local(Strs(long, *parts)))
