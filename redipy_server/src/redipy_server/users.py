"""Users: who may log in, and what they may do."""

from __future__ import annotations

import copy
import hmac
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, Literal, NamedTuple

from redipy_core.errors import CommandError, as_c_string
from redipy_core.glob import glob_matcher
from redipy_server.describe import CATEGORIES, categories
from redipy_server.index import CommandIndex, Entry
from redipy_server.keys import Access, accesses, channels_of

_NO_COMMAND: Final = "Unknown command or category name in ACL"
_SYNTAX: Final = "Syntax error"
_HASH: Final = (
    "The password hash must be exactly 64 characters and contain only lowercase"
    " hexadecimal characters"
)
_NOT_THERE: Final = "The password you are trying to remove from the user does not exist"
_AFTER_ALL: Final = (
    "Adding a pattern after the * pattern (or the '{}' flag) is not valid and does"
    " not have any effect. Try '{}' to start with an empty list of {}"
)


def digest(password: bytes) -> str:
    """A password as it is kept."""
    return sha256(password).hexdigest()


class Denial(NamedTuple):
    """Why something is not allowed: the kind of reason, and what it is about."""

    reason: Literal["command", "key", "channel"]
    about: bytes


_GRAVITY: Final = {"command": 1, "key": 2, "channel": 3}


class UnfitRuleError(Exception):
    """A rule that is none."""


@dataclass
class Selector:
    """What one set of rules allows: commands, on keys, on channels."""

    commands: set[str] = field(default_factory=set)
    all_commands: bool = False
    first_words: dict[str, set[bytes]] = field(default_factory=dict)
    """Commands that are allowed with one of these first arguments only."""
    rules: list[str] = field(default_factory=list)
    keys: dict[bytes, Access] = field(default_factory=dict)
    channels: dict[bytes, None] = field(default_factory=dict)

    def allows_command(self, entry: Entry, words: Sequence[bytes]) -> bool:
        """Whether a command may be called."""
        if self.all_commands or entry.full_name in self.commands:
            return True
        first = self.first_words.get(entry.full_name)
        return first is not None and len(words) > 1 and words[1].lower() in first

    def _allows_key(self, key: bytes, access: Access) -> bool:
        return any(
            access & granted == access and glob_matcher(pattern)(key)
            for pattern, granted in self.keys.items()
        )

    def _allows_channel(self, name: bytes, literal: bool) -> bool:
        if literal:
            return name in self.channels or b"*" in self.channels
        return any(glob_matcher(pattern)(name) for pattern in self.channels)

    def denies(self, entry: Entry, words: Sequence[bytes]) -> Denial | None:
        """Why a call is not allowed; None if it is."""
        if not self.allows_command(entry, words) and "no_auth" not in entry.flags:
            return Denial("command", entry.full_name.encode())
        if b"*" not in self.keys or self.keys[b"*"] != Access.BOTH:
            for key, access in accesses(entry, words):
                if not self._allows_key(key, access):
                    return Denial("key", key)
        if b"*" not in self.channels and "pubsub" in entry.flags:
            names, literal = channels_of(entry, words)
            for name in names:
                if not self._allows_channel(name, literal):
                    return Denial("channel", name)
        return None

    # -- rules -----------------------------------------------------------------------

    def apply(self, rule: str, index: CommandIndex) -> bool:
        """Apply a rule about commands, keys or channels; whether it is one."""
        word = rule.lower()
        if word in ("allkeys", "~*"):
            self.keys = {b"*": Access.BOTH}
        elif word == "resetkeys":
            self.keys = {}
        elif word in ("allchannels", "&*"):
            self.channels = {b"*": None}
        elif word == "resetchannels":
            self.channels = {}
        elif word in ("allcommands", "+@all", "nocommands", "-@all"):
            self._all(word in ("allcommands", "+@all"))
        elif rule[:1] in ("~", "%"):
            self._add_key(rule)
        elif rule[:1] == "&":
            if b"*" in self.channels:
                raise UnfitRuleError(
                    _AFTER_ALL.format("allchannels", "resetchannels", "channels")
                )
            self.channels[_encoded(rule[1:])] = None
        elif rule[:1] in ("+", "-"):
            self._command(word, index)
        else:
            return False
        return True

    def _all(self, allowed: bool) -> None:
        self.all_commands = allowed
        self.commands, self.first_words, self.rules = set(), {}, []

    def _add_key(self, rule: str) -> None:
        access, pattern = Access.BOTH, rule[1:]
        if rule[0] == "%":
            found = re.fullmatch(r"%([rwRW]+)~(.*)", rule, re.S)
            if found is None:
                raise UnfitRuleError(_SYNTAX)
            letters = set(found[1].upper())
            access = Access(0)
            access |= Access.READ if "R" in letters else Access(0)
            access |= Access.WRITE if "W" in letters else Access(0)
            pattern = found[2]
        if self.keys.get(b"*") == Access.BOTH:
            raise UnfitRuleError(_AFTER_ALL.format("allkeys", "resetkeys", "patterns"))
        name = _encoded(pattern)
        self.keys[name] = self.keys.get(name, Access(0)) | access

    def _command(self, rule: str, index: CommandIndex) -> None:
        allowed, name = rule[0] == "+", rule[1:]
        found = _meant(name, index)
        if self.all_commands and not allowed:
            self.all_commands = False
            self.rules = ["+@all"]
        if not found:
            self._first_word(allowed, name, index)
        if self.all_commands:
            return
        others = [each for each in self.rules if each[1:] != name]
        before = _replayed(others, index)
        after = before | found if allowed else before - found
        # A rule that says what the others say already is not kept.
        self.rules = others if found and after == before else [*others, rule]
        self.commands = _replayed(self.rules, index)
        for full_name in found:
            self.first_words.pop(full_name, None)

    def _first_word(self, allowed: bool, name: str, index: CommandIndex) -> None:
        """A rule such as ``+select|0``, about one first argument."""
        command, bar, word = name.partition("|")
        found = list(_named(command, index))
        if not bar or len(found) != 1 or not allowed or "|" in found[0]:
            raise UnfitRuleError(_NO_COMMAND)
        self.first_words.setdefault(found[0], set()).add(_encoded(word))

    # -- as text ----------------------------------------------------------------------

    def shown_commands(self) -> str:
        """The rules about commands."""
        if self.all_commands:
            return "+@all"
        begin = [] if self.rules[:1] == ["+@all"] else ["-@all"]
        return " ".join([*begin, *self.rules])

    def shown_keys(self) -> str:
        """The rules about keys."""
        signs = {Access.BOTH: "~", Access.READ: "%R~", Access.WRITE: "%W~"}
        return " ".join(signs[a] + _decoded(k) for k, a in self.keys.items())

    def shown_channels(self) -> str:
        """The rules about channels."""
        return " ".join("&" + _decoded(name) for name in self.channels)

    def __str__(self) -> str:
        channels = self.shown_channels()
        if b"*" not in self.channels:
            channels = f"resetchannels {channels}".rstrip()
        parts = (self.shown_keys(), channels, self.shown_commands())
        return " ".join(part for part in parts if part)


def _meant(name: str, index: CommandIndex) -> set[str]:
    """The full names that a rule is about; none if it names no command."""
    if not name.startswith("@"):
        return set(_named(name, index))
    if name == "@all":
        return {entry.full_name for entry in index}
    if name[1:] not in CATEGORIES:
        raise UnfitRuleError(_NO_COMMAND)
    return {e.full_name for e in index if name[1:] in categories(e.command)}


def _replayed(rules: Sequence[str], index: CommandIndex) -> set[str]:
    """The full names that rules allow, one after the other."""
    allowed: set[str] = set()
    for rule in rules:
        if rule[0] == "+":
            allowed |= _meant(rule[1:], index)
        else:
            allowed -= _meant(rule[1:], index)
    return allowed


def _named(name: str, index: CommandIndex) -> Iterator[str]:
    """The full names that a name stands for: itself, or all its subcommands."""
    for entry in index:
        if entry.full_name == name or entry.full_name.partition("|")[0] == name:
            yield entry.full_name


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


@dataclass
class User:
    """A user. Passwords are kept as digests only."""

    name: bytes
    enabled: bool = False
    nopass: bool = False
    sanitize: bool | None = None
    passwords: dict[str, None] = field(default_factory=dict, repr=False)
    root: Selector = field(default_factory=Selector)
    selectors: list[Selector] = field(default_factory=list)

    def accepts(self, password: bytes) -> bool:
        """Whether the password is right; it takes as long whether it is or not."""
        given = digest(password)
        right = [hmac.compare_digest(given, kept) for kept in self.passwords]
        return self.enabled and (self.nopass or any(right))

    @property
    def is_free(self) -> bool:
        """Whether the user may do everything."""
        root = self.root
        return (
            root.all_commands
            and root.keys.get(b"*") == Access.BOTH
            and b"*" in root.channels
        )

    def denies(self, entry: Entry, words: Sequence[bytes]) -> Denial | None:
        """Why a call is not allowed; None if it is."""
        worst: Denial | None = None
        for selector in (self.root, *self.selectors):
            denial = selector.denies(entry, words)
            if denial is None:
                return None
            if worst is None or _GRAVITY[denial.reason] > _GRAVITY[worst.reason]:
                worst = denial
        return worst

    def flags(self) -> list[str]:
        """The user's flags as ACL shows them."""
        found = ["on" if self.enabled else "off"]
        if self.nopass:
            found.append("nopass")
        if self.sanitize is not None:
            found.append(
                "sanitize-payload" if self.sanitize else "skip-sanitize-payload"
            )
        return found

    def __str__(self) -> str:
        hashes = [f"#{kept}" for kept in self.passwords]
        selectors = [f"({selector})" for selector in self.selectors]
        parts = (*self.flags(), *hashes, str(self.root), *selectors)
        return f"user {_decoded(self.name)} {' '.join(parts)}"

    def apply(self, rule: str, index: CommandIndex) -> None:
        """Apply one rule; UnfitRuleError if it is none."""
        word = rule.lower()
        if word in ("on", "off"):
            self.enabled = word == "on"
        elif word == "nopass":
            self.nopass = True
            self.passwords.clear()
        elif word == "resetpass":
            self.nopass = False
            self.passwords.clear()
        elif word in ("sanitize-payload", "skip-sanitize-payload"):
            self.sanitize = word == "sanitize-payload"
        elif word == "clearselectors":
            self.selectors.clear()
        elif word == "reset":
            self.__init__(self.name, sanitize=True)  # type: ignore[misc]  # begins anew
        elif rule[:1] in (">", "#", "<", "!"):
            self._password(rule[0], rule[1:])
        elif rule[:1] == "(" and rule[-1:] == ")":
            selector = Selector()
            for inner in rule[1:-1].split():
                if not selector.apply(inner, index):
                    raise UnfitRuleError(_SYNTAX)
            self.selectors.append(selector)
        elif not self.root.apply(rule, index):
            raise UnfitRuleError(_SYNTAX)

    def _password(self, sign: str, text: str) -> None:
        if sign in "#!" and re.fullmatch("[0-9a-f]{64}", text) is None:
            raise UnfitRuleError(_HASH)
        kept = text if sign in "#!" else digest(_encoded(text))
        if sign in ">#":
            self.passwords[kept] = None
            self.nopass = False
        elif kept not in self.passwords:
            raise UnfitRuleError(_NOT_THERE)
        else:
            del self.passwords[kept]


def _free_user(name: bytes) -> User:
    root = Selector(all_commands=True, keys={b"*": Access.BOTH}, channels={b"*": None})
    return User(name, enabled=True, nopass=True, root=root)


class Users:
    """The users of a server. There is always the user ``default``."""

    def __init__(self, password: str | None, index: CommandIndex) -> None:
        self._index = index
        self.default = _free_user(b"default")
        self._by_name = {b"default": self.default}
        self.require(password)

    def __iter__(self) -> Iterator[User]:
        return iter(sorted(self._by_name.values(), key=lambda user: user.name))

    def get(self, name: bytes) -> User | None:
        """The user of a name."""
        return self._by_name.get(name)

    def require(self, password: str | None) -> None:
        """Set the default user's only password; None: no password is needed."""
        self.default.nopass = not password
        self.default.passwords.clear()
        if password:
            self.default.passwords[digest(_encoded(password))] = None

    def authenticated(self, name: bytes, password: bytes) -> User | None:
        """The user who logs in by this; None if that is not right."""
        user = self._by_name.get(name)
        if user is None:
            # Who asks learns nothing from the time that the answer takes.
            self.default.accepts(password)
            return None
        return user if user.accepts(password) else None

    def set(self, name: bytes, rules: Sequence[bytes]) -> User:
        """Apply rules to a user, all or none, who is made if there is none."""
        if any(byte in b" \0" for byte in name):
            raise CommandError("Usernames can't contain spaces or null characters")
        before = self._by_name.get(name)
        user = User(name) if before is None else copy.deepcopy(before)
        for rule in _joined([_decoded(rule) for rule in rules]):
            try:
                user.apply(rule, self._index)
            except UnfitRuleError as error:
                shown = as_c_string(_encoded(rule))
                raise CommandError(
                    f"Error in ACL SETUSER modifier '{shown}': {error}"
                ) from None
        if before is None:
            self._by_name[name] = user
            return user
        before.__dict__.update(user.__dict__)
        return before

    def remove(self, name: bytes) -> User | None:
        """Remove a user, who is no more then; None if there was none."""
        return self._by_name.pop(name, None)


def _joined(rules: Sequence[str]) -> Iterator[str]:
    """The rules, those between brackets as one."""
    rest = iter(rules)
    for rule in rest:
        joined = rule
        if joined.startswith("("):
            while not joined.endswith(")"):
                following = next(rest, None)
                if following is None:
                    raise CommandError(
                        "Unmatched parenthesis in acl selector starting at"
                        f" '{as_c_string(_encoded(rule))}'."
                    )
                joined += f" {following}"
        yield joined
