"""The fields of campaigns, their products, milestones, of hero products and of the store's own days."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.calendar.lunar import FIRST_YEAR, LAST_YEAR
from shopdesk.domain.campaigns.life import KIND_NAMES, STATE_NAMES
from shopdesk.domain.campaigns.records import (
    Anchor,
    Campaign,
    CampaignEvent,
    CampaignFile,
    CampaignProduct,
    Hero,
    Milestone,
    MilestoneRule,
    OwnDay,
    OwnRule,
    PastedNotice,
    ProductRole,
)
from shopdesk.domain.fields import HIGHEST_FEN, Field, FieldError, Kind, Noun, keys
from shopdesk.domain.text import Text

ROLE_NAMES = {
    ProductRole.TRAFFIC: Text("Traffic product"),
    ProductRole.CAMPAIGN: Text("Campaign product"),
    ProductRole.PROFIT: Text("Profit product"),
    ProductRole.IMAGE: Text("Image product"),
}
ANCHOR_NAMES = {
    Anchor.START: Text("The campaign's first day"),
    Anchor.END: Text("The campaign's last day"),
    Anchor.WARM_UP: Text("The first day of the warm-up"),
}
_MOST_DAYS = 3650
_FIRST, _LAST = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)

LONGEST_CAMPAIGN = 366
"""Days. What goes on for longer is the store's ordinary business; a typed year that slipped is far more likely."""

CAMPAIGN = Noun(
    "campaigns",
    Campaign,
    Text("Campaign"),
    (
        Field("name", Kind.LINE, Text("Name"), required=True, longest=60),
        Field("kind", Kind.CHOICE, Text("Kind"), choices=KIND_NAMES),
        Field("state", Kind.CHOICE, Text("State"), choices=STATE_NAMES),
        Field("start", Kind.DAY, Text("Starts on"), required=True, lowest=_FIRST, highest=_LAST, ahead=True),
        Field("end", Kind.DAY, Text("Ends on"), required=True, lowest=_FIRST, highest=_LAST, ahead=True),
        Field("warm_up_on", Kind.DAY, Text("Warm-up from"), ahead=True),
        Field("programme", Kind.REFERENCE, Text("Platform programme")),
        Field("offer", Kind.WORDS, Text("Offer"), placeholder=Text("For example: 30 off over 200")),
        Field("free_shipping", Kind.FLAG, Text("Free shipping")),
        Field("courier", Kind.LINE, Text("Courier"), longest=60),
        Field("owner", Kind.LINE, Text("In charge"), longest=60),
        Field("budget_fen", Kind.MONEY, Text("Budget")),
        Field("plan_visitors", Kind.COUNT, Text("Planned visitors"), additive=False),
        Field("plan_orders", Kind.COUNT, Text("Planned orders")),
        Field("plan_sales_fen", Kind.MONEY, Text("Planned sales")),
        Field("plan_pieces", Kind.COUNT, Text("Planned pieces")),
        Field("plan_chats", Kind.COUNT, Text("Planned chats")),
        Field("plan_service", Kind.COUNT, Text("Planned people in service a day"), additive=False),
        Field("plan_packers", Kind.COUNT, Text("Planned packers a day"), additive=False),
        Field("plan_boxes", Kind.COUNT, Text("Planned boxes")),
        Field("plan_profit_fen", Kind.MONEY, Text("Planned, left after advertising"), lowest=-HIGHEST_FEN),
        Field("spend_fen", Kind.MONEY, Text("Really spent")),
        Field("reason", Kind.WORDS, Text("Reason")),
        Field("lessons", Kind.WORDS, Text("Lessons")),
        Field("note", Kind.WORDS, Text("Note")),
    ),
    titles=("name",),
)

CAMPAIGN_PRODUCT = Noun(
    "campaign_products",
    CampaignProduct,
    Text("Campaign product"),
    (
        *keys("campaign_id", "facts"),
        Field("product_id", Kind.LINE, Text("Product number"), required=True, longest=40, plain=True),
        Field("title", Kind.LINE, Text("Title")),
        Field("role", Kind.CHOICE, Text("Role in the range"), choices=ROLE_NAMES),
        Field("quantity", Kind.COUNT, Text("Quantity offered")),
        Field("stock", Kind.COUNT, Text("Pieces in stock"), additive=False),
        Field("list_fen", Kind.MONEY, Text("List price"), additive=False),
        Field("price_fen", Kind.MONEY, Text("Campaign price"), additive=False),
        Field("cost_fen", Kind.MONEY, Text("Unit cost"), additive=False),
        Field("stacked_fen", Kind.MONEY, Text("Coupons on top"), additive=False),
    ),
    titles=("title", "product_id"),
    identity=("campaign_id", "product_id"),
)

CAMPAIGN_EVENT = Noun(
    "campaign_events",
    CampaignEvent,
    Text("Campaign event"),
    (
        *keys("campaign_id"),
        Field("day", Kind.DAY, Text("Day")),
        Field("at", Kind.MOMENT, Text("Recorded at")),
        Field("from_state", Kind.CHOICE, Text("State before"), choices=STATE_NAMES),
        Field("to_state", Kind.CHOICE, Text("State after"), choices=STATE_NAMES),
        Field("who", Kind.LINE, Text("Who"), longest=60),
        Field("note", Kind.WORDS, Text("Note")),
    ),
    titles=("day",),
)

CAMPAIGN_FILE = Noun(
    "campaign_files",
    CampaignFile,
    Text("Campaign file"),
    (
        *keys("campaign_id", "stored"),
        Field("at", Kind.MOMENT, Text("Recorded at")),
        Field("who", Kind.LINE, Text("Who")),
        Field("name", Kind.LINE, Text("Name"), longest=255),
    ),
    titles=("name",),
)

_MILESTONE = (
    Field("title_zh", Kind.LINE, Text("Title (Chinese)"), longest=120),
    Field("title_en", Kind.LINE, Text("Title (English)"), longest=120),
    Field("anchor", Kind.CHOICE, Text("Counted from"), choices=ANCHOR_NAMES),
    Field("offset_days", Kind.COUNT, Text("Days after that"), lowest=-_MOST_DAYS, highest=_MOST_DAYS, additive=False),
)
"""What a milestone and the rule that makes it have in common."""

MILESTONE = Noun(
    "milestones",
    Milestone,
    Text("Milestone"),
    (
        *keys("campaign_id", "code"),
        *_MILESTONE,
        Field("due", Kind.DAY, Text("Due"), required=True),
        Field("owner", Kind.LINE, Text("In charge"), longest=60),
        Field("after_id", Kind.REFERENCE, Text("Only after")),
        Field("done_on", Kind.DAY, Text("Done on")),
        Field("done_by", Kind.LINE, Text("Done by"), longest=60),
        Field("note", Kind.WORDS, Text("Note")),
    ),
    titles=("title_zh", "title_en"),
)

MILESTONE_RULE = Noun(
    "milestone_rules",
    MilestoneRule,
    Text("Milestone rule"),
    (
        *keys("code", "position"),
        Field("kind", Kind.CHOICE, Text("Kind"), choices=KIND_NAMES),
        *_MILESTONE,
    ),
    titles=("title_zh", "title_en"),
)

OWN_RULE_NAMES = {
    OwnRule.DATE: Text("Every year on this date"),
    OwnRule.WEEKDAY: Text("Every year on this weekday of the month"),
    OwnRule.LAST_WEEKDAY: Text("Every year on the last such weekday of the month"),
    OwnRule.LUNAR: Text("Every year on this lunar date"),
    OwnRule.MONTH_END: Text("Every year on the last day of this month"),
    OwnRule.FESTIVAL: Text("Every year, counted from a festival"),
    OwnRule.MONTHLY: Text("Every month on this date"),
    OwnRule.EVERY_MONTH_END: Text("On the last day of every month"),
}

OWN_DAY = Noun(
    "own_days",
    OwnDay,
    Text("Own day"),
    (
        Field(
            "name",
            Kind.LINE,
            Text("Name"),
            required=True,
            longest=60,
            placeholder=Text("Anniversary, member day, launch…"),
        ),
        Field("day", Kind.DAY, Text("Day"), required=True, lowest=_FIRST, highest=_LAST, ahead=True),
        Field("yearly", Kind.FLAG, Text("Comes back")),
        Field("rule", Kind.CHOICE, Text("How it comes back"), choices=OWN_RULE_NAMES),
        Field("festival", Kind.REFERENCE, Text("Festival it is counted from"), refers="festivals"),
        Field(
            "offset_days",
            Kind.COUNT,
            Text("Days from it (−1: the day before)"),
            lowest=-180,
            highest=180,
            additive=False,
        ),
        Field("days", Kind.COUNT, Text("Lasts, days"), lowest=1, highest=60, additive=False, required=True),
        Field("note", Kind.WORDS, Text("Note")),
    ),
    titles=("name",),
)

HERO = Noun(
    "heroes",
    Hero,
    Text("Hero product"),
    (
        Field("product_id", Kind.LINE, Text("Product number"), required=True, longest=40, plain=True),
        Field("title", Kind.LINE, Text("Title")),
        Field("role", Kind.CHOICE, Text("Role in the range"), choices=ROLE_NAMES),
        Field("minimum_pieces", Kind.COUNT, Text("Least stock, pieces"), additive=False),
    ),
    titles=("title", "product_id"),
    identity=("product_id",),
)

HOLIDAY_NOTICE = Noun(
    "holiday_notices",
    PastedNotice,
    Text("Holiday notice"),
    (
        Field("year", Kind.REFERENCE, Text("Year"), required=True),
        Field(
            "source",
            Kind.LINE,
            Text("Source"),
            placeholder=Text("Where it was published, for example the page's address"),
        ),
        Field(
            "text",
            Kind.WORDS,
            Text("Text of the notice"),
            longest=20_000,
            placeholder=Text("Paste the notice's lines, for example “一、元旦:1月1日至3日放假…”"),
        ),
    ),
    titles=("year",),
)


def check_campaign(campaign: Campaign) -> Campaign:
    """The campaign as it is kept: every field within its limits, its days in order, a year at most.

    Raises:
        FieldError: at the field that is wrong.
    """
    campaign = CAMPAIGN.tidy(campaign)
    if campaign.end < campaign.start:
        raise FieldError(
            CAMPAIGN.field("end"),
            Text(
                "The campaign ends on {end}, before it starts on {start}. Choose a later end.",
                end=campaign.end,
                start=campaign.start,
            ),
        )
    if campaign.period.length > LONGEST_CAMPAIGN:
        raise FieldError(
            CAMPAIGN.field("end"),
            Text(
                "The campaign would last {days} days, at most {most} fit. Choose an earlier end.",
                days=campaign.period.length,
                most=LONGEST_CAMPAIGN,
            ),
        )
    if campaign.warm_up_on is not None and campaign.warm_up_on > campaign.start:
        raise FieldError(
            CAMPAIGN.field("warm_up_on"),
            Text("The warm-up begins after the campaign. Choose a day before {start}.", start=campaign.start),
        )
    return campaign


def check_milestone(milestone: Milestone | MilestoneRule) -> None:
    """Refuse a milestone that says nothing in either language.

    Raises:
        FieldError: at the title.
    """
    if not (milestone.title_zh.strip() or milestone.title_en.strip()):
        raise FieldError(MILESTONE.field("title_zh"), Text("Say what is to be done."))
