"""Properties of schemes: form and content give them back, bands never leave a gap, and the text names every number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.domain.errors import UserError
from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.scheme_checks import check_bands, check_component, check_scheme
from shopdesk.domain.payroll.scheme_content import scheme_content, scheme_of
from shopdesk.domain.payroll.scheme_diff import Pairing, side_by_side
from shopdesk.domain.payroll.scheme_terms import (
    ComponentTerms,
    SchemeTerms,
    Way,
    component_of,
    component_terms,
    scheme_terms,
    shown_fields,
    with_terms,
)
from shopdesk.domain.payroll.scheme_text import scheme_text
from shopdesk.domain.payroll.schemes import (
    MONEY_BASES,
    Band,
    Basis,
    Component,
    PoolBy,
    Proration,
    SalesBasis,
    Scheme,
)
from shopdesk.domain.payroll.words import percent
from shopdesk.domain.setup.template import Wording
from shopdesk.infra.i18n import said_in
from shopdesk.services.payroll.rulebook import shipped_rules

some = settings(max_examples=40, deadline=None)
fen = st.integers(1, 90_000_00)
rates = st.integers(1, 9_999).map(lambda number: Decimal(number) / 10_000)
names = st.sampled_from(["提成", "奖", "A", "包装件数"])


@st.composite
def banded(draw: st.DrawFn, in_money: bool) -> tuple[Band, ...]:
    """Bands that fit together, the last one without an end."""
    edges = sorted(draw(st.sets(st.integers(1, 10**7), min_size=0, max_size=4)))
    starts, ends = [0, *edges], [*edges, None]
    worth = rates if in_money else fen.map(Decimal)
    return tuple(
        Band(Decimal(start), None if end is None else Decimal(end), draw(worth))
        for start, end in zip(starts, ends, strict=True)
    )


@st.composite
def components(draw: st.DrawFn, basis: Basis | None = None) -> Component:
    """A component as a form makes it."""
    basis = basis or draw(st.sampled_from(list(Basis)))
    terms = ComponentTerms(
        name_zh=draw(names),
        name_en=draw(st.sampled_from(["", "Commission"])),
        basis=basis,
        way=draw(st.sampled_from(list(Way))),
        rate=draw(rates),
        unit_fen=draw(fen),
        sales=draw(st.sampled_from(list(SalesBasis))),
        pool_by=draw(st.sampled_from(list(PoolBy))),
        points=Decimal(draw(st.integers(1, 50))),
        cap_fen=draw(st.none() | st.integers(100_000_00, 200_000_00)),
        floor_fen=draw(st.none() | fen),
        prorated=draw(st.booleans()),
    )
    return component_of("part", terms, draw(banded(basis in MONEY_BASES)))


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """A scheme with components, each of which has another basis."""
    bases = draw(st.lists(st.sampled_from(list(Basis)), max_size=4, unique=True))
    parts = [replace(draw(components(basis)), code=f"part{number}") for number, basis in enumerate(bases)]
    begin = Scheme(code="x", name=Wording("", ""), valid_from=date(2026, 1, 1), components=tuple(parts))
    return with_terms(
        begin,
        SchemeTerms(
            name_zh=draw(names),
            name_en=draw(st.sampled_from(["", "Scheme"])),
            valid_from=draw(st.dates(date(2024, 1, 1), date(2027, 1, 1))),
            base_fen=draw(st.none() | fen),
            allowance_fen=draw(st.none() | fen),
            # The example is a whole month, for which no due workdays are needed.
            proration=draw(st.sampled_from(list(Proration))),
            own_and_team=draw(st.booleans()),
            rating_bonus_fen=draw(fen),
            step_up_fen=draw(fen),
            step_down_fen=draw(fen),
            neutral_fen=draw(fen),
            bad_fen=draw(fen),
            step=draw(st.integers(1, 40).map(lambda number: Decimal(number) / 100)),
        ),
    )


@some
@given(schemes())
def test_a_scheme_goes_through_its_form_and_its_content_unchanged(scheme: Scheme) -> None:
    check_scheme(scheme)
    assert with_terms(replace(scheme, name=Wording("x", "y"), base_fen=1), scheme_terms(scheme)) == scheme
    assert scheme_of(scheme.code, scheme.valid_from, None, scheme_content(scheme)) == scheme
    for part in scheme.components:
        assert component_of(part.code, component_terms(part), part.bands) == part


@some
@given(components(), st.data())
def test_what_a_form_does_not_show_does_not_change_what_is_paid(part: Component, data: st.DataObject) -> None:
    terms = component_terms(part)
    hidden = {"cap_fen", "floor_fen", "prorated", "sales", "pool_by", "points", "rate", "unit_fen"} - shown_fields(
        part.basis, terms.way
    )
    other = component_terms(data.draw(components()))
    changed = replace(terms, **{name: getattr(other, name) for name in hidden})
    assert component_of(part.code, changed, part.bands) == part


@some
@given(st.booleans().flatmap(banded), st.data())
def test_a_gap_or_an_overlap_is_always_refused_and_names_the_band(bands: tuple[Band, ...], data: st.DataObject) -> None:
    basis = Basis.OWN_SALES
    assert check_bands(bands, basis) == []
    place = data.draw(st.integers(0, len(bands) - 1))
    moved = data.draw(st.integers(-(10**6), 10**6).filter(bool))
    start = bands[place].start + moved
    broken = (*bands[:place], replace(bands[place], start=start), *bands[place + 1 :])
    faults = check_bands(broken, basis)
    assert faults
    assert f"and {place + 1} " in str(faults[0])
    with pytest.raises(UserError):
        check_component(Component(code="x", name=Wording("提成"), basis=basis, bands=broken))
    closed = (*bands[:-1], replace(bands[-1], end=bands[-1].start + 1))
    assert "Leave its end empty" in str(check_bands(closed, basis)[-1])


@some
@given(schemes())
def test_the_text_names_every_rate_and_amount_in_both_languages(scheme: Scheme) -> None:
    numbers = {scheme.valid_from.isoformat(), str(scheme.performance.step)}
    numbers |= {
        format_yuan(value)
        for value in (
            scheme.base_fen,
            scheme.allowance_fen,
            scheme.performance.rating_bonus_fen,
            scheme.performance.step_up_fen,
            scheme.performance.step_down_fen,
            scheme.performance.neutral_fen,
            scheme.performance.bad_fen,
        )
        if value
    }
    for part in scheme.components:
        in_money = part.basis in MONEY_BASES

        def worth(value: Decimal, in_money: bool = in_money) -> str:
            return percent(value) if in_money else format_yuan(int(value))

        numbers |= {format_yuan(bound) for bound in (part.cap_fen, part.floor_fen) if bound is not None}
        numbers |= {worth(part.rate)} if part.rate is not None else set()
        for band in part.bands:
            numbers |= {worth(band.rate), format_yuan(int(band.start)) if in_money else f"{band.start:f}"}
            numbers |= {format_yuan(int(band.end)) if in_money else f"{band.end:f}"} if band.end is not None else set()
        if part.basis is Basis.SILENT_ORDERS and part.pool_by is PoolBy.POINTS:
            numbers.add(f"{part.points:f}")
    terms = scheme_text(scheme, shipped_rules())
    for language in ("en", "zh_CN"):
        lines = said_in(language, terms)
        example = next(number for number, line in enumerate(lines) if line.startswith(("Worked example", "计算示例")))
        text = "\n".join(lines[:example])
        assert [number for number in numbers if number not in text] == []
        assert "{" not in text
        assert len(lines) > example + 1


@some
@given(st.lists(st.sampled_from("abcdefg"), max_size=8), st.lists(st.sampled_from("abcdefg"), max_size=8))
def test_each_line_of_both_texts_stands_once_side_by_side(before: list[str], after: list[str]) -> None:
    pairs = side_by_side(before, after)
    assert ["".join(piece.words for piece in pair.before) for pair in pairs if pair.before] == before
    assert ["".join(piece.words for piece in pair.after) for pair in pairs if pair.after] == after
    assert (before == after) == all(pair.kind is Pairing.SAME for pair in pairs)


def test_only_the_words_that_differ_are_marked() -> None:
    (pair,) = side_by_side(["底薪：每月 2,000.00。"], ["底薪：每月 2,500.00。"])
    assert pair.kind is Pairing.CHANGED
    assert [piece.words for piece in pair.before if piece.differs] == ["2,000.00"]
    assert [piece.words for piece in pair.after if piece.differs] == ["2,500.00"]


def part(basis: Basis, **more: object) -> Component:
    return Component(code=basis.value, name=Wording(basis.value), basis=basis, **{"rate": Decimal("0.01"), **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((part(Basis.OWN_SALES), part(Basis.OWN_SALES)), "a scheme pays these once"),
        ((part(Basis.OWN_SALES, rate=None),), "says no rate"),
        ((part(Basis.PIECES, cap_fen=100, floor_fen=200),), "pays at least 2.00, but at most 1.00"),
        ((part(Basis.SILENT_ORDERS, bands=(Band(Decimal(0), None, Decimal("0.01")),)),), "have one rate"),
    ],
)
def test_a_scheme_that_would_pay_something_else_than_it_says_is_refused(
    parts: tuple[Component, ...], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        check_scheme(Scheme(code="x", name=Wording("x"), valid_from=date(2026, 1, 1), components=parts))
