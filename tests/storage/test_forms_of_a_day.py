"""Several forms on one day: shown, reminded of, printed and counted, none forgotten."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.campaigns.records import Campaign, CampaignState
from shopdesk.domain.daily.checklist import Checklist, FormUse
from shopdesk.domain.daily.editing import used_on
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.periods import Period
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock
from shopdesk.services.daily.papers import PaperWish, daily_papers
from shopdesk.services.daily.reminders import collect

TODAY = date(2026, 3, 16)


@pytest.fixture
def campaign(app: App, store: Store) -> Campaign:
    return app.services.campaigns.create(
        Campaign(
            store_id=store.id or 0, name="春季焕新", start=TODAY, end=TODAY + timedelta(days=1),
            state=CampaignState.RUNNING,
        )
    )  # fmt: skip


def form(app: App, store: Store, code: str) -> Checklist:
    return next(view.checklist for view in app.services.checklists.all(store.id or 0) if view.checklist.code == code)


def use(app: App, store: Store, code: str, wanted: FormUse) -> None:
    number = form(app, store, code).id or 0
    newest = app.services.checklists.versions(number)[0]
    app.services.checklists.save(number, used_on(newest.form, wanted))


def codes(app: App, store: Store, day: date = TODAY) -> list[str]:
    return [sheet.checklist.code for sheet in app.services.daily.sheets(store.id or 0, day)]


def test_an_ordinary_day_has_one_form(app: App, store: Store) -> None:
    assert codes(app, store) == ["normal"]
    assert app.services.daily.sheet(store.id or 0, TODAY).unfinished_forms == ()


def test_a_campaign_day_asks_for_its_form_too(app: App, store: Store, campaign: Campaign) -> None:
    assert codes(app, store) == ["normal", "campaign_day"]
    assert codes(app, store, TODAY + timedelta(days=2)) == ["normal"]
    sheet = app.services.daily.sheet(store.id or 0, TODAY)
    assert sheet.checklist.code == "normal"
    (other,) = sheet.unfinished_forms
    assert (other.checklist.code, other.answered, other.asked) == ("campaign_day", 0, 11)


def test_a_campaign_that_is_only_an_idea_asks_for_nothing(app: App, store: Store) -> None:
    app.services.campaigns.create(Campaign(store_id=store.id or 0, name="也许", start=TODAY, end=TODAY))
    assert codes(app, store) == ["normal"]


def test_in_place_of_the_daily_form(app: App, store: Store, campaign: Campaign) -> None:
    use(app, store, "campaign_day", FormUse.CAMPAIGN_INSTEAD)
    assert app.services.daily.sheet(store.id or 0, TODAY).checklist.code == "campaign_day"
    assert codes(app, store) == ["campaign_day"]


def test_items_of_every_form_are_reminded_of(app: App, store: Store, campaign: Campaign, clock: FixedClock) -> None:
    use(app, store, "closing", FormUse.EVERY_DAY)
    clock.set(datetime(2026, 3, 16, 23, 59))
    due = [
        line.item
        for sheet in app.services.daily.sheets(store.id or 0, TODAY)
        for line in sheet.lines
        if line.item.due is not None and not sheet.findings.get(line.item.code)
    ]
    said = [one for one in collect(app.services, TODAY) if one.key.startswith("item:")]
    assert len({one.key for one in said}) == len(said)
    assert len(said) >= len(due) > 33


def test_every_form_of_the_day_is_printed(app: App, store: Store, campaign: Campaign) -> None:
    store_id = store.id or 0
    papers = daily_papers(app.services, PaperWish(store_ids=(store_id,), day=TODAY, filled=False))
    assert [len(paper.rows) for paper in papers] == [33, 11]
    closing = form(app, store, "closing").id
    papers = daily_papers(app.services, PaperWish(store_ids=(store_id,), day=TODAY, filled=False, only=closing))
    assert [len(paper.rows) for paper in papers] == [8]


def test_a_form_that_was_asked_and_forgotten_is_not_complete(
    app: App, store: Store, campaign: Campaign, clock: FixedClock
) -> None:
    daily, store_id = app.services.daily, store.id or 0
    sheet = daily.sheet(store_id, TODAY)
    for line in sheet.lines:
        daily.answer(sheet, line.item.code, Result.NOT_APPLICABLE, reason="closed today", who="小满")
    clock.set(datetime(2026, 3, 17, 9))
    look = app.services.lookback.span(store_id, Period(TODAY, TODAY))
    assert (look.completion.done, look.completion.asked) == (33, 33 + 11)
    assert look.streak == 0


def test_changing_when_a_form_is_asked_leaves_past_days_alone(app: App, store: Store, clock: FixedClock) -> None:
    daily, store_id = app.services.daily, store.id or 0
    sheet = daily.sheet(store_id, TODAY)
    for line in sheet.lines:
        daily.answer(sheet, line.item.code, Result.NOT_APPLICABLE, reason="closed today", who="小满")
    clock.set(datetime(2026, 3, 17, 23, 59))
    use(app, store, "closing", FormUse.EVERY_DAY)
    days = app.services.lookback.span(store_id, Period(TODAY, TODAY + timedelta(days=1))).days
    assert [one.asked for one in days] == [33, 33 + 8]


def test_a_copy_is_asked_on_no_day_by_itself(app: App, store: Store, campaign: Campaign) -> None:
    app.services.checklists.add(store.id or 0, "另一张", form(app, store, "campaign_day").id)
    assert codes(app, store) == ["normal", "campaign_day"]


def test_looking_at_a_form_that_the_day_does_not_ask_for_begins_nothing(app: App, store: Store) -> None:
    daily, store_id = app.services.daily, store.id or 0
    closing = daily.sheet(store_id, TODAY, form(app, store, "closing").id)
    assert any(found.result is not None for found in closing.findings.values())
    assert daily.answer_from_data(closing) == 0
    assert codes(app, store) == ["normal"]
