"""What a store costs by the rules of its day: worked out by hand, and reckoned a second time from the raw files."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import HIGHEST_FEN, FieldError
from shopdesk.domain.ledger.rates import CommissionRates
from shopdesk.domain.setup.break_even import break_even
from shopdesk.domain.setup.budget import BudgetPlan
from shopdesk.domain.setup.fee_checks import check_place, tidy_fee
from shopdesk.domain.setup.fee_history import changes, estimate_on
from shopdesk.domain.setup.fee_ladder import RefundStep, read_ladder, written_ladder
from shopdesk.domain.setup.fee_scenario import EVERYTHING, FeeScenario, compared
from shopdesk.domain.setup.fees import FeeEstimate, FeeInputs, FeeItem, OwnFee, standing
from shopdesk.domain.setup.records import Trademark
from shopdesk.domain.stores import Platform, StoreType, types_of
from shopdesk.infra import paths
from shopdesk.services.setup.templates import category_titles, offered_categories, rule_sets

D = Decimal
R, TM = Trademark.REGISTERED, Trademark.PENDING
LAST_OLD, FIRST_NEW = date(2024, 8, 31), date(2024, 9, 1)
TODAY = date(2026, 3, 16)


def cost(
    day: date, kind: str, mark: Trademark, category: str, yuan: int | None, platform: str = "tmall", own: Any = ()
) -> FeeEstimate:
    """What a store costs; sales in whole yuan."""
    fen = None if yuan is None else yuan * 100
    return estimate_on(FeeInputs(platform, kind, mark, category, fen), rule_sets(), own, day)


HAND = [
    # day, type, mark, category, sales: deposit, yearly fee, back of it, software fee, commission (all in yuan)
    # Women's wear: 60,000 a year, half back from 360,000, all from 1,200,000; 5 % commission; no software fee before.
    (LAST_OLD, "flagship", TM, "womens_wear", 359_999, 100_000, 60_000, 0, 0, D("17999.95")),
    (LAST_OLD, "flagship", TM, "womens_wear", 360_000, 100_000, 60_000, 30_000, 0, 18_000),
    (LAST_OLD, "flagship", R, "womens_wear", 1_199_999, 50_000, 60_000, 30_000, 0, D("59999.95")),
    (LAST_OLD, "exclusive", R, "womens_wear", 1_200_000, 50_000, 60_000, 60_000, 0, 60_000),
    # A day later there is no yearly fee, and 0.6 % of the sales instead.
    (FIRST_NEW, "flagship", TM, "womens_wear", 1_200_000, 100_000, 0, None, 7_200, 60_000),
    (FIRST_NEW, "exclusive", R, "womens_wear", 359_999, 50_000, 0, None, D("2159.99"), D("17999.95")),
    # Accessories: 30,000, half back from 180,000, all from 600,000.
    (LAST_OLD, "flagship", R, "accessories", 179_999, 50_000, 30_000, 0, 0, D("8999.95")),
    (LAST_OLD, "flagship", R, "accessories", 180_000, 50_000, 30_000, 15_000, 0, 9_000),
    (LAST_OLD, "multi_brand", TM, "accessories", 599_999, 150_000, 30_000, 15_000, 0, D("29999.95")),
    (LAST_OLD, "multi_brand", R, "accessories", 600_000, 100_000, 30_000, 30_000, 0, 30_000),
    # Underwear: the fee of women's wear by the steps of accessories.
    (LAST_OLD, "multi_brand", R, "underwear", 180_000, 100_000, 60_000, 30_000, 0, 9_000),
    (LAST_OLD, "flagship", TM, "underwear", 600_000, 100_000, 60_000, 60_000, 0, 30_000),
    # Shoes, bags, sports: 5 %; e-bikes: 2 %. Books and media, games, top-up, travel have deposits of their own.
    (TODAY, "flagship", R, "shoes", 1_000_000, 50_000, 0, None, 6_000, 50_000),
    (TODAY, "exclusive", TM, "bags", 1_000_000, 100_000, 0, None, 6_000, 50_000),
    (TODAY, "multi_brand", TM, "sports", 200_000, 150_000, 0, None, 1_200, 10_000),
    (TODAY, "flagship", R, "ebikes", 500_000, 50_000, 0, None, 3_000, 10_000),
    (TODAY, "flagship", TM, "books", 100_000, 50_000, 0, None, 600, 2_000),
    (TODAY, "multi_brand", TM, "books", 100_000, 100_000, 0, None, 600, 2_000),
    (TODAY, "flagship", TM, "travel", 1_000_000, 10_000, 0, None, 6_000, 50_000),
    (TODAY, "exclusive", R, "topup", 1_000_000, 10_000, 0, None, 6_000, 5_000),
    (TODAY, "multi_brand", R, "medical_service", 0, 300_000, 0, None, 0, 0),
]  # fmt: skip


@pytest.mark.parametrize("row", HAND, ids=lambda row: f"{row[0]}-{row[1]}-{row[2].value}-{row[3]}-{row[4]}")
def test_worked_out_by_hand(row: tuple[Any, ...]) -> None:
    day, kind, mark, category, sales, deposit, yearly, back, software, commission = row
    found = cost(day, kind, mark, category, sales)
    yuan = lambda fen: None if fen is None else D(fen) / 100  # noqa: E731
    assert yuan(found.tied_up_fen) == deposit
    line = found.line(FeeItem.YEARLY_FEE)
    assert (yuan(line.amount_fen), yuan(line.refund_fen)) == (yearly, back)
    assert yuan(found.line(FeeItem.SERVICE_FEE).year_fen) == software
    assert yuan(found.line(FeeItem.COMMISSION).year_fen) == commission
    assert yuan(found.year_cost_fen) == yearly - (back or 0) + software + commission
    assert yuan(found.first_year_cash_fen) == deposit + yearly + software + commission


@pytest.mark.parametrize("platform", ["jd", "pinduoduo", "douyin", "wechat", "other"])
def test_where_nothing_is_sourced_nothing_is_said_and_own_figures_fill_it(platform: str) -> None:
    found = cost(TODAY, "general", R, "food", 100_000, platform)
    assert [line.known for line in found.lines] == [False] * 4
    assert (found.tied_up_fen, found.year_cost_fen, found.first_year_cash_fen) == (None, None, None)
    assert found.missing(EVERYTHING) == EVERYTHING
    given = [
        own(1, FeeItem.DEPOSIT, 20_000, platform=Platform(platform)),
        own(2, FeeItem.YEARLY_FEE, 0, platform=Platform(platform)),
        own(3, FeeItem.SERVICE_FEE, rate="0", platform=Platform(platform)),
        own(4, FeeItem.COMMISSION, rate="0.03", platform=Platform(platform)),
    ]
    found = cost(TODAY, "general", R, "food", 100_000, platform, given)
    assert (found.tied_up_fen, found.year_cost_fen, found.first_year_cash_fen) == (20_000_00, 3_000_00, 23_000_00)
    assert found.doubts(EVERYTHING) == EVERYTHING, "nobody said that they were seen on the platform's own page"


def test_taobao_has_what_is_sourced_and_says_that_it_is_not_confirmed() -> None:
    found = cost(TODAY, "personal", R, "food", 100_000, "taobao")
    assert (found.tied_up_fen, found.line(FeeItem.SERVICE_FEE).rate) == (1_000_00, D("0.006"))
    assert found.doubts(EVERYTHING) == EVERYTHING


def own(
    number: int,
    item: FeeItem,
    yuan: int | None = None,
    *,
    rate: str | None = None,
    begins: date | None = None,
    platform: Platform | None = Platform.TMALL,
    kind: StoreType | None = None,
    mark: Trademark | None = None,
    **more: Any,
) -> OwnFee:
    """An own figure."""
    return OwnFee(
        id=number,
        store_id=1,
        item=item,
        amount_fen=None if yuan is None else yuan * 100,
        rate=None if rate is None else D(rate),
        source="商家后台",
        as_of=TODAY,
        valid_from=begins,
        platform=platform,
        store_type=kind,
        trademark=mark,
        **more,
    )


def test_an_own_version_holds_from_its_day_and_the_shipped_one_before() -> None:
    begins = date(2026, 5, 1)
    mine = [own(1, FeeItem.DEPOSIT, 30_000, begins=begins)]
    before = cost(begins - timedelta(days=1), "flagship", R, "shoes", None, own=mine).line(FeeItem.DEPOSIT)
    after = cost(begins, "flagship", R, "shoes", None, own=mine).line(FeeItem.DEPOSIT)
    assert (before.amount_fen, before.own, before.begins) == (50_000_00, False, FIRST_NEW)
    assert (after.amount_fen, after.own, after.begins) == (30_000_00, True, begins)
    assert after.shipped == before, "what ships is still told beside it"


def test_own_figures_for_another_platform_type_or_mark_are_not_taken() -> None:
    mine = [
        own(1, FeeItem.DEPOSIT, 1, platform=Platform.DOUYIN),
        own(2, FeeItem.DEPOSIT, 2, kind=StoreType.MULTI_BRAND),
        own(3, FeeItem.DEPOSIT, 3, mark=TM),
        own(4, FeeItem.DEPOSIT, 4, kind=StoreType.MULTI_BRAND, mark=TM),
    ]
    deposit = lambda kind, mark: cost(TODAY, kind, mark, "shoes", None, own=mine).tied_up_fen  # noqa: E731
    assert deposit("flagship", R) == 50_000_00
    assert deposit("multi_brand", R) == 2_00
    assert deposit("exclusive", TM) == 3_00
    assert deposit("multi_brand", TM) == 4_00, "the most exact goes before the others"


def test_going_back_to_the_shipped_takes_every_version_of_one_platform() -> None:
    both = [own(1, FeeItem.DEPOSIT, 1), own(2, FeeItem.DEPOSIT, 2, platform=Platform.JD, begins=TODAY)]
    assert standing(both) == both
    assert standing([*both, own(3, FeeItem.DEPOSIT, withdrawn=True)]) == both[1:]
    assert standing([*both, own(3, FeeItem.DEPOSIT, platform=None, withdrawn=True)]) == []
    assert standing([*both, own(3, FeeItem.COMMISSION, withdrawn=True)]) == both


def test_an_own_yearly_fee_comes_back_by_its_own_steps() -> None:
    mine = [own(1, FeeItem.YEARLY_FEE, 5_000, ladder="100000: 50%; 300000: 100%", begins=date(2026, 1, 1))]
    back = lambda yuan: cost(TODAY, "flagship", R, "shoes", yuan, own=mine).line(FeeItem.YEARLY_FEE).refund_fen  # noqa: E731
    assert [back(yuan) for yuan in (99_999, 100_000, 299_999, 300_000)] == [0, 2_500_00, 2_500_00, 5_000_00]
    assert back(None) is None


def test_the_history_names_each_change_with_what_was_before() -> None:
    inputs = FeeInputs("tmall", "flagship", R, "womens_wear", None)
    later = date(2026, 10, 1)
    mine = [own(1, FeeItem.COMMISSION, rate="0.04", begins=later), own(2, FeeItem.DEPOSIT, 50_000, begins=later)]
    told = [(one.day, one.item, one.before is None) for one in changes(inputs, rule_sets(), mine)]
    assert told == [
        (date(2012, 1, 1), FeeItem.DEPOSIT, True),
        (date(2012, 1, 1), FeeItem.YEARLY_FEE, True),
        (date(2012, 1, 1), FeeItem.COMMISSION, True),
        (FIRST_NEW, FeeItem.YEARLY_FEE, False),
        (FIRST_NEW, FeeItem.SERVICE_FEE, True),
        (later, FeeItem.COMMISSION, False),
    ], "a rule that begins and says the same as before is no change"


def test_all_categories_of_the_facts_are_offered_and_the_old_ones_only_to_those_who_have_them() -> None:
    offered = offered_categories()
    assert {"womens_wear", "underwear", "accessories", "shoes", "bags", "sports", "ebikes", "books", "games", "topup",
            "travel", "medicine", "medical_service", "tea", "phones", "food", "cosmetics"} < offered.keys()  # fmt: skip
    old = category_titles().keys() - offered.keys()
    assert old == {"shoes_bags_sports", "games_topup_travel", "medical"}
    assert "medical" in offered_categories("medical")
    assert next(iter(offered_categories("手工皂"))) == "手工皂"
    assert list(offered)[-1] == "other"


def test_orders_and_the_page_go_by_the_same_commission() -> None:
    mine = [
        own(1, FeeItem.COMMISSION, rate="0.03", category="箱包", begins=date(2026, 2, 1)),
        own(2, FeeItem.COMMISSION, rate="0.01", platform=Platform.DOUYIN),
    ]
    for day in (LAST_OLD, date(2026, 1, 31), date(2026, 2, 1)):
        for code, title in (("bags", "箱包"), ("ebikes", "电动车"), ("womens_wear", "女装")):
            inputs = FeeInputs("tmall", "flagship", R, code, None)
            told = estimate_on(inputs, rule_sets(), mine, day).line(FeeItem.COMMISSION).rate
            general = FeeInputs("tmall", "flagship", R, "other", None)
            assert CommissionRates(general, rule_sets(), mine).rate(day, title) == told


# --- steps in a line --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("", []),
        ("180000: 50%; 600000: 100%", [(180_000, "0.5"), (600_000, "1")]),
        ("１８００００：５０％；600,000=100%", [(180_000, "0.5"), (600_000, "1")]),
        ("180000 50%", [(180_000, "0.5")]),
        ("0: 12.5%; 1.50: 99.99%;", [(0, "0.125"), (D("1.5"), "0.9999")]),
    ],
)
def test_steps_are_read_as_owners_type_them(text: str, steps: list[tuple[Any, str]]) -> None:
    assert read_ladder(text) == tuple(RefundStep(int(D(yuan) * 100), D(share)) for yuan, share in steps)


@pytest.mark.parametrize(
    "text",
    ["half", "180000", "180000: 0%", "180000: 101%", "600000: 50%; 180000: 100%", "1: 50%; 2: 50%", "-1: 50%",
     f"{'9' * 20}: 50%", "180000: 50"],
)  # fmt: skip
def test_what_is_no_ladder_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError):
        read_ladder(text)


@given(st.lists(st.tuples(st.integers(0, HIGHEST_FEN), st.integers(1, 10_000)), max_size=6))
def test_what_is_written_is_read_again(pairs: list[tuple[int, int]]) -> None:
    sales = sorted({fen for fen, _ in pairs})
    shares = sorted({share for _, share in pairs})
    steps = tuple(RefundStep(fen, D(share) / 10_000) for fen, share in zip(sales, shares, strict=False))
    assert read_ladder(written_ladder(steps)) == steps


# --- what is kept -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "field"),
    [
        (own(1, FeeItem.DEPOSIT), "amount_fen"),
        (own(1, FeeItem.COMMISSION, 5), "rate"),
        (own(1, FeeItem.DEPOSIT, -1), "amount_fen"),
        (own(1, FeeItem.DEPOSIT, 10**19), "amount_fen"),
        (own(1, FeeItem.COMMISSION, rate="1.01"), "rate"),
        (own(1, FeeItem.DEPOSIT, 1, begins=date(1900, 1, 1)), "valid_from"),
        (own(1, FeeItem.DEPOSIT, 1, ladder="1: 50%"), "ladder"),
        (own(1, FeeItem.YEARLY_FEE, 1, ladder="much"), "ladder"),
        (own(1, FeeItem.DEPOSIT, 1, kind=StoreType.PERSONAL), "store_type"),
        (own(1, FeeItem.DEPOSIT, 1, category="类" * 201), "category"),
    ],
)
def test_a_wrong_figure_is_refused_at_its_field(figure: OwnFee, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        tidy_fee(figure)
    assert refused.value.field.name == field


def test_a_figure_is_tidied_and_needs_its_source() -> None:
    figure = own(1, FeeItem.YEARLY_FEE, 5_000, rate="0.1", ladder="１０００００ ５０％", category=" " + "类" * 60)
    tidy = tidy_fee(figure)
    assert (tidy.rate, tidy.ladder, tidy.category) == (None, "100,000.00: 50%", "类" * 60)
    assert tidy_fee(own(1, FeeItem.DEPOSIT, 0, begins=date(2099, 12, 31))).amount_fen == 0
    with pytest.raises(FieldError) as refused:
        tidy_fee(OwnFee(store_id=1, item=FeeItem.DEPOSIT, amount_fen=1, as_of=TODAY))
    assert refused.value.field.name == "source"


def test_two_figures_of_one_place_and_day_are_refused() -> None:
    kept = [own(1, FeeItem.DEPOSIT, 1, category="Tea", begins=TODAY)]
    check_place(own(1, FeeItem.DEPOSIT, 2, category="tea", begins=TODAY), kept)
    check_place(own(2, FeeItem.DEPOSIT, 2, category="tea"), kept)
    with pytest.raises(FieldError):
        check_place(own(2, FeeItem.DEPOSIT, 2, category="tea", begins=TODAY), kept)


# --- a second reckoning, from the raw files, that shares no code ------------------------------------------------------


def raw_files() -> list[dict[str, Any]]:
    return [
        tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(paths.resource("rules").glob("fees-*.toml"))
    ]


FILES = raw_files()


def first_row(rules: dict[str, Any], item: str, scenario: FeeScenario) -> dict[str, Any] | None:
    """The first row of an item that names the store, or names nobody."""
    for row in rules.get(item, []):
        goods, kinds = row.get("categories", [scenario.category]), row.get("types", [scenario.store_type.value])
        mark = row.get("trademark", scenario.trademark.value)
        if scenario.category in goods and scenario.store_type.value in kinds and mark == scenario.trademark.value:
            return row  # type: ignore[no-any-return]
    return None


def slow_share(rules: dict[str, Any], item: str, scenario: FeeScenario) -> int | None:
    """What a share comes to in a year; a file that says something, but not this, says that it is not charged."""
    row = first_row(rules, item, scenario)
    if row is None:
        return 0 if "deposit" in rules else None
    if D(row["rate"]) == 0:
        return 0
    if scenario.expected_year_fen is None:
        return None
    return int((D(scenario.expected_year_fen) * D(row["rate"])).quantize(D(1), ROUND_HALF_UP))


def slowly(scenario: FeeScenario) -> dict[str, Any]:
    """The same over the files: the newest of the platform that has begun, and its first fitting rows."""
    mine = [one for one in FILES if one["platform"] == scenario.platform.value]
    mine = sorted(mine or [one for one in FILES if one["platform"] == "other"], key=lambda one: one["valid_from"])
    rules = ([mine[0]] + [one for one in mine if one["valid_from"] <= scenario.day])[-1]
    deposit, yearly = (first_row(rules, item, scenario) for item in ("deposit", "yearly_fee"))
    tied = deposit["amount"] * 100 if deposit else None
    fee = yearly["amount"] * 100 if yearly else None
    reached = [D(0)]
    for step in yearly.get("refunds", []) if yearly else []:
        if scenario.expected_year_fen is not None and scenario.expected_year_fen >= step["sales"] * 100:
            reached.append(D(step["share"]))
    back = int((fee or 0) * max(reached))
    shares = [slow_share(rules, item, scenario) for item in ("service_fee", "commission")]
    paid = None if None in (fee, *shares) else sum((fee, *shares))  # type: ignore[arg-type]
    return {
        "tied": tied,
        "yearly": fee,
        "back": back,
        "shares": shares,
        "year": None if paid is None else paid - back,
        "cash": None if paid is None or tied is None else paid + tied,
    }


SCENARIOS = st.sampled_from(list(Platform)).flatmap(
    lambda platform: st.builds(
        FeeScenario,
        platform=st.just(platform),
        store_type=st.sampled_from(types_of(platform)),
        trademark=st.sampled_from(Trademark),
        category=st.sampled_from([*category_titles(), "手工皂"]),
        day=st.one_of(st.dates(), st.sampled_from([LAST_OLD, FIRST_NEW, date(2012, 1, 1), date(2011, 12, 31)])),
        expected_year_fen=st.one_of(
            st.none(), st.integers(0, HIGHEST_FEN), st.sampled_from([36_000_000, 120_000_000, 18_000_000, 60_000_000])
        ),
    )
)


def reckoned(scenario: FeeScenario, mine: Any = ()) -> FeeEstimate:
    return estimate_on(scenario.inputs, rule_sets(), mine, scenario.day)


@given(SCENARIOS)
def test_a_second_reckoning_over_the_raw_files_says_the_same(scenario: FeeScenario) -> None:
    found, slow = reckoned(scenario), slowly(scenario)
    yearly = found.line(FeeItem.YEARLY_FEE)
    assert (found.tied_up_fen, yearly.amount_fen) == (slow["tied"], slow["yearly"])
    assert (yearly.refund_fen or 0) == slow["back"]
    assert [found.line(item).year_fen for item in EVERYTHING[2:]] == slow["shares"]
    assert (found.year_cost_fen, found.first_year_cash_fen) == (slow["year"], slow["cash"])


@given(SCENARIOS)
def test_the_parts_add_up_and_nothing_unknown_counts_as_nothing(scenario: FeeScenario) -> None:
    found = reckoned(scenario)
    parts = [found.line(item).year_fen for item in EVERYTHING[1:]]
    known = [part for part in parts if part is not None]
    assert found.year_cost_fen == (sum(known) if len(known) == len(parts) else None)
    if found.first_year_cash_fen is not None:
        assert found.tied_up_fen is not None and found.year_cost_fen is not None
        back = found.line(FeeItem.YEARLY_FEE).refund_fen or 0
        assert found.first_year_cash_fen == found.tied_up_fen + found.year_cost_fen + back
    assert all(row.difference == 0 for row in pair(scenario, scenario) if row.difference is not None)


def pair(one: FeeScenario, other: FeeScenario) -> list[Any]:
    found = [reckoned(one), reckoned(other)]
    return compared(found, [break_even(BudgetPlan(store_id=1, fixed_month_fen=100_00), each) for each in found])


@given(SCENARIOS, SCENARIOS)
def test_differences_turn_round_with_the_two(one: FeeScenario, other: FeeScenario) -> None:
    for row, turned in zip(pair(one, other), pair(other, one), strict=True):
        assert row.differs is turned.differs
        assert (row.difference is None) is (turned.difference is None)
        assert row.difference is None or row.difference == -turned.difference


@given(SCENARIOS, st.integers(0, 10**13), st.integers(0, 10**13))
def test_more_sales_never_bring_less_back(scenario: FeeScenario, first: int, second: int) -> None:
    low, high = sorted((first, second))
    back = [
        estimate_on(FeeInputs(scenario.platform, scenario.store_type, scenario.trademark, scenario.category, fen),
                    rule_sets(), (), scenario.day).line(FeeItem.YEARLY_FEE).refund_fen or 0
        for fen in (low, high)
    ]  # fmt: skip
    fee = reckoned(scenario).line(FeeItem.YEARLY_FEE).amount_fen
    assert 0 <= back[0] <= back[1] <= (fee or 0)


@given(SCENARIOS, st.dates(date(1990, 1, 2), date(2099, 12, 31)), st.integers(0, 10**12))
def test_the_day_before_a_version_is_the_shipped_and_its_day_the_own(
    scenario: FeeScenario, begins: date, fen: int
) -> None:
    mine = [OwnFee(id=1, store_id=1, item=FeeItem.DEPOSIT, amount_fen=fen, source="x", as_of=TODAY, valid_from=begins)]
    on = lambda day: estimate_on(scenario.inputs, rule_sets(), mine, day).line(FeeItem.DEPOSIT)  # noqa: E731
    plain = estimate_on(scenario.inputs, rule_sets(), (), begins - timedelta(days=1)).line(FeeItem.DEPOSIT)
    assert on(begins - timedelta(days=1)) == plain
    assert (on(begins).amount_fen, on(begins).own) == (fen, True)
    days = {one.day for one in changes(scenario.inputs, rule_sets(), mine) if one.item is FeeItem.DEPOSIT}
    assert begins in days or plain.amount_fen == fen
