"""The steps of yearly sales at which a yearly fee comes back, and how they are written in one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import HIGHEST_FEN
from shopdesk.domain.money import format_yuan
from shopdesk.domain.searching import one_width
from shopdesk.domain.text import Text

_STEP = re.compile(r"(?P<sales>\d[\d,]*(?:\.\d{1,2})?)\s*[:=\s]\s*(?P<share>\d{1,3}(?:\.\d{1,4})?)\s*%")
_BETWEEN = re.compile(r"\s*[;、\n]\s*|,\s+")


@dataclass(frozen=True, slots=True)
class RefundStep:
    """The share of the yearly fee that comes back from ``sales_fen`` of yearly sales on."""

    sales_fen: int
    share: Decimal


def read_ladder(text: str) -> tuple[RefundStep, ...]:
    """The steps that a line says: ``180000: 50%; 600000: 100%``; none of an empty one.

    Raises:
        UserError: it is no such line, a step does not lie above the one before it, or more than everything comes back.
    """
    plain = one_width(text).strip().strip(";")
    if not plain:
        return ()
    steps = tuple(map(_step, _BETWEEN.split(plain)))
    for lower, higher in pairwise(steps):
        if higher.sales_fen <= lower.sales_fen or higher.share <= lower.share:
            raise UserError(Text("Each step needs more sales and a larger share than the one before it."))
    return steps


def written_ladder(steps: Sequence[RefundStep]) -> str:
    """Steps as :func:`read_ladder` reads them."""
    return "; ".join(f"{format_yuan(step.sales_fen)}: {(step.share * 100).normalize():f}%" for step in steps)


def _step(text: str) -> RefundStep:
    found = _STEP.fullmatch(text.strip())
    if found is None:
        raise UserError(
            Text("Write each step as sales and share, like 180000: 50%; 600000: 100%. “{text}” is none.", text=text)
        )
    sales = Decimal(found["sales"].replace(",", ""))
    share = Decimal(found["share"]) / 100
    if not 0 < share <= 1 or sales * 100 > HIGHEST_FEN:
        raise UserError(Text("“{text}” is out of range: a share above 0% and up to 100%, sales in yuan.", text=text))
    return RefundStep(int(sales * 100), share)
