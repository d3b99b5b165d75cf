"""Digests of scripts."""

from __future__ import annotations

import hashlib


def sha1_hex(data: bytes) -> bytes:
    """The digest by which a script is known, as hexadecimal digits."""
    return hashlib.sha1(data, usedforsecurity=False).hexdigest().encode()
