"""A value that is not shown: neither in a message nor in a log nor where a record is printed."""

from __future__ import annotations


class Secret:
    """Holds a secret; only who asks for it by name gets it."""

    __slots__ = ("_value",)

    def __init__(self, value: bytes) -> None:
        """Hold ``value``."""
        self._value = value

    def reveal(self) -> bytes:
        """The secret itself."""
        return self._value

    def __repr__(self) -> str:
        """That there is one."""
        return "Secret(…)"

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same, compared in a time that does not depend on where they differ."""
        import hmac

        return isinstance(other, Secret) and hmac.compare_digest(self._value, other._value)

    __hash__ = None  # type: ignore[assignment]
