"""CLIENT TRACKING: clients that keep what they read, and are told when it changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from redipy_core.command import command
from redipy_core.errors import SYNTAX, CommandError, as_c_string
from redipy_core.replies import INTEGER, OK, STATUS, Reply
from redipy_core.shapes import MAP
from redipy_core.text import read_integer
from redipy_server.encoding import Set
from redipy_server.session import Session
from redipy_server.tracking import Modes

_FLAGS: Final = "noscript loading stale"
_INFO = Reply("TRACKING_INFO", script="wire", shape=MAP)
_SWITCH: Final = (
    "You can't switch {} mode{} before disabling tracking for this client, and then"
    " re-enabling it with a different mode."
)


def _read(words: Sequence[bytes]) -> tuple[object, ...]:
    options: dict[bytes, object] = {}
    prefixes: list[bytes] = []
    rest = iter(words[1:])
    for word in rest:
        option = word.upper()
        if option in (b"BCAST", b"OPTIN", b"OPTOUT", b"NOLOOP"):
            options[option] = True
        elif option == b"REDIRECT" and (value := next(rest, None)) is not None:
            if b"REDIRECT" in options:
                raise CommandError(
                    "A client can only redirect to a single other client"
                )
            number = read_integer(value)
            if number is None:
                raise CommandError("Invalid client ID")
            options[option] = number
        elif option == b"PREFIX" and (value := next(rest, None)) is not None:
            prefixes.append(value)
        else:
            raise CommandError(SYNTAX)
    return words[0].upper(), options, tuple(prefixes)


@command(
    "CLIENT TRACKING status=(ON|OFF) [options ...] [prefixes ...]",
    _FLAGS,
    reply=STATUS,
    since="6.0.0",
    complexity="O(1). Some options may introduce additional complexity.",
    manual="status=(ON|OFF) [REDIRECT client-id:integer] [PREFIX prefix ...] [BCAST]"
    " [OPTIN] [OPTOUT] [NOLOOP]",
    reader=_read,
)
def client_tracking(
    session: Session,
    status: bytes,
    options: dict[bytes, object],
    prefixes: tuple[bytes, ...],
) -> object:
    """Remember the keys that are read here, and tell when they change."""
    redirect = options.get(b"REDIRECT", 0)
    assert isinstance(redirect, int)
    if redirect and redirect not in session.state.clients:
        raise CommandError("The client ID you want redirect to does not exist")
    tracking = session.state.tracking
    if status == b"OFF":
        tracking.end(session)
        session.refresh()
        return OK
    if status != b"ON":
        raise CommandError(SYNTAX)
    modes = Modes(
        redirect=redirect,
        bcast=b"BCAST" in options,
        prefixes=prefixes,
        optin=b"OPTIN" in options,
        optout=b"OPTOUT" in options,
        noloop=b"NOLOOP" in options,
    )
    _check(modes, session.tracking)
    before = session.tracking
    if before is not None:
        modes.prefixes = tuple(dict.fromkeys((*before.prefixes, *prefixes)))
        tracking.end(session)
    tracking.begin(session, modes)
    session.refresh()
    return OK


def _check(modes: Modes, before: Modes | None) -> None:
    """CommandError for modes that do not go together."""
    if modes.prefixes and not modes.bcast:
        raise CommandError("PREFIX option requires BCAST mode to be enabled")
    if before is not None and before.bcast != modes.bcast:
        raise CommandError(_SWITCH.format("BCAST", " on/off"))
    if modes.bcast and (modes.optin or modes.optout):
        raise CommandError("OPTIN and OPTOUT are not compatible with BCAST")
    if modes.optin and modes.optout:
        raise CommandError("You can't specify both OPTIN mode and OPTOUT mode")
    if before is not None and (
        (modes.optin and before.optout) or (modes.optout and before.optin)
    ):
        raise CommandError(_SWITCH.format("OPTIN/OPTOUT", ""))
    for one, other, which in _overlaps(modes.prefixes, before):
        raise CommandError(
            f"Prefix '{as_c_string(one)}' overlaps with {which} prefix"
            f" '{as_c_string(other)}'. Prefixes for a single client must not overlap."
        )


def _overlaps(
    prefixes: Sequence[bytes], before: Modes | None
) -> Iterator[tuple[bytes, bytes, str]]:
    for at, one in enumerate(prefixes):
        for other in () if before is None else before.prefixes:
            if one != other and (one.startswith(other) or other.startswith(one)):
                yield one, other, "an existing"
        for other in prefixes[at + 1 :]:
            if one.startswith(other) or other.startswith(one):
                yield one, other, "another provided"


@command(
    "CLIENT CACHING mode",
    _FLAGS,
    reply=STATUS,
    since="6.0.0",
    complexity="O(1)",
)
def client_caching(session: Session, mode: bytes) -> object:
    """Whether the keys of the next command are remembered."""
    modes = session.tracking
    if modes is None or not (modes.optin or modes.optout):
        raise CommandError(
            "CLIENT CACHING can be called only when the client is in tracking mode"
            " with OPTIN or OPTOUT mode enabled"
        )
    mode = mode.upper()
    if mode not in (b"YES", b"NO"):
        raise CommandError(SYNTAX)
    if mode == b"YES" and not modes.optin:
        raise CommandError(
            "CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode."
        )
    if mode == b"NO" and not modes.optout:
        raise CommandError(
            "CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode."
        )
    modes.caching = mode == b"YES"
    return OK


@command("CLIENT GETREDIR", _FLAGS, reply=INTEGER, since="6.0.0", complexity="O(1)")
def client_getredir(session: Session) -> int:
    """Who is told of changes instead: 0 nobody, -1 if nothing is tracked."""
    return -1 if session.tracking is None else session.tracking.redirect


@command("CLIENT TRACKINGINFO", _FLAGS, reply=_INFO, since="6.2.0", complexity="O(1)")
def client_trackinginfo(session: Session) -> object:
    """How this connection tracks keys."""
    modes = session.tracking
    if modes is None:
        return [b"flags", Set([b"off"]), b"redirect", -1, b"prefixes", []]
    flags = {
        b"on": True,
        b"bcast": modes.bcast,
        b"optin": modes.optin,
        b"caching-yes": modes.optin and modes.caching,
        b"optout": modes.optout,
        b"caching-no": modes.optout and modes.caching is False,
        b"noloop": modes.noloop,
        b"broken_redirect": modes.broken,
    }
    shown = Set(name for name, holds in flags.items() if holds)
    return [
        *(b"flags", shown, b"redirect", modes.redirect),
        *(b"prefixes", list(modes.prefixes)),
    ]
