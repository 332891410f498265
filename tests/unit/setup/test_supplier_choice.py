"""The best supplier against fractions reckoned by hand, the price step against a search through all of them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.money import ratio
from shopdesk.domain.setup.supplier_choice import Term, best_of, cheapest, offers, total, verdict
from shopdesk.domain.setup.suppliers import MOST_POINTS, MOST_WEIGHT, SupplierPrice

CODES = ("minimum", "lead_time", "faulty", "photos")
SUPPLIERS = (1, 2, 3)
WEIGHTS = st.tuples(*[st.integers(0, MOST_WEIGHT) for _code in CODES])
POINTS = st.dictionaries(
    st.tuples(st.sampled_from(SUPPLIERS), st.sampled_from(CODES)), st.integers(0, MOST_POINTS)
)  # fmt: skip


def terms(weights: tuple[int, ...]) -> list[Term]:
    return [Term(code, code, "", weight) for code, weight in zip(CODES, weights, strict=True)]


def by_hand(weights: tuple[int, ...], one: int, points: dict[tuple[int, str], int]) -> Fraction | None:
    judged = [(weight, points[one, code]) for code, weight in zip(CODES, weights, strict=True)
              if weight and (one, code) in points]  # fmt: skip
    return Fraction(sum(w * p for w, p in judged), sum(w for w, _p in judged)) if judged else None


@given(WEIGHTS, POINTS)
def test_the_total_is_the_weighted_mean_and_the_best_has_the_highest(
    weights: tuple[int, ...], points: dict[tuple[int, str], int]
) -> None:
    asked = terms(weights)
    means = {one: by_hand(weights, one, points) for one in SUPPLIERS}
    for one, mean in means.items():
        found = total(asked, one, points)
        assert found.mean == (None if mean is None else ratio(mean.numerator, mean.denominator))
        missing = [code for code, weight in zip(CODES, weights, strict=True) if weight and (one, code) not in points]
        assert list(found.missing) == missing
    known = [mean for mean in means.values() if mean is not None]
    said = verdict(asked, SUPPLIERS, points)
    assert list(said.best) == [one for one, mean in means.items() if known and mean == max(known)]


@given(WEIGHTS, POINTS)
def test_nobody_is_surely_best_who_was_not_judged_on_what_others_were(
    weights: tuple[int, ...], points: dict[tuple[int, str], int]
) -> None:
    said = verdict(terms(weights), SUPPLIERS, points)
    counting = {code for code, weight in zip(CODES, weights, strict=True) if weight}
    asked = {code for _one, code in points if code in counting}
    judged = [all((one, code) in points for code in asked) for one in said.best]
    assert said.sure == (bool(said.best) and all(judged))


@given(POINTS, st.sampled_from(CODES))
def test_the_best_of_a_term_is_marked_only_where_somebody_is_worse(
    points: dict[tuple[int, str], int], code: str
) -> None:
    found = {one: points[one, code] for one in SUPPLIERS if (one, code) in points}
    marked = best_of(code, SUPPLIERS, points)
    if len(set(found.values())) < 2:
        assert not marked
    else:
        assert marked == {one for one in found if all(found[one] >= other for other in found.values())}


PRICES = st.lists(
    st.builds(
        SupplierPrice,
        store_id=st.just(1),
        supplier_id=st.sampled_from(SUPPLIERS),
        goods=st.sampled_from(["knitwear", "scarf"]),
        from_pieces=st.integers(1, 1000),
        price_fen=st.integers(0, 10**12),
    ),
    unique_by=lambda one: (one.supplier_id, one.goods, one.from_pieces),
)


@given(PRICES, st.integers(1, 1100))
def test_the_step_that_holds_is_the_last_one_begun(prices: list[SupplierPrice], pieces: int) -> None:
    found = offers(prices, "knitwear", pieces)
    for one in SUPPLIERS:
        steps = sorted(
            (price.from_pieces, price.price_fen)
            for price in prices
            if price.supplier_id == one and price.goods == "knitwear"
        )
        if not steps:
            assert one not in found
            continue
        begun = [price for first, price in steps if first <= pieces]
        assert found[one].price_fen == (begun[-1] if begun else None)
        assert found[one].lowest == steps[0][0]
    named = [offer.price_fen for offer in found.values() if offer.price_fen is not None]
    least = {one for one, offer in found.items() if offer.price_fen is not None and offer.price_fen == min(named)}
    assert cheapest(found) == (least if len(named) > 1 else set())
