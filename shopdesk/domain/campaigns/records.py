"""Campaigns and what hangs on them, as records; the words here are stored in the data file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from shopdesk.domain.periods import Period
from shopdesk.domain.records import Kept


class CampaignKind(StrEnum):
    """What a campaign offers, or which programme of the platform it belongs to."""

    DISCOUNT = "discount"
    AMOUNT_OFF = "amount_off"
    GIFT = "gift"
    COUPON_BACK = "coupon_back"
    ADD_ON = "add_on"
    SECOND_HALF = "second_half"
    BUY_AND_GET = "buy_and_get"
    CLEARANCE = "clearance"
    ANNIVERSARY = "anniversary"
    BUNDLE = "bundle"
    FLASH_SALE = "flash_sale"
    GROUP_BUY = "group_buy"
    PLATFORM = "platform"
    COINS = "coins"
    TRIAL = "trial"
    AFFILIATE = "affiliate"
    MEMBER_DAY = "member_day"
    RAFFLE = "raffle"
    LIVE = "live"


class CampaignState(StrEnum):
    """How far a campaign is, in the order of its life."""

    IDEA = "idea"
    PLANNED = "planned"
    APPLIED = "applied"
    APPROVED = "approved"
    REJECTED = "rejected"
    PREPARING = "preparing"
    WARM_UP = "warm_up"
    RUNNING = "running"
    ENDED = "ended"
    REVIEWED = "reviewed"


class Anchor(StrEnum):
    """From which day of a campaign a milestone is counted."""

    START = "start"
    END = "end"
    WARM_UP = "warm_up"


class ProductRole(StrEnum):
    """What a product is for in the store's range."""

    TRAFFIC = "traffic"
    CAMPAIGN = "campaign"
    PROFIT = "profit"
    IMAGE = "image"


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign(Kept):
    """One campaign from its first to its last day, both included.

    Planned figures are what the owner expects; ``None`` means nobody said. Planned people are those of a day, and
    ``plan_profit_fen`` is what is left after advertising. ``spend_fen`` is what it really cost, typed in after the end.
    ``programme`` is the code of an entry-rule set, where the platform's rules apply.
    """

    store_id: int
    name: str
    kind: CampaignKind = CampaignKind.DISCOUNT
    state: CampaignState = CampaignState.IDEA
    start: date
    end: date
    warm_up_on: date | None = None
    programme: str = ""
    offer: str = ""
    free_shipping: bool | None = None
    courier: str = ""
    owner: str = ""
    budget_fen: int | None = None
    plan_visitors: int | None = None
    plan_orders: int | None = None
    plan_sales_fen: int | None = None
    plan_pieces: int | None = None
    plan_chats: int | None = None
    plan_service: int | None = None
    plan_packers: int | None = None
    plan_boxes: int | None = None
    plan_profit_fen: int | None = None
    spend_fen: int | None = None
    reason: str = ""
    lessons: str = ""
    note: str = ""

    @property
    def period(self) -> Period:
        """Its days."""
        return Period(self.start, self.end)

    @property
    def fixed(self) -> bool:
        """Whether it is running or over, so that moving it needs a second thought."""
        return self.state in (CampaignState.RUNNING, CampaignState.ENDED, CampaignState.REVIEWED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignProduct(Kept):
    """A product in a campaign with the quantity and price offered.

    ``stacked_fen`` is what coupons take off on top; ``stock`` are the pieces that were there when the application was
    written. ``facts`` are further figures that entry rules ask for, by the code
    of the figure, as decimal text.
    """

    store_id: int
    campaign_id: int
    product_id: str
    title: str = ""
    role: ProductRole | None = None
    quantity: int | None = None
    stock: int | None = None
    list_fen: int | None = None
    price_fen: int | None = None
    cost_fen: int | None = None
    stacked_fen: int | None = None
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignEvent(Kept):
    """One step of a campaign's life: when, who, from what to what, and the reason or note given."""

    store_id: int
    campaign_id: int
    day: date
    at: datetime
    from_state: CampaignState
    to_state: CampaignState
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFile(Kept):
    """A photo or file kept with a campaign; ``stored`` is its place under the data folder's attachments."""

    store_id: int
    campaign_id: int
    at: datetime
    who: str
    name: str
    stored: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Kept):
    """A thing to be done for a campaign by a day; open while ``done_on`` is ``None``.

    ``owner`` is who does it. ``after_id`` is the milestone of the same campaign that has to be done before; one that is
    no longer there holds nobody up.
    """

    store_id: int
    campaign_id: int
    code: str = ""
    title_zh: str
    title_en: str
    anchor: Anchor = Anchor.START
    offset_days: int = 0
    due: date
    owner: str = ""
    after_id: int | None = None
    done_on: date | None = None
    done_by: str = ""
    note: str = ""

    def title(self, language: str) -> str:
        """What is to be done, in ``zh_CN`` or, for anything else, in English."""
        return (self.title_zh or self.title_en) if language.startswith("zh") else (self.title_en or self.title_zh)

    def who_and_what(self, language: str) -> str:
        """The title with who is in charge, where somebody is."""
        return f"{self.title(language)} · {self.owner}" if self.owner else self.title(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRule(Kept):
    """A milestone that every new campaign of a kind gets, so many days from its start or end."""

    store_id: int = 0
    kind: CampaignKind
    code: str = ""
    title_zh: str
    title_en: str
    anchor: Anchor = Anchor.START
    offset_days: int = 0
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedNotice(Kept):
    """The official holiday notice of one year, as the user pasted it."""

    year: int
    source: str = ""
    text: str


class OwnRule(StrEnum):
    """How a day of the store that comes back is found; all but ``FESTIVAL`` are read off its first day."""

    DATE = "date"
    WEEKDAY = "weekday"
    LAST_WEEKDAY = "last_weekday"
    LUNAR = "lunar"
    MONTH_END = "month_end"
    FESTIVAL = "festival"
    MONTHLY = "monthly"
    EVERY_MONTH_END = "every_month_end"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDay(Kept):
    """A day of the store itself: anniversary, member day, launch.

    ``yearly`` ones come back by their ``rule`` (the history knows the field by this name, though some come back every
    month), others stand on ``day`` alone. ``festival`` and ``offset_days`` say what the rule of that name counts from;
    ``days`` how many days in a row it lasts.
    """

    store_id: int
    name: str
    day: date
    yearly: bool = True
    rule: OwnRule = OwnRule.DATE
    festival: str = ""
    offset_days: int = 0
    days: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hero(Kept):
    """A best seller that must not run out: the least number of pieces to keep in stock."""

    store_id: int
    product_id: str
    title: str = ""
    role: ProductRole | None = None
    minimum_pieces: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GateVersion(Kept):
    """A store's own wording of a programme's entry rules as of a day.

    Each rule is the code of a figure, the comparison, the value and, for a range, its far end, as text.
    """

    store_id: int
    code: str
    zh: str
    en: str
    as_of: date
    source: str = ""
    rules: tuple[tuple[str, str, str, str | None], ...] = ()
