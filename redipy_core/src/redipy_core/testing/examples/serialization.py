"""Values as bytes."""

from __future__ import annotations

from redipy_core.testing.example import Example, step

_HELLO = b"\x00\x05hello\n\x00cr\xdfve4 \n"
_S = (step("set_value", "k", "hello"),)

EXAMPLES: tuple[Example, ...] = (
    Example(
        step("dump", "k"), _HELLO, None, _S, [(step("dump", "none"), None)], typed=False
    ),
    Example(
        step("restore", "k", 0, _HELLO, replace=True),
        *(True, True, (step("set_value", "k", "old"),)),
        after=[(step("get_value", "k"), "hello"), (step("expire", "k"), False)],
        typed=False,
    ),
    Example(
        step("restore", "k", 100_000, _HELLO, replace=True),
        *(True, True, (step("rpush", "k", "a"),)),
        after=[(step("get_value", "k"), "hello"), (step("expire", "k"), True)],
        typed=False,
    ),
)
