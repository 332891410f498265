"""Which rows stand behind a figure, what they are called, and how what they come to makes the figure again."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from shopdesk.domain.conditions import Condition
from shopdesk.domain.fields import Kind
from shopdesk.domain.kpi import Facts, kpi
from shopdesk.domain.kpi.bases import PEOPLE, base
from shopdesk.domain.kpi.declarations import KPIS
from shopdesk.domain.kpi.facts import Value
from shopdesk.domain.kpi.kinds import Kpi, Rebuild, Source
from shopdesk.domain.kpi.rows import (
    DAY,
    GIVEN,
    Part,
    Place,
    Total,
    Wish,
    columns_of,
    fields_of,
    given_field,
    label_of,
    parts_of,
    rebuilt,
)
from shopdesk.domain.kpi.wholeness import uneven
from shopdesk.domain.periods import Period

FIRST = date(2026, 3, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(5)]
FIVE = Period(DAYS[0], DAYS[4])


def of(name: str) -> Part:
    """The rows of a base figure."""
    return Part(base(name), Place.WHOLE, FIVE)


def first(rebuild: Rebuild) -> Kpi:
    """A KPI that is rebuilt so."""
    return next(item for item in KPIS if item.rebuild is rebuild)


def test_a_wish_for_all_rows_names_neither_words_nor_conditions() -> None:
    assert Wish().all and Wish(sort="day").all
    assert not Wish(words="x").all and not Wish(conditions=(("day", Condition(part="x")),)).all


def test_what_a_base_figure_is_called() -> None:
    assert str(label_of(base("paid_fen"))) == str(kpi("paid_amount").name)
    assert str(label_of(base("visitors"))) == str(kpi("visitors").name)
    assert str(label_of(base("made_and_paid"))) == "Paid orders, by the day they were made"
    assert str(label_of(base("products_sold"))) == "Products with a sale"
    # A figure that no KPI shows by itself is called as its column.
    shown = {item.figure for item in KPIS if not item.per and item.rebuild is not Rebuild.MEAN}
    for name, column in (("stay_seconds", "stay_seconds"), ("store_paid_fen", "paid_fen"), ("ratings", "ratings")):
        if name not in shown:
            field = next(field for field in fields_of(base(name).source) if field.name == column)
            assert label_of(base(name)) == field.label
    assert str(label_of(base(PEOPLE))) == "Buyers"


def test_the_column_with_what_a_row_gives() -> None:
    assert given_field(of("paid_fen")).kind is Kind.MONEY and given_field(of("orders")).kind is Kind.COUNT
    assert given_field(of("page_views")).kind is Kind.COUNT and given_field(of("products_sold")).kind is Kind.COUNT
    rate = given_field(of("bounce_rate"))
    assert rate.kind is Kind.RATE and rate.lowest is None and rate.name == GIVEN
    # What a row gives may be below nothing: money that went back.
    assert given_field(of("paid_fen")).lowest == -1_000_000_000_000_000
    for name in ("paid_fen", "visitors", "impressions", "product_views", "received"):
        names = [field.name for field in columns_of(of(name))]
        assert names[:2] == [DAY, GIVEN] and names.count(DAY) == 1 and len(set(names)) == len(names)
    assert fields_of(Source.CHANNELS)[0].name == "channel"
    assert "buyer_name" not in [field.name for field in fields_of(Source.ORDERS)]


def facts(**columns: list[Value]) -> Facts:
    """Five days."""
    return Facts(DAYS, columns)


def test_the_rows_of_a_sum_are_those_of_its_known_days() -> None:
    item = kpi("paid_amount")
    whole = facts(paid_fen=[1, 2, 3, 4, 5])
    assert parts_of(item, whole, FIVE) == (Part(base("paid_fen"), Place.WHOLE, FIVE),)
    # A span without figures at its ends is said as it was asked for.
    wide = Period(DAYS[0] - timedelta(days=9), DAYS[4])
    assert parts_of(item, whole, wide)[0].days == wide
    gaps = facts(paid_fen=[None, 2, None, 4, None])
    assert parts_of(item, gaps, FIVE) == (
        Part(base("paid_fen"), Place.WHOLE, Period(DAYS[1], DAYS[3]), without=(DAYS[2],)),
    )
    assert parts_of(item, facts(paid_fen=[None] * 5), FIVE) == parts_of(item, facts(), FIVE) == ()
    ends = facts(paid_fen=[1, 2, 3, None, None])
    assert parts_of(item, ends, FIVE)[0].days == Period(DAYS[0], DAYS[2])


def test_days_taken_from_the_stand_in_are_rows_of_its_own() -> None:
    found = facts(paid_fen=[1, 2, 3, 4, 5])
    found.filled_at = {"paid_fen": frozenset({0, 3})}
    own, instead = parts_of(kpi("paid_amount"), found, FIVE)
    assert (own.base.name, own.days, own.without) == ("paid_fen", Period(DAYS[1], DAYS[4]), (DAYS[3],))
    assert instead.base.name == "store_paid_fen" and instead.source is Source.STORE_DAYS
    assert (instead.days, instead.without) == (Period(DAYS[0], DAYS[3]), (DAYS[1], DAYS[2]))


def test_both_sides_of_a_quotient_have_the_days_on_which_both_are_known() -> None:
    above, below = parts_of(kpi("conversion"), facts(day_buyers=[1, None, 3, 4, 5], visitors=[9, 9, 9, 9, None]), FIVE)
    assert (above.place, above.base.name) == (Place.ABOVE, "day_buyers")
    assert (below.place, below.base.name) == (Place.BELOW, "visitors")
    assert above.days == below.days == Period(DAYS[0], DAYS[3]) and above.without == below.without == (DAYS[1],)


def test_people_are_counted_once_where_the_orders_know_them_and_else_have_no_sum() -> None:
    known = facts(day_buyers=[1, 2, 3, 4, 5], paid_fen=[1, 2, 3, 4, 5])
    (once,) = parts_of(kpi("buyers"), known, FIVE, {"day_buyers"})
    assert once.once and not once.no_sum and once.days == FIVE
    (daily,) = parts_of(kpi("buyers"), known, FIVE)
    assert not daily.once and daily.no_sum
    one = Period(DAYS[0], DAYS[0])
    assert not parts_of(kpi("buyers"), known, one)[0].no_sum
    assert parts_of(kpi("buyers"), known, Period(DAYS[0], DAYS[1]))[0].no_sum
    above, below = parts_of(kpi("aov"), known, FIVE, {"day_buyers"})
    assert (above.place, below.place, below.once) == (Place.ABOVE, Place.BELOW, True)


def test_a_weighted_mean_names_the_column_of_its_weights() -> None:
    item = first(Rebuild.WEIGHTED)
    columns: dict[str, list[Value]] = {item.figure: [1, 2, 3, 4, 5], item.per: [1, 1, 1, 1, None]}
    (part,) = parts_of(item, facts(**columns), FIVE)
    assert part.weight == base(item.per).column and part.place is Place.WHOLE and part.days == Period(DAYS[0], DAYS[3])
    assert rebuilt(item, [part], [Total(4, 30, weight=4)]) == Decimal("7.5")
    assert rebuilt(item, [], []) is None


def test_the_figure_is_made_again_of_what_its_rows_come_to() -> None:
    whole, instead = of("paid_fen"), Part(base("store_paid_fen"), Place.WHOLE, FIVE)
    assert rebuilt(kpi("paid_amount"), [whole, instead], [Total(2, 5), Total(1, 7)]) == 12
    assert rebuilt(kpi("paid_amount"), [whole, instead], [Total(2, None), Total(1, 7)]) == 7
    assert rebuilt(kpi("paid_amount"), [whole], [Total(0, None)]) is None
    mean = first(Rebuild.MEAN)
    assert rebuilt(mean, [of(mean.figure)], [Total(3, 10, days=4)]) == Decimal("2.5")
    assert rebuilt(mean, [of(mean.figure)], [Total(3, 10)]) is None
    last = first(Rebuild.LAST)
    assert rebuilt(last, [of(last.figure)], [Total(3, 10, last=4)]) == 4 and rebuilt(last, [], []) is None
    above, below = Part(base("day_buyers"), Place.ABOVE, FIVE), Part(base("visitors"), Place.BELOW, FIVE)
    assert rebuilt(kpi("conversion"), [above, below], [Total(1, 3), Total(1, 4)]) == Decimal("0.75")
    assert rebuilt(kpi("conversion"), [above, below], [Total(1, None), Total(1, 4)]) is None
    assert rebuilt(kpi("conversion"), [above, below], [Total(1, 3), Total(1, None)]) is None
    assert rebuilt(kpi("aov"), [above, below], [Total(1, 5), Total(1, 2)]) == 3, "half a fen goes up"
    lost = Part(base("visitors"), Place.WHOLE, FIVE, no_sum=True)
    assert rebuilt(kpi("visitors"), [lost], [Total(5, 9)]) is None


def test_fewer_seconds_are_better_and_more_of_everything_else() -> None:
    by_code = {item.code: item.better for item in KPIS}
    assert by_code["first_reply_seconds"].name == "LOWER" and by_code["paid_amount"].name == "HIGHER"
    assert by_code["refund_rate"].name == "LOWER" and by_code["stay_seconds"].name == "HIGHER"


def test_four_fifths_of_the_other_spans_share_are_compared() -> None:
    assert uneven(10, 10, 8, 10) is None and uneven(8, 10, 10, 10) is None
    assert uneven(10, 10, 79, 100) is not None and uneven(5, 10, 4, 10) is None
    assert uneven(0, 10, 0, 10) is None and uneven(1, 10, 0, 10) is None
