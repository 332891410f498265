"""Which forms a store's days ask for, read once for as many days as are looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.daily.checklist import Checklist, ChecklistVersion, Form, FormUse, Item
from shopdesk.domain.daily.day_forms import NORMAL, DayForm, forms_due, use_of
from shopdesk.domain.daily.editing import with_taken_out
from shopdesk.domain.daily.worksheet import Answer
from shopdesk.domain.errors import NotFound
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.storage.queries import daily as queries
from shopdesk.storage.repositories.daily import Checklists, ChecklistVersions, Worksheets
from shopdesk.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shopdesk.services.campaigns.service import CampaignService


@dataclass(frozen=True, slots=True)
class DueForm:
    """A form of a day with the version that the day uses, or would use."""

    checklist_id: int
    version_id: int


def forms_of_day(
    ctx: ServiceContext, campaigns: CampaignService, uow: UnitOfWork, store_id: int, day: date
) -> tuple[DayForm, ...]:
    """The forms that a day asks for and how far each is, in the store's order."""
    running = ctx.known(("running", store_id, day), lambda: campaigns.running(store_id, day))
    forms = DayForms(ctx, store_id, running)
    begun = {one.checklist_id: one.version_id for one in uow.repository(Worksheets).on(store_id, day)}
    answered = Counter(number for number, _item in queries.answered_items(uow.connection, store_id, day))
    return tuple(
        DayForm(
            checklist=forms.checklists[one.checklist_id],
            asked=len(forms.asked(one.version_id, day)),
            answered=answered[one.checklist_id],
        )
        for one in forms.due(day, begun)
    )


def checklists_of(ctx: ServiceContext, store_id: int) -> list[Checklist]:
    """Every form of a store in its order, archived ones too."""
    c = Checklists.table.c
    with ctx.read() as uow:
        return uow.repository(Checklists).find(c.store_id == store_id, order_by=c.position)


def pick_form(every: Sequence[Checklist], wanted: int | None, forms: tuple[DayForm, ...]) -> Checklist:
    """The wanted checklist; otherwise one that is begun, the first that the day asks for, or the normal one."""
    by_progress = sorted(forms, key=lambda form: not form.answered)
    if wanted is None and by_progress:
        return by_progress[0].checklist
    for one in every:
        if one.id == wanted if wanted is not None else one.code == NORMAL:
            return one
    raise NotFound(Text("This form has no version."))


def _heads(ctx: ServiceContext, store_id: int) -> list[queries.VersionHead]:
    with ctx.read() as uow:
        return queries.version_heads(uow.connection, store_id)


def _form(ctx: ServiceContext, store_id: int, version_id: int) -> Form:
    with ctx.read() as uow:
        return uow.repository(ChecklistVersions).get(version_id, store_id).form


def form_with_answered(uow: UnitOfWork, version: ChecklistVersion, answers: Sequence[Answer]) -> Form:
    """The form of a version, with the items answered on the day before an edit took them out of it, switched off."""
    form = version.form
    gone = {answer.item_code for answer in answers} - {item.code for item in form.items}
    if not gone:
        return form
    others = uow.repository(ChecklistVersions).of(version.checklist_id, version.store_id)
    return with_taken_out(form, gone, [other.form for other in others])


class DayForms:
    """The forms of one store. ``campaigns`` are those held within the days that are asked for."""

    def __init__(self, ctx: ServiceContext, store_id: int, campaigns: Iterable[Campaign]) -> None:
        """Read which versions there are; their content is read when it is asked for."""
        self._ctx, self._store_id = ctx, store_id
        every = ctx.known(("checklists", store_id), lambda: checklists_of(ctx, store_id))
        self.checklists = {one.id or 0: one for one in every}
        self._versions: dict[int, list[queries.VersionHead]] = {number: [] for number in self.checklists}
        for head in ctx.known(("version heads", store_id), lambda: _heads(ctx, store_id)):
            self._versions[head.checklist_id].append(head)
        self._forms: dict[int, Form] = {}
        self._asked: dict[tuple[int, int], tuple[Item, ...]] = {}
        self._campaigns = tuple(campaigns)

    def due(self, day: date, begun: Mapping[int, int]) -> list[DueForm]:
        """The forms that ``day`` asks for; ``begun`` has the version of each checklist filled in on it."""
        valid = {number: self._valid(number, day) for number, one in self.checklists.items() if not one.archived}
        uses = {number: self._use(number, version) for number, version in valid.items()}
        normal = next((number for number, one in self.checklists.items() if one.code == NORMAL), 0)
        campaign = any(one.start <= day <= one.end for one in self._campaigns)
        due = forms_due(uses, normal, begun, campaign=campaign)
        found = [DueForm(number, begun.get(number) or valid[number]) for number in due]
        return [one for one in found if one.checklist_id in begun or self.asked(one.version_id, day)]

    def asked(self, version_id: int, day: date) -> tuple[Item, ...]:
        """The items that a version asks on ``day``."""
        key = (version_id, day.isoweekday())
        if key not in self._asked:
            self._asked[key] = self.form(version_id).asked_on(day)
        return self._asked[key]

    def form(self, version_id: int) -> Form:
        """The content of a version."""
        if version_id not in self._forms:
            self._forms[version_id] = self._ctx.known(
                ("form", version_id), lambda: _form(self._ctx, self._store_id, version_id)
            )
        return self._forms[version_id]

    def _valid(self, checklist_id: int, day: date) -> int:
        versions = self._versions[checklist_id]
        return next((one.id for one in versions if one.valid_from <= day), versions[-1].id)

    def _use(self, checklist_id: int, version_id: int) -> FormUse:
        return use_of(self.checklists[checklist_id], self.form(version_id).use)
