"""Any value of any field that people, roster, tiers and the daily forms take: refused in words, or kept as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.daily.checklist import Item
from shopdesk.domain.daily.nouns import ITEM, PROBLEM
from shopdesk.domain.daily.problems import Problem
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import HIGHEST_FEN, TEXTS, Field, Kind, Noun
from shopdesk.domain.hidden_signs import visible
from shopdesk.domain.people import DEPARTMENT, PERSON, ROLE, Department, Person, Role
from shopdesk.domain.roster import SHIFT, Shift
from shopdesk.domain.stores import Store
from shopdesk.domain.tiers.records import Step

DAY = date(2026, 3, 16)
Keep = Callable[[App, int, Any], Any]


def keep_shift(app: App, store_id: int, shift: Shift) -> Shift:
    """Among the usual ones, which are there already."""
    roster = app.services.roster
    kept = roster.shifts.save(store_id, [*roster.shifts.of_store(store_id), shift], roster.shifts.hours(store_id))
    return next(one for one in kept if one.code not in ("early", "late", "day"))


def keep_item(app: App, store_id: int, item: Item) -> Item:
    """As the last item of the form for normal days."""
    checklists = app.services.checklists
    view = checklists.all(store_id)[0]
    form = view.version.form
    kept = checklists.save(view.checklist.id or 0, replace(form, items=(*form.items, item)))
    found = kept.form.item(item.code)
    assert found is not None
    return found


CASES: list[tuple[Noun, Any, Keep]] = [
    (
        PERSON,
        Person(store_id=1, name="谷雨", department_code="service", role_code="service", hired_on=DAY),
        lambda app, _store, one: app.services.people.take_in(one),
    ),
    (
        DEPARTMENT,
        Department(store_id=1, code="", name_zh="直播", name_en="Live"),
        lambda app, _store, one: app.services.people.catalogue.save_department(one),
    ),
    (
        ROLE,
        Role(store_id=1, code="", department_code="service", name_zh="主播", name_en="Host", duty_code="service"),
        lambda app, _store, one: app.services.people.catalogue.save_role(one),
    ),
    (
        SHIFT,
        Shift(store_id=1, code="", name_zh="夜班", name_en="Night", starts=time(22), ends=time(6)),
        keep_shift,
    ),
    (
        PROBLEM,
        Problem(store_id=1, title="Courier", opened_on=DAY),
        lambda app, _store, one: app.services.problems.create(one),
    ),
    (ITEM, Item(code="pages.mine", area="pages", zh="看", en="Look"), keep_item),
]


def extremes(field: Field) -> list[Any]:
    """The values at and beyond the edges of a field, and some that no field of the kind can mean."""
    if field.kind in TEXTS:
        most = field.most_characters
        return ["", "  ", "字" * most, "x" * (most + 1), "<b>x</b><img src=x>", "\u202eabc", "'; drop table people; --"]
    if field.kind is Kind.DAY:
        return [date.min, date(1027, 3, 1), date(1800, 1, 1), date(1990, 1, 1), date(2099, 12, 31), date.max]
    if field.kind is Kind.DECIMAL:
        return [Decimal("NaN"), Decimal("1e400"), Decimal("-1e400"), Decimal(10) ** 12, Decimal("0.001")]
    if field.kind in (Kind.MONEY, Kind.COUNT):
        return [-1, 0, field.limits[1], field.limits[1] + 1, 10**20]
    return []


@pytest.mark.parametrize(("noun", "record", "keep"), CASES, ids=[noun.table for noun, _record, _keep in CASES])
def test_every_extreme_is_refused_in_words_or_kept(app: App, store: Store, noun: Noun, record: Any, keep: Keep) -> None:
    assert store.id is not None
    if hasattr(record, "store_id"):
        record = replace(record, store_id=store.id)
    app.services.people.catalogue.seed(store)
    tried = refused = 0
    for field in noun.fields:
        for value in extremes(field):
            tried += 1
            steps = len(app.services.history.latest(1000))
            kept, sentence = None, ""
            try:
                kept = keep(app, store.id, replace(record, **{field.name: value}))
            except UserError as error:
                sentence = str(error.text).strip()
            if kept is None:
                refused += 1
                assert sentence
                assert len(app.services.history.latest(1000)) == steps, "a refusal keeps nothing"
                continue
            # Signs that turn the reading direction are written out.
            expected = (visible(value.strip()) or noun.empty(field.name)) if isinstance(value, str) else value
            assert getattr(kept, field.name) == expected, f"{field.name} is kept as it was given"
            app.services.history.undo()
    assert tried > refused > 0


@pytest.mark.parametrize("value", [-1, HIGHEST_FEN + 1, 10**20])
def test_tiers_hold_no_amount_that_no_store_has(app: App, store: Store, value: int) -> None:
    tiers, store_id = app.services.tiers, store.id or 0
    own = tiers.copy(store_id, tiers.chosen(store_id), "Mine")
    step = own.ladder.steps[0]
    post = step.posts[0]
    changed: list[Step] = [
        replace(step, turnover_fen=value),
        replace(step, budget_fen=value),
        replace(step, total_fen=value),
        *(step.with_post(replace(post, **{name: value})) for name in ("leads", "staff", "cost_fen")),
    ]
    for one in changed:
        with pytest.raises(UserError):
            tiers.save(own.ladder.with_step(0, one))
    with pytest.raises(UserError):
        tiers.remember_turnover(store_id, value)
    with pytest.raises(UserError):
        tiers.copy(store_id, own.key, "x" * 300)
    assert tiers.view(store_id).choice.ladder == own.ladder


def test_a_day_of_a_millennium_ago_is_no_day_of_a_change(app: App, store: Store) -> None:
    people = app.services.people
    with pytest.raises(UserError, match="1990-01-01 or later"):
        people.hire(store.id or 0, "谷雨", "service", date(1027, 3, 1))
    person = people.hire(store.id or 0, "谷雨", "service", DAY)
    with pytest.raises(UserError):
        people.change(person.id or 0, date(9999, 1, 1), "service", base_fen=1)
    with pytest.raises(UserError, match="characters"):
        people.change(person.id or 0, DAY, "service", base_fen=1, note="x" * 1001)
    assert people.person(person.id or 0) == person
