"""Respondent keys: what the database knows of who answered, without knowing who it was."""

from __future__ import annotations

import hashlib

_BLOCK = 64  # bytes of a SHA-256 block (RFC 2104)


def pads(secret: str) -> tuple[bytes, bytes] | tuple[None, None]:
    """The inner and outer pad of HMAC-SHA256 for `secret`, so that SQL can do the rest; None without a secret."""
    if not secret:
        return None, None
    key = secret.encode()
    key = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    return bytes(byte ^ 0x36 for byte in key), bytes(byte ^ 0x5C for byte in key)
