"""What a script becomes, for people to read and review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from redipy_core.errors import RedipyError
from redipy_core.plugins import Plugins, default_plugins
from redipy_core.script import ScriptSource, as_script
from redipy_core.tree import Location, Script
from redipy_core.tree_text import tree_lines


@dataclass(frozen=True, slots=True)
class CompiledText:
    """A compiled script: its language, its lines, and where each was made."""

    language: str
    lines: Sequence[str]
    locations: Sequence[Location | None]


def explain(source: ScriptSource, plugins: Plugins | None = None) -> str:
    """A script's tree, and what every installed backend makes of it.

    The number before a line is the line of the script's own source. Nothing
    is sent to a server.
    """
    script = as_script(source)
    parts = [_title(script)]
    shown = tree_lines(script)
    tree = CompiledText("Tree", [t for t, _ in shown], [at for _, at in shown])
    parts.append(_section("Tree", tree))
    plugins = plugins or default_plugins()
    for name, spec in sorted(plugins.backends.items()):
        try:
            with spec.make(plugins, url=None) as runtime:
                made = runtime.explain_script(script)
        except RedipyError as error:
            parts.append(f"{name}: {error}\n")
            continue
        if made is not None:
            parts.append(_section(f"{made.language} ({name})", made))
    return "\n".join(parts)


def _title(script: Script) -> str:
    origin = script.origin
    if origin is not None:
        return f"{origin.name}, {origin.filename}:{origin.line}\n"
    files = {
        statement.line[0] for statement in script.body if statement.line is not None
    }
    return f"script made in {', '.join(sorted(files)) or 'an unknown file'}\n"


def _section(title: str, text: CompiledText) -> str:
    """Lines with the line numbers of the script's source in front."""
    out = [title, "-" * len(title)]
    last: int | None = None
    for line, place in zip(text.lines, text.locations, strict=False):
        number = place[1] if place is not None else None
        margin = "" if number is None or number == last else str(number)
        last = number or last
        out.append(f"{margin:>5} | {line}".rstrip())
    return "\n".join(out) + "\n"
