"""Whether to order a product anew, against a second plain reckoning of the five conditions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.ledger.parts import Part
from shopdesk.domain.reorder import Answer, ReorderFacts, reorder, season_left

_pieces = st.none() | st.integers(0, 2_000)
_facts = st.builds(
    ReorderFacts,
    sold=_pieces,
    sold_days=st.integers(0, 14),
    weeks=st.lists(st.tuples(_pieces, st.integers(0, 7)), max_size=4),
    season_days=st.none() | st.integers(-40, 90),
    all_year=st.booleans(),
    pieces=_pieces,
    pieces_before=_pieces,
    comparable=st.booleans(),
    contribution_fen=st.none() | st.integers(-500_000, 500_000),
    stock=_pieces,
    lead_days=st.none() | st.integers(0, 90),
    reserve=_pieces,
)
SURE = ReorderFacts(
    sold=420, sold_days=14, weeks=((210, 7), (215, 7), (190, 7), (140, 7)), season_days=45, pieces=880,
    pieces_before=700, contribution_fen=1, stock=150, lead_days=12, reserve=40,
)  # fmt: skip


def plainly(facts: ReorderFacts) -> list[bool | None]:
    """Each condition once more: yes, no, or nobody knows."""
    sold = None if facts.sold is None or facts.sold_days == 0 else facts.sold / facts.sold_days >= 20
    whole = [pieces / days >= 20 for pieces, days in facts.weeks if pieces is not None and days in (6, 7)]
    steady: bool | None = False if False in whole else True if len(whole) == 4 else None
    season = True if facts.all_year else None if facts.season_days is None else facts.season_days >= 30
    known = facts.pieces is not None and facts.pieces_before is not None and facts.comparable
    rising = facts.pieces > facts.pieces_before if known else None  # type: ignore[operator]
    left = None if facts.contribution_fen is None else facts.contribution_fen >= 0
    return [sold, steady, season, rising, left]


@given(_facts)
def test_the_rule_holds_where_every_condition_does(facts: ReorderFacts) -> None:
    wanted = plainly(facts)
    found = reorder(facts)
    sign = {Answer.HOLDS: True, Answer.FAILS: False, Answer.UNKNOWN: None}
    assert [sign[one.answer] for one in found.reasons] == wanted
    assert sign[found.answer] == (False if False in wanted else None if None in wanted else True)


@given(_facts)
def test_pieces_are_told_only_where_all_is_known_and_cover_the_delivery(facts: ReorderFacts) -> None:
    found = reorder(facts)
    if found.answer is not Answer.HOLDS or facts.stock is None or facts.lead_days is None:
        assert found.pieces is None
        return
    assert facts.sold is not None
    # What is used until the goods come, and the reserve then, are covered, and not by one piece too many.
    needed = ceil(facts.sold * facts.lead_days / facts.sold_days - 1e-9) + (facts.reserve or 0)
    assert found.pieces == max(0, needed - facts.stock)


def test_each_reason_says_by_how_much() -> None:
    found = reorder(SURE)
    assert found.answer is Answer.HOLDS
    assert found.pieces == 250  # 30 a day for 12 days, and 40, less 150
    assert str(found.words[0]) == (
        "360 pieces for the 12 days of a delivery + 40 reserve − 150 in stock: 250 to order."
    )
    failing = reorder(
        ReorderFacts(
            sold=276, sold_days=14, weeks=((210, 7), (130, 7)), season_days=21, pieces=600, pieces_before=600,
            contribution_fen=-1_250,
        )
    )  # fmt: skip
    assert [str(one.text) for one in failing.reasons] == [
        "276 pieces were sold in the last 14 days, 4 fewer than the 280 asked (20 a day).",
        "Not steady: the weakest of the last 4 weeks sold 130 pieces, 10 fewer than 140.",
        "21 days of its season are left, 9 fewer than the 30 asked.",
        "Not rising: 600 pieces in thirty days, 600 in the thirty before.",
        "After goods, fees, ads and freight 12.50 was lost in thirty days.",
    ]
    assert failing.pieces is None


def test_what_nobody_knows_is_named_and_is_no_nought() -> None:
    found = reorder(ReorderFacts(missing=(Part.COST_OF_GOODS, Part.ADS)))
    assert {one.answer for one in found.reasons} == {Answer.UNKNOWN}
    assert str(found.reasons[4].text) == "What is left after ads is not known; missing: Cost of goods, Ads."
    bare = reorder(ReorderFacts(**{**_fields(SURE), "stock": None, "lead_days": None}))
    assert (bare.answer, bare.pieces) == (Answer.HOLDS, None)
    assert [str(one) for one in bare.words] == [
        "How many are in stock is not known: enter the count, or import a report with stock.",
        "How long a delivery takes is not entered.",
    ]
    without = reorder(ReorderFacts(**{**_fields(SURE), "reserve": None}))
    assert without.pieces == 210
    assert str(without.words[1]) == "No reserve is entered, so none is in it."


def test_a_season_counts_today_and_its_last_day() -> None:
    assert season_left(date(2026, 3, 31), date(2026, 3, 2)) == 30
    assert season_left(date(2026, 3, 1), date(2026, 3, 2)) == 0
    assert season_left(None, date(2026, 3, 2)) is None
    assert str(reorder(ReorderFacts(season_days=0)).reasons[2].text) == "Its season is over."


def _fields(facts: ReorderFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in facts.__dataclass_fields__}


def test_what_is_sold_out_before_a_delivery_is_said_where_the_rule_does_not_order() -> None:
    slow = replace(SURE, sold=140, stock=30, lead_days=16)  # 10 a day
    found = reorder(slow)
    assert found.answer is Answer.FAILS and found.pieces is None
    assert [str(line) for line in found.words] == [
        "Sold out before a delivery comes: days of stock 3, days of a delivery 16."
    ]
    assert reorder(replace(slow, stock=154)).words != () == reorder(replace(slow, stock=155)).words
    # Half a day counts as one, as in the list: what stands there in two places agrees.
    assert "days of stock 3," in str(reorder(replace(slow, stock=25)).words[0])
    for unknown in ({"sold": None}, {"sold": 0}, {"sold_days": 0}, {"stock": None}, {"lead_days": None}):
        assert reorder(replace(slow, **unknown)).words == ()
    unsure = reorder(replace(SURE, stock=30, season_days=None))
    assert unsure.answer is Answer.UNKNOWN and "days of stock 1," in str(unsure.words[0])
