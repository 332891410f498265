"""Passwords as Argon2 hashes, by argon2-cffi: slow on purpose, with a salt of their own."""

from __future__ import annotations


def hash_password(password: str) -> str:
    """The hash to keep; it says by itself how it was made."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def is_password(kept: str, password: str) -> bool:
    """Whether ``password`` is the one that was kept."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
