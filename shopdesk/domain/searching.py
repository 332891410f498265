"""Finding what somebody typed: full width and half width, capital and small letters count as the same."""

from __future__ import annotations

import unicodedata

_WIDE_SIGNS = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in "()[]{}<>:;,!?%+-/&#*=~"})


def one_width(text: str) -> str:
    """The text with full-width letters, digits and signs made plain (Unicode NFKC): ``１２（a）`` is ``12(a)``."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def folded(text: str) -> str:
    """A text as it is compared, both what was typed and what is looked through."""
    return one_width(text).casefold()


def spellings(text: str) -> tuple[str, ...]:
    """The ways in which a text may stand in the data file, where only the file itself can be asked.

    As typed, in half width, and with its signs in full width, as Chinese writes brackets and commas.

    >>> spellings("佣金(类目)")
    ('佣金(类目)', '佣金（类目）')
    """
    plain = one_width(text)
    wide = plain.translate(_WIDE_SIGNS) if not plain.isascii() else plain
    return tuple(dict.fromkeys((text, plain, wide)))


def number_typed(text: str) -> str:
    """A number as somebody typed or pasted it, without blanks and without what spreadsheets wrap around numbers.

    >>> number_typed(' ="２００１ 0002" ')
    '20010002'
    """
    return "".join(one_width(text).split()).strip("='\"`")
