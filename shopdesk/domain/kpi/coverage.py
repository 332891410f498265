"""The calendar of data (数据日历): which day is known from which report, and how far that can be trusted.

A day is whole once an export was made after it was over. When an export was made is said by its file's name, where
that holds a time (``ExportOrderList202604171430.csv``), and otherwise by the moment of its import, which cannot lie
before. So an export of today's orders, made at two in the afternoon, leaves today partial until a later one comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from shopdesk.domain.imports import KIND_NAMES, STATEMENT_KINDS, ImportKind
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text


class CoverSource(StrEnum):
    """A row of the calendar: a kind of file, or figures within one that the platform does not always give."""

    ORDERS = "orders"
    ORDER_ITEMS = "order_items"
    STORE_DAYS = "store_days"
    RATINGS = "ratings"
    PRODUCT_DAYS = "product_days"
    CHANNEL_DAYS = "channel_days"
    SERVICE_DAYS = "service_days"
    KEYWORD_DAYS = "keyword_days"
    ALIPAY_STATEMENT = "alipay_statement"
    QIANNIU_STATEMENT = "qianniu_statement"

    @property
    def kind(self) -> ImportKind:
        """The kind of file that brings it."""
        return ImportKind.STORE_DAYS if self is CoverSource.RATINGS else ImportKind(self.value)

    @property
    def label(self) -> Text:
        """What it is called."""
        return Text("Ratings of the store") if self is CoverSource.RATINGS else KIND_NAMES[self.kind]

    @property
    def of_events(self) -> bool:
        """Whether a day may have no row because nothing happened; a daily table has a row for each day."""
        return self.kind in STATEMENT_KINDS | {ImportKind.ORDERS, ImportKind.ORDER_ITEMS}


class Cover(StrEnum):
    """What is known of a day from one source.

    ``QUIET``: a whole export reaches over the day and has no row of it. ``DOUBLE``: two whole exports of the day say
    different things. ``NEVER``: the store never had anything of the source. ``OUTSIDE``: before the first
    figures of the store, or not over yet.
    """

    WHOLE = "whole"
    QUIET = "quiet"
    PARTIAL = "partial"
    DOUBLE = "double"
    MISSING = "missing"
    NEVER = "never"
    OUTSIDE = "outside"


COVER_NAMES: dict[Cover, Text] = {
    Cover.WHOLE: Text("There"),
    Cover.QUIET: Text("There, without rows"),
    Cover.PARTIAL: Text("Partial"),
    Cover.DOUBLE: Text("Two exports differ"),
    Cover.MISSING: Text("Missing"),
    Cover.NEVER: Text("Never imported"),
    Cover.OUTSIDE: Text("Not asked for"),
}
COVER_SIGNS: dict[Cover, str] = {
    Cover.WHOLE: "●",
    Cover.QUIET: "·",
    Cover.PARTIAL: "◐",
    Cover.DOUBLE: "‼",
    Cover.MISSING: "✕",
    Cover.NEVER: "–",
    Cover.OUTSIDE: "",
}
"""A sign for each, so that nobody depends on colours."""
TO_MEND = (Cover.MISSING, Cover.PARTIAL, Cover.DOUBLE)
"""What an owner can do something about."""

# Where each export is found, as far as the files themselves or importers of them say so; the platform moves its menus.
PLACES: dict[CoverSource, Text] = {
    CoverSource.ORDERS: Text("order report of the seller backend (订单报表), file ExportOrderList…"),
    CoverSource.ORDER_ITEMS: Text("item report of the seller backend (宝贝报表), file ExportOrderDetailList…"),
    CoverSource.STORE_DAYS: Text("business advisor (生意参谋), 店铺日概况 or 自助取数"),
    CoverSource.RATINGS: Text("business advisor (生意参谋), 自助取数, with the rating columns chosen"),
    CoverSource.PRODUCT_DAYS: Text("business advisor (生意参谋), 商品, one file for each day"),
    CoverSource.CHANNEL_DAYS: Text("ads console (万相台), 商品报表 by day"),
    CoverSource.SERVICE_DAYS: Text("service reports (客服): 业绩询单, 咨询接待 or 接待评价"),
    CoverSource.KEYWORD_DAYS: Text("not confirmed; any table with a column for the word, one for the day, and figures"),
    CoverSource.ALIPAY_STATEMENT: Text("Alipay merchant centre (对账中心 › 账务明细)"),
    CoverSource.QIANNIU_STATEMENT: Text("Qianniu (千牛), money movements (动账)"),
}

_STAMPS = (
    (re.compile(r"(?<!\d)(20\d{12})(?!\d)"), "%Y%m%d%H%M%S"),
    (re.compile(r"(?<!\d)(20\d{10})(?!\d)"), "%Y%m%d%H%M"),
    (re.compile(r"(?<!\d)(20\d{6}_\d{6})(?!\d)"), "%Y%m%d_%H%M%S"),
)


def made_at(file_name: str, imported_at: datetime) -> datetime:
    """When an export was made: the time in its file's name, or that of its import where the name says none.

    A name that claims to be younger than the import is not believed.
    """
    for pattern, form in _STAMPS:
        for stamp in pattern.findall(file_name):
            try:
                found = datetime.strptime(stamp, form)
            except ValueError:
                continue
            if found <= imported_at.replace(tzinfo=None):
                return found
    return imported_at.replace(tzinfo=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverRun:
    """An import that stands: the days that its rows or its heading reach over, and when its file was made."""

    import_id: int
    file_name: str
    days: Period
    made: datetime

    def whole(self, day: date) -> bool:
        """Whether the day was over when the file was made."""
        return self.made.date() > day


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What is stored of one source.

    Attributes:
        rows: the days with rows.
        runs: the imports that stand, in the order they came.
        changed: by day, the imports whose figures of that day a later import replaced by others. For orders and
            items, whose state goes on changing, the imports that were whole and yet lacked rows of the day.
        torn: days of statements on which lines are missing, for the balance jumps.
        since: the first day that was ever kept of it, whichever span is looked at, where nobody asks for days before;
            ``None`` where days are asked for from the beginning of the store.
    """

    rows: frozenset[date] = frozenset()
    runs: tuple[CoverRun, ...] = ()
    changed: Mapping[date, frozenset[int]] = field(default_factory=dict)
    torn: frozenset[date] = frozenset()
    since: date | None = None


def cover_of(source: CoverSource, facts: SourceFacts, day: date, since: date, today: date) -> Cover:
    """What is known of one day.

    Args:
        source: the row of the calendar.
        facts: what is stored of it.
        day: the day.
        since: the first day of which the store has any figure; nobody asks for days before.
        today: the day of looking.
    """
    reaching = [run for run in facts.runs if day in run.days]
    return _cover(source, facts, reaching, day, _asked_from(facts, since), today)


def cover_days(source: CoverSource, facts: SourceFacts, period: Period, since: date, today: date) -> dict[date, Cover]:
    """What is known of every day of a span, as :func:`cover_of`, in one walk over the imports.

    Where nothing at all is known, no day is missed: the store does without that source.
    """
    since = _asked_from(facts, since)
    over: dict[date, list[CoverRun]] = {}
    for run in facts.runs:
        if run.days.overlaps(period):
            for day in Period(max(run.days.start, period.start), min(run.days.end, period.end)).days():
                over.setdefault(day, []).append(run)
    found = {day: _cover(source, facts, over.get(day, []), day, since, today) for day in period.days()}
    if any(cover not in (Cover.MISSING, Cover.OUTSIDE) for cover in found.values()):
        return found
    return {day: Cover.NEVER if cover is Cover.MISSING else cover for day, cover in found.items()}


def _asked_from(facts: SourceFacts, since: date) -> date:
    return since if facts.since is None else max(since, facts.since)


def _cover(source: CoverSource, facts: SourceFacts, runs: list[CoverRun], day: date, since: date, today: date) -> Cover:
    if day not in facts.rows:
        if day < since or day >= today:
            return Cover.OUTSIDE
        if not source.of_events or not runs:
            return Cover.MISSING
        return Cover.QUIET if any(run.whole(day) for run in runs) and day not in facts.torn else Cover.PARTIAL
    whole = {run.import_id for run in runs if run.whole(day)}
    if facts.changed.get(day, frozenset()) & whole:
        return Cover.DOUBLE
    if day in facts.torn:
        return Cover.PARTIAL
    # Rows without an import that reaches over them were typed in.
    return Cover.WHOLE if whole or not runs else Cover.PARTIAL


@dataclass(frozen=True, slots=True)
class Gap:
    """Days in a row of one source that want mending in the same way."""

    source: CoverSource
    cover: Cover
    days: Period


def gaps(covers: Mapping[CoverSource, Mapping[date, Cover]]) -> list[Gap]:
    """The runs of days to mend, the newest first."""
    found: list[Gap] = []
    for source, days in covers.items():
        begun: Gap | None = None
        for day in sorted(days):
            cover = days[day]
            if begun is not None and cover is begun.cover and begun.days.end + timedelta(days=1) == day:
                begun = Gap(source, cover, Period(begun.days.start, day))
                found[-1] = begun
            elif cover in TO_MEND:
                begun = Gap(source, cover, Period(day, day))
                found.append(begun)
            else:
                begun = None
    order = list(CoverSource)
    return sorted(found, key=lambda gap: (-gap.days.end.toordinal(), order.index(gap.source)))


def counts(days: Iterable[Cover]) -> dict[Cover, int]:
    """How many days are what."""
    found = dict.fromkeys(Cover, 0)
    for cover in days:
        found[cover] += 1
    return found
