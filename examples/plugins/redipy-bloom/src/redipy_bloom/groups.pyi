"""The commands as a group: ``Bloom(client)``, or ``client.bf``.

Written from the declarations by ``redipy plugins faces redipy_bloom.groups``.
Do not edit.
"""

# pyright: reportIncompatibleMethodOverride=false
# Calling a group gives another type for each kind of client.

from typing import overload

from typing_extensions import TypeVar

from redipy.plugin import Key, Value
from redipy_bloom.replies import BloomInfo
from redipy_core.faces import AsyncRedisAPI, PipelineAPI, RedisAPI
from redipy_core.groups import CommandGroup, GroupFace

T = TypeVar("T", bound=str | bytes, default=str)

class BloomCommands(GroupFace[T]):
    """Bloom filters: sets that are small because they may err.

    The commands, carried out at once.
    """

    def reserve(
        self,
        key: Key,
        error_rate: float,
        capacity: int,
        *,
        expansion: int | None = None,
        nonscaling: bool = False,
    ) -> bool:
        """Make an empty filter for ``capacity`` items.

        At most a share of ``error_rate`` of the items that were never added is found
        nevertheless, however many are added. What goes beyond the capacity is put into
        further layers, each ``expansion`` (2) times as large; with ``nonscaling`` it is
        refused. Returns True. Raises CommandError if there is a key of this name, and
        for a rate that is not between 0 and 1.

        Redis: ``BF.RESERVE key error_rate capacity [EXPANSION expansion] [NONSCALING]``.
        """
    def add(self, key: Key, item: Value) -> bool:
        """Add an item; whether it was new as far as the filter can tell.

        A missing key becomes a filter for 100 items with an error rate of 0.01. Raises
        WrongTypeError if the key holds something else.

        Redis: ``BF.ADD key item``.
        """
    def madd(self, key: Key, *items: Value) -> list[bool]:
        """Add several items; for each whether it was new. Otherwise as ``add``.

        Redis: ``BF.MADD key item [item ...]``.
        """
    def exists(self, key: Key, item: Value) -> bool:
        """Whether an item was perhaps added; False is certain.

        Raises WrongTypeError if the key holds something else.

        Redis: ``BF.EXISTS key item``.
        """
    def mexists(self, key: Key, *items: Value) -> list[bool]:
        """For each item whether it was perhaps added. Otherwise as ``exists``.

        Redis: ``BF.MEXISTS key item [item ...]``.
        """
    def info(self, key: Key) -> BloomInfo:
        """What a filter is made for and holds.

        Raises CommandError if there is no such key, WrongTypeError if it holds
        something else.

        Redis: ``BF.INFO key``.
        """

class AsyncBloomCommands(GroupFace[T]):
    """Bloom filters: sets that are small because they may err.

    The commands, as coroutines.
    """

    async def reserve(
        self,
        key: Key,
        error_rate: float,
        capacity: int,
        *,
        expansion: int | None = None,
        nonscaling: bool = False,
    ) -> bool:
        """Make an empty filter for ``capacity`` items.

        At most a share of ``error_rate`` of the items that were never added is found
        nevertheless, however many are added. What goes beyond the capacity is put into
        further layers, each ``expansion`` (2) times as large; with ``nonscaling`` it is
        refused. Returns True. Raises CommandError if there is a key of this name, and
        for a rate that is not between 0 and 1.

        Redis: ``BF.RESERVE key error_rate capacity [EXPANSION expansion] [NONSCALING]``.
        """
    async def add(self, key: Key, item: Value) -> bool:
        """Add an item; whether it was new as far as the filter can tell.

        A missing key becomes a filter for 100 items with an error rate of 0.01. Raises
        WrongTypeError if the key holds something else.

        Redis: ``BF.ADD key item``.
        """
    async def madd(self, key: Key, *items: Value) -> list[bool]:
        """Add several items; for each whether it was new. Otherwise as ``add``.

        Redis: ``BF.MADD key item [item ...]``.
        """
    async def exists(self, key: Key, item: Value) -> bool:
        """Whether an item was perhaps added; False is certain.

        Raises WrongTypeError if the key holds something else.

        Redis: ``BF.EXISTS key item``.
        """
    async def mexists(self, key: Key, *items: Value) -> list[bool]:
        """For each item whether it was perhaps added. Otherwise as ``exists``.

        Redis: ``BF.MEXISTS key item [item ...]``.
        """
    async def info(self, key: Key) -> BloomInfo:
        """What a filter is made for and holds.

        Raises CommandError if there is no such key, WrongTypeError if it holds
        something else.

        Redis: ``BF.INFO key``.
        """

class BloomPipeline(GroupFace[T]):
    """Bloom filters: sets that are small because they may err.

    The commands, queued.
    """

    def reserve(
        self,
        key: Key,
        error_rate: float,
        capacity: int,
        *,
        expansion: int | None = None,
        nonscaling: bool = False,
    ) -> None:
        """Make an empty filter for ``capacity`` items.

        At most a share of ``error_rate`` of the items that were never added is found
        nevertheless, however many are added. What goes beyond the capacity is put into
        further layers, each ``expansion`` (2) times as large; with ``nonscaling`` it is
        refused. Returns True. Raises CommandError if there is a key of this name, and
        for a rate that is not between 0 and 1.

        Redis: ``BF.RESERVE key error_rate capacity [EXPANSION expansion] [NONSCALING]``.
        """
    def add(self, key: Key, item: Value) -> None:
        """Add an item; whether it was new as far as the filter can tell.

        A missing key becomes a filter for 100 items with an error rate of 0.01. Raises
        WrongTypeError if the key holds something else.

        Redis: ``BF.ADD key item``.
        """
    def madd(self, key: Key, *items: Value) -> None:
        """Add several items; for each whether it was new. Otherwise as ``add``.

        Redis: ``BF.MADD key item [item ...]``.
        """
    def exists(self, key: Key, item: Value) -> None:
        """Whether an item was perhaps added; False is certain.

        Raises WrongTypeError if the key holds something else.

        Redis: ``BF.EXISTS key item``.
        """
    def mexists(self, key: Key, *items: Value) -> None:
        """For each item whether it was perhaps added. Otherwise as ``exists``.

        Redis: ``BF.MEXISTS key item [item ...]``.
        """
    def info(self, key: Key) -> None:
        """What a filter is made for and holds.

        Raises CommandError if there is no such key, WrongTypeError if it holds
        something else.

        Redis: ``BF.INFO key``.
        """

class _Bloom(CommandGroup):
    @overload  # type: ignore[override]  # each kind of client by itself
    def __call__(self, client: RedisAPI[T]) -> BloomCommands[T]:
        """Bloom's commands on a client or a pipeline."""
    @overload
    def __call__(self, client: AsyncRedisAPI[T]) -> AsyncBloomCommands[T]:
        """Bloom's commands on a client or a pipeline."""
    @overload
    def __call__(self, client: PipelineAPI[T]) -> BloomPipeline[T]:
        """Bloom's commands on a client or a pipeline."""

Bloom: _Bloom
