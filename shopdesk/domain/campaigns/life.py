"""The life of a campaign: which step may follow which, what a step asks for, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from shopdesk.domain.campaigns.records import Campaign, CampaignEvent, CampaignKind, CampaignState
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text

S = CampaignState

NEXT: dict[CampaignState, tuple[CampaignState, ...]] = {
    S.IDEA: (S.PLANNED,),
    S.PLANNED: (S.APPLIED, S.PREPARING, S.IDEA),
    S.APPLIED: (S.APPROVED, S.REJECTED),
    S.APPROVED: (S.PREPARING, S.PLANNED),
    S.REJECTED: (S.PLANNED, S.IDEA),
    S.PREPARING: (S.WARM_UP, S.RUNNING, S.PLANNED),
    S.WARM_UP: (S.RUNNING, S.PLANNED),
    S.RUNNING: (S.ENDED,),
    S.ENDED: (S.REVIEWED,),
    S.REVIEWED: (),
}

STATE_NAMES: dict[CampaignState, Text] = {
    S.IDEA: Text("Idea"),
    S.PLANNED: Text("Planned"),
    S.APPLIED: Text("Applied"),
    S.APPROVED: Text("Approved"),
    S.REJECTED: Text("Rejected"),
    S.PREPARING: Text("Preparing"),
    S.WARM_UP: Text("Warm-up"),
    S.RUNNING: Text("Running", context="campaign state"),
    S.ENDED: Text("Ended"),
    S.REVIEWED: Text("Reviewed"),
}

STEP_NAMES: dict[CampaignState, Text] = {
    S.IDEA: Text("Back to idea"),
    S.PLANNED: Text("Plan it"),
    S.APPLIED: Text("Application sent"),
    S.APPROVED: Text("Approved"),
    S.REJECTED: Text("Rejected…"),
    S.PREPARING: Text("Start preparing"),
    S.WARM_UP: Text("Start warm-up"),
    S.RUNNING: Text("Start running"),
    S.ENDED: Text("End it"),
    S.REVIEWED: Text("Close with a review…"),
}

# A sign beside the colour, from the symbols that every Chinese font has.
STATE_SIGNS: dict[CampaignState, str] = {
    S.IDEA: "○",
    S.PLANNED: "◇",
    S.APPLIED: "△",
    S.APPROVED: "√",
    S.REJECTED: "×",
    S.PREPARING: "◎",
    S.WARM_UP: "☆",
    S.RUNNING: "★",
    S.ENDED: "■",
    S.REVIEWED: "◆",
}

KIND_NAMES: dict[CampaignKind, Text] = {
    CampaignKind.DISCOUNT: Text("Discount"),
    CampaignKind.AMOUNT_OFF: Text("Amount off over a threshold"),
    CampaignKind.GIFT: Text("Gift over a threshold"),
    CampaignKind.COUPON_BACK: Text("Coupon back over a threshold"),
    CampaignKind.ADD_ON: Text("Add-on at a special price"),
    CampaignKind.SECOND_HALF: Text("Second item half price"),
    CampaignKind.BUY_AND_GET: Text("Buy and get"),
    CampaignKind.CLEARANCE: Text("Clearance, season change"),
    CampaignKind.ANNIVERSARY: Text("Store anniversary"),
    CampaignKind.BUNDLE: Text("Bundle"),
    CampaignKind.FLASH_SALE: Text("Flash sale"),
    CampaignKind.GROUP_BUY: Text("Group buy (聚划算)"),
    CampaignKind.PLATFORM: Text("Platform programme"),
    CampaignKind.COINS: Text("Coins (淘金币)"),
    CampaignKind.TRIAL: Text("Product trial"),
    CampaignKind.AFFILIATE: Text("Affiliate plan"),
    CampaignKind.MEMBER_DAY: Text("Member day"),
    CampaignKind.RAFFLE: Text("Raffle"),
    CampaignKind.LIVE: Text("Live stream"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A wanted change of state: to what, on which day, by whom, and the reason or the lessons where asked for."""

    to: CampaignState
    day: date
    who: str = ""
    note: str = ""


def allowed_next(state: CampaignState) -> tuple[CampaignState, ...]:
    """The states that may follow, the usual one first."""
    return NEXT[state]


def due_step(campaign: Campaign, today: date) -> CampaignState | None:
    """The step that the calendar says is due: to start, to end, or (a week after the end) to review."""
    if campaign.state in (S.PREPARING, S.WARM_UP) and campaign.start <= today:
        return S.RUNNING
    if campaign.state is S.RUNNING and campaign.end < today:
        return S.ENDED
    if campaign.state is S.ENDED and campaign.end + timedelta(days=7) <= today:
        return S.REVIEWED
    return None


def needs_reason(to: CampaignState) -> bool:
    """Whether a step must say why."""
    return to is CampaignState.REJECTED


def asks_for_lessons(to: CampaignState) -> bool:
    """Whether a step offers to keep what was learned."""
    return to is CampaignState.REVIEWED


def take_step(campaign: Campaign, step: Step, at: datetime) -> tuple[Campaign, CampaignEvent]:
    """The campaign in its new state and the event to keep.

    Raises:
        UserError: the step is not allowed from here, lacks its reason, or claims to have ended before the start.
    """
    if step.to not in NEXT[campaign.state]:
        raise UserError(
            Text(
                "“{name}” is at “{state}”, so the step to “{to}” is not possible. Choose one of the steps on offer.",
                name=campaign.name,
                state=STATE_NAMES[campaign.state],
                to=STATE_NAMES[step.to],
            )
        )
    if needs_reason(step.to) and not step.note.strip():
        raise UserError(Text("Say why it was rejected, so that the next application does better."))
    if step.to is S.ENDED and step.day < campaign.start:
        raise UserError(Text("It cannot have ended before it started on {start}.", start=campaign.start))
    assert campaign.id is not None, "only a saved campaign has a life"
    event = CampaignEvent(
        store_id=campaign.store_id,
        campaign_id=campaign.id,
        day=step.day,
        at=at,
        from_state=campaign.state,
        to_state=step.to,
        who=step.who,
        note=step.note.strip(),
    )
    after = replace(campaign, state=step.to)
    if step.to is S.REJECTED:
        after = replace(after, reason=step.note.strip())
    elif step.to is S.REVIEWED and step.note.strip():
        after = replace(after, lessons=step.note.strip())
    elif step.to is S.WARM_UP and (campaign.warm_up_on is None or campaign.warm_up_on > campaign.start):
        after = replace(after, warm_up_on=min(step.day, campaign.start))
    return after, event
