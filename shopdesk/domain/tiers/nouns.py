"""The fields of tier tables, tiers and their posts."""

from __future__ import annotations

from shopdesk.domain.fields import Field, Kind, Noun, keys
from shopdesk.domain.text import Text
from shopdesk.domain.tiers.records import Post, Step, Tier, TierPost, TierTable

_MOST_PEOPLE = 9999

TIER_TABLE = Noun(
    "tier_tables",
    TierTable,
    Text("Tier table"),
    (
        Field("name", Kind.LINE, Text("Name"), required=True, longest=60),
        *keys("origin"),
        Field("band_low", Kind.RATE, Text("People cost from")),
        Field("band_high", Kind.RATE, Text("People cost up to")),
    ),
    titles=("name",),
)

TIER = Noun(
    "tiers",
    Tier,
    Text("Staffing tier"),
    (
        *keys("table_id", "position"),
        Field("turnover_fen", Kind.MONEY, Text("Turnover"), additive=False),
        Field("budget_fen", Kind.MONEY, Text("Budget"), additive=False),
        Field("total_fen", Kind.MONEY, Text("Total"), additive=False),
    ),
)

TIER_POST = Noun(
    "tier_posts",
    TierPost,
    Text("Posts of a tier"),
    (
        *keys("tier_id"),
        Field("department_code", Kind.REFERENCE, Text("Department"), required=True),
        Field("leads", Kind.COUNT, Text("Leads"), highest=_MOST_PEOPLE),
        Field("staff", Kind.COUNT, Text("Staff"), highest=_MOST_PEOPLE),
        Field("cost_fen", Kind.MONEY, Text("Cost")),
    ),
)


def check_step(step: Step) -> None:
    """Refuse a step that no store can have.

    Raises:
        FieldError: a figure of it is out of bounds; the sentence names which.
    """
    tier = Tier(
        store_id=0,
        table_id=0,
        position=0,
        turnover_fen=step.turnover_fen,
        budget_fen=step.budget_fen,
        total_fen=step.total_fen,
    )
    TIER.tidy(tier)
    for post in step.posts:
        TIER_POST.tidy(_kept_post(post))


def _kept_post(post: Post) -> TierPost:
    return TierPost(
        store_id=0,
        tier_id=0,
        department_code=post.department_code,
        leads=post.leads,
        staff=post.staff,
        cost_fen=post.cost_fen,
    )
