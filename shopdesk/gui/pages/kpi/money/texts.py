"""What the parts of the page "Money" say alike: amounts with their sign, days, groups of kinds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from shopdesk.domain.ledger.kinds import LINE_KIND_NAMES, LineKind
from shopdesk.domain.money import format_yuan, percent_text, signed_yuan
from shopdesk.domain.text import NO_DATA, Text
from shopdesk.infra.i18n import in_a_row, tr

KIND_GROUPS: tuple[tuple[Text, tuple[LineKind, ...]], ...] = (
    (Text("Sales received"), (LineKind.SALE,)),
    (Text("Refunds", context="kind of line"), (LineKind.REFUND,)),
    (
        Text("Platform fees"),
        (LineKind.COMMISSION, LineKind.SOFTWARE_FEE, LineKind.POINTS, LineKind.PAYMENT_SERVICE, LineKind.AFFILIATE),
    ),
    (
        Text("After-sales and other costs"),
        (
            LineKind.INSURANCE,
            LineKind.INSURANCE_PAID_OUT,
            LineKind.COMPENSATION,
            LineKind.COUPONS,
            LineKind.DONATION,
            LineKind.LOAN_COST,
            LineKind.INTEREST,
        ),
    ),
    (Text("Moved to another place"), (LineKind.TRANSFER, LineKind.DEPOSIT, LineKind.LOAN)),
    (Text("Advertising top-up"), (LineKind.ADS_TOPUP,)),
    (Text("Not classified"), (LineKind.NOT_CLASSIFIED,)),
)
"""The kinds as the chart puts them together; every kind is in exactly one group."""


def money(fen: int | None) -> str:
    """``1,234.50``, or a dash where it is not known."""
    return NO_DATA if fen is None else format_yuan(fen)


def signed(fen: int | None) -> str:
    """``+1,234.50`` for money in, ``-1,234.50`` for money out, or a dash."""
    return NO_DATA if fen is None else signed_yuan(fen)


def rate(share: Decimal | None, places: int = 1) -> str:
    """``12.3%``, or a dash."""
    return NO_DATA if share is None else percent_text(share, places)


def kind_names(kinds: Sequence[LineKind]) -> str:
    """The names of kinds, one after the other."""
    return in_a_row([tr(LINE_KIND_NAMES[kind]) for kind in kinds])
