"""Scripts at a client's edge: what is registered, and the callable that it gives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import (
    TYPE_CHECKING,
    Generic,
    NamedTuple,
    Protocol,
    TypeAlias,
    TypeVar,
    overload,
    runtime_checkable,
)

from redipy_core.errors import ArgumentTypeError, ArgumentValueError
from redipy_core.functions import ScriptValue
from redipy_core.json_values import JSONType as JSONType
from redipy_core.script_entry import Entry, Runner, entry
from redipy_core.script_facts import ScriptFacts
from redipy_core.text import Key
from redipy_core.tree import Script

if TYPE_CHECKING:
    from typing_extensions import TypeVar as DefaultTypeVar

    R_co = DefaultTypeVar("R_co", default=object, covariant=True)
else:
    R_co = TypeVar("R_co", covariant=True)
S_co = TypeVar("S_co", covariant=True)


class ScriptCall(NamedTuple):
    """One call of a script: keys without prefix and arguments, both as declared."""

    keys: tuple[bytes, ...]
    args: tuple[ScriptValue, ...]


@runtime_checkable
class SupportsScript(Protocol):
    """What builds a script, such as a ``FnContext``."""

    def tree(self) -> Script:
        """The script as it stands now."""
        ...


class ScriptTarget(Protocol[S_co]):
    """What runs scripts: a client, an asyncio client or a pipeline.

    It gives the result, an awaitable of it, or None.
    """

    def _run_script(self, script: Script, call: ScriptCall) -> S_co: ...


class ScriptOwner(Protocol[S_co]):
    """What scripts are registered with: a client of either kind."""

    def _script_runner(self, script: Script) -> Runner[S_co]: ...

    def _script_facts(self, script: Script) -> ScriptFacts: ...


ScriptSource: TypeAlias = Script | SupportsScript
"""What can be registered."""


def as_script(source: ScriptSource, library: str | None = None) -> Script:
    """The tree of a script or of what builds one, kept in a library if it is named.

    Raises ArgumentValueError for a name that no server takes for a library.
    """
    if isinstance(source, Script):
        script = source
    elif isinstance(source, SupportsScript):
        script = source.tree()
    else:
        raise ArgumentTypeError(
            f"a script must be a FnContext or a Script, not {type(source).__name__}"
        )
    if library is None:
        return script
    if not re.fullmatch(r"[A-Za-z0-9_]{1,100}", library):
        raise ArgumentValueError(
            "the name of a library has letters, digits and underscores,"
            f" at most 100: {library!r:.120}"
        )
    return replace(script, library=library)


class ScriptFunction(Generic[R_co]):
    """A script that was registered; call it to run it.

    ``f(keys={"name": key}, args={"name": value})`` runs it on the client that
    it was registered with, or on ``client``. An asyncio client gives an
    awaitable; a pipeline queues the call and gives None, and the result comes
    with its ``execute()``.
    """

    def __init__(self, script: Script, owner: ScriptOwner[R_co]) -> None:
        self._script = script
        self._run: Entry[R_co] = entry(script, owner._script_runner(script))
        self._call: Entry[ScriptCall] = entry(script, ScriptCall)
        self._facts = partial(owner._script_facts, script)

    @property
    def script(self) -> Script:
        """The script's tree."""
        return self._script

    @property
    def facts(self) -> ScriptFacts:
        """What it calls and uses: whether it only reads, what is not used, …"""
        return self._facts()

    def explain(self) -> str:
        """The script's tree and what every installed backend makes of it, as text."""
        from redipy_core.explain import explain  # rarely asked for

        return explain(self._script)

    def __repr__(self) -> str:
        names = ", ".join((*self._script.keys, *self._script.args))
        return f"<script function of {names}>"

    @overload
    def __call__(
        self,
        *,
        keys: Mapping[str, Key] | None = None,
        args: Mapping[str, JSONType] | None = None,
        client: None = None,
    ) -> R_co: ...
    @overload
    def __call__(
        self,
        *,
        keys: Mapping[str, Key] | None = None,
        args: Mapping[str, JSONType] | None = None,
        client: ScriptTarget[S_co],
    ) -> S_co: ...
    def __call__(
        self,
        *,
        keys: Mapping[str, Key] | None = None,
        args: Mapping[str, JSONType] | None = None,
        client: ScriptTarget[object] | None = None,
    ) -> object:
        """Run the script.

        Raises ArgumentError if a key or argument is missing or unknown,
        ArgumentTypeError or ArgumentValueError if an argument is no JSON value
        or an int of 2^53 and more, and ResponseError as the script fails.
        """
        if client is None:
            return self._run(keys, args)
        return client._run_script(self._script, self._call(keys, args))
