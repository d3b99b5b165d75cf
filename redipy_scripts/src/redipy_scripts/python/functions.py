"""What Python's operators, built-in functions and methods do in scripts.

Each has a Lua helper of the same name in :mod:`redipy_scripts.python.helpers`.
They look at what their operands are when the script runs, as Python does; where
``docs/scripts.md`` says otherwise (text is bytes, a missing key is null), that
page decides.
"""

from __future__ import annotations

from itertools import pairwise
from math import isfinite
from re import fullmatch
from typing import Any

from redipy_core.failures import MAX_DEPTH, failure
from redipy_core.functions import ScriptFunctionSpec, ScriptValue
from redipy_core.kinds import ANY, LISTS, NUMBER, Kind
from redipy_core.numbers import EXACT, number_text, text_number

Value = ScriptValue


# -- checks --------------------------------------------------------------------


def _is_number(value: Value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _number(value: Value) -> int | float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    raise failure("arithmetic")


def _text(value: Value) -> bytes:
    if isinstance(value, bytes):
        return value
    raise failure("only_text")


def _list(value: Value) -> list[Value]:
    if isinstance(value, list):
        return value
    raise failure("list_needed")


def _dict(value: Value) -> dict[bytes, Value]:
    if isinstance(value, dict):
        return value
    raise failure("dict_needed")


def _key(value: Value) -> bytes:
    if isinstance(value, bytes):
        return value
    raise failure("key_type")


def _whole(value: Value) -> int:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise failure("index_type")


def _place(items: list[Value] | bytes, index: Value) -> int:
    place = _whole(index)
    if place < 0:
        place += len(items)
    if 0 <= place < len(items):
        return place
    raise failure("index_range")


def _same(left: Value, right: Value, depth: int = 0) -> bool:
    """Strict equality, as ``==`` of the language."""
    if isinstance(left, list):
        if not isinstance(right, list) or len(left) != len(right):
            return False
        _check_depth(depth)
        return all(_same(a, b, depth + 1) for a, b in zip(left, right, strict=True))
    if isinstance(left, dict):
        if not isinstance(right, dict) or left.keys() != right.keys():
            return False
        _check_depth(depth)
        return all(_same(left[key], right[key], depth + 1) for key in sorted(left))
    if _is_number(left) and _is_number(right):
        return left == right
    return type(left) is type(right) and left == right


def _check_depth(depth: int) -> None:
    if depth >= MAX_DEPTH:
        raise failure("depth")


def _before(left: Value, right: Value) -> bool:
    if isinstance(left, bytes) and isinstance(right, bytes):
        return left < right
    if _is_number(left) and _is_number(right):
        return _number(left) < _number(right)
    raise failure("order")


# -- operators -----------------------------------------------------------------


def _add(left: Value, right: Value) -> Value:
    if isinstance(left, bytes) and isinstance(right, bytes):
        return left + right
    if isinstance(left, list) and isinstance(right, list):
        return left + right
    if _is_number(left) and _is_number(right):
        return float(_number(left)) + _number(right)
    raise failure("add")


def _iadd(left: Value, right: Value) -> Value:
    if isinstance(left, list):
        _extend(left, right)
        return left
    return _add(left, right)


def _item(container: Value, index: Value) -> Value:
    if isinstance(container, list):
        return container[_place(container, index)]
    if isinstance(container, dict):
        return container.get(_key(index))
    if isinstance(container, bytes):
        place = _place(container, index)
        return container[place : place + 1]
    raise failure("items_of")


def _set(container: Value, index: Value, value: Value) -> None:
    if isinstance(container, dict):
        container[_key(index)] = value
        return
    if not isinstance(container, list):
        raise failure("set_of")
    if _whole(index) == len(container):
        container.append(value)
    else:
        container[_place(container, index)] = value


def _delete(container: Value, index: Value) -> None:
    _pop(container, index)


def _slice(container: Value, start: Value, stop: Value, step: Value) -> Value:
    if not isinstance(container, (list, bytes)):
        raise failure("slice_of")
    ends = [None if end is None else _whole(end) for end in (start, stop, step)]
    if ends[2] == 0:
        raise failure("step")
    return container[slice(*ends)]


def _in(value: Value, container: Value) -> bool:
    if isinstance(container, list):
        return any(_same(value, item) for item in container)
    if isinstance(container, dict):
        return isinstance(value, bytes) and value in container
    if isinstance(container, bytes):
        return _text(value) in container
    raise failure("contains")


def _unpack(value: Value, count: Value) -> list[Value]:
    items = _list(value)
    if len(items) != count:
        raise failure("unpack")
    return items


def _walk(value: Value) -> Value:
    if isinstance(value, dict):
        return [*sorted(value)]
    if isinstance(value, list):
        return value
    raise failure("iterate")


def _whole_limit(value: Value) -> int:
    return _whole(value)


# -- built-in functions ------------------------------------------------------------


def _candidates(values: tuple[Value, ...]) -> list[Value]:
    found = _walk(values[0]) if len(values) == 1 else [*values]
    assert isinstance(found, list)
    if not found:
        raise failure("nothing")
    return found


def _min(*values: Value) -> Value:
    best, *others = _candidates(values)
    for item in others:
        if _before(item, best):
            best = item
    return best


def _max(*values: Value) -> Value:
    best, *others = _candidates(values)
    for item in others:
        if _before(best, item):
            best = item
    return best


def _abs(value: Value) -> int | float:
    return abs(_number(value))


def _int(value: Value) -> int | float:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, bytes):
        if len(value) > 5000 or not fullmatch(rb"[+-]?[0-9]+", value):
            raise failure("number")
        whole = int(value)
        if not -EXACT < whole < EXACT:
            raise failure("exact")
        return whole
    if not isinstance(value, (int, float)):
        raise failure("number")
    if not isfinite(value):
        raise failure("whole")
    return int(value) if -EXACT < value < EXACT else value


def _float(value: Value) -> int | float:
    if isinstance(value, (bool, int, float)):
        return value + 0
    found = text_number(value) if isinstance(value, bytes) else None
    if found is None:
        raise failure("number")
    return found


def _round(value: Value) -> int | float:
    number = _number(value)
    if not isfinite(number):
        raise failure("whole")
    return round(number) if -EXACT < number < EXACT else number


def _str(value: Value) -> bytes:
    if value is None:
        return b"None"
    if isinstance(value, bool):
        return b"True" if value else b"False"
    if isinstance(value, (int, float)):
        return number_text(value)
    if isinstance(value, bytes):
        return value
    raise failure("text")


def _sum(values: Value, start: Value = 0) -> float:
    total = float(_number(start))
    for value in _list(values):
        total += _number(value)
    return total


def _sort_key(value: Value) -> Any:
    """The value itself: all of them are alike when they are sorted."""
    return value


def _sorted(values: Value, descending: Value = False) -> list[Value]:
    items = _walk(values)
    assert isinstance(items, list)
    items = [*items]
    if any(item != item for item in items):
        raise failure("nan_order")
    for left, right in pairwise(items):
        _before(left, right)
    if len(items) == 1:
        _before(items[0], items[0])
    items.sort(key=_sort_key, reverse=bool(descending))
    return items


def _copied_list(values: Value) -> list[Value]:
    items = _walk(values)
    assert isinstance(items, list)
    return [*items]


def _copied_dict(values: Value) -> dict[bytes, Value]:
    return {**_dict(values)}


# -- methods of lists and dicts --------------------------------------------------


def _append(items: Value, value: Value) -> None:
    _list(items).append(value)


def _extend(items: Value, more: Value) -> None:
    target, added = _list(items), _walk(more)
    assert isinstance(added, list)
    target += added


def _insert(items: Value, index: Value, value: Value) -> None:
    found, place = _list(items), _whole(index)
    # Python takes no places beyond 64 bits here.
    found.insert(min(max(place, -len(found)), len(found)), value)


def _pop(container: Value, *more: Value) -> Value:
    if isinstance(container, list):
        if len(more) > 1:
            raise failure("dict_needed")
        return container.pop(_place(container, more[0] if more else -1))
    items = _dict(container)
    if not more:
        raise failure("list_needed")
    key = _key(more[0])
    if key not in items and len(more) == 1:
        raise failure("key_missing")
    return items.pop(key, more[-1])


def _remove(items: Value, value: Value) -> None:
    values = _list(items)
    del values[_found(values, value)]


def _found(values: list[Value], value: Value) -> int:
    for place, item in enumerate(values):
        if _same(item, value):
            return place
    raise failure("item_missing")


def _index(container: Value, value: Value) -> int:
    if isinstance(container, bytes):
        place = container.find(_text(value))
        if place < 0:
            raise failure("item_missing")
        return place
    return _found(_list(container), value)


def _count(container: Value, value: Value) -> int:
    if isinstance(container, bytes):
        return container.count(_part(value))
    return sum(_same(item, value) for item in _list(container))


def _reverse(items: Value) -> None:
    _list(items).reverse()


def _sort(items: Value, descending: Value = False) -> None:
    values = _list(items)
    values[:] = _sorted(values, descending)


def _clear(container: Value) -> None:
    if not isinstance(container, (list, dict)):
        raise failure("iterate")
    container.clear()


def _copy(container: Value) -> Value:
    if not isinstance(container, (list, dict)):
        raise failure("iterate")
    return container.copy()


def _get(container: Value, key: Value, default: Value = None) -> Value:
    return _dict(container).get(_key(key), default)


def _setdefault(container: Value, key: Value, default: Value = None) -> Value:
    return _dict(container).setdefault(_key(key), default)


def _update(container: Value, more: Value) -> None:
    _dict(container).update(_dict(more))


def _keys(container: Value) -> list[Value]:
    return [*sorted(_dict(container))]


def _values(container: Value) -> list[Value]:
    items = _dict(container)
    return [items[key] for key in sorted(items)]


def _items(container: Value) -> list[Value]:
    items = _dict(container)
    return [[key, items[key]] for key in sorted(items)]


# -- methods of texts ----------------------------------------------------------------


def _part(value: Value) -> bytes:
    part = _text(value)
    if not part:
        raise failure("separator")
    return part


def _startswith(text: Value, part: Value) -> bool:
    return _text(text).startswith(_text(part))


def _endswith(text: Value, part: Value) -> bool:
    return _text(text).endswith(_text(part))


def _find(text: Value, part: Value) -> int:
    return _text(text).find(_text(part))


def _split(text: Value, separator: Value) -> list[Value]:
    return [*_text(text).split(_part(separator))]


def _join(separator: Value, parts: Value) -> bytes:
    items = _walk(parts)
    assert isinstance(items, list)
    return _text(separator).join([_text(item) for item in items])


def _replace(text: Value, old: Value, new: Value) -> bytes:
    return _text(text).replace(_part(old), _text(new))


def _removeprefix(text: Value, part: Value) -> bytes:
    return _text(text).removeprefix(_text(part))


def _removesuffix(text: Value, part: Value) -> bytes:
    return _text(text).removesuffix(_text(part))


_LISTS = LISTS
_SPECS = (
    ("add", (2, 2), _add, NUMBER | Kind.TEXT | _LISTS, False, "``a + b``"),
    ("iadd", (2, 2), _iadd, NUMBER | Kind.TEXT | _LISTS, True, "``a += b``"),
    ("item", (2, 2), _item, ANY, False, "``x[i]``"),
    ("set", (3, 3), _set, Kind.NULL, True, "``x[i] = v``"),
    ("delete", (2, 2), _delete, Kind.NULL, True, "``del x[i]``"),
    ("slice", (4, 4), _slice, Kind.TEXT | _LISTS, False, "``x[a:b:c]``"),
    ("in", (2, 2), _in, Kind.BOOL, False, "``a in b``"),
    ("unpack", (2, 2), _unpack, _LISTS, False, "``a, b = x``"),
    ("walk", (1, 1), _walk, _LISTS, False, "What ``for`` walks over."),
    ("a_dict", (1, 1), _dict, Kind.DICT, False, "What ``d.items()`` belongs to."),
    ("whole", (1, 1), _whole_limit, Kind.INT, False, "A limit of ``range``."),
    ("min", (1, None), _min, ANY, False, "``min``"),
    ("max", (1, None), _max, ANY, False, "``max``"),
    ("abs", (1, 1), _abs, NUMBER, False, "``abs``"),
    ("int", (1, 1), _int, NUMBER, False, "``int``"),
    ("float", (1, 1), _float, NUMBER, False, "``float``"),
    ("round", (1, 1), _round, NUMBER, False, "``round``"),
    ("str", (1, 1), _str, Kind.TEXT, False, "``str``"),
    ("sum", (1, 2), _sum, NUMBER, False, "``sum``"),
    ("sorted", (1, 2), _sorted, _LISTS, False, "``sorted``"),
    ("list", (1, 1), _copied_list, _LISTS, False, "``list``"),
    ("dict", (1, 1), _copied_dict, Kind.DICT, False, "``dict``"),
    ("append", (2, 2), _append, Kind.NULL, True, "``x.append(v)``"),
    ("extend", (2, 2), _extend, Kind.NULL, True, "``x.extend(v)``"),
    ("insert", (3, 3), _insert, Kind.NULL, True, "``x.insert(i, v)``"),
    ("pop", (1, 3), _pop, ANY, True, "``x.pop(…)``"),
    ("remove", (2, 2), _remove, Kind.NULL, True, "``x.remove(v)``"),
    ("index", (2, 2), _index, Kind.INT, False, "``x.index(v)``"),
    ("count", (2, 2), _count, Kind.INT, False, "``x.count(v)``"),
    ("reverse", (1, 1), _reverse, Kind.NULL, True, "``x.reverse()``"),
    ("sort", (1, 2), _sort, Kind.NULL, True, "``x.sort()``"),
    ("clear", (1, 1), _clear, Kind.NULL, True, "``x.clear()``"),
    ("copy", (1, 1), _copy, _LISTS | Kind.DICT, False, "``x.copy()``"),
    ("get", (2, 3), _get, ANY, False, "``d.get(k)``"),
    ("setdefault", (2, 3), _setdefault, ANY, True, "``d.setdefault(k, v)``"),
    ("update", (2, 2), _update, Kind.NULL, True, "``d.update(e)``"),
    ("keys", (1, 1), _keys, Kind.TEXTS, False, "``d.keys()``"),
    ("values", (1, 1), _values, Kind.LIST, False, "``d.values()``"),
    ("items", (1, 1), _items, Kind.LIST, False, "``d.items()``"),
    ("startswith", (2, 2), _startswith, Kind.BOOL, False, "``s.startswith(t)``"),
    ("endswith", (2, 2), _endswith, Kind.BOOL, False, "``s.endswith(t)``"),
    ("find", (2, 2), _find, Kind.INT, False, "``s.find(t)``"),
    ("split", (2, 2), _split, Kind.TEXTS, False, "``s.split(t)``"),
    ("join", (2, 2), _join, Kind.TEXT, False, "``s.join(x)``"),
    ("replace", (3, 3), _replace, Kind.TEXT, False, "``s.replace(t, u)``"),
    ("removeprefix", (2, 2), _removeprefix, Kind.TEXT, False, "``s.removeprefix(t)``"),
    ("removesuffix", (2, 2), _removesuffix, Kind.TEXT, False, "``s.removesuffix(t)``"),
)

PYTHON_FUNCTIONS = tuple(
    ScriptFunctionSpec(f"py_{name}", arity, body, kind, doc, changes)
    for name, arity, body, kind, changes, doc in _SPECS
)
"""What this package registers for functions that were written in Python."""
