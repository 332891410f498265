"""Figures that are kept as text, read back; what another program may have written there is refused in words."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import HIGHEST_FEN
from shopdesk.domain.text import Text


def stored_fen(code: str, text: str) -> int:
    """An amount in fen.

    Raises:
        UserError: it is none; the sentence names the figure and what stands there.
    """
    number = stored_number(code, text)
    if number != int(number):
        raise _unreadable(code, text)
    return int(number)


def stored_number(code: str, text: str) -> Decimal:
    """A rate, a number of days, hours or pieces, a rating.

    Raises:
        UserError: it is none; the sentence names the figure and what stands there.
    """
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise _unreadable(code, text) from None
    if not number.is_finite() or abs(number) > HIGHEST_FEN:
        raise _unreadable(code, text)
    return number


def _unreadable(code: str, text: str) -> UserError:
    return UserError(
        Text(
            "The data file holds “{value}” as {figure}, which is no number. Type the figure anew with the workbook.",
            value=text[:40],
            figure=code,
        )
    )
