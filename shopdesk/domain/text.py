"""A sentence that the domain can say and that the reader's language decides later."""

from __future__ import annotations

from typing import Any, NamedTuple

NO_DATA = "—"
"""What stands where there are no data: on every page, paper and line of a command, and never a 0."""


class Names(tuple[Any, ...]):
    """Names one after the other, as a value of a :class:`Text`: the reader's language says what stands between them.

    Each is a string or a ``Text``; ``str()`` gives them as English has them.
    """

    __slots__ = ()

    def __str__(self) -> str:
        """The names with commas between them."""
        return ", ".join(map(str, self))

    def __format__(self, spec: str) -> str:
        """The same within a string."""
        return format(str(self), spec)


class Either(NamedTuple):
    """A name written in both languages, as a value of a :class:`Text`: the reader sees the one of the own language."""

    zh: str
    en: str

    def __str__(self) -> str:
        """The English name, or the Chinese one where there is no other."""
        return self.en or self.zh


class Text:
    """A translatable sentence: an English template with named placeholders, and their values.

    The domain knows no language; it returns a ``Text`` and the layer that speaks to the user renders it with
    :func:`shopdesk.infra.i18n.tr`. ``str()`` gives the English sentence. The template must be a string literal where it
    is written, so that the translation test can find it.
    """

    __slots__ = ("context", "params", "template")

    def __init__(self, template: str, /, *, context: str = "", **params: Any) -> None:
        """Keep ``template`` with its values; ``context`` separates equal English words with two meanings."""
        self.template = template
        self.context = context
        self.params = params

    def __str__(self) -> str:
        """The English sentence."""
        return self.template.format(**{name: str(value) for name, value in self.params.items()})

    def __repr__(self) -> str:
        """The template and its values, for logs."""
        return f"Text({self.template!r}, {self.params!r})"

    def __eq__(self, other: object) -> bool:
        """Equal when template, context and values are equal."""
        if not isinstance(other, Text):
            return NotImplemented
        return (self.template, self.context, self.params) == (other.template, other.context, other.params)

    def __hash__(self) -> int:
        """Hash by the rendered English sentence."""
        return hash((self.context, str(self)))
