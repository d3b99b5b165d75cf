"""The commands as scripts, for stores that do not have them.

The filter is a string (:mod:`redipy_bloom.functions`), whose head and bits are read
and written in place.
"""

from __future__ import annotations

from redipy.script import (
    Block,
    CallFn,
    Constant,
    FnContext,
    KeyVariable,
    RedisFn,
    RedisVar,
    Variable,
)
from redipy_bloom.functions import HEAD
from redipy_bloom.shape import DEFAULT_CAPACITY, DEFAULT_EXPANSION, DEFAULT_RATE


def _opened(block: Block, key: KeyVariable) -> Variable:
    """The numbers of the filter at a key, null if there is none."""
    head = RedisVar(key).getrange(0, HEAD - 1)
    return block.add_local(CallFn("bloom_open", head))


def _held(block: Block, key: KeyVariable, found: Variable, item: Variable) -> Variable:
    """Whether the filter holds an item."""
    held = block.add_local(Constant(False))
    layers, _, layer = block.for_(CallFn("bloom_layers", found))
    every = layers.add_local(Constant(True))
    places, _, place = layers.for_(CallFn("bloom_places", item, layer))
    unset, _ = places.if_(RedisFn("GETBIT", key, place).eq_(0))
    unset.add(every.assign(False))
    unset.break_()
    yes, _ = layers.if_(every)
    yes.add(held.assign(True))
    yes.break_()
    return held


def reserve() -> FnContext:
    """BF.RESERVE."""
    ctx = FnContext()
    var = RedisVar(ctx.add_key("key"))
    rate, capacity = ctx.add_arg("error_rate"), ctx.add_arg("capacity")
    expansion, nonscaling = ctx.add_arg("expansion"), ctx.add_arg("nonscaling")
    growth = ctx.add_local(DEFAULT_EXPANSION)
    given, _ = ctx.if_(expansion.ne_(None))
    given.add(growth.assign(expansion))
    fixed, _ = ctx.if_(nonscaling)
    fixed.add(growth.assign(0))
    found = ctx.add_local(CallFn("bloom_new", rate, capacity, growth))
    impossible = nonscaling.or_(expansion.eq_(0))
    bad, _ = ctx.if_(expansion.ne_(None).and_(impossible))
    bad.add(CallFn("bloom_refuse", "nonscaling filters cannot expand"))
    taken, _ = ctx.if_(var.exists().ne_(0))
    taken.add(CallFn("bloom_refuse", "item exists"))
    ctx.add(var.setrange(0, CallFn("bloom_head", found)))
    ctx.set_return_value(True)
    return ctx


def add() -> FnContext:
    """BF.ADD."""
    ctx = FnContext()
    key, item = ctx.add_key("key"), ctx.add_arg("item")
    found = _opened(ctx, key)
    new, _ = ctx.if_(found.eq_(None))
    default = CallFn("bloom_new", DEFAULT_RATE, DEFAULT_CAPACITY, DEFAULT_EXPANSION)
    new.add(found.assign(default))
    held, _ = ctx.if_(_held(ctx, key, found, item))
    held.set_return_value(False)
    layers = ctx.add_local(CallFn("bloom_layers", found))
    in_last = found.get_key("in_last")
    full, _ = ctx.if_(in_last.ge_(layers[-1][3]))
    fixed, _ = full.if_(found.get_key("expansion").eq_(0))
    fixed.add(CallFn("bloom_refuse", "non scaling filter is full"))
    full.add(found.set_key("layers", found.get_key("layers") + 1))
    full.add(found.set_key("in_last", 0))
    full.add(layers.assign(CallFn("bloom_layers", found)))
    places, _, place = ctx.for_(CallFn("bloom_places", item, layers[-1]))
    places.add(RedisFn("SETBIT", key, place, 1))
    ctx.add(found.set_key("items", found.get_key("items") + 1))
    ctx.add(found.set_key("in_last", in_last + 1))
    ctx.add(RedisVar(key).setrange(0, CallFn("bloom_head", found)))
    ctx.set_return_value(True)
    return ctx


def exists() -> FnContext:
    """BF.EXISTS."""
    ctx = FnContext()
    key, item = ctx.add_key("key"), ctx.add_arg("item")
    found = _opened(ctx, key)
    missing, _ = ctx.if_(found.eq_(None))
    missing.set_return_value(False)
    ctx.set_return_value(_held(ctx, key, found, item))
    return ctx


def _for_each(command: str) -> FnContext:
    """A command for several items, as the one for each."""
    ctx = FnContext()
    key = ctx.add_key("key")
    answers = ctx.add_local([])
    items, _, item = ctx.for_(ctx.add_arg("items"))
    items.add(answers.set_at(answers.len_(), RedisFn(command, key, item)))
    ctx.set_return_value(answers)
    return ctx


def madd() -> FnContext:
    """BF.MADD."""
    return _for_each("BF.ADD")


def mexists() -> FnContext:
    """BF.MEXISTS."""
    return _for_each("BF.EXISTS")


def info() -> FnContext:
    """BF.INFO."""
    ctx = FnContext()
    key = ctx.add_key("key")
    found = _opened(ctx, key)
    missing, _ = ctx.if_(found.eq_(None))
    missing.add(CallFn("bloom_refuse", "not found"))
    layers = ctx.add_local(CallFn("bloom_layers", found))
    capacity, bits = ctx.add_local(0), ctx.add_local(0)
    each, _, layer = ctx.for_(layers)
    each.add(capacity.assign(capacity + layer[3]))
    each.add(bits.assign(bits + layer[1]))
    expansion = ctx.add_local(found.get_key("expansion"))
    fixed, _ = ctx.if_(expansion.eq_(0))
    fixed.add(expansion.assign(None))
    answer = ctx.add_local({})
    numbers = {
        "Capacity": capacity,
        "Size": (bits + 7) // 8,
        "Number of filters": layers.len_(),
        "Number of items inserted": found.get_key("items"),
        "Expansion rate": expansion,
    }
    for name, number in numbers.items():
        ctx.add(answer.set_key(name, number))
    ctx.set_return_value(answer)
    return ctx
