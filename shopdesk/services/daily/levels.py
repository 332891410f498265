"""Service levels: what the data say about the store's promises to its buyers, as of the morning of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from shopdesk.domain.daily.service_levels import (
    CUTOFF,
    CUTOFF_SETTING,
    CUTOFFS,
    FIRST_REPLY_SECONDS,
    Kept,
    Level,
    left_same_day,
    left_within,
    replied_in_time,
)
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.storage.queries import daily_checks
from shopdesk.storage.repositories.stores import StoreSettings
from shopdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelFinding:
    """One promise: the sentence about it and whether it was kept; ``None`` where the data say nothing."""

    level: Level
    kept: bool | None
    sentence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLevels:
    """Every promise that the data can check, and by when an order has to be paid to leave the same day."""

    cutoff: time
    findings: tuple[LevelFinding, ...]


class LevelDesk:
    """Reads the service levels and keeps the store's cut-off."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    def of_day(self, store_id: int, day: date) -> ServiceLevels:
        """What the data say on the morning of ``day``.

        Each promise is looked at for the newest day on which its time was over for every order: yesterday for the
        cut-off and the replies, two and three days ago for 24 and 48 hours.
        """
        with self._ctx.read() as uow:
            cutoff = self._cutoff(uow, store_id)
            days = [day - timedelta(days=back) for back in (1, 2, 3)]
            first, second, third = (daily_checks.paid_orders(uow.connection, store_id, one) for one in days)
            seconds = daily_checks.first_replies(uow.connection, store_id, days[0])
        at = f"{cutoff:%H:%M}"
        return ServiceLevels(
            cutoff=cutoff,
            findings=(
                _finding(
                    Level.CUTOFF,
                    left_same_day(first, cutoff),
                    Text("paid on {day} by {time}, left the same day", day=f"{days[0]:%m-%d}", time=at),
                ),
                _finding(Level.HOURS_24, left_within(second, 24), _within(days[1], 24)),
                _finding(Level.HOURS_48, left_within(third, 48), _within(days[2], 48)),
                _finding(
                    Level.FIRST_REPLY,
                    replied_in_time(seconds),
                    Text(
                        "service people whose first reply on {day} took {seconds} s at most on average",
                        day=f"{days[0]:%m-%d}",
                        seconds=FIRST_REPLY_SECONDS,
                    ),
                ),
            ),
        )

    def set_cutoff(self, store_id: int, cutoff: time) -> None:
        """Until when an order has to be paid to leave the same day."""
        with self._ctx.open_uow(Text("Shipping cut-off set to {time}", time=f"{cutoff:%H:%M}")) as uow:
            uow.repository(StoreSettings).put(store_id, CUTOFF_SETTING, f"{cutoff:%H:%M}")
            uow.commit()

    @staticmethod
    def _cutoff(uow: UnitOfWork, store_id: int) -> time:
        known = {f"{one:%H:%M}": one for one in CUTOFFS}
        return known.get(uow.repository(StoreSettings).value(store_id, CUTOFF_SETTING) or "", CUTOFF)


def _within(day: date, hours: int) -> Text:
    return Text("paid on {day}, left within {hours} hours", day=f"{day:%m-%d}", hours=hours)


def _finding(level: Level, kept: Kept, words: Text) -> LevelFinding:
    sentence = Text("{kept} of {known} {what}", kept=kept.kept, known=kept.known, what=words)
    if not kept.known:
        sentence = Text("No data: {what}", what=words)
    return LevelFinding(level=level, kept=kept.all_kept, sentence=sentence)
