"""The plan of the range: shares, sums and what does not agree; months that follow quarters."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.assortment import (
    AssortmentRow,
    KnownProduct,
    PlanRole,
    Sale,
    Sold,
    by_quarter,
    counted,
    plan_lines,
    plan_role,
    quarter_months,
    quarter_period,
    shares_of,
    sold_by_key,
    sums_of,
)
from shopdesk.domain.assortment_checks import plan_contradictions
from shopdesk.domain.campaigns.records import ProductRole
from shopdesk.domain.target_quarters import follow_quarters, following_words

AMOUNTS = st.integers(0, 10**10)
ROWS = st.lists(
    st.builds(
        AssortmentRow,
        store_id=st.just(1),
        year=st.just(2026),
        quarter=st.integers(1, 4),
        product_group=st.sampled_from(["羽绒服", "围巾", ""]),
        role=st.sampled_from(PlanRole),
        products=st.none() | st.integers(0, 90),
        pieces=st.none() | st.integers(0, 9_000),
        amount_fen=st.none() | AMOUNTS,
    ),
    max_size=12,
)


def row(quarter: int = 1, group: str = "羽绒服", role: PlanRole = PlanRole.REST, **said: object) -> AssortmentRow:
    return AssortmentRow(store_id=1, year=2026, quarter=quarter, product_group=group, role=role, **said)  # type: ignore[arg-type]


def told(*rows: AssortmentRow, months: dict[int, int] | None = None, year: int | None = None) -> list[str]:
    return [str(text) for text in plan_contradictions(rows, months or {}, year)]


@given(rows=ROWS)
def test_quarters_add_up_to_the_year(rows: list[AssortmentRow]) -> None:
    quarters = [sums_of(those) for those in by_quarter(rows).values()]
    whole = sums_of(rows)
    for name in ("rows", "without", "products", "pieces", "amount_fen"):
        known = [value for one in quarters if (value := getattr(one, name)) is not None]
        if name in ("rows", "without"):
            assert getattr(whole, name) == sum(known)
        else:
            values = [getattr(one, name) for one in rows if getattr(one, name) is not None]
            assert getattr(whole, name) == (sum(values) if values else None) == (sum(known) if known else None)


@given(values=st.lists(st.none() | AMOUNTS, max_size=12))
def test_shares_add_up_and_unknown_is_no_share(values: list[int | None]) -> None:
    shares = shares_of(values)
    assert [share is None for share in shares] == [value is None or not sum(v or 0 for v in values) for value in values]
    if sum(value or 0 for value in values):
        assert sum(share for share in shares if share is not None) == 1
        whole = sum(value or 0 for value in values)
        for value, share in zip(values, shares, strict=True):
            if value is not None and share is not None:
                assert abs(share - Decimal(value) / whole) < Decimal("0.001")


@given(
    wanted=st.dictionaries(st.integers(1, 4), AMOUNTS),
    weights=st.lists(st.integers(0, 50).map(Decimal), min_size=12, max_size=12),
    months=st.dictionaries(st.integers(1, 12), AMOUNTS),
    locked=st.frozensets(st.integers(1, 12)),
    year=st.none() | AMOUNTS,
)
def test_months_follow_to_the_fen_and_those_that_stay_do(
    wanted: dict[int, int], weights: list[Decimal], months: dict[int, int], locked: frozenset[int], year: int | None
) -> None:
    found = follow_quarters(2026, wanted, weights, months, locked & months.keys(), year)
    after = dict(months)
    for one in found.quarters:
        of_quarter = quarter_months(one.quarter)
        stay = {month: months[month] for month in of_quarter if month in months and month in locked}
        assert all(one.after.get(month) == value for month, value in stay.items())
        assert all(value >= 0 for value in one.after.values())
        if one.left_fen:
            assert one.after == one.before and (len(stay) == 3 or sum(stay.values()) > one.wanted_fen)
        else:
            assert sum(one.after.values()) == one.wanted_fen and set(one.after) == set(of_quarter)
        after.update(one.after)
    untouched = [month for month in after if (month + 2) // 3 not in wanted]
    assert all(after[month] == months[month] for month in untouched)
    if found.quarters and len(after) == 12:
        assert found.year_after == sum(after.values())
    else:
        assert found.year_after == year
    assert {day.month: value for day, value in found.changes.items()} == {
        month: value for month, value in after.items() if months.get(month) != value
    }


def test_what_would_change_is_said_month_by_month() -> None:
    months = {1: 100_00, 2: 200_00, 4: 900_00, 5: 100_00, 6: 100_00}
    found = follow_quarters(2026, {1: 600_00, 2: 500_00}, [Decimal(1)] * 12, months, frozenset({2, 4}), None)
    assert [str(line) for line in following_words(found)] == [
        "2026-01: 100.00 → 200.00 yuan.",
        "2026-02 stays at 200.00 yuan.",
        "2026-03: 200.00 yuan, no target so far.",
        "Quarter 2: the months that stay come to 400.00 yuan more than its 500.00 yuan. Nothing changes there.",
    ]
    full = follow_quarters(
        2026, {1: 600_00}, [Decimal(1)] * 12, dict.fromkeys(range(1, 13), 100_00), frozenset({1, 2, 3}), 1_200_00
    )
    assert not full.anything
    assert [str(line) for line in following_words(full)] == [
        "Quarter 1: the months that stay leave 300.00 yuan for no month. Nothing changes there."
    ]
    year = follow_quarters(2026, {1: 600_00}, [Decimal(1)] * 12, dict.fromkeys(range(1, 13), 100_00), frozenset(), None)
    assert str(list(following_words(year))[-1]) == "Year: 1,500.00 yuan, no target so far."
    moved = follow_quarters(2026, {1: 600_00}, [Decimal(1)] * 12, dict.fromkeys(range(1, 13), 100_00), frozenset(), 1)
    assert str(list(following_words(moved))[-1]) == "Year: 0.01 → 1,500.00 yuan."


def test_the_role_in_the_plan_follows_from_hero_and_role() -> None:
    assert plan_role(ProductRole.PROFIT, hero=True) is PlanRole.HERO
    assert {role for role in ProductRole if plan_role(role, hero=False) is PlanRole.PROMOTION} == {
        ProductRole.TRAFFIC, ProductRole.CAMPAIGN,
    }  # fmt: skip
    assert plan_role(None, hero=False) is PlanRole.REST


def test_what_is_there_and_what_sold_stands_beside_what_is_planned() -> None:
    known = {
        "1": KnownProduct("1", "羽绒服", PlanRole.HERO),
        "2": KnownProduct("2", "羽绒服", PlanRole.HERO),
        "3": KnownProduct("3", "围巾", PlanRole.REST),
    }
    sold = sold_by_key(
        [
            Sale(product_id="1", pieces=3, paid_fen=900),
            Sale(product_id="2", paid_fen=100),
            Sale(product_id="9", pieces=1),
        ],
        known,
    )
    assert sold == {
        ("羽绒服", PlanRole.HERO): Sold(products=2, pieces=3, paid_fen=1_000),
        ("", PlanRole.REST): Sold(products=1, pieces=1),
    }
    planned = [row(2, "羽绒服", PlanRole.HERO, products=4, amount_fen=600), row(2, "手套", amount_fen=300)]
    lines = plan_lines(1, 2026, planned, counted(known.values()), {2: sold}, [4])
    shown = [(one.row.quarter, one.row.product_group, one.row.id, one.now, one.sold, one.amount_share) for one in lines]
    nothing = Sold(products=0, pieces=0, paid_fen=0)
    assert shown == [
        (2, "手套", None, 0, nothing, Decimal("0.333")),
        (2, "羽绒服", None, 2, sold["羽绒服", PlanRole.HERO], Decimal("0.667")),
        (2, "", None, 0, sold["", PlanRole.REST], None),
        (4, "围巾", None, 1, None, None),
        (4, "羽绒服", None, 2, None, None),
    ]
    assert lines[1].price_sold_fen == 333 and lines[3].price_sold_fen is None
    assert plan_lines(1, 2026, planned, {}, {}, [1, 2, 3, 4])[0].now is None, "no product is known"


def test_pieces_price_and_amount_that_do_not_agree_are_named() -> None:
    (said,) = told(row(pieces=100, price_fen=5_000, amount_fen=600_000))
    assert said == (
        "Quarter 1, 羽绒服, The rest: 100 pieces at 50.00 yuan are 5,000.00 yuan, planned are 6,000.00 yuan. "
        "With these pieces a price of 60.00 yuan would agree."
    )
    assert not told(row(pieces=100, price_fen=5_000, amount_fen=505_000)), "a hundredth is rounding"
    assert told(row(pieces=0, price_fen=5_000, amount_fen=100))[0].endswith("a price of — yuan would agree.")
    assert told(row(products=5, pieces=4)) == ["Quarter 1, 羽绒服, The rest: 4 pieces cannot be of 5 products."]


def test_shares_that_are_not_the_whole_are_named() -> None:
    half = {"share": Decimal("0.5")}
    assert told(row(**half), row(role=PlanRole.HERO, share=Decimal("0.4"))) == [
        "Quarter 1: the wanted shares come to 90.0%, not 100%."
    ]
    assert not told(row(**half), row(role=PlanRole.HERO)), "the other row has none yet"
    assert told(
        row(share=Decimal("0.7")), row(share=Decimal("0.7"), role=PlanRole.HERO), row(group="", role=PlanRole.REST)
    )
    assert told(row(amount_fen=300, **half), row(amount_fen=100, role=PlanRole.HERO, **half)) == [
        "Quarter 1, 羽绒服, The rest: 3.00 yuan are 75.0% of the quarter, wanted are 50.0%.",
        "Quarter 1, 羽绒服, Heroes: 1.00 yuan are 25.0% of the quarter, wanted are 50.0%.",
    ]


def test_quarters_are_held_against_months_and_year() -> None:
    rows = [row(quarter, "", amount_fen=300_00) for quarter in range(1, 5)]
    months = dict.fromkeys(range(1, 13), 100_00)
    assert not told(*rows, months=months, year=1_200_00)
    assert told(*rows, months={**months, 3: 150_00}) == [
        "Quarter 1: 300.00 yuan are planned, the targets of its months come to 350.00 yuan.",
        "The four quarters come to 1,200.00 yuan, the year's target is 1,250.00 yuan: 50.00 yuan apart.",
    ]
    assert told(*rows, year=1_000_00)[-1].endswith("the year's target is 1,000.00 yuan: 200.00 yuan apart.")
    assert not told(*rows[:3], year=1_000_00), "a quarter is not planned yet"
    assert not told(*rows, row(4), year=1_000_00), "a row has no amount yet"


def test_quarters_are_whole_months() -> None:
    days = [quarter_period(2028, quarter) for quarter in range(1, 5)]
    assert [(one.start.month, one.end.month, one.length) for one in days] == [
        (1, 3, 91), (4, 6, 91), (7, 9, 92), (10, 12, 92),
    ]  # fmt: skip
    assert [quarter_months(quarter) for quarter in range(1, 5)] == [(1, 2, 3), (4, 5, 6), (7, 8, 9), (10, 11, 12)]
