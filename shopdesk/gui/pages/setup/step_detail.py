"""The chosen step beside the tree: what to do and why, and state, owner, due date and note to set at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.setup.records import STEP_STATE_NAMES, StepState
from shopdesk.gui.pages.setup.step_model import STATE_SIGNS
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.note_edit import NoteEdit
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.gui.widgets.settled_day import SettledDay
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import Named, SetupBoard, StepView

_WIDTH = 344
_LINES = 15  # what the fields and a line of the text below them take
_BESIDE_DAY = 52  # the field's edges and its button


class StepDetail(QFrame):
    """The panel. Signals carry the ids of the steps and what the user set for them."""

    state_set = Signal(list, object)
    owner_set = Signal(list, str)
    due_set = Signal(list, object)
    note_set = Signal(int, str)
    gone_to = Signal(str, str)
    edit_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until :meth:`show_steps`."""
        super().__init__(parent)
        self.setObjectName("setup.detail")
        self.setProperty("role", "card")
        self._ids: list[int] = []
        self._today = date.min
        self.title = QLabel()
        self.title.setProperty("role", "subtitle")
        self.title.setWordWrap(True)
        self.edit = button(
            "setup.detail.edit", tr("Edit…"), self.edit_asked.emit, role="flat", tip=tr("Edit the step (Enter)")
        )
        self.text = QLabel()
        self.text.setObjectName("setup.detail.text")
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.text.linkActivated.connect(self._on_link)
        self.state = QComboBox()
        self.state.setObjectName("setup.detail.state")
        self.state.setAccessibleName(tr("State"))
        for state in StepState:
            self.state.addItem(f"{STATE_SIGNS[state]} {tr(STEP_STATE_NAMES[state])}", state)
        self.state.activated.connect(lambda _row: self.state_set.emit(self._ids, StepState(self.state.currentData())))
        self.owner = OwnerBox()
        self.owner.setObjectName("setup.detail.owner")
        self.owner.committed.connect(lambda name: self.owner_set.emit(self._ids, name))
        self.due = SettledDay()
        self.due.setObjectName("setup.detail.due")
        self.due.setAccessibleName(tr("Due"))
        self.due.committed.connect(lambda day: self.due_set.emit(self._ids, day))
        self.note = NoteEdit()
        self.note.setObjectName("setup.detail.note")
        self.note.committed.connect(self._on_note)
        self._build()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 12)
        outer.setSpacing(8)
        outer.addStrut(_WIDTH)
        self.setMinimumHeight(_LINES * self.fontMetrics().height())
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(top)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(6)
        pair = QHBoxLayout()
        pair.setSpacing(8)
        pair.addWidget(self.state, 1)
        pair.addWidget(QLabel(tr("Owner")))
        pair.addWidget(self.owner, 1)
        form.addRow(tr("State"), pair)
        due = QHBoxLayout()
        due.setSpacing(0)
        letters = self.due.fontMetrics().horizontalAdvance("2026-12-31")
        self.due.setMinimumWidth(letters + _BESIDE_DAY)
        due.addWidget(self.due, 1)
        for days, label in ((0, tr("Today")), (1, tr("+1 day")), (7, tr("+7 days"))):
            quick = button(f"setup.detail.due.{days}", label, lambda days=days: self._on_quick(days), role="flat")
            due.addWidget(quick)
        form.addRow(tr("Due"), due)
        form.addRow(tr("Note"), self.note)
        outer.addLayout(form)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.text)
        inner.addStretch()
        scroll.setWidget(holder)
        outer.addWidget(scroll, 1)

    def show_steps(self, board: SetupBoard | None, steps: Sequence[StepView], owners: Sequence[str]) -> None:
        """Show one step, or that several are chosen; without any the panel asks to choose one."""
        self._today = board.today if board is not None else date.min
        for widget in (self.state, self.owner, self.due, self.note, self.edit):
            widget.setEnabled(bool(steps))
        one = steps[0] if len(steps) == 1 else None
        self.edit.setEnabled(one is not None)
        self.note.setEnabled(one is not None)
        ids = [view.step.id for view in steps if view.step.id is not None]
        if ids != self._ids:
            # What was typed for the steps shown so far is theirs: keep it before others come into view.
            self.note.flush()
            self.due.flush()
            self.owner.flush()
            self._ids = ids
        if not steps:
            self.title.setText(tr("Choose a step"))
            self.text.clear()
            return
        self.owner.offer(owners)
        first = steps[0].step
        same = {"state": {view.step.state for view in steps}, "owner": {view.step.owner for view in steps}}
        self.state.setCurrentIndex(list(StepState).index(first.state) if len(same["state"]) == 1 else -1)
        self.owner.set_owner(first.owner if len(same["owner"]) == 1 else "")
        due = first.due_on if len({view.step.due_on for view in steps}) == 1 else None
        self.due.show_kept(due, self._today)
        if one is None:
            self.title.setText(tr("{count} steps chosen", count=len(steps)))
            self.note.set_note("")
            self.text.setText(escape(tr("State, owner and due date are set for all of them.")))
            return
        self.title.setText(one.title)
        self.note.set_note(one.step.note)
        self.text.setText(_describe(one))

    def _on_note(self, text: str) -> None:
        if len(self._ids) == 1:
            self.note_set.emit(self._ids[0], text)

    def _on_quick(self, days: int) -> None:
        self.due.set_day(self._today + timedelta(days=days))
        self.due.flush()

    def _on_link(self, link: str) -> None:
        kind, _, code = link.partition(":")
        self.gone_to.emit(kind, code)


def _describe(view: StepView) -> str:
    parts = []
    if view.what:
        parts.append(f"<p style='margin:0 0 6px 0'>{escape(view.what)}</p>")
    if view.why:
        parts.append(f"<p style='margin:0 0 6px 0'><b>{escape(tr('Why'))}</b> {escape(view.why)}</p>")
    if view.waits:
        parts.append(_links(tr("Waits for"), view.waits))
    if view.documents:
        parts.append(_links(tr("Documents"), view.documents))
    facts = [tr("usually {days} days", days=view.step.typical_days)]
    if view.slot is not None:
        facts.append(
            tr("at the earliest {start} to {end}", start=view.slot.start.isoformat(), end=view.slot.end.isoformat())
        )
    if view.holds_up and not view.step.settled:
        facts.append(tr("holds up {count} steps", count=view.holds_up))
    if view.step.done_on is not None:
        facts.append(tr("done on {day}", day=view.step.done_on.isoformat()))
    if not view.step.blocks_opening:
        facts.append(tr("does not block the opening"))
    parts.append(f"<p style='margin:0'>{escape(' · '.join(facts))}</p>")
    return "".join(parts)


def _links(label: str, named: Sequence[Named]) -> str:
    items = []
    for one in named:
        kind = "document" if one.document else "step"
        sign = "○" if one.open else "✓"
        items.append(
            f"<div style='margin-left:8px'>{sign} <a href='{kind}:{escape(one.code)}'>{escape(one.title)}</a></div>"
        )
    return f"<p style='margin:0 0 2px 0'><b>{escape(label)}</b></p>{''.join(items)}<p style='margin:0 0 4px 0'></p>"
