"""The asyncio client."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeVar, overload

from redipy.client import RuntimeAccess
from redipy_core.asyncio import Redis as CoreRedis
from redipy_core.backend import Runtime
from redipy_core.client import CodeHook, TreeHook
from redipy_core.faces import AsyncRedisAPI
from redipy_core.text import Key

if TYPE_CHECKING:
    from typing_extensions import TypeVar as DefaultTypeVar

    from redipy_core.plugins import Plugins

    T = DefaultTypeVar("T", bound=str | bytes, default=str)
else:
    T = TypeVar("T")

__all__ = ["AsyncRedisAPI", "Redis"]


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
