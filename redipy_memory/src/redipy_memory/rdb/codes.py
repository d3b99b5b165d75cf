"""The numbers by which a payload tells what it holds."""

from __future__ import annotations

from typing import Final

VERSION: Final = 10
"""The format's version that Redis 7.0 writes, and the newest that it reads."""

STRING: Final = 0
LIST: Final = 1
SET: Final = 2
ZSET: Final = 3
HASH: Final = 4
ZSET_2: Final = 5
HASH_ZIPMAP: Final = 9
LIST_ZIPLIST: Final = 10
SET_INTSET: Final = 11
ZSET_ZIPLIST: Final = 12
HASH_ZIPLIST: Final = 13
LIST_QUICKLIST: Final = 14
STREAM_LISTPACKS: Final = 15
HASH_LISTPACK: Final = 16
ZSET_LISTPACK: Final = 17
LIST_QUICKLIST_2: Final = 18
STREAM_LISTPACKS_2: Final = 19

PLAIN: Final = 1
PACKED: Final = 2
"""What a node of a quicklist is: one long element, or a listpack."""
