"""Campaigns: plan them on the calendar, take them through their life, prepare, check and review them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from shopdesk.domain.campaigns.life import KIND_NAMES, Step, due_step, take_step
from shopdesk.domain.campaigns.milestones import check_may_be_done, check_order
from shopdesk.domain.campaigns.moving import due_day, milestones_after_move, milestones_for, moved, resized
from shopdesk.domain.campaigns.nouns import (
    CAMPAIGN,
    CAMPAIGN_EVENT,
    MILESTONE,
    MILESTONE_RULE,
    check_campaign,
    check_milestone,
)
from shopdesk.domain.campaigns.ordinary import NOT_HELD
from shopdesk.domain.campaigns.overlap import overlaps
from shopdesk.domain.campaigns.price_neighbours import BOUND_DAYS, neighbours
from shopdesk.domain.campaigns.records import (
    Campaign,
    CampaignKind,
    CampaignProduct,
    CampaignState,
    Milestone,
    MilestoneRule,
)
from shopdesk.domain.campaigns.review import ReviewFigures
from shopdesk.domain.errors import UserError
from shopdesk.domain.joining import onto
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import current_language
from shopdesk.services.campaigns.views import CampaignView, DueMilestone
from shopdesk.services.context import ServiceContext
from shopdesk.storage.repositories.campaigns import (
    CampaignEvents,
    CampaignFiles,
    CampaignProducts,
    Campaigns,
    MilestoneRules,
    Milestones,
)
from shopdesk.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shopdesk.services.calendar import CalendarService
    from shopdesk.services.campaigns.bundles import Bundles
    from shopdesk.services.campaigns.files import CampaignPapers
    from shopdesk.services.campaigns.gates import ProgrammeGates
    from shopdesk.services.campaigns.heroes import HeroProducts
    from shopdesk.services.campaigns.products import CampaignRange
    from shopdesk.services.campaigns.reviews import CampaignReviews

_PAST = 84  # days: a month of ordinary days is found in twelve weeks, and it is still this season


def _id(campaign: Campaign) -> int:
    assert campaign.id is not None, "a saved campaign has an id"
    return campaign.id


class CampaignService:
    """The campaigns of the stores in the open data folder. Its parts are objects of their own."""

    def __init__(self, ctx: ServiceContext, calendar: CalendarService) -> None:
        """Ordinary days are those without anything on the ``calendar``."""
        self._ctx = ctx
        self._calendar = calendar

    # Other pages ask for days and bands only, so what the parts stand on is imported when they are asked.

    @cached_property
    def products(self) -> CampaignRange:
        """The products of campaigns."""
        from shopdesk.services.campaigns.products import CampaignRange

        return CampaignRange(self._ctx)

    @cached_property
    def gates(self) -> ProgrammeGates:
        """What programmes ask of stores and products."""
        from shopdesk.services.campaigns.gates import ProgrammeGates

        return ProgrammeGates(self._ctx)

    @cached_property
    def heroes(self) -> HeroProducts:
        """The products that lead a campaign."""
        from shopdesk.services.campaigns.heroes import HeroProducts

        return HeroProducts(self._ctx)

    @cached_property
    def reviews(self) -> CampaignReviews:
        """What campaigns brought, and what the next may bring."""
        from shopdesk.services.campaigns.reviews import CampaignReviews

        return CampaignReviews(self._ctx, self._calendar)

    @cached_property
    def files(self) -> CampaignPapers:
        """The photos and files kept with campaigns."""
        from shopdesk.services.campaigns.files import CampaignPapers

        return CampaignPapers(self._ctx)

    @cached_property
    def bundles(self) -> Bundles:
        """What is bought together."""
        from shopdesk.services.campaigns.bundles import Bundles

        return Bundles(self._ctx)

    # --- reading ---------------------------------------------------------------------------------------------------

    def get(self, campaign_id: int) -> Campaign:
        """One campaign.

        Raises:
            NotFound: it is gone.
        """
        with self._ctx.read() as uow:
            return uow.repository(Campaigns).get(campaign_id)

    def view(self, campaign_id: int, store_id: int | None = None) -> CampaignView:
        """One campaign with products, steps, milestones and warnings; ``store_id`` is its store, where that is known.

        Raises:
            NotFound: it is gone.
        """
        with self._ctx.read() as uow:
            repo = uow.repository(Campaigns)
            campaign = repo.get(campaign_id, store_id)
            mine = (campaign_id, campaign.store_id)
            products = uow.repository(CampaignProducts).of(*mine)
            reach = timedelta(BOUND_DAYS)
            near = repo.between(campaign.store_id, campaign.start - reach, campaign.end + reach)
            offered = uow.repository(CampaignProducts).of_campaigns(campaign.store_id, [_id(other) for other in near])
            others = [(other, offered[_id(other)]) for other in near]
            parcels = self.products.parcels(uow, campaign, products)
            return CampaignView(
                campaign=campaign,
                products=tuple(products),
                events=tuple(uow.repository(CampaignEvents).of(*mine)),
                milestones=tuple(uow.repository(Milestones).of(*mine)),
                overlaps=tuple(overlaps(campaign, products, others)),
                neighbours=neighbours(campaign, others),
                prices=tuple(self.products.check_price(campaign, product, parcels) for product in products),
                due_step=due_step(campaign, self._ctx.clock.today()),
            )

    def of_store(self, store_id: int) -> list[Campaign]:
        """All campaigns of a store, by first day."""
        with self._ctx.read() as uow:
            return uow.repository(Campaigns).of_store(store_id)

    def between(self, store_id: int, start: date, end: date) -> list[Campaign]:
        """The campaigns that touch the days from ``start`` to ``end``, by first day."""
        with self._ctx.read() as uow:
            return uow.repository(Campaigns).between(store_id, start, end)

    def running(self, store_id: int, day: date) -> list[Campaign]:
        """The campaigns held on a day: all that include it, except ideas and rejected ones."""
        return self.held(store_id, day, day)

    def held(self, store_id: int, start: date, end: date) -> list[Campaign]:
        """The campaigns that touch the days from ``start`` to ``end``, except ideas and rejected ones."""
        return [campaign for campaign in self.between(store_id, start, end) if campaign.state not in NOT_HELD]

    def ended_on(self, store_id: int, day: date) -> list[Campaign]:
        """The campaigns whose last day was ``day``, except ideas and rejected ones."""
        with self._ctx.read() as uow:
            return uow.repository(Campaigns).ended_on(store_id, day)

    def milestones_due(self, store_id: int, day: date) -> list[DueMilestone]:
        """What is to be done by ``day`` and is not done yet, the oldest first."""
        with self._ctx.read() as uow:
            found = uow.repository(Milestones).open_until(store_id, day)
            campaigns = uow.repository(Campaigns)
            parents = {one: campaigns.get(one, store_id) for one in {m.campaign_id for m in found}}
        return [
            DueMilestone(milestone=entry, campaign=parents[entry.campaign_id], late=entry.due < day) for entry in found
        ]

    def milestones_of(self, campaign: Campaign) -> list[Milestone]:
        """All milestones of a campaign."""
        with self._ctx.read() as uow:
            return uow.repository(Milestones).of(_id(campaign), campaign.store_id)

    def milestones_between(self, store_id: int, start: date, end: date) -> list[Milestone]:
        """All milestones due on the days from ``start`` to ``end``."""
        with self._ctx.read() as uow:
            return uow.repository(Milestones).between(store_id, start, end)

    def review(self, campaign_id: int, store_id: int | None = None) -> ReviewFigures:
        """What a campaign brought, against its plan and the last ordinary days before its warm-up.

        ``store_id`` is its store, where that is known.

        Raises:
            NotFound: it is gone.
        """
        return self.reviews.of(campaign_id, store_id)

    # --- planning --------------------------------------------------------------------------------------------------

    def create(
        self, campaign: Campaign, products: Sequence[CampaignProduct] = (), *, like: int | None = None
    ) -> Campaign:
        """A new campaign with the milestones of its kind.

        From the one it is ``like`` come the milestones that were added by hand, who does them and in which order.

        Raises:
            UserError: a field is wrong or the days lie outside the calendar.
        """
        from shopdesk.services.campaigns.products import belonging, checked

        campaign = check_campaign(campaign)
        with self._ctx.open_uow(Text("Campaign “{name}” created", name=campaign.name)) as uow:
            campaign = uow.repository(Campaigns).add(replace(campaign, id=None))
            for product in checked(products):
                uow.repository(CampaignProducts).add(belonging(product, campaign))
            rules = self._rules(uow, campaign.store_id, campaign.kind)
            milestones = uow.repository(Milestones)
            if like is None:
                milestones.add_all(milestones_for(campaign, rules))
            else:
                from shopdesk.services.campaigns.files import keep_milestones_like

                keep_milestones_like(milestones, campaign, rules, milestones.of(like, campaign.store_id))
            uow.commit()
            return campaign

    def update(self, campaign: Campaign, *, was: Campaign | None = None) -> Campaign:
        """Keep an edited campaign; open milestones follow its days, a new kind brings its own milestones.

        The state is left as it is: that changes by :meth:`advance` only. What it ``was`` when the editing began says
        what was edited: other fields that somebody changed since stay as they are by now.

        Raises:
            UserError: a field is wrong.
            NotFound: it is gone.
        """
        campaign = check_campaign(campaign)
        with self._ctx.open_uow(Text("Campaign “{name}” edited", name=campaign.name)) as uow:
            repo = uow.repository(Campaigns)
            old = repo.get(_id(campaign))
            campaign = campaign if was is None else onto(was, campaign, old)
            campaign = repo.update(replace(campaign, state=old.state))
            if campaign.kind is not old.kind:
                self._replace_open_milestones(uow, campaign)
            self._shift_milestones(uow, campaign)
            uow.commit()
            return campaign

    def move(self, campaign_id: int, new_start: date) -> Campaign:
        """Let a campaign begin on another day; it lasts as long as before.

        Raises:
            UserError: it would leave the years of the calendar.
            NotFound: it is gone.
        """
        return self._change_days(
            campaign_id,
            lambda old: moved(old, new_start),
            lambda new: Text("Campaign “{name}” moved to {day}", name=new.name, day=new.start),
        )

    def resize(self, campaign_id: int, start: date, end: date) -> Campaign:
        """Give a campaign another first or last day.

        Raises:
            UserError: it would end before it starts or leave the years of the calendar.
            NotFound: it is gone.
        """
        return self._change_days(
            campaign_id,
            lambda old: resized(old, start, end),
            lambda new: Text(
                "Campaign “{name}” now from {start} to {end}", name=new.name, start=new.start, end=new.end
            ),
        )

    def delete(self, campaign_id: int) -> None:
        """Remove a campaign with all that hangs on it; undo brings it back whole.

        Raises:
            NotFound: it is gone already.
        """
        with self._ctx.read() as uow:
            gone = uow.repository(Campaigns).get(campaign_id)
        with self._ctx.open_uow(Text("Campaign “{name}” deleted", name=gone.name)) as uow:
            for repo in (
                uow.repository(Milestones),
                uow.repository(CampaignEvents),
                uow.repository(CampaignFiles),
                uow.repository(CampaignProducts),
            ):
                for entry in repo.of(campaign_id, gone.store_id):
                    assert entry.id is not None
                    repo.remove(entry.id)
            uow.repository(Campaigns).remove(campaign_id)
            uow.commit()

    def advance(
        self, campaign_id: int, to: CampaignState, *, day: date | None = None, who: str = "", note: str = ""
    ) -> Campaign:
        """Take the next step of a campaign's life; ``day`` is today unless said, ``note`` the reason or the lessons.

        Raises:
            UserError: the step is not allowed or lacks its reason.
            NotFound: the campaign is gone.
        """
        step = Step(to=to, day=day or self._ctx.clock.today(), who=who.strip(), note=note)
        with self._ctx.read() as uow:
            old = uow.repository(Campaigns).get(campaign_id)
        with self._ctx.open_uow(Text("Campaign “{name}”: next step", name=old.name)) as uow:
            repo = uow.repository(Campaigns)
            campaign, event = take_step(repo.get(campaign_id), step, self._ctx.clock.now())
            repo.update(CAMPAIGN.tidy(campaign))
            uow.repository(CampaignEvents).add(CAMPAIGN_EVENT.tidy(event))
            uow.commit()
            return campaign

    # --- milestones ------------------------------------------------------------------------------------------------

    def tick_milestone(self, milestone_id: int, done: bool, who: str = "") -> Milestone:
        """Mark a milestone done today, or open again.

        Raises:
            NotFound: it is gone.
            UserError: one that it waits for is open.
        """
        with self._ctx.open_uow(Text("Milestone done") if done else Text("Milestone open again")) as uow:
            repo = uow.repository(Milestones)
            today = self._ctx.clock.today() if done else None
            known = repo.get(milestone_id)
            if done:
                check_may_be_done(known, repo.of(known.campaign_id, known.store_id), current_language())
            entry = replace(known, done_on=today, done_by=who if done else "")
            entry = repo.update(MILESTONE.tidy(entry))
            uow.commit()
            return entry

    def save_milestone(self, milestone: Milestone) -> Milestone:
        """Keep a new or changed milestone; its due day follows from its campaign and offset.

        Raises:
            UserError: it says nothing, has a value out of bounds, or waits for one that waits for it.
            NotFound: the campaign is gone.
        """
        milestone = MILESTONE.tidy(milestone)
        check_milestone(milestone)
        with self._ctx.open_uow(Text("Milestone saved")) as uow:
            campaign = uow.repository(Campaigns).get(milestone.campaign_id)
            milestone = replace(milestone, due=due_day(campaign, milestone.anchor, milestone.offset_days))
            repo = uow.repository(Milestones)
            check_order(milestone, repo.of(_id(campaign), campaign.store_id), current_language())
            milestone = repo.add(milestone) if milestone.id is None else repo.update(milestone)
            uow.commit()
            return milestone

    def remove_milestone(self, milestone_id: int) -> None:
        """Remove a milestone.

        Raises:
            NotFound: it is gone already.
        """
        with self._ctx.open_uow(Text("Milestone removed")) as uow:
            uow.repository(Milestones).remove(milestone_id)
            uow.commit()

    def milestone_rules(self, store_id: int, kind: CampaignKind) -> list[MilestoneRule]:
        """The milestones that new campaigns of a kind get: the store's own, otherwise the shipped ones."""
        with self._ctx.read() as uow:
            return self._rules(uow, store_id, kind)

    def save_milestone_rules(
        self, store_id: int, kind: CampaignKind, rules: Sequence[MilestoneRule],
        was: Sequence[MilestoneRule] | None = None,
    ) -> None:  # fmt: skip
        """Let new campaigns of a kind get exactly these milestones; an empty list goes back to the shipped ones.

        ``was``: the milestones that the editing began with.

        Raises:
            UserError: one says nothing or has a value out of bounds, or they are not what they were any more.
        """
        rules = [MILESTONE_RULE.tidy(rule) for rule in rules]
        for rule in rules:
            check_milestone(rule)
        with self._ctx.open_uow(Text("Milestones of a campaign kind changed")) as uow:
            repo = uow.repository(MilestoneRules)
            if was is not None and self._rules(uow, store_id, kind) != list(was):
                raise UserError(
                    Text("Somebody changed the milestones of “{kind}” meanwhile. Nothing was saved: open this anew.",
                         kind=KIND_NAMES[kind])
                )  # fmt: skip
            for old in repo.of(store_id, kind):
                assert old.id is not None
                repo.remove(old.id)
            for position, rule in enumerate(rules):
                repo.add(replace(rule, id=None, store_id=store_id, kind=kind, position=position))
            uow.commit()

    # --- helpers ---------------------------------------------------------------------------------------------------

    @staticmethod
    def _rules(uow: UnitOfWork, store_id: int, kind: CampaignKind) -> list[MilestoneRule]:
        from shopdesk.services.campaigns.catalogue import shipped_milestones

        return uow.repository(MilestoneRules).of(store_id, kind) or shipped_milestones(store_id, kind)

    def _replace_open_milestones(self, uow: UnitOfWork, campaign: Campaign) -> None:
        repo = uow.repository(Milestones)
        done_codes = set()
        for entry in repo.of(_id(campaign), campaign.store_id):
            if entry.done_on is None and entry.code:
                assert entry.id is not None
                repo.remove(entry.id)
            else:
                done_codes.add(entry.code)
        rules = self._rules(uow, campaign.store_id, campaign.kind)
        repo.add_all(entry for entry in milestones_for(campaign, rules) if entry.code not in done_codes)

    def _change_days(
        self, campaign_id: int, change: Callable[[Campaign], Campaign], reason: Callable[[Campaign], Text]
    ) -> Campaign:
        wanted = check_campaign(change(self.get(campaign_id)))
        with self._ctx.open_uow(reason(wanted)) as uow:
            campaign = uow.repository(Campaigns).update(wanted)
            self._shift_milestones(uow, campaign)
            uow.commit()
            return campaign

    @staticmethod
    def _shift_milestones(uow: UnitOfWork, campaign: Campaign) -> None:
        repo = uow.repository(Milestones)
        for entry in milestones_after_move(campaign, repo.of(_id(campaign), campaign.store_id)):
            repo.update(entry)
