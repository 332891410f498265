"""How long the money in the ads account lasts: an account that runs dry stops every programme at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from shopdesk.domain.kpi.alerts import Alert, Severity
from shopdesk.domain.money import format_yuan
from shopdesk.domain.periods import week_to
from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True)
class TopUps:
    """What the statements put into the ads account, in fen, from their first day to their last."""

    amount: int
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AdsAccount:
    """What the statements put in since their first line, what the ads reports say was spent from that day on, in fen.

    ``known_to`` is the last day of the statements; ``week_fen`` what was spent in the last seven days with ads figures,
    ``last`` the newest of them. What lay in the account before the first line is not known, so that the true balance is
    this one or more.
    """

    topped_up_fen: int
    spent_fen: int
    week_fen: int
    known_to: date
    last: date

    @property
    def left_fen(self) -> int:
        """Top-ups less spend."""
        return self.topped_up_fen - self.spent_fen

    @property
    def days_left(self) -> Decimal | None:
        """How many whole days that lasts at the spend of the last seven; ``None`` where it cannot be said."""
        if self.left_fen < 0 or self.week_fen <= 0:
            return None
        return (Decimal(self.left_fen) * 7 / self.week_fen).quantize(Decimal(1), rounding=ROUND_DOWN)


def ads_account_alert(account: AdsAccount, bar: int) -> Alert | None:
    """Whether the account lasts less than ``bar`` days at the last week's spend.

    Nothing is said where more was spent than the statements put in, since money came from elsewhere then, nor where the
    statements end before the ads figures do, since a top-up may be missing.
    """
    if account.known_to < account.last:
        return None
    days = account.days_left
    if days is None or days >= bar:
        return None
    text = Text(
        "Top-ups less spend leave {amount} in the ads account: {days} days at the spend of the last 7 days.",
        amount=format_yuan(account.left_fen),
        days=str(days),
    )
    span = week_to(account.last)
    return Alert(code="ads_account_low", severity=Severity.NOW, text=text, kpi="ad_spend", period=span)
