"""Who may log in, and with which passwords."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from hashlib import sha256


def digest(password: bytes) -> str:
    """A password as it is kept."""
    return sha256(password).hexdigest()


@dataclass
class User:
    """A user. Passwords are kept as digests only."""

    name: bytes
    enabled: bool = True
    nopass: bool = False
    passwords: dict[str, None] = field(default_factory=dict, repr=False)

    def accepts(self, password: bytes) -> bool:
        """Whether the password is right; it takes as long whether it is or not."""
        given = digest(password)
        right = [hmac.compare_digest(given, kept) for kept in self.passwords]
        return self.enabled and (self.nopass or any(right))


class Users:
    """The users of a server. There is always the user ``default``."""

    def __init__(self, password: str | None) -> None:
        self.default = User(b"default", nopass=True)
        self._by_name = {b"default": self.default}
        self.require(password)

    def require(self, password: str | None) -> None:
        """Set the default user's only password; None: no password is needed."""
        self.default.nopass = not password
        self.default.passwords.clear()
        if password:
            word = password.encode("utf-8", "surrogateescape")
            self.default.passwords[digest(word)] = None

    def authenticated(self, name: bytes, password: bytes) -> User | None:
        """The user who logs in by this; None if that is not right."""
        user = self._by_name.get(name)
        if user is None:
            # Who asks learns nothing from the time that the answer takes.
            self.default.accepts(password)
            return None
        return user if user.accepts(password) else None
