"""Passwords of local profiles: only their scrypt hash is kept."""

import hashlib
import hmac
import os

COST = (2**15, 8, 1)
"""scrypt's n, r and p: 32 MB and some 100 ms for each look."""
MEMORY = 64 * 1024 * 1024
SHORTEST = 8
"""Signs of a password."""

_NOBODY = "scrypt$32768$8$1$00$00"
"""Looked at in place of an account's, so that a name nobody has takes as long as one there is."""


def hashed(password: str) -> str:
    """Return what is kept of a password: a new salt and its hash."""
    salt = os.urandom(16)
    return "$".join(("scrypt", *map(str, COST), salt.hex(), _hash(password, salt, COST).hex()))


def is_right(password: str, kept: str) -> bool:
    """Tell whether a password is the one of which this was kept; equally long in each case.

    Args:
        password: As it was typed.
        kept: What `hashed` gave; empty for an account without password, which none is right for.
    """
    _name, n, r, p, salt, there = (kept or _NOBODY).split("$")
    found = _hash(password, bytes.fromhex(salt), (int(n), int(r), int(p)))
    return hmac.compare_digest(found, bytes.fromhex(there)) and bool(kept)


def _hash(password: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    n, r, p = cost
    typed = password.encode(errors="surrogatepass")  # half a pair is a sign like any other
    return hashlib.scrypt(typed, salt=salt, n=n, r=r, p=p, maxmem=MEMORY, dklen=32)
