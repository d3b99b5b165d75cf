"""Values as bytes, to be kept or moved to another store."""

from __future__ import annotations

from collections.abc import Sequence

from redipy_core.command import UnfitWordsError, command
from redipy_core.errors import SYNTAX, CommandError
from redipy_core.replies import BYTES, STATUS
from redipy_core.text import Key, to_integer

MOST_FREQUENT = 255


@command(
    "DUMP key",
    "readonly",
    reply=BYTES,
    since="2.6.0",
    complexity="O(N) with N the size of the value",
)
def dump(key: Key) -> bytes | None:
    """A value as bytes, without its expiry, for :meth:`restore`; None for no key.

    The bytes are those of Redis 7.0 and go to any server from 7.0 on. They are
    ``bytes`` for every client.
    """


def _check_use(idletime: int | None, frequency: int | None) -> None:
    """Refuse how long, or how often, a key was used if that cannot be."""
    if idletime is not None and idletime < 0:
        raise CommandError("Invalid IDLETIME value, must be >= 0")
    if frequency is not None and not 0 <= frequency <= MOST_FREQUENT:
        raise CommandError(f"Invalid FREQ value, must be >= 0 and <= {MOST_FREQUENT}")


def _read_restore(words: Sequence[bytes]) -> tuple[object, ...]:
    flags = {b"REPLACE": False, b"ABSTTL": False}
    idletime = frequency = None
    at = 3
    while at < len(words):
        option, more = words[at].upper(), at + 1 < len(words)
        if option in flags:
            flags[option] = True
            at += 1
        elif option == b"IDLETIME" and more and frequency is None:
            idletime = to_integer(words[at + 1])
            at += 2
        elif option == b"FREQ" and more and idletime is None:
            frequency = to_integer(words[at + 1])
            at += 2
        else:
            raise UnfitWordsError
        _check_use(idletime, frequency)
    return (*words[:3], *flags.values(), idletime, frequency)


def _restore_options(
    replace: bool = False,
    absttl: bool = False,
    idletime: int | None = None,
    frequency: int | None = None,
) -> tuple[object, ...]:
    idletime = None if idletime is None else to_integer(idletime)
    frequency = None if frequency is None else to_integer(frequency)
    _check_use(idletime, frequency)
    if idletime is not None and frequency is not None:
        raise CommandError(SYNTAX)
    return bool(replace), bool(absttl), idletime, frequency


@command(
    "RESTORE key ttl:late_integer serialized [REPLACE] [ABSTTL]"
    " [idletime=IDLETIME seconds:integer] [frequency=FREQ frequency:integer]",
    "write denyoom",
    reply=STATUS,
    since="2.6.0",
    complexity="O(N) with N the size of the value; O(N*log(N)) for a sorted set",
    misfit="syntax",
    reader=_read_restore,
    options=_restore_options,
)
def restore(
    key: Key,
    ttl: int,
    serialized: bytes,
    *,
    replace: bool = False,
    absttl: bool = False,
    idletime: int | None = None,
    frequency: int | None = None,
) -> bool:
    """Give a key the value that :meth:`dump` gave as bytes. Returns True.

    The key expires in ``ttl`` milliseconds, with ``absttl`` at that time in
    milliseconds since the epoch; 0 lets it stay. After a time that is past there
    is no key. ``idletime``, the seconds since the value was last used, or
    ``frequency``, how often it is used (0 to 255), is for a server that makes
    room by them.

    Raises ResponseError (``BUSYKEY``) if the key is there, unless ``replace`` is
    given, and CommandError for bytes that are damaged, of a newer server or of a
    module, which change nothing. What the checksum does not tell a server finds only
    with ``sanitize-dump-payload``; the memory backend always looks.
    """
