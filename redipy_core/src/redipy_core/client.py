"""The synchronous client, and what both clients share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from itertools import repeat
from typing import TYPE_CHECKING, Generic, Self, TypeVar, cast

from redipy_core.backend import Runtime
from redipy_core.closing import Closing
from redipy_core.connect import make_runtime, runtime_from_url
from redipy_core.errors import ArgumentTypeError, ArgumentValueError, WatchError
from redipy_core.faces import RedisAPI
from redipy_core.pipeline import Pipeline
from redipy_core.pubsub import PubSub
from redipy_core.replies import Edge
from redipy_core.text import Key, encode_key, to_database
from redipy_core.transaction import Transaction

if TYPE_CHECKING:
    from typing_extensions import TypeVar as DefaultTypeVar

    from redipy_core.plugins import Plugins
    from redipy_core.script import ScriptCall, ScriptFunction, ScriptSource
    from redipy_core.script_entry import Runner
    from redipy_core.script_facts import ScriptFacts
    from redipy_core.tree import Script

    T = DefaultTypeVar("T", bound=str | bytes, default=str)
else:
    T = TypeVar("T")

R = TypeVar("R")

CodeHook = Callable[[list[str]], object]
"""Gets the lines of Lua of each script that is registered."""

TreeHook = Callable[["Script"], object]
"""Gets the tree of each script that is registered."""


class ClientBase(ABC, Generic[T]):
    """What a client is made of, however its methods are called."""

    _runtime: Runtime
    _edge: Edge

    def __init__(
        self,
        backend: str = "infer",
        *,
        host: str | None = None,
        port: int | None = None,
        passwd: str | None = None,
        cfg: Mapping[str, object] | None = None,
        rt: Runtime | None = None,
        prefix: Key | None = None,
        decode: bool = True,
        lua_code_hook: CodeHook | None = None,
        compile_hook: TreeHook | None = None,
        plugins: Plugins | None = None,
        **options: object,
    ) -> None:
        named = {"host": host, "port": port, "passwd": passwd, "cfg": cfg}
        options |= {name: value for name, value in named.items() if value is not None}
        runtime = make_runtime(backend, rt, options, plugins)
        if prefix is None and cfg is not None:
            prefix = _prefix_of(cfg)
        self._setup(runtime, prefix, decode, lua_code_hook, compile_hook)
        self._owns_runtime = rt is None

    def _setup(
        self,
        runtime: Runtime,
        prefix: Key | None,
        decode: bool,
        lua_code_hook: CodeHook | None,
        compile_hook: TreeHook | None,
    ) -> None:
        self._runtime = runtime
        self._edge = Edge(decode, encode_key(prefix or b""))
        self._lua_code_hook = lua_code_hook
        self._compile_hook = compile_hook
        self._bind()

    @abstractmethod
    def _bind(self) -> None:
        """Get the methods' binder from the runtime."""

    @abstractmethod
    def _script_runner(self, script: Script) -> Runner[object]:
        """What runs a script on this client."""

    @abstractmethod
    def _run_script(self, script: Script, call: ScriptCall) -> object:
        """Run a script as a ScriptFunction asks for it."""

    def _script_facts(self, script: Script) -> ScriptFacts:
        """What can be told of a script before it runs."""
        from redipy_core.script_facts import facts_of

        return facts_of(script, self._runtime.table)

    def select(self, index: int) -> Self:
        """A client of another database of the same store, otherwise like this one.

        It shares this client's connections and needs no closing. Raises
        CommandError if there is no such database (SELECT).
        """
        runtime = self._runtime.on_database(to_database(index))
        client = self.__class__.__new__(self.__class__)
        client._setup(
            runtime,
            self._edge.prefix,
            self._edge.decode,
            self._lua_code_hook,
            self._compile_hook,
        )
        client._owns_runtime = False
        return client

    @classmethod
    def from_url(
        cls,
        url: str,
        *,
        prefix: Key | None = None,
        decode: bool = True,
        lua_code_hook: CodeHook | None = None,
        compile_hook: TreeHook | None = None,
        plugins: Plugins | None = None,
        **options: object,
    ) -> Self:
        """A client for a URL.

        ``memory://name`` (shared by name), ``redis://``, ``rediss://``,
        ``unix://`` and whatever schemes the installed backends serve. The
        options are the constructor's.
        """
        client = cls.__new__(cls)
        runtime = runtime_from_url(url, options, plugins)
        client._setup(runtime, prefix, decode, lua_code_hook, compile_hook)
        client._owns_runtime = True
        return client

    def get_runtime(self) -> Runtime:
        """The runtime behind the client."""
        return self._runtime

    @property
    def prefix(self) -> bytes:
        """What is put before every key."""
        return self._edge.prefix

    def _prepared(self, source: ScriptSource, library: str | None) -> Script:
        """The tree of a script, compiled and shown to the hooks."""
        # A program without scripts does not load what they are made of.
        from redipy_core.script import as_script

        script = as_script(source, library)
        if self._compile_hook is not None:
            self._compile_hook(script)
        lines = self._runtime.prepare_script(script)
        if self._lua_code_hook is not None and lines is not None:
            self._lua_code_hook(lines)
        return script


def tries(attempts: int | None) -> Iterator[bool]:
    """For each try whether there are more to come; at least one."""
    if attempts is None:
        yield from repeat(True)
        return
    if attempts < 1:
        raise ArgumentValueError(f"attempts must be at least 1, not {attempts}")
    for left in range(attempts - 1, -1, -1):
        yield left > 0


def _prefix_of(cfg: Mapping[str, object]) -> Key | None:
    prefix = cfg.get("prefix")
    if prefix is None or isinstance(prefix, (str, bytes)):
        return prefix
    raise ArgumentTypeError(f"prefix must be str or bytes, not {prefix!r}")


class Redis(ClientBase[T], RedisAPI[T], Closing):
    """A synchronous client.

    ``backend`` is ``"infer"``, ``"custom"`` (with ``rt``, a runtime that is
    already made) or the name of an installed backend. To infer: ``rt`` means
    custom, the arguments that a backend is selected by mean that backend, none
    at all means the default backend. ``prefix`` is put before every key,
    channel and pattern, and taken away from every reply. With ``decode=False``
    text comes back as ``bytes``. ``lua_code_hook`` and ``compile_hook`` see
    each script as it is registered. Further options go to the backend.

    A client may be used by many threads. Raises BackendError for a backend or
    an option that is not known.
    """

    def _bind(self) -> None:
        self._binder = self._runtime.binder(self._edge)

    def pipeline(self) -> Pipeline:
        """A pipeline: queue calls, then carry them out together (MULTI, EXEC)."""
        return Pipeline(self._runtime.pipeline(self._edge))

    def watch(self, *keys: Key) -> Transaction[T]:
        """A transaction that watches keys, as a context manager (WATCH).

        It reads at once; what its pipeline queues is carried out only if nobody
        changed the keys meanwhile, else WatchError is raised. O(1) a key.
        """
        transaction = Transaction[T](self._runtime.session(), self._edge)
        try:
            transaction.watch(*keys)
        except BaseException:
            transaction.close()
            raise
        return transaction

    def transaction(
        self,
        function: Callable[[Transaction[T], Pipeline], R],
        *watches: Key,
        attempts: int | None = None,
    ) -> R:
        """Change keys depending on what they hold, again until nobody interferes.

        ``function`` gets a transaction that watches the keys, to read with, and a
        pipeline, to queue what shall be done; the pipeline is executed afterwards,
        unless ``function`` did so itself. If a key was changed meanwhile nothing
        is done and ``function`` is called again, ``attempts`` times at most (None:
        without a limit); then WatchError is raised. Returns what ``function``
        returned. (WATCH, MULTI, EXEC.)
        """
        for left in tries(attempts):
            with self.watch(*watches) as transaction:
                pipeline = transaction.pipeline()
                try:
                    result = function(transaction, pipeline)
                    if len(pipeline):
                        pipeline.execute()
                except WatchError:
                    if not left:
                        raise
                else:
                    return result
        raise AssertionError("unreachable")

    def register_script(
        self, script: ScriptSource, *, library: str | None = None
    ) -> ScriptFunction[object]:
        """Make a script callable.

        Returns a function ``f(*, keys, args, client=None)``: ``keys`` maps the
        script's key names to keys, ``args`` its argument names to JSON values.
        ``client`` may be another client or a pipeline; a pipeline gives the
        result with ``execute()``. Raises ScriptError, or the error of the Redis
        call that failed. The script is compiled here, so what no backend can
        run is refused here (ArgumentError).

        With ``library`` a server that has functions keeps the script in the
        library of that name (FUNCTION LOAD, FCALL), in place of what was in it;
        where there are none nothing changes.
        """
        from redipy_core.script import ScriptFunction

        return ScriptFunction(self._prepared(script, library), self)

    def iter_keys(
        self, *, match: Key | None = None, filter_type: str | None = None
    ) -> Iterator[T]:
        """Go over the keys by SCAN, each once.

        ``match`` is a glob pattern, ``filter_type`` a type as TYPE names it. A
        key that is there throughout is given; one that comes or goes meanwhile
        may be.
        """
        cursor, seen = 0, set[T]()
        while True:
            cursor, page = self.scan(cursor, match=match, filter_type=filter_type)
            for key in page:
                if key not in seen:
                    seen.add(key)
                    yield key
            if cursor == 0:
                return

    def keys(
        self,
        *,
        match: Key | None = None,
        filter_type: str | None = None,
        block: bool = True,
    ) -> set[T]:
        """The names of the keys as a set.

        With ``block`` by KEYS, in one moment while everybody else waits;
        without it by SCAN, page by page. O(N) with N keys in the store.
        """
        if block:
            return set(self.keys_block(match=match, filter_type=filter_type))
        return set(self.iter_keys(match=match, filter_type=filter_type))

    def wait_for(
        self,
        channel: Key,
        predicate: Callable[[], R],
        timeout: float | None = None,
    ) -> R | None:
        """Wait until something is so, looking again after each message.

        ``predicate`` is called at once and after each message on ``channel``
        (SUBSCRIBE); its first truthy result is returned, or None after
        ``timeout`` seconds (None: no limit). A message that is published after
        the change it tells of is never missed.
        """
        name = self._edge.prefix + encode_key(channel)
        found = self._runtime.wait_for(name, predicate, timeout)
        return cast(R | None, found)

    def pubsub(self) -> PubSub[T]:
        """Subscriptions to channels, as a context manager to iterate over."""
        return PubSub(self._runtime.listener(), self._edge)

    def execute(self, *words: Key) -> object:
        """Send a command word by word; its reply as the wire carries it.

        Keys are taken as they are, without the client's prefix. Raises
        ResponseError for an error reply.
        """
        return self._runtime.execute([encode_key(word) for word in words])

    def _run_script(self, script: Script, call: ScriptCall) -> object:
        return self._runtime.run_script(script, call, self._edge)

    def _script_runner(self, script: Script) -> Runner[object]:
        return self._runtime.script_runner(script, self._edge)

    def close(self) -> None:
        """Give back connections. A client that was made with ``rt`` leaves it open."""
        if self._owns_runtime:
            self._runtime.close()
