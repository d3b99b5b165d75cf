"""MONITOR, SLOWLOG, LATENCY: what a server does, and how long it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from redipy_core.command import command
from redipy_core.errors import CommandError, as_c_string
from redipy_core.replies import INTEGER, OK, STATUS, Reply
from redipy_core.shapes import MAP, VERBATIM
from redipy_core.text import read_integer
from redipy_server.encoding import Map
from redipy_server.session import Session

_ROWS = Reply("ROWS", script="wire")
_TEXT = Reply("TEXT", script="text", shape=VERBATIM)
_HISTOGRAMS = Reply("HISTOGRAMS", script="wire", shape=MAP)
_FLAGS: Final = "admin loading stale"
_LATENCY: Final = "admin noscript loading stale"


@command(
    "MONITOR",
    "admin noscript loading stale",
    reply=STATUS,
    since="1.0.0",
    complexity="O(1)",
)
def monitor(session: Session) -> object:
    """Be told of every command that is carried out."""
    session.state.monitors[session.id] = session
    session.state.refresh_all()
    return OK


# -- SLOWLOG ------------------------------------------------------------------------


def _read_count(words: Sequence[bytes]) -> tuple[object, ...]:
    if not words:
        return (10,)
    count = read_integer(words[0])
    if count is None or count < -1:
        raise CommandError("count should be greater than or equal to -1")
    return (count,)


@command(
    "SLOWLOG GET [count:integer]",
    _FLAGS,
    reply=_ROWS,
    since="2.2.12",
    complexity="O(N) where N is the number of entries returned",
    reader=_read_count,
)
def slowlog_get(session: Session, count: int) -> object:
    """The last commands that took long, the newest first."""
    calls = list(session.state.slowlog.calls)
    return [
        [c.number, c.when, c.microseconds, c.words, c.address, c.name]
        for c in (calls if count < 0 else calls[:count])
    ]


@command("SLOWLOG LEN", _FLAGS, reply=INTEGER, since="2.2.12", complexity="O(1)")
def slowlog_len(session: Session) -> int:
    """How many commands are in the log."""
    return len(session.state.slowlog.calls)


@command(
    "SLOWLOG RESET",
    _FLAGS,
    reply=STATUS,
    since="2.2.12",
    complexity="O(N) where N is the number of entries in the slowlog",
)
def slowlog_reset(session: Session) -> object:
    """Empty the log."""
    session.state.slowlog.calls.clear()
    return OK


# -- LATENCY ------------------------------------------------------------------------


@command("LATENCY LATEST", _LATENCY, reply=_ROWS, since="2.8.13", complexity="O(1)")
def latency_latest(session: Session) -> object:
    """For each event its last sample and its longest, in milliseconds."""
    log = session.state.slowlog
    return [
        [event, *samples[-1], log.most[event]] for event, samples in log.events.items()
    ]


@command(
    "LATENCY HISTORY event", _LATENCY, reply=_ROWS, since="2.8.13", complexity="O(1)"
)
def latency_history(session: Session, event: bytes) -> object:
    """The samples of an event: when, and milliseconds."""
    return [list(sample) for sample in session.state.slowlog.events.get(event, ())]


@command(
    "LATENCY RESET [events ...]",
    _LATENCY,
    reply=INTEGER,
    since="2.8.13",
    complexity="O(1)",
)
def latency_reset(session: Session, events: Sequence[bytes]) -> int:
    """Forget the samples of some events, all if none is named; how many there were."""
    log = session.state.slowlog
    found = [e for e in (events or list(log.events)) if e in log.events]
    for event in found:
        del log.events[event], log.most[event]
    return len(found)


@command("LATENCY DOCTOR", _LATENCY, reply=_TEXT, since="2.8.13", complexity="O(1)")
def latency_doctor(session: Session) -> bytes:
    """What the samples say, for people."""
    log = session.state.slowlog
    if not session.state.options.latency_threshold:
        return b"Latency is not watched: CONFIG SET latency-monitor-threshold.\n"
    if not log.events:
        return b"Nothing took longer than the threshold.\n"
    lines = [
        b"%b: %d samples, at most %d ms" % (event, len(samples), log.most[event])
        for event, samples in log.events.items()
    ]
    return b"\n".join(lines) + b"\n"


@command(
    "LATENCY GRAPH event", _LATENCY, reply=_TEXT, since="2.8.13", complexity="O(1)"
)
def latency_graph(session: Session, event: bytes) -> bytes:
    """The samples of an event as bars of text."""
    samples = session.state.slowlog.events.get(event)
    if not samples:
        raise CommandError(f"No samples available for event '{as_c_string(event)}'")
    most = max(spent for _, spent in samples) or 1
    bars = [b"%6d ms %b" % (s, b"#" * round(40 * s / most)) for _, s in samples]
    return event + b"\n" + b"\n".join(bars) + b"\n"


@command(
    "LATENCY HISTOGRAM [commands ...]",
    _LATENCY,
    reply=_HISTOGRAMS,
    since="7.0.0",
    complexity="O(N) where N is the number of commands with latency information",
)
def latency_histogram(session: Session, commands: Sequence[bytes]) -> object:
    """How often each command was called, and its mean time as a histogram of one."""
    wanted = {name.lower() for name in commands}
    found: list[object] = []
    for entry in session.state.index:
        name = entry.full_name.encode()
        if not entry.calls or (wanted and name not in wanted):
            continue
        mean, bound = entry.seconds * 1e6 / entry.calls, 1
        while bound < mean:
            bound *= 2
        spread = Map([bound, entry.calls])
        found += [name, Map([b"calls", entry.calls, b"histogram_usec", spread])]
    return found
