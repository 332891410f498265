"""What the calendar hides: a list with boxes, ticked for what is shown; taken out of sight, never deleted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.calendar.festivals import HideChoice
from shopdesk.domain.errors import UserError
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.tick_list import TickList
from shopdesk.infra.i18n import current_language, tr

_NAME = "promotions.hiddenDays"


class HiddenDaysDialog(QDialog):
    """Keeps exactly what is not ticked as hidden; one step to undo."""

    def __init__(self, context: PageContext, choices: Sequence[HideChoice], parent: QWidget) -> None:
        """Offer what was loaded."""
        super().__init__(parent)
        self.setObjectName(_NAME)
        self.setWindowTitle(tr("Festivals and days that are shown"))
        roomy(self, 520, 600)
        self._context = context
        about = words(
            tr(
                "What is not ticked is hidden in month, year, timeline, list and calendar file. Days off, make-up "
                "workdays, campaigns and milestones are always shown."
            ),
            role="muted",
        )
        self.list = TickList(f"{_NAME}.list", tr("Festivals and days"))
        shown = [one.code for one in choices if not one.hidden]
        self.list.populate([(one.code, _words(one)) for one in choices], shown)
        self.problem = LyingLabel(f"{_NAME}.problem", self.list)
        self.save = button(f"{_NAME}.save", tr("Save"), self._on_save, role="primary")
        self._codes = [one.code for one in choices]
        ticks, foot = QHBoxLayout(), QHBoxLayout()
        ticks.addWidget(button(f"{_NAME}.all", tr("Tick all"), lambda: self.list.tick_all(on=True)))
        ticks.addWidget(button(f"{_NAME}.none", tr("Tick none"), lambda: self.list.tick_all(on=False)))
        ticks.addStretch(1)
        foot.addStretch(1)
        foot.addWidget(self.save)
        foot.addWidget(button(f"{_NAME}.cancel", tr("Cancel"), self.reject))
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addWidget(self.list, 1)
        layout.addLayout(ticks)
        layout.addLayout(foot)

    def _on_save(self) -> None:
        hidden = set(self._codes) - set(self.list.ticked())
        calendar, store_id = self._context.services.calendar, self._context.store_id
        self.save.setEnabled(False)
        self._context.tasks.database(
            lambda: calendar.hide(store_id, hidden),
            done=lambda _none: self.accept(),
            failed=self._on_refused,
            owner=self,
        )

    def _on_refused(self, error: Exception) -> None:
        self.save.setEnabled(True)
        if not isinstance(error, UserError):
            raise error
        self.problem.say(tr(error.text))


def _words(one: HideChoice) -> str:
    name = one.name(current_language())
    return f"{one.day.isoformat()}  {name}" if one.day is not None else tr("{name} (in another year)", name=name)
