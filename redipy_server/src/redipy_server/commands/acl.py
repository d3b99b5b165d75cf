"""ACL: users, what they may do, and who was refused."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from typing import Final

from redipy_core.command import command
from redipy_core.errors import CommandError, as_c_string, wrong_arity
from redipy_core.replies import BULK, INTEGER, LIST, OK, STATUS, Reply
from redipy_core.shapes import MAP
from redipy_core.text import read_integer
from redipy_server.describe import CATEGORIES, categories
from redipy_server.encoding import Double, Map, Set
from redipy_server.session import Session
from redipy_server.users import Selector

_ADMIN: Final = "admin noscript loading stale"
_PLAIN: Final = "noscript loading stale"
_USER = Reply("USER", script="wire", shape=MAP)
_WIRE = Reply("WIRE", script="wire")
_NO_FILE: Final = (
    "This Redis instance is not configured to use an ACL file. You may want to specify"
    " users via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you"
    " have a Redis configuration file set) in order to store users in the Redis"
    " configuration."
)
_BITS: Final = (
    "ACL GENPASS argument must be the number of bits for the output password, a"
    " positive number up to 4096"
)


@command("ACL WHOAMI", _PLAIN, reply=BULK, since="6.0.0", complexity="O(1)")
def acl_whoami(session: Session) -> bytes:
    """The user of this connection."""
    assert session.user is not None
    return session.user.name


@command("ACL USERS", _ADMIN, reply=LIST, since="6.0.0", complexity="O(N)")
def acl_users(session: Session) -> object:
    """The names of the users."""
    return [user.name for user in session.state.users]


@command("ACL LIST", _ADMIN, reply=LIST, since="6.0.0", complexity="O(N)")
def acl_list(session: Session) -> object:
    """The users with their rules."""
    return [_encoded(str(user)) for user in session.state.users]


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


@command("ACL GETUSER username", _ADMIN, reply=_USER, since="6.0.0", complexity="O(N)")
def acl_getuser(session: Session, username: bytes) -> object:
    """A user's rules, by what they are about."""
    user = session.state.users.get(username)
    if user is None:
        return session.nil()
    return [
        *(b"flags", Set(_encoded(flag) for flag in user.flags())),
        *(b"passwords", [_encoded(kept) for kept in user.passwords]),
        *_about(user.root),
        *(b"selectors", [Map(_about(selector)) for selector in user.selectors]),
    ]


def _about(selector: Selector) -> list[object]:
    return [
        *(b"commands", _encoded(selector.shown_commands())),
        *(b"keys", _encoded(selector.shown_keys())),
        *(b"channels", _encoded(selector.shown_channels())),
    ]


@command(
    "ACL SETUSER username [rules ...]",
    _ADMIN,
    reply=STATUS,
    since="6.0.0",
    complexity="O(N)",
)
def acl_setuser(session: Session, username: bytes, rules: Sequence[bytes]) -> object:
    """Make a user, or change one: all rules are applied, or none."""
    session.state.users.set(username, rules)
    session.state.refresh_all()
    return OK


@command(
    "ACL DELUSER usernames ...",
    _ADMIN,
    reply=INTEGER,
    since="6.0.0",
    complexity="O(1) amortized time considering the typical user.",
)
def acl_deluser(session: Session, usernames: Sequence[bytes]) -> int:
    """Remove users, and end their connections."""
    if b"default" in usernames:
        raise CommandError("The 'default' user cannot be removed")
    removed = [session.state.users.remove(name) for name in usernames]
    gone = [user for user in removed if user is not None]
    for other in list(session.state.clients.values()):
        if any(other.user is user for user in gone):
            other.kill(by=session)
    return len(gone)


@command("ACL CAT [category]", _PLAIN, reply=LIST, since="6.0.0", complexity="O(1)")
def acl_cat(session: Session, category: bytes | None) -> object:
    """The categories of commands, or the commands of one."""
    if category is None:
        return [name.encode() for name in CATEGORIES]
    name = category.decode("utf-8", "surrogateescape").lower()
    if name not in CATEGORIES:
        raise CommandError(f"Unknown category '{as_c_string(category)}'")
    return [
        entry.full_name.encode()
        for entry in session.state.index
        if name in categories(entry.command)
    ]


@command(
    "ACL DRYRUN username words ...",
    _ADMIN,
    reply=_WIRE,
    since="7.0.0",
    complexity="O(1).",
    misfit="arity",
)
def acl_dryrun(session: Session, username: bytes, words: Sequence[bytes]) -> object:
    """Whether a user might call a command."""
    user = session.state.users.get(username)
    if user is None:
        raise CommandError(f"User '{as_c_string(username)}' not found")
    entry = session.state.index.find(words)
    if entry is None:
        raise CommandError(f"Command '{as_c_string(words[0])}' not found")
    if not entry.fits(len(words)):
        raise wrong_arity(entry.name)
    denial = user.denies(entry, words)
    if denial is None:
        return OK
    about = denial.about
    if denial.reason == "command":
        return b"This user has no permissions to run the '%b' command" % about
    return b"This user has no permissions to access the '%b' %b" % (
        about,
        denial.reason.encode(),
    )


@command("ACL GENPASS [bits]", _PLAIN, reply=BULK, since="6.0.0", complexity="O(1)")
def acl_genpass(session: Session, bits: bytes | None) -> bytes:
    """A password that nobody guesses, as hexadecimal digits."""
    count = 256 if bits is None else read_integer(bits)
    if count is None:
        raise CommandError("value is not an integer or out of range")
    if not 1 <= count <= 4096:
        raise CommandError(_BITS)
    digits = (count + 3) // 4
    return secrets.token_hex((digits + 1) // 2)[:digits].encode()


@command("ACL LOG [what]", _ADMIN, reply=_WIRE, since="6.0.0", complexity="O(N)")
def acl_log(session: Session, what: bytes | None) -> object:
    """Who was refused what, the newest first; RESET forgets."""
    log = session.state.refusals
    if what is not None and what.upper() == b"RESET":
        log.clear()
        return OK
    count = 10 if what is None else read_integer(what)
    if count is None:
        raise CommandError("value is not an integer or out of range")
    now = time.time()
    return [
        Map(
            [
                *(b"count", refusal.count, b"reason", refusal.reason.encode()),
                *(b"context", refusal.context.encode(), b"object", refusal.about),
                *(b"username", refusal.username),
                *(b"age-seconds", Double(b"%.3f" % (now - refusal.when))),
                *(b"client-info", refusal.client),
            ]
        )
        for refusal in list(log)[: max(count, 0)]
    ]


@command("ACL LOAD", _ADMIN, reply=STATUS, since="6.0.0", complexity="O(N)")
def acl_load(session: Session) -> object:
    """Refused: users are not kept in a file."""
    raise CommandError(_NO_FILE)


@command("ACL SAVE", _ADMIN, reply=STATUS, since="6.0.0", complexity="O(N)")
def acl_save(session: Session) -> object:
    """Refused: users are not kept in a file."""
    raise CommandError(_NO_FILE)
