"""Own figures beside those of competitors, keywords over spans, days of a product under a title."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, String, and_, case, func, select, type_coerce

from shopdesk.domain.competitors import SPAN, OwnDay, OwnProducts
from shopdesk.domain.money import ratio
from shopdesk.domain.periods import Period
from shopdesk.storage.block_sums import BlockSums
from shopdesk.storage.columns import Rate
from shopdesk.storage.kept_answers import WORD_SUMS
from shopdesk.storage.queries.product_sums import PRODUCTS
from shopdesk.storage.tables.figures import keyword_days, product_days, store_days

if TYPE_CHECKING:
    from shopdesk.domain.figures import KeywordDay
    from shopdesk.domain.keywords import WordSpan
    from shopdesk.domain.title_tests import ProductDay

_APART = " "


def own_days(connection: Connection, store_id: int, period: Period) -> dict[date, OwnDay]:
    """The days of the own daily table within a span, and the 30 before, on which sums of 30 days need."""
    c = store_days.c
    names = ("visitors", "paid_fen", "refund_fen", "reviews", "good_reviews", "dsr_description", "dsr_service",
             "dsr_logistics")  # fmt: skip
    query = select(c.day, *(c[name] for name in names)).where(
        c.store_id == store_id, c.day.between(period.start - timedelta(days=SPAN - 1), period.end)
    )
    return {row.day: OwnDay(**{name: getattr(row, name) for name in names}) for row in connection.execute(query)}


def own_products(connection: Connection, store_id: int, day: date) -> OwnProducts:
    """How many products the report of a day lists; the most pieces of one in the 30 days up to it, if all are known."""
    c = product_days.c
    span = and_(c.store_id == store_id, c.day.between(day - timedelta(days=SPAN - 1), day))
    listed = connection.execute(select(func.count()).where(c.store_id == store_id, c.day == day)).scalar_one()
    known = connection.execute(select(func.count(func.distinct(c.day))).where(span)).scalar_one()
    best = None
    if known == SPAN:
        sold = PRODUCTS.over(connection, store_id, Period(day - timedelta(days=SPAN - 1), day), ("pieces",))
        best = max((int(count) for _product, count in sold.rows() if count is not None), default=None)
    return OwnProducts(products=listed or None, best_sold=best)


def last_keyword_day(connection: Connection, store_id: int) -> date | None:
    """The newest day that any keyword has figures of."""
    c = keyword_days.c
    found: date | None = connection.execute(select(func.max(c.day)).where(c.store_id == store_id)).scalar()
    return found


_w = keyword_days.c
_known = and_(_w.visitors.is_not(None), _w.buyers.is_not(None))

WORDS = BlockSums(
    WORD_SUMS,
    keyword_days,
    _w.word,
    {
        "days": func.count(),
        "impressions": func.sum(_w.impressions),
        "spend_fen": func.sum(_w.spend_fen),
        # Of people only means and quotients are made of these.
        "visitors": func.sum(case((_w.visitors.is_not(None), _w.visitors))),
        "visitor_days": func.count(_w.visitors),
        "both_buyers": func.sum(case((_known, _w.buyers))),
        "both_visitors": func.sum(case((_known, _w.visitors))),
        # Days are text that sorts as they do, so the largest of these holds the newest rank.
        "day_and_rank": func.max(type_coerce(_w.day, String) + _APART + type_coerce(_w.rank, String)),
    },
)


def word_spans(connection: Connection, store_id: int, period: Period) -> Mapping[str, WordSpan]:
    """What each keyword came to within a span."""
    from shopdesk.domain.keywords import WordSpan

    found = WORDS.over(connection, store_id, period, tuple(WORDS.figures))
    rate = Rate()
    return {
        row[0]: WordSpan(
            days=row[1],
            impressions=_whole(row[2]),
            spend_fen=_whole(row[3]),
            visitors_a_day=ratio(_whole(row[4]), row[5]),
            conversion=ratio(_whole(row[6]), _whole(row[7])),
            rank=None if row[8] is None else rate.process_result_value(row[8].partition(_APART)[2], connection.dialect),
        )
        for row in found.rows()
    }


def word_days(
    connection: Connection, store_id: int, words: Collection[str], period: Period
) -> dict[str, list[KeywordDay]]:
    """The days of keywords within a span, in order; a word without any has none."""
    from shopdesk.domain.figures import KeywordDay

    c = keyword_days.c
    query = (
        select(c.store_id, c.word, c.day, c.impressions, c.visitors, c.buyers, c.spend_fen, c.rank)
        .where(c.store_id == store_id, c.word.in_(words), c.day.between(period.start, period.end))
        .order_by(c.day)
    )
    found: dict[str, list[KeywordDay]] = {word: [] for word in words}
    for row in connection.execute(query):
        found[row.word].append(KeywordDay(**row._mapping))
    return found


def product_span(connection: Connection, store_id: int, product_id: str, period: Period) -> list[ProductDay]:
    """The days of a product within a span, in order."""
    from shopdesk.domain.title_tests import ProductDay

    c = product_days.c
    query = (
        select(c.day, c.visitors, c.page_views, c.buyers, c.paid_pieces, c.paid_fen)
        .where(c.store_id == store_id, c.product_id == product_id, c.day.between(period.start, period.end))
        .order_by(c.day)
    )
    return [ProductDay(**row._mapping) for row in connection.execute(query)]


def _whole(value: object) -> int | None:
    return None if value is None else int(value)  # type: ignore[call-overload]
