"""Scorecards: scores within bounds, better figures never worth less, totals of weighted parts, weights of 100%."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.growth.scorecards import (
    Card,
    Indicator,
    ScoreBand,
    card_content,
    card_for,
    card_of,
    check_card,
    finite,
    read_bands,
    written_bands,
)
from shopdesk.domain.growth.scoring import Actual, score_of, scored, scored_content, scored_of
from shopdesk.domain.growth.sources import SOURCES, AgentMonth, in_card_unit, own_figures
from shopdesk.domain.kpi.kinds import Better, Unit
from shopdesk.services.growth.templates import shipped_cards, shipped_plans

FIGURES = st.decimals(min_value=-10_000, max_value=10_000, places=2)


@st.composite
def indicators(draw: st.DrawFn, code: str = "one", weight: Decimal = Decimal(1)) -> Indicator:
    """Any indicator that is accepted: linear or with bands, more or less being better."""
    better = draw(st.sampled_from([Better.HIGHER, Better.LOWER]))
    low, high = sorted(draw(st.lists(FIGURES, min_size=2, max_size=2, unique=True)))
    target, floor = (high, low) if better is Better.HIGHER else (low, high)
    bands: tuple[ScoreBand, ...] = ()
    if draw(st.booleans()):
        reaches = sorted(draw(st.lists(FIGURES, min_size=1, max_size=4, unique=True)), reverse=better is Better.LOWER)
        points = sorted(draw(st.lists(st.integers(0, 100), min_size=len(reaches), max_size=len(reaches), unique=True)))
        bands = tuple(ScoreBand(reach, Decimal(one)) for reach, one in zip(reaches, points, strict=True))
    return Indicator(
        code=code, name_zh=code, weight=weight, source="typed", better=better, target=target, floor=floor, bands=bands
    )


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """Any card that is accepted."""
    cuts = sorted(draw(st.sets(st.integers(1, 99), max_size=4)))
    shares = [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    parts = [draw(indicators(f"i{place}", Decimal(share) / 100)) for place, share in enumerate(shares)]
    return Card(code="any", name_zh="任意", indicators=tuple(parts))


@given(indicators(), FIGURES, FIGURES)
@settings(max_examples=60, deadline=None)
def test_a_score_lies_between_0_and_100_and_a_better_figure_is_never_worth_less(
    indicator: Indicator, one: Decimal, other: Decimal
) -> None:
    first, second = score_of(indicator, one), score_of(indicator, other)
    assert first is not None and second is not None
    assert 0 <= first <= 100 and first == first.quantize(Decimal("0.01"))
    better = max(one, other) if indicator.better is Better.HIGHER else min(one, other)
    assert score_of(indicator, better) == max(first, second)
    assert score_of(indicator, None) is None


@given(indicators())
@settings(max_examples=30, deadline=None)
def test_target_and_floor_are_the_ends_of_the_line(indicator: Indicator) -> None:
    assume(not indicator.bands)
    assert score_of(indicator, indicator.target) == 100
    assert score_of(indicator, indicator.floor) == 0
    middle = (indicator.target + indicator.floor) / 2
    assert score_of(indicator, middle) == 50


@given(cards(), st.data())
@settings(max_examples=60, deadline=None)
def test_the_total_is_the_weighted_parts_of_what_counts_and_none_while_one_is_missing(
    card: Card, data: st.DataObject
) -> None:
    actuals = {
        one.code: Actual(value=data.draw(st.none() | FIGURES), left_out=data.draw(st.booleans()))
        for one in card.indicators
    }
    filled = scored(card, actuals)
    counting = [one for one in card.indicators if not actuals[one.code].left_out]
    missing = [one for one in counting if actuals[one.code].value is None]
    assert filled.missing_weight == sum((one.weight for one in missing), Decimal(0))
    assert filled.known_weight + filled.missing_weight == sum((one.weight for one in counting), Decimal(0))
    if missing or not counting:
        assert filled.total is None
        return
    added = sum((one.weight * (score_of(one, actuals[one.code].value) or 0) for one in counting), Decimal(0))
    weight = sum((one.weight for one in counting), Decimal(0))
    assert filled.total == (added / weight).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert 0 <= filled.total <= 100
    assert scored_of(scored_content(filled)).total == filled.total


@given(cards(), st.integers(-99, 99))
@settings(max_examples=40, deadline=None)
def test_weights_that_are_not_100_per_cent_are_refused_with_the_difference(card: Card, hundredths: int) -> None:
    check_card(card)
    assert card_of("any", card.valid_from, card_content(card)) == replace(card, own=True)
    first = card.indicators[0]
    changed = first.weight + Decimal(hundredths) / 100
    assume(hundredths and 0 < changed <= 1)
    wrong = replace(card, indicators=(replace(first, weight=changed), *card.indicators[1:]))
    with pytest.raises(UserError, match=f"{abs(hundredths)}.00%"):
        check_card(wrong)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"better": Better.LOWER}, "has to be below"),
        ({"target": Decimal(10)}, "has to be above"),
        ({"bands": (ScoreBand(Decimal(1), Decimal(50)), ScoreBand(Decimal(2), Decimal(50)))}, "more points"),
        ({"bands": (ScoreBand(Decimal(1), Decimal(50)), ScoreBand(Decimal(1), Decimal(60)))}, "same figure"),
        ({"bands": (ScoreBand(Decimal(1), Decimal(101)),)}, "outside of 0 to 100"),
        ({"weight": Decimal(0)}, "above 0%"),
        ({"name_zh": " "}, "a name"),
    ],
)
def test_an_indicator_that_contradicts_itself_is_refused(change: dict[str, object], said: str) -> None:
    sound = Indicator(code="a", name_zh="a", weight=Decimal(1), source="typed", target=Decimal(90), floor=Decimal(50))
    check_card(Card(code="c", name_zh="c", indicators=(sound,)))
    wrong = replace(sound, **change)  # type: ignore[arg-type]
    with pytest.raises(UserError, match=said):
        check_card(Card(code="c", name_zh="c", indicators=(wrong,)))


def test_bands_are_typed_and_written_back() -> None:
    bands = read_bands("95：100，90%: 80、 85:60")
    assert written_bands(bands) == "95:100, 90:80, 85:60"
    assert read_bands(written_bands(bands)) == bands
    indicator = Indicator(
        code="a", name_zh="a", weight=Decimal(1), source="typed", target=Decimal(0), floor=Decimal(0), bands=bands
    )
    assert [score_of(indicator, Decimal(one)) for one in ("96", "95", "94.99", "85", "84.99")] == [100, 100, 80, 60, 0]
    lower = replace(indicator, better=Better.LOWER, bands=read_bands("30:100, 45:60"))
    assert [score_of(lower, Decimal(one)) for one in ("20", "30", "31", "45", "46")] == [100, 100, 60, 60, 0]
    for wrong in ("95-100", "much:100", "95:many", "95:", ":100"):
        with pytest.raises(UserError, match=f"“{wrong}” is no band"):
            read_bands(f"97:100, {wrong}")


def test_the_card_given_last_holds_and_only_from_its_day() -> None:
    part = Indicator(code="a", name_zh="a", weight=Decimal(1), source="typed", target=Decimal(1), floor=Decimal(0))
    shipped = Card(code="old", name_zh="旧", roles=("service", "design"), indicators=(part,))
    fresh = replace(shipped, code="new", roles=("service",), valid_from=date(2026, 3, 1), own=True)
    cards = [fresh, shipped]
    assert card_for(cards, "service", date(2026, 2, 1)) == shipped
    assert card_for(cards, "service", date(2026, 3, 1)) == fresh
    assert card_for(cards, "design", date(2026, 3, 1)) == shipped
    without = replace(shipped, roles=("design",), valid_from=date(2026, 4, 1), own=True)
    assert card_for([shipped, without], "service", date(2026, 4, 1)) is None


def test_every_shipped_card_can_be_scored_and_names_a_known_source_in_its_unit() -> None:
    for card in shipped_cards():
        check_card(card)
        for indicator in card.indicators:
            assert indicator.source in SOURCES, indicator.source
            if indicator.source != "typed":
                assert indicator.unit is SOURCES[indicator.source].unit, (card.code, indicator.code)
                assert indicator.better is SOURCES[indicator.source].better, (card.code, indicator.code)
            assert indicator.name_zh and indicator.name_en
    named = [role for card in shipped_cards() for role in card.roles]
    assert len(named) == len(set(named)), "two shipped cards for one role"
    (start,) = [card for card in shipped_cards() if card.code == "service_start"]
    assert [one.code for one in start.indicators] == ["first_reply", "words"]
    assert all(1 <= plan.months <= 6 and plan.items for plan in shipped_plans())


def test_own_figures_are_shares_of_sums_and_none_where_nothing_is_stated() -> None:
    # Worked out by hand: 98/100 and 45/50 replied are 143/150; 10 s over 100 and 40 s over 50 chats are 20 s.
    mine = AgentMonth(
        account="小满",
        month=date(2026, 2, 1),
        received=150,
        replied=143,
        inquiries=80,
        paid_inquiries=36,
        ratings=40,
        good_ratings=39,
        timed_seconds=100 * 10 + 50 * 40,
        timed_chats=150,
        sales_fen=300_00,
    )
    other = AgentMonth(account="谷雨", month=date(2026, 2, 1), sales_fen=500_00)
    found = own_figures(("小满",), [mine, other], refunds_fen=15_00, sales_fen=None)
    assert found == {
        "own.reply_rate": Decimal("95.33"),
        "own.inquiry_conversion": Decimal("45.00"),
        "own.satisfaction": Decimal("97.50"),
        "own.first_reply": Decimal("20.00"),
        "own.sales_share": Decimal("75.00"),
        "own.refund_rate": Decimal("5.00"),
    }
    assert set(own_figures((), [mine, other], None, None).values()) == {None}
    assert own_figures(("谷雨",), [mine, other], None, None)["own.reply_rate"] is None
    assert in_card_unit(55, Unit.MONEY) == Decimal("0.55") and in_card_unit(None, Unit.RATE) is None


@pytest.mark.parametrize("text", ["1e21", "-1e21", "1e-21", "NaN", "Infinity", "-Infinity"])
def test_what_nobody_means_is_no_figure(text: str) -> None:
    with pytest.raises(ValueError, match="is no figure"):
        finite(text)


@pytest.mark.parametrize("text", ["9e20", "-9e20", "1e-20", "0", "0.0325"])
def test_figures_that_somebody_may_mean_are_taken(text: str) -> None:
    assert finite(text) == Decimal(text)
