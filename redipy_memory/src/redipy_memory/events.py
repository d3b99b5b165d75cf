"""Keyspace events: their names, their classes, and who is told of them."""

from __future__ import annotations

from typing import Final

from redipy_core.errors import CommandError

_NAMES: Final = {
    "g": "del expire persist rename_from rename_to copy_to move_from move_to restore",
    "$": "set setrange append incrby incrbyfloat setbit pfadd",
    "l": "lpush rpush lpop rpop linsert lset lrem ltrim sortstore",
    "s": "sadd srem spop sinterstore sunionstore sdiffstore",
    "h": "hset hincrby hincrbyfloat hdel",
    "z": "zadd zincr zrem zpopmin zpopmax zremrangebyrank zremrangebyscore"
    " zremrangebylex zrangestore zunionstore zinterstore zdiffstore geosearchstore"
    " georadiusstore",
    "t": "xadd xdel xtrim xsetid xgroup-create xgroup-setid xgroup-destroy"
    " xgroup-createconsumer xgroup-delconsumer",
    "x": "expired",
    "n": "new",
}
"""The events of each class, by the letter that a configuration has for it."""

CLASS_OF: Final = {
    name.encode(): letter for letter, names in _NAMES.items() for name in names.split()
}
"""An event's class; an event that is not here is a module's (``d``)."""

_ALL: Final = "g$lshzxetd"
_LETTERS: Final = frozenset(f"A{_ALL}KEnm")


class EventFlags:
    """Which events are told, as ``notify-keyspace-events`` says it.

    ``K`` publishes to a channel for each key, ``E`` to one for each event; the
    other letters choose classes, ``A`` all but ``n`` (new keys) and ``m``
    (misses, which this engine does not tell). Raises CommandError for a letter
    that is none.
    """

    def __init__(self, text: str = "") -> None:
        if not _LETTERS.issuperset(text):
            raise CommandError("Invalid event class character. Use 'Ag$lshzxeKEtmdn'.")
        classes = set(text) - set("AKE")
        self.classes = classes | set(_ALL) if "A" in text else classes
        self.by_key = "K" in text
        self.by_event = "E" in text

    def __bool__(self) -> bool:
        """Whether anything is told at all."""
        return bool(self.classes - {"m"}) and (self.by_key or self.by_event)

    def __str__(self) -> str:
        """The letters as a server gives them back."""
        if self.classes.issuperset(_ALL):
            letters = "A"
        else:
            letters = "".join(c for c in f"{_ALL}n" if c in self.classes)
        ways = {"K": self.by_key, "E": self.by_event, "m": "m" in self.classes}
        return letters + "".join(letter for letter, given in ways.items() if given)

    def tells(self, event: bytes) -> bool:
        """Whether listeners are told of this event."""
        return CLASS_OF.get(event, "d") in self.classes
