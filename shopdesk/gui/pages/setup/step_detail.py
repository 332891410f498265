"""The chosen step beside the tree: what to do and why, and state, owner, due date and note to set at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.errors import ChangedMeanwhile
from shopdesk.domain.fields import Reader
from shopdesk.domain.setup.nouns import SETUP_STEP
from shopdesk.domain.setup.records import STEP_STATE_NAMES, SetupStep, StepState
from shopdesk.gui.pages.setup.step_model import STATE_SIGNS
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.gui.widgets.record_box import RecordBox
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.gui.widgets.vertical_scroll import QuietScroll
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import Named, SetupBoard, StepView

_WIDTH = 344
_LINES = 17  # what the fields and a line of the text below them take
_BESIDE_DAY = 52  # the field's edges and its button
_TOGETHER: dict[str, Any] = {"state": None, "owner": "", "due_on": None}
"""What is set for several steps at once, with what is shown where they differ."""


class StepDetail(QFrame):
    """The panel. Signals carry the steps as they were shown and what the user set for them."""

    state_set = Signal(list, object)
    owner_set = Signal(list, str)
    due_set = Signal(list, object)
    note_set = Signal(object, str)
    gone_to = Signal(str, str)
    edit_asked = Signal()
    wanted = Signal(list, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until :meth:`show_steps`."""
        super().__init__(parent)
        self.setObjectName("setup.detail")
        self.setProperty("role", "card")
        self._steps: list[SetupStep] = []
        self._mixed: set[str] = set()
        self._set = {"state": self.state_set, "owner": self.owner_set, "due_on": self.due_set}
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
        for state in StepState:
            self.state.addItem(f"{STATE_SIGNS[state]} {tr(STEP_STATE_NAMES[state])}", state)
        self.owner = OwnerBox()
        self._before: SetupStep | None = None
        self.box = RecordBox(SETUP_STEP, Reader(date.min, tr), "setup.detail")
        self.box.add_fields("state", "owner", widgets={"state": self.state, "owner": self.owner}, paired=True)
        self.box.add_fields("due_on", behind=self._quick_days(), called={"due_on": "setup.detail.due"})
        self.box.add_fields("note")
        self.box.settled.connect(self._on_settled)
        self.due, self.note = self.box["due_on"], self.box["note"]
        self.note.setFixedHeight(scaled(self, 46))
        self.due.setMinimumWidth(self.due.fontMetrics().horizontalAdvance("2026-12-31") + _BESIDE_DAY)
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
        outer.addWidget(self.box)
        scroll = QuietScroll()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.text)
        inner.addStretch()
        scroll.setWidget(holder)
        outer.addWidget(scroll, 1)

    def _quick_days(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for days, label in ((0, tr("Today")), (1, tr("+1 day")), (7, tr("+7 days"))):
            row.addWidget(
                button(f"setup.detail.due.{days}", label, lambda days=days: self._on_quick(days), role="flat")
            )
        return holder

    def show_steps(self, board: SetupBoard | None, steps: Sequence[StepView], owners: Sequence[str]) -> None:
        """Show one step, or that several are chosen; without any the panel asks to choose one."""
        self._today = board.today if board is not None else date.min
        self.box.setEnabled(bool(steps))
        one = steps[0] if len(steps) == 1 else None
        self.edit.setEnabled(one is not None)
        self.note.setEnabled(one is not None)
        chosen = [view.step for view in steps]
        other = [step.id for step in chosen] != [step.id for step in self._steps]
        if other:
            # What was typed for the steps shown so far is theirs: keep it before others come into view.
            self.box.settle()
        self._steps = chosen
        if not steps:
            self.title.setText(tr("Choose a step"))
            self.text.clear()
            return
        self._before = None
        self.box.be_on(self._today)
        self.box.offer("owner", owners)
        first = steps[0].step
        self._mixed = {name for name in _TOGETHER if len({getattr(view.step, name) for view in steps}) > 1}
        shown = replace(first, **{name: _TOGETHER[name] for name in self._mixed if name != "state"})
        self.box.show_record(shown if one is not None else replace(shown, note=""), other=other)
        if "state" in self._mixed:
            self.box.choose_nothing("state")
        if one is None:
            self.title.setText(tr("{count} steps chosen", count=len(steps)))
            self.text.setText(escape(tr("State, owner and due date are set for all of them.")))
            return
        self.title.setText(one.title)
        self.text.setText(_describe(one))

    def take_back(self) -> None:
        """What was left last could not be kept: it stays typed and can be kept once more."""
        if self._before is not None:
            self.box.take_back(self._before)

    def ask_about(self, error: ChangedMeanwhile, was: SetupStep) -> bool:
        """Somebody else edited the same too: ask which one is kept; whether the step is in view still."""
        shown = [step.id for step in self._steps] == [was.id]
        if shown:
            self.box.ask_about(error, was)
        return shown

    def _on_settled(self) -> None:
        typed, kept, names = self.box.typed_record(), self.box.record, self.box.readable
        begun = [self.box.began_with] if len(self._steps) == 1 else self._steps
        self.box.accept(typed)
        self._before = kept
        for name in names:
            value = getattr(typed, name)
            if name == "note" and len(begun) == 1 and value != kept.note:
                self.note_set.emit(begun[0], value)
            elif name in self._set and (name in self._mixed or value != getattr(kept, name)):
                self._set[name].emit(begun, value)

    def _on_quick(self, days: int) -> None:
        self.due.set_day(self._today + timedelta(days=days))
        self.box.settle()

    def _on_link(self, link: str) -> None:
        kind, _, code = link.partition(":")
        if kind in ("want", "unwant"):
            self.wanted.emit([step.id for step in self._steps], kind == "want")
        else:
            self.gone_to.emit(kind, code)


def _describe(view: StepView) -> str:
    parts = [f"<p style='margin:0 0 6px 0'><b>{escape(tr('Here'))}</b> {escape(view.because)}{_wish(view)}</p>"]
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


def _wish(view: StepView) -> str:
    """A link by which a step is needed whatever the answers say, or is left to them again."""
    if view.step.wanted:
        return f" <a href='unwant:{escape(view.step.code)}'>{escape(tr('Leave it to the answers'))}</a>"
    if view.applies:
        return ""
    return f" <a href='want:{escape(view.step.code)}'>{escape(tr('Needed all the same'))}</a>"


def _links(label: str, named: Sequence[Named]) -> str:
    items = []
    for one in named:
        kind = "document" if one.document else "step"
        sign = "○" if one.open else "✓"
        items.append(
            f"<div style='margin-left:8px'>{sign} <a href='{kind}:{escape(one.code)}'>{escape(one.title)}</a></div>"
        )
    return f"<p style='margin:0 0 2px 0'><b>{escape(label)}</b></p>{''.join(items)}<p style='margin:0 0 4px 0'></p>"
