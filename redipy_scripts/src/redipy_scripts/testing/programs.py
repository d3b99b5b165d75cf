"""Random programs: statements around expressions and Redis calls."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from redipy_scripts.context import Block, FnContext
from redipy_scripts.expressions import Constant, Expression, Variable
from redipy_scripts.functions import LogFn, LogLevel
from redipy_scripts.structures import RedisStream
from redipy_scripts.testing.calls import Calls
from redipy_scripts.testing.operands import NUMBERS, TEXTS


class Programs(Calls):
    """Makes one program; the same randomness makes the same one."""

    def __init__(self, rng: Random) -> None:
        super().__init__(rng)
        self.statements = 24
        self.loops = 0

    def build(self) -> FnContext:
        """The program; it is called with ``keys`` and ``args``."""
        for _ in range(2):
            self.numbers.append(self.ctx.add_local(self.pick(NUMBERS)))
            self.texts.append(self.ctx.add_local(self.pick(TEXTS)))
            self.variables.append(self.ctx.add_local(self.container(2)))
        self.block(self.ctx, 0)
        self.ctx.set_return_value(
            [*self.variables, *self.numbers, *self.texts, self.any(2), self.any(2)]
            if self.rng.random() < 0.5
            else self.any(3)
        )
        return self.ctx

    def block(self, block: Block, depth: int) -> None:
        """Add some statements."""
        for _ in range(1 + self.rng.randrange(4)):
            if self.statements <= 0:
                return
            self.statements -= 1
            self.statement(block, depth)

    def statement(self, block: Block, depth: int) -> None:
        """Add a statement."""
        kinds: list[Callable[[Block, int], None]] = [
            *(self.assign, self.assign, self.effect, self.effect, self.keep),
            *(self.change, self.change),
        ]
        if depth < 4:
            kinds += [self.branch, self.branch, self.loop, self.count]
        if depth and self.loops:
            kinds.append(self.leave)
        if self.maybe(5):
            kinds = [self.look_at_pending]
        self.pick(kinds)(block, depth)

    def assign(self, block: Block, _depth: int) -> None:
        """Assign to a variable, perhaps a new one."""
        way = self.rng.randrange(5)
        if way == 0:
            self.variables.append(block.add_local(self.any(2)))
        elif way == 1:
            block.add(self.pick(self.variables).assign(self.any(3)))
        elif way < 4:
            block.add(self.pick(self.numbers).assign(self.number(3)))
        else:
            block.add(self.pick(self.texts).assign(self.text(3)))

    def effect(self, block: Block, _depth: int) -> None:
        """Call Redis for what it does."""
        block.add(self.redis(2) if self.maybe(97) else self.note())

    def note(self) -> Expression:
        """A line in the log."""
        return LogFn(LogLevel.DEBUG, self.any(1), self.word(1))

    def keep(self, block: Block, _depth: int) -> None:
        """Call Redis and keep the reply."""
        self.variables.append(block.add_local(self.redis(2)))

    def look_at_pending(self, block: Block, _depth: int) -> None:
        """Keep what waits in a stream's group, but for how long it has waited."""
        stream = RedisStream(self.key("x1"))
        rows = block.add_local(
            stream.xpending("g", min="-", max="+", count=self.pick((1, 9)))
            if self.maybe(50)
            else stream.xinfo_consumers("g")
        )
        body, _, row = block.for_(rows)
        body.add(row.set_key("idle", row.get_key("idle").ge_(0)))
        self.called["xpending"] += 1
        self.called["xinfo_consumers"] += 1
        self.variables.append(rows)

    def change(self, block: Block, _depth: int) -> None:
        """Change a list or dict."""
        target: Variable
        if self.maybe(10):
            target = self.pick(self.variables)
            block.add(target.set_key(self.text(1), self.any(2)))
        elif self.maybe(50):
            target = block.add_local([self.any(1), self.any(1)])
            self.variables.append(target)
            block.add(target.set_at(self.pick((0, 1, 2, -1, -2)), self.any(2)))
            if self.maybe(10):
                block.add(target.set_at(self.index(), self.any(2)))
        else:
            target = block.add_local({"a": self.any(1)})
            self.variables.append(target)
            block.add(target.set_key(self.text(1), self.any(2)))
            block.add(target.set_key("n", target.get_key("a")))

    def branch(self, block: Block, depth: int) -> None:
        """Add a branch."""
        then, otherwise = block.if_(self.any(2) if self.maybe(30) else self.boolean(3))
        self.block(then, depth + 1)
        if self.maybe(50):
            self.block(otherwise, depth + 1)

    def loop(self, block: Block, depth: int) -> None:
        """Add a loop over a container."""
        body, index, value = block.for_(self.container(2))
        self.variables += [index, value]
        self.loops += 1
        self.block(body, depth + 1)
        self.loops -= 1

    def count(self, block: Block, depth: int) -> None:
        """Add a loop that counts."""
        counter = block.add_local(0)
        condition: Expression = counter.lt_(1 + self.rng.randrange(4))
        if self.maybe(40):
            condition = condition.and_(self.boolean(2))
        body = block.while_(condition)
        body.add(counter.assign(Constant(counter) + 1))
        self.loops += 1
        self.block(body, depth + 1)
        self.loops -= 1

    def leave(self, block: Block, _depth: int) -> None:
        """Leave a loop or the program."""
        inner, _ = block.if_(self.boolean(2))
        way = self.rng.randrange(5)
        if way < 2:
            inner.break_()
        elif way < 4:
            inner.continue_()
        else:
            inner.set_return_value(self.any(2))
