"""What the data can say about the items of the daily form; where they cannot say, nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from shopdesk.domain.campaigns.records import CampaignState
from shopdesk.domain.competitors import last_looks, stale
from shopdesk.domain.daily.checklist import Form
from shopdesk.domain.daily.refunds import is_open_request
from shopdesk.domain.daily.service_levels import Level
from shopdesk.domain.daily.sheet import AutoFinding
from shopdesk.domain.daily.worksheet import Result
from shopdesk.domain.rights import if_seen
from shopdesk.domain.text import Names, Text
from shopdesk.infra.i18n import current_language
from shopdesk.services.context import ServiceContext
from shopdesk.services.daily.levels import LevelDesk
from shopdesk.services.deadlines import clocks_near
from shopdesk.storage.queries import daily_checks
from shopdesk.storage.repositories.competitors import CompetitorLooks, Competitors

if TYPE_CHECKING:
    from shopdesk.services.campaigns.service import CampaignService
    from shopdesk.services.setup.service import SetupService

_REFUND_WINDOW = timedelta(days=45)
_STOCK_IS_FRESH = timedelta(days=3)
_UNDER_WAY = (CampaignState.APPLIED, CampaignState.APPROVED, CampaignState.PREPARING, CampaignState.WARM_UP)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the data come from."""

    ctx: ServiceContext
    campaigns: CampaignService
    setup: SetupService


Check = Callable[[Sources, int, date], AutoFinding | None]


def findings_for(sources: Sources, store_id: int, day: date, form: Form) -> dict[str, AutoFinding]:
    """What the data say about each item asked on ``day``, by item code."""
    checks = {item.auto: CHECKS[item.auto] for item in form.asked_on(day) if item.auto in CHECKS}
    sources.ctx.ask_ahead(*(partial(check, sources, store_id, day) for check in checks.values()))
    answers: dict[str, AutoFinding | None] = {}
    found = {}
    for item in form.asked_on(day):
        check = CHECKS.get(item.auto)
        if check is None:
            continue
        if item.auto not in answers:
            # Of what is closed to whoever asks the data say nothing: they answer by what they see in the shop.
            answers[item.auto] = if_seen(partial(check, sources, store_id, day), None)
        finding = answers[item.auto]
        if finding is not None:
            found[item.code] = finding
    return found


def _figures_ready(sources: Sources, store_id: int, day: date) -> AutoFinding | None:
    yesterday = day - timedelta(days=1)
    with sources.ctx.read() as uow:
        there = daily_checks.has_figures(uow.connection, store_id, yesterday)
    if there:
        return AutoFinding(result=Result.PASS, sentence=Text("The figures of {day} are imported.", day=yesterday))
    return AutoFinding(result=None, sentence=Text("No figures of {day} are imported yet.", day=yesterday))


def _campaign_ended(sources: Sources, store_id: int, day: date) -> AutoFinding | None:
    ended = sources.campaigns.ended_on(store_id, day - timedelta(days=1))
    if not ended:
        return AutoFinding(result=Result.NOT_APPLICABLE, sentence=Text("No campaign ended yesterday."))
    names = Names(campaign.name for campaign in ended)
    return AutoFinding(result=None, sentence=Text("Ended yesterday: {names}. Check every page.", names=names))


def _milestones(sources: Sources, store_id: int, day: date) -> AutoFinding | None:
    campaigns = sources.campaigns
    due_by_now = campaigns.milestones_due(store_id, day)
    late = [due for due in due_by_now if due.late]
    if late:
        names = Names(dict.fromkeys(due.campaign.name for due in late))
        sentence = Text("{count} milestones are late: {names}.", count=len(late), names=names)
        return AutoFinding(result=Result.FAIL, sentence=sentence)
    if due_by_now:
        language = current_language()
        told = Names(f"{due.campaign.name}: {due.milestone.who_and_what(language)}" for due in due_by_now)
        return AutoFinding(result=None, sentence=Text("Due today: {names}.", names=told))
    ahead = campaigns.between(store_id, day, day + timedelta(days=60))
    if not any(campaign.state in _UNDER_WAY for campaign in ahead):
        return AutoFinding(result=Result.NOT_APPLICABLE, sentence=Text("No campaign is in preparation."))
    return AutoFinding(result=Result.PASS, sentence=Text("No milestone is late."))


def _shipped(sources: Sources, store_id: int, day: date) -> AutoFinding | None:
    yesterday = day - timedelta(days=1)
    with sources.ctx.read() as uow:
        shipping = daily_checks.shipping(uow.connection, store_id, yesterday)
    if shipping is None:
        return None
    if shipping.waiting:
        sentence = Text(
            "{waiting} of {paid} orders paid yesterday are not shipped.", waiting=shipping.waiting, paid=shipping.paid
        )
        return AutoFinding(result=Result.FAIL, sentence=sentence)
    return AutoFinding(
        result=Result.PASS, sentence=Text("All {paid} orders paid yesterday are shipped.", paid=shipping.paid)
    )


def _level(level: Level, sources: Sources, store_id: int, day: date) -> AutoFinding | None:
    """A promise to the buyers; nothing where the data do not say whether it was kept."""
    known = LevelDesk(sources.ctx).of_day(store_id, day)
    found = next(one for one in known.findings if one.level is level)
    if found.kept is None:
        return None
    return AutoFinding(result=Result.PASS if found.kept else Result.FAIL, sentence=found.sentence)


def _refunds(sources: Sources, store_id: int, day: date) -> AutoFinding | None:
    """Open requests are pointed out; the report has no day of request, so a person judges how near the limit is."""
    with sources.ctx.read() as uow:
        known = daily_checks.refund_statuses(uow.connection, store_id, day - _REFUND_WINDOW)
    waiting = sum(is_open_request(status) for _day, status in known)
    if waiting:
        sentence = Text("{count} refund requests are open. Answer them before the automatic deadline.", count=waiting)
        return AutoFinding(result=None, sentence=sentence)
    if known and max(ordered for ordered, _status in known) >= (day - timedelta(days=1)).isoformat():
        return AutoFinding(result=Result.PASS, sentence=Text("No refund request is open in the newest report."))
    return None


def _documents(sources: Sources, store_id: int, day: date) -> AutoFinding | None:
    """Papers on the days of their warnings and once they ran out, and the platform's limits that end or were missed."""
    expiring = [
        entry for entry in sources.setup.expiring_documents(store_id, day) if entry.warned == day or entry.days_left < 0
    ]
    with sources.ctx.read() as uow:
        clocks = clocks_near(uow, store_id, day)
    said = []
    if clocks:
        names = Names(f"{clock.title} ({clock.due})" for clock in clocks)
        said.append(Text("Time limits of the platform: {names}.", names=names))
    if expiring:
        names = Names(f"{entry.title} ({entry.expires_on})" for entry in expiring)
        said.append(Text("Documents run out: {names}. {advice}", names=names, advice=expiring[0].advice))
    if not said:
        return None
    sentence = said[0] if len(said) == 1 else Text("{first} {second}", first=said[0], second=said[1])
    return AutoFinding(result=Result.FAIL, sentence=sentence)


def _hero_note(sources: Sources, store_id: int, day: date) -> AutoFinding | None:
    """For the meeting: which heroes run low, without answering whether they were talked about."""
    finding = _hero_stock(sources, store_id, day)
    if finding is None or finding.result is not Result.FAIL:
        return None
    return AutoFinding(result=None, sentence=finding.sentence)


def _hero_stock(sources: Sources, store_id: int, day: date) -> AutoFinding | None:
    heroes = [hero for hero in sources.campaigns.heroes.of_store(store_id) if hero.minimum_pieces is not None]
    if not heroes:
        return None
    with sources.ctx.read() as uow:
        ids = [hero.product_id for hero in heroes]
        known = daily_checks.stock(uow.connection, store_id, ids, day - _STOCK_IS_FRESH, day)
    low = [
        f"{hero.title or hero.product_id} {known[hero.product_id]}/{hero.minimum_pieces}"
        for hero in heroes
        if hero.product_id in known and known[hero.product_id] < (hero.minimum_pieces or 0)
    ]
    if low:
        return AutoFinding(result=Result.FAIL, sentence=Text("Below the minimum: {names}.", names=Names(low)))
    if len(known) < len(heroes):
        return None
    return AutoFinding(result=Result.PASS, sentence=Text("All heroes are above their minimum."))


def _competitors(sources: Sources, store_id: int, day: date) -> AutoFinding | None:
    """Whether the competitors were looked at as often as the owner said; who looked without entering it answers."""
    with sources.ctx.read() as uow:
        watched = [one for one in uow.repository(Competitors).of_store(store_id) if one.active and one.look_days]
        last = last_looks(one for one in uow.repository(CompetitorLooks).of_store(store_id) if one.day <= day)
    if not watched:
        return None
    waiting = sorted(one.name for one in watched if stale(one, last.get(one.id or 0), day))
    if waiting:
        return AutoFinding(result=None, sentence=Text("To be looked at again: {names}.", names=Names(waiting)))
    return AutoFinding(result=Result.PASS, sentence=Text("Every competitor was looked at in time."))


CHECKS: dict[str, Check] = {
    "figures_ready": _figures_ready,
    "campaign_ended": _campaign_ended,
    "milestones": _milestones,
    "shipped": _shipped,
    **{level.value: partial(_level, level) for level in Level},
    "refunds": _refunds,
    "documents": _documents,
    "hero_stock": _hero_stock,
    "hero_note": _hero_note,
    "competitors": _competitors,
}
