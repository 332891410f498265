"""Competitors (竞店): the stores that are watched, what was seen of them on a day, and own figures of the same days.

Figures are kept as the platform shows them: a range as its two ends, never its middle; what was not seen is ``None``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from shopdesk.domain.fields import Field, FieldError, Kind, Noun, keys
from shopdesk.domain.money import ratio
from shopdesk.domain.records import Kept
from shopdesk.domain.stores import PLATFORM_NAMES, Platform
from shopdesk.domain.text import Text

SPAN = 30
"""Reviews and pieces sold are shown by the platforms for so many days."""
HIGHEST_SCORE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Competitor(Kept):
    """A store that is watched, since a day; ``look_days``: look again after so many days, ``None``: never reminded."""

    store_id: int
    name: str
    platform: Platform = Platform.TAOBAO
    link: str = ""
    category: str = ""
    since: date | None = None
    look_days: int | None = None
    note: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetitorLook(Kept):
    """What was seen of a competitor on a day.

    ``…_low`` and ``…_high`` are the ends of a range; an exact figure has both alike, "10,000+" has no high end. Rates
    are shares, amounts fen, scores as shown (0 to 5).
    """

    store_id: int
    competitor_id: int
    day: date
    level: str = ""
    page_version: str = ""
    praise_rate: Decimal | None = None
    dsr_description: Decimal | None = None
    dsr_service: Decimal | None = None
    dsr_logistics: Decimal | None = None
    refund_rate: Decimal | None = None
    products: int | None = None
    reviews: int | None = None
    bad_rate: Decimal | None = None
    visitors_low: int | None = None
    visitors_high: int | None = None
    paid_low_fen: int | None = None
    paid_high_fen: int | None = None
    best_item: str = ""
    best_price_fen: int | None = None
    best_sold_low: int | None = None
    best_sold_high: int | None = None
    campaigns: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetitorFile(Kept):
    """A picture or file kept with a look; ``stored`` is its place among the attachments."""

    store_id: int
    look_id: int
    at: datetime
    who: str = ""
    name: str
    stored: str


COMPETITOR = Noun(
    "competitors",
    Competitor,
    Text("Competitor"),
    (
        Field("name", Kind.LINE, Text("Name"), key="n", required=True, longest=60),
        Field("platform", Kind.CHOICE, Text("Platform"), key="p", choices=PLATFORM_NAMES, required=True),
        Field("category", Kind.LINE, Text("Main category"), key="c", longest=60),
        Field("since", Kind.DAY, Text("Watched since"), key="w"),
        Field(
            "look_days",
            Kind.COUNT,
            Text("Look again after days"),
            key="l",
            lowest=1,
            highest=365,
            additive=False,
            help=Text("The bell and the daily form remind you after so many days. Empty: never."),
        ),
        Field("active", Kind.FLAG, Text("Watched"), key="a"),
        Field("link", Kind.LINE, Text("Link"), key="i", longest=500, column=False),
        Field("note", Kind.WORDS, Text("Note"), key="o", longest=1000, column=False),
    ),
    titles=("name",),
    identity=("name",),
)


def _score(name: str, label: Text) -> Field:
    return Field(name, Kind.DECIMAL, label, lowest=Decimal(0), highest=Decimal(HIGHEST_SCORE), additive=False)


_RANGES = (
    ("visitors_low", "visitors_high"),
    ("paid_low_fen", "paid_high_fen"),
    ("best_sold_low", "best_sold_high"),
)
COMPETITOR_LOOK = Noun(
    "competitor_looks",
    CompetitorLook,
    Text("Look at a competitor"),
    (
        Field("competitor_id", Kind.REFERENCE, Text("Competitor"), key="c", required=True, refers="competitors"),
        Field("day", Kind.DAY, Text("Day"), key="d", required=True),
        Field("level", Kind.LINE, Text("Store level"), longest=40),
        Field("page_version", Kind.LINE, Text("Version of its home page"), longest=60, column=False),
        Field("praise_rate", Kind.RATE, Text("Praise rate"), additive=False),
        _score("dsr_description", Text("DSR description")),
        _score("dsr_service", Text("DSR service")),
        _score("dsr_logistics", Text("DSR logistics")),
        Field("refund_rate", Kind.RATE, Text("Refund rate"), additive=False),
        Field("products", Kind.COUNT, Text("Products", context="competitor"), additive=False),
        Field("reviews", Kind.COUNT, Text("Reviews in 30 days"), additive=False),
        Field("bad_rate", Kind.RATE, Text("Neutral and bad of these"), additive=False),
        Field("visitors_low", Kind.COUNT, Text("Visitors of the day from"), additive=False),
        Field("visitors_high", Kind.COUNT, Text("Visitors of the day to"), additive=False),
        Field("paid_low_fen", Kind.MONEY, Text("Paid that day from"), additive=False),
        Field("paid_high_fen", Kind.MONEY, Text("Paid that day to"), additive=False),
        Field("best_item", Kind.LINE, Text("Best item"), longest=120),
        Field("best_price_fen", Kind.MONEY, Text("Its price"), additive=False),
        Field("best_sold_low", Kind.COUNT, Text("Its pieces in 30 days from"), additive=False),
        Field("best_sold_high", Kind.COUNT, Text("Its pieces in 30 days to"), additive=False),
        Field("campaigns", Kind.LINE, Text("Current campaigns"), longest=200),
        Field("note", Kind.WORDS, Text("Note"), longest=1000, column=False),
    ),
    titles=("day",),
    identity=("competitor_id", "day"),
    ranges=_RANGES,
)

COMPETITOR_FILE = Noun(
    "competitor_files",
    CompetitorFile,
    Text("Picture of a competitor"),
    (
        *keys("look_id", "stored"),
        Field("at", Kind.MOMENT, Text("Recorded at")),
        Field("who", Kind.LINE, Text("Who")),
        Field("name", Kind.LINE, Text("Name"), longest=255),
    ),
    titles=("name",),
)


def check_look(look: CompetitorLook, today: date) -> None:
    """Refuse a look that cannot have been.

    Raises:
        FieldError: it lies ahead, or a range ends below its beginning.
    """
    if look.day > today:
        raise FieldError(
            COMPETITOR_LOOK.field("day"), Text("{day} lies ahead. Choose a day up to today.", day=look.day)
        )
    for low, high in _RANGES:
        begin, end = getattr(look, low), getattr(look, high)
        if begin is not None and end is not None and end < begin:
            raise FieldError(
                COMPETITOR_LOOK.field(high), Text("The range ends below its beginning. Exchange the two figures.")
            )


def stale(competitor: Competitor, last: date | None, today: date) -> bool:
    """Whether a watched competitor is to be looked at again; one that was never looked at is at once."""
    if not competitor.active or competitor.look_days is None:
        return False
    return last is None or (today - last).days >= competitor.look_days


# Own figures of the same days -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDay:
    """A day of the own store as its daily table says it."""

    visitors: int | None = None
    paid_fen: int | None = None
    refund_fen: int | None = None
    reviews: int | None = None
    good_reviews: int | None = None
    dsr_description: Decimal | None = None
    dsr_service: Decimal | None = None
    dsr_logistics: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProducts:
    """The own products: how many the report of the day lists, and the pieces of the one sold most in 30 days."""

    products: int | None = None
    best_sold: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure that is set beside the own one: its field, or the two of its range, and how far both mean the same.

    ``by_day``: the own figure can be drawn for every day of the daily store table.
    """

    name: str
    label: Text
    remark: Text
    high: str = ""
    by_day: bool = True

    @property
    def field(self) -> Field:
        """The declaration of the figure, of its low end where it is a range."""
        return COMPETITOR_LOOK.field(self.name)

    def ends(self, look: CompetitorLook) -> tuple[Any, Any]:
        """What was seen, as a range; both ends alike where it is one figure."""
        low = getattr(look, self.name)
        return (low, getattr(look, self.high)) if self.high else (low, low)


_SAME = Text("Same definition.")
_OF_A_DAY = Text("Not the same: ours is of this one day, the platform shows a longer time.")

MEASURES: tuple[Measure, ...] = (
    Measure(name="visitors_low", high="visitors_high", label=Text("Visitors of the day"), remark=_SAME),
    Measure(name="paid_low_fen", high="paid_high_fen", label=Text("Paid that day"), remark=_SAME),
    Measure(name="dsr_description", label=Text("DSR description"), remark=_SAME),
    Measure(name="dsr_service", label=Text("DSR service"), remark=_SAME),
    Measure(name="dsr_logistics", label=Text("DSR logistics"), remark=_SAME),
    Measure(name="praise_rate", label=Text("Praise rate"), remark=_OF_A_DAY),
    Measure(name="refund_rate", label=Text("Refund rate"), remark=_OF_A_DAY),
    Measure(name="reviews", label=Text("Reviews in 30 days"), remark=_SAME),
    Measure(name="bad_rate", label=Text("Neutral and bad of these"), remark=_SAME),
    Measure(
        name="products",
        label=Text("Products", context="competitor"),
        remark=Text("Not the same: ours are the products that the product report of this day lists."),
        by_day=False,
    ),
    Measure(
        name="best_sold_low",
        high="best_sold_high",
        label=Text("Pieces of the best item in 30 days"),
        remark=_SAME,
        by_day=False,
    ),
)
"""What is set side by side, in the order of the table."""


def own_figure(measure: Measure, days: Mapping[date, OwnDay], day: date, products: OwnProducts | None = None) -> Any:
    """The own figure of a day; ``None`` where it is not known, of 30 days also where one of them is missing."""
    if not measure.by_day:
        return getattr(products, "products" if measure.name == "products" else "best_sold") if products else None
    if measure.name in ("reviews", "bad_rate"):
        month = [days.get(day - timedelta(days=back)) for back in range(SPAN)]
        counts = [one.reviews if one is not None else None for one in month]
        reviews = None if None in counts else sum(count or 0 for count in counts)
        if measure.name == "reviews" or reviews is None:
            return reviews if measure.name == "reviews" else None
        good = [one.good_reviews if one is not None else None for one in month]
        return None if None in good else ratio(reviews - sum(count or 0 for count in good), reviews)
    known = days.get(day)
    if known is None:
        return None
    if measure.name == "praise_rate":
        return ratio(known.good_reviews, known.reviews)
    if measure.name == "refund_rate":
        return ratio(known.refund_fen, known.paid_fen)
    own = {"visitors_low": "visitors", "paid_low_fen": "paid_fen"}.get(measure.name, measure.name)
    return getattr(known, own)


@dataclass(frozen=True, slots=True)
class Compared:
    """A line of the table: a figure as it was seen, and the own one of the same day; ``None`` is not known."""

    measure: Measure
    low: Any
    high: Any
    own: Any

    @property
    def seen(self) -> bool:
        """Whether anything was seen."""
        return self.low is not None or self.high is not None


def side_by_side(look: CompetitorLook, days: Mapping[date, OwnDay], products: OwnProducts) -> tuple[Compared, ...]:
    """Every figure of a look beside the own one of that day."""
    return tuple(
        Compared(measure, *measure.ends(look), own_figure(measure, days, look.day, products)) for measure in MEASURES
    )


def last_looks(looks: Iterable[CompetitorLook]) -> dict[int, date]:
    """The day of the newest look of each competitor, by its id."""
    found: dict[int, date] = {}
    for look in looks:
        found[look.competitor_id] = max(look.day, found.get(look.competitor_id, look.day))
    return found
