"""Scripts at a client's edge: arguments in, results out, and the callable.

Arguments are JSON values. They are copied into the values of the script
language (text becomes ``bytes``), so a script never changes the caller's
objects.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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

from redipy_core.analysis import check_constant
from redipy_core.errors import ArgumentError, ArgumentTypeError, ArgumentValueError
from redipy_core.failures import MAX_DEPTH
from redipy_core.functions import ScriptValue
from redipy_core.numbers import as_python
from redipy_core.text import Key, decode, encode_key
from redipy_core.tree import Script

JSONType: TypeAlias = """(
    bool | int | float | str | bytes
    | Sequence[JSONType] | Mapping[str, JSONType] | Mapping[bytes, JSONType] | None
)"""
"""What a script takes and gives: JSON, with ``bytes`` for text that is none."""


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

    def _script_runner(self, script: Script) -> Callable[[ScriptCall], S_co]: ...


ScriptSource: TypeAlias = Script | SupportsScript
"""What can be registered."""


def as_script(source: ScriptSource) -> Script:
    """The tree of a script or of what builds one."""
    if isinstance(source, Script):
        return source
    if isinstance(source, SupportsScript):
        return source.tree()
    raise ArgumentTypeError(
        f"a script must be a FnContext or a Script, not {type(source).__name__}"
    )


class ScriptFunction(Generic[R_co]):
    """A script that was registered; call it to run it.

    ``f(keys={"name": key}, args={"name": value})`` runs it on the client that
    it was registered with, or on ``client``. An asyncio client gives an
    awaitable; a pipeline queues the call and gives None, and the result comes
    with its ``execute()``.
    """

    def __init__(self, script: Script, owner: ScriptOwner[R_co]) -> None:
        self._script = script
        self._run = owner._script_runner(script)

    @property
    def script(self) -> Script:
        """The script's tree."""
        return self._script

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
        call = make_call(self._script, keys or {}, args or {})
        if client is None:
            return self._run(call)
        return client._run_script(self._script, call)


def make_call(
    script: Script, keys: Mapping[str, Key], args: Mapping[str, JSONType]
) -> ScriptCall:
    """Check and encode what a script is called with."""
    if len(keys) != len(script.keys) or len(args) != len(script.args):
        _refuse_names(script, keys, args)
    try:
        return ScriptCall(
            tuple([encode_key(keys[name]) for name in script.keys]),
            tuple([to_value(args[name]) for name in script.args]),
        )
    except KeyError:
        _refuse_names(script, keys, args)
        raise


def _refuse_names(
    script: Script, keys: Mapping[str, object], args: Mapping[str, object]
) -> None:
    """Raise ArgumentError if a name is missing or unknown."""
    for what, known, given in (
        ("key", script.keys, keys),
        ("argument", script.args, args),
    ):
        missing = [name for name in known if name not in given]
        extra = [name for name in given if name not in known]
        for word, names in (("missing", missing), ("unknown", extra)):
            if names:
                quoted = ", ".join(map(repr, names))
                plural = "s" if len(names) > 1 else ""
                raise ArgumentError(f"{word} script {what}{plural}: {quoted}")


def to_value(value: object, depth: int = 0) -> ScriptValue:
    """A copy of a JSON value as a value of the script language.

    Raises ArgumentTypeError for what is no JSON value and ArgumentValueError
    for an int of 2^53 and more, or nesting of more than 128 levels.
    """
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        check_constant(value)
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, bytes):
        return bytes(value)
    if depth >= MAX_DEPTH:
        raise ArgumentValueError(f"values are nested at most {MAX_DEPTH} levels deep")
    if isinstance(value, Mapping):
        return {_dict_key(k): to_value(v, depth + 1) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_value(item, depth + 1) for item in value]
    raise ArgumentTypeError(
        f"a script takes JSON values, not {type(value).__name__}: {value!r:.80}"
    )


def _dict_key(key: object) -> bytes:
    if isinstance(key, (str, bytes)):
        return encode_key(key)
    raise ArgumentTypeError(f"a key of a dict must be str, not {type(key).__name__}")


def to_python(value: ScriptValue, *, decoded: bool = True) -> object:
    """A script's result as JSON: numbers as int where whole, text as ``str``.

    Without ``decoded`` text stays ``bytes``, keys of dicts too.
    """
    if isinstance(value, bytes):
        return decode(value) if decoded else value
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return as_python(value)
    if isinstance(value, list):
        return [to_python(item, decoded=decoded) for item in value]
    return {
        decode(key) if decoded else key: to_python(value[key], decoded=decoded)
        for key in sorted(value)
    }
