"""What was found in a written plan: a sentence each, and below a contradiction a button for every cure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.domain.campaigns.plan_findings import Finding, Proposal, Verdict
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import tr

SIGNS = {Verdict.DIFFERS: "✗", Verdict.OPEN: "?", Verdict.AGREES: "✓"}
_TONES = {Verdict.DIFFERS: "bad", Verdict.OPEN: "warning", Verdict.AGREES: ""}
_MOST_CHANGES = 32  # buttons below one sentence: a month of days and their sum
_NAME = "promotions.plan.finding"


def change_words(proposal: Proposal) -> str:
    """A change in words, with what it would put out of order elsewhere."""
    said = tr(proposal.label)
    if proposal.breaks:
        return tr("{change} (then {count} more would differ)", change=said, count=proposal.breaks)
    return said


def findings_text(findings: Sequence[Finding]) -> str:
    """All of it as lines to be pasted into a chat or a mail."""
    lines = []
    for one in findings:
        lines.append(f"{SIGNS[one.verdict]} {tr(one.sentence)}")
        lines += [f"    → {change_words(proposal)}" for proposal in one.proposals]
    return "\n".join(lines)


class FindingsView(VerticalScroll):
    """Shows findings; ``change_asked`` carries the change whose button was pressed."""

    change_asked = Signal(object)

    def __init__(self) -> None:
        """Without findings."""
        self._body = QWidget()
        super().__init__(self._body, name="promotions.plan.findings", label=tr("What was found"))
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(8)
        self._rows.addStretch(1)
        self._shown: list[Finding] = []

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these; what stays the same is not made anew, so nothing flickers while somebody types."""
        if list(findings) == self._shown:
            return
        self._shown = list(findings)
        while self._rows.count() > 1:
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, one in enumerate(findings):
            self._rows.insertWidget(place, self._row(place, one))

    def _row(self, place: int, finding: Finding) -> QWidget:
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        sentence = words(
            f"{SIGNS[finding.verdict]} {tr(finding.sentence)}", name=f"{_NAME}.{place}", tone=_TONES[finding.verdict]
        )
        sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(sentence)
        if finding.proposals:
            row = QWidget()
            flow = FlowLayout(row, 6)
            flow.setContentsMargins(16, 0, 0, 0)
            for number, proposal in enumerate(finding.proposals[:_MOST_CHANGES]):
                name = f"{_NAME}.{place}.change.{number}"
                flow.add(
                    button(
                        name,
                        change_words(proposal),
                        partial(self.change_asked.emit, proposal),
                        tip=tr("Put this into the text; Ctrl+Z there takes it back"),
                        spoken=tr("Change {change}", change=change_words(proposal)),
                    )
                )
            layout.addWidget(row)
            more = len(finding.proposals) - _MOST_CHANGES
            if more > 0:
                layout.addWidget(
                    words(tr("{count} more changes of one number would do, too.", count=more), role="muted")
                )
        return made
