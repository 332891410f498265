"""The forms for a training plan and its items."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.growth.nouns import PLAN, PLAN_ITEM
from shopdesk.domain.growth.training import PASS_MARK, PlanItem, TrainingPlan, check_plan
from shopdesk.gui.pages.people.growth.parts_editor import PartsEditor, RolesBox
from shopdesk.gui.widgets.record_form import RecordForm, fields_in
from shopdesk.gui.widgets.record_table import Column
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.growth.views import TrainingBoard

_NAME = "people.growth.plan"


class PlanItemDialog(RecordForm):
    """What to learn by which day, and the mark of its test; nothing is kept before the plan is."""

    def __init__(self, context: PageContext, item: PlanItem | None, parent: QWidget | None = None) -> None:
        """A form for ``item``, or for a new one with a test."""
        super().__init__(
            context.tasks,
            PLAN_ITEM,
            name="people.growth.planItem",
            title=tr("Training item"),
            confirm=tr("OK"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=item,
        )
        self.add_fields(*fields_in(PLAN_ITEM), values={} if item is not None else {"pass_mark": PASS_MARK})

    def work(self) -> Callable[[], PlanItem]:
        """The item as the form says."""
        item: PlanItem = self.changed_record()
        return lambda: item


class PlanDialog(RecordForm):
    """Saves the store's own version of a plan."""

    elsewhere = frozenset({"roles", "items"})

    def __init__(
        self, context: PageContext, board: TrainingBoard, plan: TrainingPlan, parent: QWidget | None = None
    ) -> None:
        """A form for ``plan``."""
        super().__init__(
            context.tasks,
            PLAN,
            name=_NAME,
            title=tr("Training plan"),
            confirm=tr("Save"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=plan,
        )
        self._context = context
        self.setMinimumWidth(scaled(self, 600))
        self.add_fields(*fields_in(PLAN))
        self.hint(tr("Whoever is on the plan already keeps the items they began with."))
        self.roles = RolesBox(f"{_NAME}.roles", board.roles, plan.roles)
        self.add_row(tr("For the roles"), self.roles)
        columns: list[Column[PlanItem]] = [
            Column(tr("By day", context="training"), lambda item: item.day, numeric=True, name="day"),
            Column(tr("What to learn"), lambda item: item.title(current_language()), name="title",
                   tip=lambda item: item.what(current_language()), width=300),
            Column(tr("Pass mark"), lambda item: item.pass_mark, text=lambda mark: f"{mark.normalize():f}",
                   numeric=True, name="mark"),
        ]  # fmt: skip
        self.parts = PartsEditor(f"{_NAME}.items", tr("Items of the plan"), columns, self._form)
        self.form.addRow(self.parts)
        self._parts_before = plan.items
        self.parts.set_parts(plan.items)
        self._began_roles = self.roles.codes()

    @property
    def dirty(self) -> bool:
        """Whether anything was changed, the items and roles included."""
        return super().dirty or tuple(self.parts.parts) != self._parts_before or self.roles.codes() != self._began_roles

    def _form(self, item: PlanItem | None) -> RecordForm:
        return PlanItemDialog(self._context, item, self)

    def work(self) -> Callable[[], TrainingPlan]:
        """Save the plan."""
        plan = replace(self.changed_record(), roles=self.roles.codes(), items=tuple(self.parts.parts))
        check_plan(plan)
        desk, store_id, begun = self._context.services.growth.training, self._context.store_id, self.record
        return lambda: desk.save_plan(store_id, plan, begun)
