"""Keys."""

from __future__ import annotations

from redipy_core.testing.example import Example, step

_S = (step("set_value", "k", "hello"),)
_NO_KEY = Exception("ERR no such key")

EXAMPLES: tuple[Example, ...] = (
    Example(step("exists", "k", "k", "none"), 2, 0, _S, typed=False),
    Example(
        step("delete", "k", "k", "x"), 1, 0, _S, [(step("dbsize"), 0)], typed=False
    ),
    Example(
        step("unlink", "k", "k", "x"), 1, 0, _S, [(step("dbsize"), 0)], typed=False
    ),
    Example(step("touch", "k", "k", "none"), 2, 0, _S, typed=False),
    Example(step("key_type", "k"), "string", None, _S, typed=False),
    Example(
        step("rename", "k", "k2"),
        *(True, _NO_KEY, _S),
        [(step("get_value", "k2"), "hello"), (step("exists", "k"), 0)],
        typed=False,
    ),
    Example(
        step("renamenx", "k", "k2"),
        *(True, _NO_KEY, _S),
        [(step("get_value", "k2"), "hello")],
        typed=False,
    ),
    Example(step("randomkey"), "k", None, _S, typed=False),
    Example(step("keys_block"), ["k"], [], _S, typed=False),
    Example(step("scan", 0), (0, ["k"]), (0, []), _S, typed=False),
    Example(step("expire", "k", expire_in=100), True, False, _S, typed=False),
    Example(step("pexpire", "k", 100_000), True, False, _S, typed=False),
    Example(step("expireat", "k", 4102444800), True, False, _S, typed=False),
    Example(step("pexpireat", "k", 4102444800000), True, False, _S, typed=False),
    Example(step("persist", "k"), False, False, _S, typed=False),
    Example(step("ttl", "k"), -1.0, None, _S, typed=False),
    Example(step("pttl", "k"), -1, -2, _S, typed=False),
    Example(
        step("copy", "k", "k2"),
        *(True, False, _S),
        [(step("get_value", "k2"), "hello"), (step("copy", "k", "k2"), False)],
        typed=False,
    ),
    Example(step("expiretime", "k"), -1, -2, _S, typed=False),
    Example(step("pexpiretime", "k"), -1, -2, _S, typed=False),
    Example(step("object_encoding", "k"), "embstr", None, _S, typed=False),
    Example(step("object_refcount", "k"), 1, None, _S, typed=False),
)
