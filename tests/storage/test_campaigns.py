"""The campaign and calendar services on a real data file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from shopdesk.bootstrap import App
from shopdesk.domain.calendar.festivals import DayKind
from shopdesk.domain.campaigns.records import (
    Anchor,
    Campaign,
    CampaignKind,
    CampaignProduct,
    CampaignState,
    Hero,
    Milestone,
    OwnDay,
    OwnRule,
)
from shopdesk.domain.errors import EnvironmentFault, NotFound, UserError
from shopdesk.domain.stores import Store
from shopdesk.infra.clock import FixedClock

S = CampaignState


def make(app: App, store: Store, **fields: object) -> Campaign:
    assert store.id is not None
    values = {"store_id": store.id, "name": "春季上新", "kind": CampaignKind.DISCOUNT, "state": S.PLANNED,
              "start": date(2026, 4, 10), "end": date(2026, 4, 14), **fields}  # fmt: skip
    return app.services.campaigns.create(Campaign(**values))  # type: ignore[arg-type]


def whole(app: App, campaign: Campaign) -> tuple[object, ...]:
    view = app.services.campaigns.view(campaign.id or 0)
    return view.campaign, view.products, view.events, view.milestones


def test_a_new_campaign_gets_the_milestones_of_its_kind(app: App, store: Store) -> None:
    view = app.services.campaigns.view(make(app, store).id or 0)
    due = {entry.code: entry.due for entry in view.milestones}
    assert due["select"] == date(2026, 3, 11)
    assert due["leftovers"] == date(2026, 4, 15)
    assert due["review"] == date(2026, 4, 21)
    assert view.open_milestones == len(view.milestones) == 12


def test_a_move_takes_the_open_milestones_along_and_undo_restores_everything(app: App, store: Store) -> None:
    campaigns, history = app.services.campaigns, app.services.history
    campaign = make(app, store, warm_up_on=date(2026, 4, 5))
    first = campaigns.view(campaign.id or 0).milestones[0]
    campaigns.tick_milestone(first.id or 0, done=True, who="林晓")
    before = whole(app, campaign)
    after = campaigns.move(campaign.id or 0, date(2026, 5, 1))
    assert (after.start, after.end, after.warm_up_on) == (date(2026, 5, 1), date(2026, 5, 5), date(2026, 4, 26))
    view = campaigns.view(campaign.id or 0)
    assert next(m for m in view.milestones if m.code == "review").due == date(2026, 5, 12)
    assert next(m for m in view.milestones if m.id == first.id).due == first.due
    history.undo()
    assert whole(app, campaign) == before
    history.redo()
    assert campaigns.get(campaign.id or 0).start == date(2026, 5, 1)


def test_a_deleted_campaign_comes_back_whole(app: App, store: Store) -> None:
    campaigns = app.services.campaigns
    campaign = make(app, store)
    product = CampaignProduct(store_id=0, campaign_id=0, product_id="6012", title="连衣裙", facts={"sold": "12"})
    campaigns.products.save(campaign.id or 0, [product])
    campaigns.advance(campaign.id or 0, S.APPLIED, who="林晓")
    before = whole(app, campaign)
    campaigns.delete(campaign.id or 0)
    with pytest.raises(NotFound):
        campaigns.get(campaign.id or 0)
    app.services.history.undo()
    assert whole(app, campaign) == before


def test_a_step_is_kept_with_day_person_and_reason(app: App, store: Store) -> None:
    campaigns = app.services.campaigns
    campaign = make(app, store)
    campaigns.advance(campaign.id or 0, S.APPLIED, who="林晓")
    with pytest.raises(UserError, match="Say why"):
        campaigns.advance(campaign.id or 0, S.REJECTED)
    after = campaigns.advance(campaign.id or 0, S.REJECTED, day=date(2026, 3, 14), who="平台", note="评分不足")
    assert (after.state, after.reason) == (S.REJECTED, "评分不足")
    events = campaigns.view(campaign.id or 0).events
    assert [(e.from_state, e.to_state, e.day, e.who, e.note) for e in events] == [
        (S.PLANNED, S.APPLIED, date(2026, 3, 16), "林晓", ""),
        (S.APPLIED, S.REJECTED, date(2026, 3, 14), "平台", "评分不足"),
    ]


def test_an_edit_cannot_change_the_state_and_a_new_kind_brings_its_milestones(app: App, store: Store) -> None:
    campaigns = app.services.campaigns
    campaign = make(app, store)
    after = campaigns.update(replace(campaign, state=S.REVIEWED, kind=CampaignKind.GROUP_BUY, name=" 聚划算 "))
    assert (after.state, after.name) == (S.PLANNED, "聚划算")
    codes = {entry.code for entry in campaigns.view(campaign.id or 0).milestones}
    assert {"goods_order", "goods_in", "packing"} <= codes


def test_running_ended_and_due_answers(app: App, store: Store) -> None:
    campaigns, store_id = app.services.campaigns, store.id or 0
    make(app, store, name="a", start=date(2026, 3, 10), end=date(2026, 3, 15))
    make(app, store, name="b", start=date(2026, 3, 15), end=date(2026, 3, 20), state=S.RUNNING)
    make(app, store, name="idea", start=date(2026, 3, 10), end=date(2026, 3, 20), state=S.IDEA)
    assert [c.name for c in campaigns.running(store_id, date(2026, 3, 15))] == ["a", "b"]
    assert [c.name for c in campaigns.ended_on(store_id, date(2026, 3, 15))] == ["a"]
    assert [c.name for c in campaigns.between(store_id, date(2026, 3, 16), date(2026, 3, 16))] == ["idea", "b"]
    due = campaigns.milestones_due(store_id, date(2026, 3, 16))
    assert {entry.campaign.name for entry in due} == {"a", "b"}
    assert [entry.milestone.due for entry in due] == sorted(entry.milestone.due for entry in due)
    late = {entry.milestone.code for entry in due if not entry.late}
    assert late == {"leftovers"}  # due today


def test_own_milestone_rules_replace_the_shipped_ones_for_a_kind(app: App, store: Store) -> None:
    campaigns, store_id = app.services.campaigns, store.id or 0
    rules = campaigns.milestone_rules(store_id, CampaignKind.LIVE)[:2]
    campaigns.save_milestone_rules(store_id, CampaignKind.LIVE, [replace(rules[0], offset_days=-9), rules[1]])
    live = make(app, store, kind=CampaignKind.LIVE)
    assert campaigns.view(live.id or 0).milestones[0].offset_days == -9
    assert len(campaigns.view(live.id or 0).milestones) == 2
    campaigns.save_milestone_rules(store_id, CampaignKind.LIVE, [])
    assert len(campaigns.milestone_rules(store_id, CampaignKind.LIVE)) == 5


def test_a_milestone_of_ones_own_follows_the_end(app: App, store: Store) -> None:
    campaigns = app.services.campaigns
    campaign = make(app, store)
    own = campaigns.save_milestone(
        Milestone(store_id=store.id or 0, campaign_id=campaign.id or 0, title_zh="寄回样品", title_en="寄回样品",
                  anchor=Anchor.END, offset_days=2, due=date(2000, 1, 1))
    )  # fmt: skip
    assert own.due == date(2026, 4, 16)
    campaigns.resize(campaign.id or 0, campaign.start, date(2026, 4, 20))
    found = next(m for m in campaigns.view(campaign.id or 0).milestones if m.id == own.id)
    assert found.due == date(2026, 4, 22)
    campaigns.remove_milestone(own.id or 0)
    with pytest.raises(UserError, match="Say what"):
        campaigns.save_milestone(replace(own, id=None, title_zh="", title_en=" "))


def test_products_prices_overlaps_and_entry_rules(app: App, store: Store) -> None:
    campaigns = app.services.campaigns
    first = make(app, store, free_shipping=True)
    second = make(app, store, name="会员日", start=date(2026, 4, 14), end=date(2026, 4, 18))
    item = CampaignProduct(
        store_id=0, campaign_id=0, product_id="6012", quantity=100, list_fen=19900, price_fen=8950, cost_fen=9000
    )
    for campaign in (first, second):
        campaigns.products.save(campaign.id or 0, [item])
    view = campaigns.view(first.id or 0)
    assert [(o.second.name, o.start) for o in view.overlaps] == [("会员日", date(2026, 4, 14))]
    assert "loses 0.50 yuan" in str(view.prices[0].warnings[0])
    found = campaigns.gates.check(first.id or 0, "aigou", {"credit": "300", "consumer_protection": "1"})
    assert str(found[0].answer.advice) == "Change the quantity to 112."
    with pytest.raises(UserError, match="in the list already"):
        campaigns.products.save(first.id or 0, [item, item])
    with pytest.raises(UserError, match="Quantity offered: At least 0"):
        campaigns.products.save(first.id or 0, [replace(item, quantity=-1)])
    with pytest.raises(UserError, match="Shipping per piece: At least 0"):
        campaigns.products.save(first.id or 0, [replace(item, facts={"shipping": "-6"})])
    with pytest.raises(UserError, match="no entry rules"):
        campaigns.gates.check(first.id or 0, "nothing", {})
    assert campaigns.review(first.id or 0).roi is None


def test_own_entry_rules_are_versions_and_the_shipped_ones_stay(app: App, store: Store) -> None:
    campaigns, store_id = app.services.campaigns, store.id or 0
    shipped = next(gate for gate in campaigns.gates.of_store(store_id) if gate.code == "coins")
    changed = campaigns.gates.save(store_id, replace(shipped, rules=shipped.rules[:2]), "sign-up page")
    assert (changed.as_of, changed.own) == (date(2026, 3, 16), True)
    kept = campaigns.gates.of_store(store_id)[0]
    assert (kept.code, kept.source, len(kept.rules)) == ("coins", "sign-up page", 2)
    assert kept.rules[0].value == shipped.rules[0].value
    app.services.history.undo()
    assert next(gate for gate in campaigns.gates.of_store(store_id) if gate.code == "coins") == shipped
    app.services.history.redo()
    campaigns.gates.reset(store_id, "coins")
    assert next(gate for gate in campaigns.gates.of_store(store_id) if gate.code == "coins") == shipped
    with pytest.raises(UserError, match="at least one rule"):
        campaigns.gates.save(store_id, replace(shipped, rules=()))


def test_heroes_have_a_minimum_and_no_double(app: App, store: Store) -> None:
    campaigns = app.services.campaigns
    hero = campaigns.heroes.save(Hero(store_id=store.id or 0, product_id="6012", title="连衣裙", minimum_pieces=30))
    assert campaigns.heroes.of_store(store.id or 0) == [hero]
    with pytest.raises(UserError, match="already"):
        campaigns.heroes.save(Hero(store_id=store.id or 0, product_id="6012"))
    campaigns.heroes.remove(hero.id or 0)
    assert campaigns.heroes.of_store(store.id or 0) == []


def test_own_days_come_back_every_year(app: App, store: Store) -> None:
    calendar, store_id = app.services.calendar, store.id or 0
    own = calendar.save_own_day(OwnDay(store_id=store_id, name="店庆", day=date(2024, 2, 29)))
    calendar.save_own_day(OwnDay(store_id=store_id, name="上新", day=date(2025, 9, 5), yearly=False))
    assert [d.date for d in calendar.days(2025, store_id) if d.kind is DayKind.OWN] == [
        date(2025, 2, 28),
        date(2025, 9, 5),
    ]
    assert [d.date for d in calendar.days(2028) if d.kind is DayKind.OWN] == [date(2028, 2, 29)]
    assert [d for d in calendar.days(2023) if d.kind is DayKind.OWN] == []
    calendar.remove_own_day(own.id or 0)
    app.services.history.undo()
    assert calendar.own_days(store_id)[0] == own


def test_a_rule_that_counts_from_no_festival_is_refused_and_what_is_hidden_is_one_step_to_undo(
    app: App, store: Store
) -> None:
    calendar, store_id = app.services.calendar, store.id or 0
    wrong = OwnDay(store_id=store_id, name="预热", day=date(2026, 1, 1), rule=OwnRule.FESTIVAL, festival="nowhere")
    with pytest.raises(UserError, match="Choose the festival"):
        calendar.save_own_day(wrong)
    own = calendar.save_own_day(replace(wrong, festival="double11", offset_days=-1, days=3))
    entries = calendar.shown_between(date(2026, 11, 1), date(2026, 11, 30), store_id)
    (first, *_rest) = [one for found in entries.values() for one in found if one.kind is DayKind.OWN]
    assert (first.date, first.rule) == (date(2026, 11, 10), "relative:double11-1d")
    calendar.hide_also(store_id, first)
    assert calendar.hidden(store_id) == {f"own-{own.id}"}
    hidden = calendar.shown_between(date(2026, 11, 1), date(2026, 11, 30), store_id)
    assert not [one for found in hidden.values() for one in found if one.kind is DayKind.OWN]
    other = app.services.stores.create("别的店").id or 0
    assert calendar.hidden(other) == frozenset()
    assert [one.name_zh for one in calendar.hide_choices(2025, store_id) if one.hidden] == ["预热"]
    app.services.history.undo()  # the other store
    app.services.history.undo()
    assert calendar.hidden(store_id) == frozenset()
    off = next(one for one in calendar.days(2026) if one.statutory)
    with pytest.raises(UserError, match="always shown"):
        calendar.hide_also(store_id, off)


def test_the_yearly_notice_is_pasted_replaced_removed_and_undone(app: App) -> None:
    calendar = app.services.calendar
    assert calendar.is_workday(date(2027, 2, 9))
    calendar.paste_notice("一、春节:2月5日至11日放假调休。1月31日(周日)上班。", 2027)
    assert not calendar.is_workday(date(2027, 2, 9))
    assert calendar.announced(2027)
    calendar.paste_notice("一、春节:2月5日至12日放假调休。1月31日(周日)上班。", 2027)
    assert [d.date for d in calendar.days(2027) if d.kind is DayKind.WORKDAY] == [date(2027, 1, 31)]
    calendar.remove_notice(2027)
    assert calendar.is_workday(date(2027, 2, 9))
    app.services.history.undo()
    assert not calendar.is_workday(date(2027, 2, 12))


def test_hints_are_the_newest_timetables_of_a_month(app: App) -> None:
    hints = app.services.calendar.hints(2026, 5)
    assert hints[0].start.year == 2025
    assert {hint.start.month for hint in hints} == {5}
    assert all(hint.source for hint in hints)


def test_the_ics_file_keeps_its_uids_and_is_replaced_whole(app: App, store: Store, tmp_path: Path) -> None:
    campaign = make(app, store)
    target = tmp_path / "2026.ics"
    count = app.services.calendar.export_ics(2026, target)
    first = Calendar.from_ical(target.read_bytes())
    uids = [str(event["UID"]) for event in first.walk("VEVENT")]
    assert len(uids) == len(set(uids)) == count
    app.services.campaigns.move(campaign.id or 0, date(2026, 6, 1))
    app.services.calendar.export_ics(2026, target)
    events = {str(event["UID"]): event for event in Calendar.from_ical(target.read_bytes()).walk("VEVENT")}
    assert set(events) == set(uids)
    moved = events[f"campaign-{store.id}-{campaign.id}@shopdesk.invalid"]
    assert moved.decoded("DTSTART") == date(2026, 6, 1)
    assert moved.decoded("DTEND") == date(2026, 6, 6)  # the day after the last
    with pytest.raises(EnvironmentFault):
        app.services.calendar.export_ics(2026, tmp_path / "no" / "2026.ics")
    assert [entry.name for entry in tmp_path.glob("*.ics")] == ["2026.ics"]


def test_what_is_due_stands_in_the_ics_file_and_rings_until_it_is_done(app: App, store: Store, tmp_path: Path) -> None:
    campaign = make(app, store)
    store_id = store.id or 0
    setup, target = app.services.setup, tmp_path / "2026.ics"
    setup.start(store)
    paper = next(view.document for view in setup.board(store_id).documents if view.document.code == "doc.licence")
    setup.documents.save(replace(paper, expires_on=date(2026, 9, 30)))
    clock = next(view.reading.clock for view in setup.board(store_id).clocks)
    setup.clocks.start(clock.id or 0)

    def events(kind: str) -> list[tuple[str, date, list[int]]]:
        app.services.calendar.export_ics(2026, target)
        found = []
        for event in Calendar.from_ical(target.read_bytes()).walk("VEVENT"):
            if str(event["CATEGORIES"].cats[0]) == kind:
                ahead = [-(alarm.decoded("TRIGGER").days) for alarm in event.walk("VALARM")]
                found.append((str(event["SUMMARY"]), event.decoded("DTSTART"), ahead))
        return found

    milestones = app.services.campaigns.view(campaign.id or 0).milestones
    assert sorted(day for _, day, _ in events("milestone")) == sorted(one.due for one in milestones)
    assert all(ahead == [1, 0] for _, _, ahead in events("milestone"))
    assert [(day, ahead) for _, day, ahead in events("document")] == [(date(2026, 9, 30), [60, 30, 7])]
    assert [(day, ahead) for _, day, ahead in events("clock")] == [
        (app.clock.today() + timedelta(days=clock.days), [3, 1, 0])
    ]
    setup.clocks.finish(clock.id or 0)
    app.services.campaigns.tick_milestone(milestones[0].id or 0, True)
    assert [ahead for _, _, ahead in events("clock")] == [[]]
    assert sum(not ahead for _, _, ahead in events("milestone")) == 1


def test_a_year_outside_is_refused_in_words(app: App, tmp_path: Path, clock: FixedClock) -> None:
    clock.set(datetime(2026, 3, 16, 9))
    for year in (1999, 2057):
        with pytest.raises(UserError, match="2000 to 2056"):
            app.services.calendar.days(year)
