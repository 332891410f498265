"""The parts of the pages by name: Ctrl+K leads to each of them from anywhere, and no page has to be made for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True)
class Place:
    """A part: its page, the names of the tabs that lead to it, and what it is called there."""

    page: str
    way: tuple[str, ...]
    title: Text

    def open_on(self, page: Any) -> Any:
        """Bring the part into view on its page, and hand it out."""
        part = page
        for name in self.way:
            part = part.tabs.open(name)
        return part


def _of(page: str, within: tuple[str, ...], titles: dict[str, Text]) -> tuple[Place, ...]:
    return tuple(Place(page, (*within, name), title) for name, title in titles.items())


PLACES: tuple[Place, ...] = (
    *_of(
        "setup",
        (),
        {
            "steps": Text("Steps"),
            "documents": Text("Documents"),
            "bring": Text("Papers to bring"),
            "fees": Text("Fees"),
            "budget": Text("Budget"),
            "timeline": Text("Timeline"),
            "preparation": Text("Preparation"),
            "suppliers": Text("Suppliers"),
            "couriers": Text("Couriers"),
        },
    ),
    *_of(
        "setup",
        ("budget",),
        {"phases": Text("Phases"), "lines": Text("Planned and paid"), "cash": Text("Cash by day")},
    ),
    *_of(
        "people",
        (),
        {
            "team": Text("Team"),
            "org": Text("Org chart"),
            "planner": Text("Tier planner"),
            "roster": Text("Roster"),
            "pay": Text("Pay"),
            "schemes": Text("Pay schemes"),
            "paydata": Text("Pay data"),
            "growth": Text("Scorecards and training"),
            "business": Text("What if"),
        },
    ),
    *_of(
        "people",
        ("growth",),
        {"scores": Text("Scorecards"), "jobs": Text("Design jobs"), "training": Text("Training")},
    ),
    *_of(
        "daily",
        (),
        {
            "today": Text("Today"),
            "problems": Text("Problems"),
            "meetings": Text("Meetings"),
            "templates": Text("Forms"),
            "lookback": Text("Look back"),
            "handbook": Text("Handbook"),
            "standing": Text("Standing tasks"),
            "rounds": Text("Inspection rounds"),
        },
    ),
    *_of(
        "kpi",
        (),
        {
            "trend": Text("Trend and table"),
            "why": Text("Why sales moved"),
            "channels": Text("Channels"),
            "products": Text("Products"),
            "targets": Text("Targets and pace"),
            "alerts": Text("Alerts"),
            "gaps": Text("Data calendar"),
            "money": Text("Money"),
            "charts": Text("Charts"),
            "market": Text("Market"),
        },
    ),
    *_of(
        "kpi",
        ("money",),
        {
            "account": Text("Account", context="money"),
            "orders": Text("Orders against money"),
            "bridge": Text("Bridge"),
            "months": Text("Months"),
            "rules": Text("Rules", context="money"),
            "costs": Text("Costs"),
            "profit": Text("Profit"),
            "tax": Text("Tax bridge"),
        },
    ),
    *_of(
        "kpi",
        ("market",),
        {
            "members": Text("Members", context="market"),
            "levels": Text("Member levels"),
            "competitors": Text("Competitors"),
            "looks": Text("Seen there"),
            "keywords": Text("Keywords"),
            "titles": Text("Title tests"),
        },
    ),
)
"""Every part but the charts, which are declared already. The tabs of the pages take their titles from here."""


def titles(page: str, *within: str) -> dict[str, Text]:
    """What the parts of a page are called, or those within one of its parts, by name."""
    return {one.way[-1]: one.title for one in PLACES if (one.page, *one.way[:-1]) == (page, *within)}
