"""The form for one step: wording, phase, duration, what it waits for, and whether it blocks the opening."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem

from shopdesk.domain.setup.nouns import SETUP_STEP
from shopdesk.domain.setup.records import STEP_STATE_NAMES, SetupStep
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.step_model import STATE_SIGNS
from shopdesk.gui.pages.setup.worded_form import WordedForm
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import SetupBoard, StepView

_NAME = "setup.stepDialog"


class StepDialog(WordedForm):
    """Edits a step; ``saved`` carries it as it is kept."""

    def __init__(
        self, context: PageContext, board: SetupBoard, step: SetupStep, view: StepView | None, owners: Sequence[str]
    ) -> None:
        """A form for ``step``; ``view`` is how it is shown now, ``None`` for a new one."""
        shown = {name: getattr(view, name) if view else "" for name in ("title", "what", "why")}
        phases = {phase.code: phase.title for phase in board.phases}
        title = tr("Edit step") if step.id else tr("New step")
        super().__init__(context, SETUP_STEP, step, shown, name=_NAME, title=title, names={"phase": phases})
        self._setup = context.services.setup
        self._titles = {other.step.code: other.title for other in board.steps()}
        state = QComboBox()
        for value, name in STEP_STATE_NAMES.items():
            state.addItem(f"{STATE_SIGNS[value]} {tr(name)}", value)
        owner = OwnerBox()
        owner.offer(owners)
        self.add_fields(
            *("title", "phase", "state", "owner", "due_on", "typical_days", "what", "why", "note"),
            values=shown,
            widgets={"state": state, "owner": owner},
            called={"due_on": f"{_NAME}.due", "typical_days": f"{_NAME}.days"},
        )
        for name in ("what", "why", "note"):
            # Two lines each, so that the form fits a window of 640 pixels.
            self[name].setFixedHeight(self[name].fontMetrics().lineSpacing() * 2 + 16)
        others = ((code, words) for code, words in self._titles.items() if code != step.code)
        self.waits = _ticks(others, step.waits_for)
        self.add_row(tr("Waits for"), self.waits, f"{_NAME}.waits")
        papers = ((paper.document.code, paper.title) for paper in board.documents)
        self.documents = _ticks(papers, step.documents)
        self.add_row(tr("Documents"), self.documents, f"{_NAME}.documents")
        self.add_fields("blocks_opening", called={"blocks_opening": f"{_NAME}.blocks"})

    def _raw(self) -> dict[str, Any]:
        return {**super()._raw(), "waits_for": _ticked(self.waits), "documents": _ticked(self.documents)}

    def work(self) -> Callable[[], Any]:
        """Keep the step."""
        step = self.worded_record(waits_for=_ticked(self.waits), documents=_ticked(self.documents))
        titles = {step.code: step.title or step.code, **self._titles}
        return lambda: self._setup.save_step(step, titles)


def _ticks(entries: Iterable[tuple[str, str]], ticked: Sequence[str]) -> QListWidget:
    made = QListWidget()
    made.setMaximumHeight(96)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for code, title in entries:
        item = QListWidgetItem(title, made)
        item.setData(Qt.ItemDataRole.UserRole, code)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if code in ticked else Qt.CheckState.Unchecked)
    return made


def _ticked(source: QListWidget) -> tuple[str, ...]:
    items = (source.item(row) for row in range(source.count()))
    return tuple(item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked)
