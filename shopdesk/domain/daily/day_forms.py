"""Which forms a day asks for: the daily one, those of campaign days, and those that somebody began."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from shopdesk.domain.daily.checklist import Checklist, FormUse
from shopdesk.domain.text import Text

NORMAL = "normal"

USE_NAMES = {
    FormUse.EVERY_DAY: Text("Every day"),
    FormUse.CAMPAIGN_DAYS: Text("Campaign days too"),
    FormUse.CAMPAIGN_INSTEAD: Text("Campaign days instead"),
    FormUse.BY_CHOICE: Text("When chosen"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayForm:
    """A form that a day asks for, and how far it is: items asked on that day, items answered."""

    checklist: Checklist
    asked: int
    answered: int

    @property
    def complete(self) -> bool:
        """Whether nothing is left to answer."""
        return self.answered >= self.asked


def use_of(checklist: Checklist, use: FormUse) -> FormUse:
    """When a form is used; the normal one is asked every day whatever its content says."""
    return FormUse.EVERY_DAY if checklist.code == NORMAL else use


def forms_due(uses: Mapping[int, FormUse], normal: int, begun: Collection[int], *, campaign: bool) -> list[int]:
    """The forms, by id, that a day asks for, in the order of ``uses``; what was begun always counts.

    The normal form is not asked where another was begun in its place, or where one replaces it on a ``campaign`` day;
    answered at all, it counts again.
    """
    on_campaigns = (FormUse.CAMPAIGN_DAYS, FormUse.CAMPAIGN_INSTEAD)
    wanted = {one for one, use in uses.items() if use is FormUse.EVERY_DAY or (campaign and use in on_campaigns)}
    in_place = (FormUse.BY_CHOICE, FormUse.CAMPAIGN_INSTEAD)
    replaced = any(uses.get(one, FormUse.BY_CHOICE) in in_place for one in begun if one != normal)
    if replaced or (campaign and FormUse.CAMPAIGN_INSTEAD in uses.values()):
        wanted.discard(normal)
    wanted |= set(begun)
    return [one for one in uses if one in wanted] + sorted(wanted - uses.keys())
