"""The client, with the ways down to the runtimes that redipy comes with."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeVar, overload

from redipy_core.backend import Runtime
from redipy_core.client import CodeHook, TreeHook
from redipy_core.client import Redis as CoreRedis
from redipy_core.text import Key

if TYPE_CHECKING:
    from typing_extensions import TypeVar as DefaultTypeVar

    from redipy_core.plugins import Plugins
    from redipy_memory.runtime import MemoryRuntime
    from redipy_redis.runtime import RedisRuntime

    T = DefaultTypeVar("T", bound=str | bytes, default=str)
else:
    T = TypeVar("T")


class RuntimeAccess(ABC):
    """Ways down to the runtime of a client, by its kind."""

    @abstractmethod
    def get_runtime(self) -> Runtime:
        """The runtime behind the client."""

    def maybe_get_memory_runtime(self) -> MemoryRuntime | None:
        """The memory runtime, None if the client is on another backend."""
        from redipy_memory.runtime import MemoryRuntime

        runtime = self.get_runtime()
        return runtime if isinstance(runtime, MemoryRuntime) else None

    def get_memory_runtime(self) -> MemoryRuntime:
        """The memory runtime; ValueError if the client is on another backend."""
        runtime = self.maybe_get_memory_runtime()
        if runtime is None:
            raise ValueError(f"the client is on {self.get_runtime().name}, not memory")
        return runtime

    def maybe_get_redis_runtime(self) -> RedisRuntime | None:
        """The redis runtime, None if the client is on another backend."""
        if self.get_runtime().name != "redis":
            return None
        from redipy_redis.runtime import RedisRuntime

        runtime = self.get_runtime()
        return runtime if isinstance(runtime, RedisRuntime) else None

    def get_redis_runtime(self) -> RedisRuntime:
        """The redis runtime; ValueError if the client is on another backend."""
        runtime = self.maybe_get_redis_runtime()
        if runtime is None:
            raise ValueError(f"the client is on {self.get_runtime().name}, not redis")
        return runtime


class Redis(CoreRedis[T], RuntimeAccess):
    __doc__ = CoreRedis.__doc__

    @overload
    def __init__(
        self: Redis[str],
        backend: str = ...,
        *,
        host: str | None = ...,
        port: int | None = ...,
        passwd: str | None = ...,
        cfg: Mapping[str, object] | None = ...,
        rt: Runtime | None = ...,
        prefix: Key | None = ...,
        decode: Literal[True] = ...,
        lua_code_hook: CodeHook | None = ...,
        compile_hook: TreeHook | None = ...,
        plugins: Plugins | None = ...,
        **options: object,
    ) -> None: ...
    @overload
    def __init__(
        self: Redis[bytes],
        backend: str = ...,
        *,
        host: str | None = ...,
        port: int | None = ...,
        passwd: str | None = ...,
        cfg: Mapping[str, object] | None = ...,
        rt: Runtime | None = ...,
        prefix: Key | None = ...,
        decode: Literal[False],
        lua_code_hook: CodeHook | None = ...,
        compile_hook: TreeHook | None = ...,
        plugins: Plugins | None = ...,
        **options: object,
    ) -> None: ...
    def __init__(self, backend: str = "infer", **options: object) -> None:
        super().__init__(backend, **options)  # type: ignore[arg-type]  # typed by the overloads

    @overload  # type: ignore[override]  # tells decode=False apart, as Self cannot
    @classmethod
    def from_url(
        cls,
        url: str,
        *,
        prefix: Key | None = ...,
        decode: Literal[True] = ...,
        lua_code_hook: CodeHook | None = ...,
        compile_hook: TreeHook | None = ...,
        plugins: Plugins | None = ...,
        **options: object,
    ) -> Redis[str]: ...
    @overload
    @classmethod
    def from_url(
        cls,
        url: str,
        *,
        prefix: Key | None = ...,
        decode: Literal[False],
        lua_code_hook: CodeHook | None = ...,
        compile_hook: TreeHook | None = ...,
        plugins: Plugins | None = ...,
        **options: object,
    ) -> Redis[bytes]: ...
    @classmethod
    def from_url(  # pyright: ignore[reportIncompatibleMethodOverride]
        cls, url: str, **options: object
    ) -> object:
        return super().from_url(url, **options)  # type: ignore[arg-type]  # typed by the overloads
