"""Commands without a behaviour of their own that are scripts: their behaviours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from redipy_core.command import Command
from redipy_core.json_values import to_python
from redipy_core.plugins import Plugins
from redipy_core.portable import portable_of
from redipy_memory.behaviour import Behaviour
from redipy_memory.compiler import Run, compile_script
from redipy_memory.keyspace import Keyspace


def behaviours_with_portable(plugins: Plugins) -> dict[str, Behaviour]:
    """All behaviours by command: the engine's own first, else the portable one.

    They are the same objects each time, since compiled methods are kept by them.
    """
    found = plugins.kept.get(behaviours_with_portable)
    if found is None:
        found = plugins.kept[behaviours_with_portable] = _collected(plugins)
    return cast("dict[str, Behaviour]", found)


def _collected(plugins: Plugins) -> Mapping[str, Behaviour]:
    found = {
        name: behaviour
        for name, behaviour in plugins.memory_behaviours.items()
        if isinstance(behaviour, Behaviour)
    }
    for name, command in plugins.commands.items():
        if name not in found and command.portable is not None:
            found[name] = Behaviour(name, "keyspace", _portable(command, plugins))
    return found


def _portable(command: Command, plugins: Plugins) -> Callable[..., object]:
    """The function on a keyspace that runs the command's script there."""

    def carry_out(db: Keyspace, *slots: object) -> object:
        portable = portable_of(command)
        run = cast("Run | None", db.kept.get(command))
        if run is None:
            functions = plugins.script_functions
            compiled = compile_script(portable.script, functions, plugins.table)
            run = db.kept[command] = compiled.bind(*db.shared.ways(db.index))
        call = portable.call(slots)
        with db.shared.alone:
            result = run(b"", call.keys, call.args)
        return to_python(result, decoded=False)

    return carry_out
