"""The fields of tier tables, tiers and their posts."""

from __future__ import annotations

from shopdesk.domain.fields import Field, Kind, Noun, keys
from shopdesk.domain.text import Text
from shopdesk.domain.tiers.records import Tier, TierPost, TierTable

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
