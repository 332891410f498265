"""All targets of the store as a table: a row for each month and product group, a column for each figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.target_plan import MONTH_PLAN, MonthPlan
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.record_list import Listed, RecordListPart
from shopdesk.gui.widgets.controls import button
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services

_NAME = "kpi.targetPlans"


class TargetTable(RecordListPart):
    """Types, pastes, exports and removes the targets of whole months."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the targets are loaded when they are first seen."""
        listed = Listed(
            MONTH_PLAN,
            _NAME,
            tr("Targets by month"),
            tr("New month"),
            tr("No target is set yet"),
            tr(
                "Type the targets of a month, or paste rows from a spreadsheet: a column for the month, "
                "one for each figure; a column for the product group where it is not the whole store."
            ),
            files=True,
        )
        super().__init__(context, listed, parent)

    def load(self, services: Services, question: Any) -> list[MonthPlan]:
        """The targets of the store."""
        return services.targets.plans(question)

    def populate(self, plans: list[MonthPlan]) -> None:
        """Show them."""
        self.show_records(plans)

    def start(self) -> Mapping[str, Any]:
        """The month that is."""
        return {"month": self.context.clock.today().replace(day=1)}

    def keep(self, record: MonthPlan) -> MonthPlan:
        """Keep a month."""
        return self.context.services.targets.keep_plan(record)

    def discard(self, record: MonthPlan) -> None:
        """Take a month's targets away."""
        self.context.services.targets.remove_plan(record)


class TargetTableDialog(QDialog):
    """Holds the table."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Show the targets of the store."""
        super().__init__(parent)
        self.setObjectName("kpi.targetTableDialog")
        self.setWindowTitle(tr("Targets by month"))
        self.setModal(True)
        roomy(self, 980, 560)
        self.part = TargetTable(context)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button("kpi.targetTableDialog.close", tr("Close"), self.accept))
        layout = QVBoxLayout(self)
        layout.addWidget(self.part, 1)
        layout.addLayout(foot)
