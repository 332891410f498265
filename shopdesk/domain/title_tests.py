"""Title tests (标题测试): a product's figures before and after its title was changed, with the days behind them.

Nothing here says that the title is the cause: season, campaigns and ads move the same figures. Visitors and buyers are
people and are not added over days; what is compared is means per day, and conversion rebuilt from days with both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from shopdesk.domain.fields import Field, FieldError, Kind, Noun
from shopdesk.domain.money import ratio
from shopdesk.domain.periods import Period
from shopdesk.domain.records import Kept
from shopdesk.domain.text import NO_DATA, Names, Text

LONGEST_SPAN = 28
"""At most so many days before the change are compared with as many after it."""
FEW_DAYS = 7
"""With fewer known days on a side a weekday alone may make the difference."""
FEW_BUYERS = 30
"""With fewer buyers on a side (each day's counted) conversion jumps by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleTest(Kept):
    """A change of a product's title: ``start`` is its first whole day, ``until`` its last one (``None``: it runs)."""

    store_id: int
    product_id: str
    old_title: str
    new_title: str
    start: date
    until: date | None = None
    note: str = ""


TITLE_TEST = Noun(
    "title_tests",
    TitleTest,
    Text("Title test"),
    (
        Field("product_id", Kind.LINE, Text("Product ID"), key="p", required=True, longest=40, plain=True),
        Field("old_title", Kind.LINE, Text("Old title"), key="o", required=True, longest=120),
        Field("new_title", Kind.LINE, Text("New title"), key="w", required=True, longest=120),
        Field(
            "start",
            Kind.DAY,
            Text("From", context="title test"),
            key="f",
            required=True,
            help=Text("The first day that had the new title from its beginning to its end."),
        ),
        Field("until", Kind.DAY, Text("Until", context="title test"), key="u", help=Text("Empty while the test runs.")),
        Field("note", Kind.WORDS, Text("Note"), key="e", longest=1000, column=False),
    ),
    titles=("new_title", "product_id"),
    identity=("product_id", "start"),
)


def check_test(test: TitleTest) -> None:
    """Refuse a test that tests nothing.

    Raises:
        FieldError: both titles are the same, or it ends before it begins.
    """
    if test.old_title == test.new_title:
        raise FieldError(TITLE_TEST.field("new_title"), Text("Both titles are the same. Enter the new one."))
    if test.until is not None and test.until < test.start:
        raise FieldError(
            TITLE_TEST.field("until"), Text("{day} lies before the test begins. Choose a later day.", day=test.until)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductDay:
    """A whole day of a product as its report says it; ``None`` is not stated."""

    day: date
    visitors: int | None = None
    page_views: int | None = None
    buyers: int | None = None
    paid_pieces: int | None = None
    paid_fen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a test: its span, on how many days it is known, means per day, conversion, and the buyers of these
    days (each day's counted, so good for saying how much there is only).
    """  # noqa: D205

    period: Period
    days: int
    visitors: Decimal | None
    page_views: Decimal | None
    pieces: Decimal | None
    paid_fen: Decimal | None
    conversion: Decimal | None
    buyers: int | None


def _side(period: Period, days: Iterable[ProductDay]) -> Side:
    found = [one for one in days if period.start <= one.day <= period.end]
    both = [(one.buyers, one.visitors) for one in found if one.buyers is not None and one.visitors is not None]
    buyers = [one.buyers for one in found if one.buyers is not None]

    def mean(name: str) -> Decimal | None:
        values = [value for one in found if (value := getattr(one, name)) is not None]
        return ratio(sum(values), len(values))

    return Side(
        period=period,
        days=len(found),
        visitors=mean("visitors"),
        page_views=mean("page_views"),
        pieces=mean("paid_pieces"),
        paid_fen=mean("paid_fen"),
        conversion=ratio(sum(one for one, _all in both), sum(every for _one, every in both)),
        buyers=sum(buyers) if buyers else None,
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """A test with both sides; ``after`` is ``None`` while no whole day is over. ``campaigns`` lie in either span."""

    test: TitleTest
    before: Side | None
    after: Side | None
    campaigns: tuple[str, ...] = ()

    @property
    def doubts(self) -> tuple[Text, ...]:
        """Why little can be read from it."""
        if self.before is None or self.after is None:
            return (Text("No whole day with the new title is over yet."),)
        found = []
        sides = ((Text("before"), self.before), (Text("after"), self.after))
        for name, side in sides:
            if side.days < FEW_DAYS:
                words = Text(
                    "Too few days {side}: {known} of {all}.", side=name, known=side.days, all=side.period.length
                )
                found.append(words)
        for name, side in sides:
            if side.buyers is None or side.buyers < FEW_BUYERS:
                found.append(
                    Text(
                        "Too few buyers {side}: {count}.",
                        side=name,
                        count=NO_DATA if side.buyers is None else side.buyers,
                    )
                )
        if self.campaigns:
            found.append(Text("Campaigns lie in these days: {names}.", names=Names(self.campaigns)))
        return tuple(found)


def spans(test: TitleTest, today: date) -> tuple[Period, Period] | None:
    """The days before and after, as many on each side; today is not over and does not count.

    ``None`` while no whole day is over.
    """
    if today == date.min:
        return None
    last = min(test.until or today, today - timedelta(days=1))
    # The calendar begins somewhere, and a damaged file can name a day there: no day lies before its first.
    length = min((last - test.start).days + 1, LONGEST_SPAN, test.start.toordinal() - date.min.toordinal())
    if length < 1:
        return None
    return (
        Period(test.start - timedelta(days=length), test.start - timedelta(days=1)),
        Period(test.start, test.start + timedelta(days=length - 1)),
    )


def compare(test: TitleTest, days: Iterable[ProductDay], campaigns: Iterable[str], today: date) -> Comparison:
    """Both sides of a test from the days of its product."""
    found = spans(test, today)
    if found is None:
        return Comparison(test, None, None)
    known = tuple(days)
    return Comparison(test, _side(found[0], known), _side(found[1], known), tuple(campaigns))
