"""The tab with the papers to bring: visits and uploads, and the papers of the chosen one to tick off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.setup.nouns import SETUP_VISIT
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.controls import breakable, button, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.visits import PaperView, VisitView
from shopdesk.services.setup.wording import document_state, expiry_sentence, scan_names

_NAME = "setup.bring"


class BringTab(QWidget):
    """Assembles both tables; wishes go out as signals that carry the visit, and a paper of it."""

    packed = Signal(object, object, bool)
    scan_asked = Signal(object)
    edit_asked = Signal(object)
    add_asked = Signal()
    remove_asked = Signal(object)
    print_asked = Signal()
    excel_asked = Signal()
    paper_asked = Signal(object)

    def __init__(self, context: PageContext) -> None:
        """Empty until :meth:`populate`."""
        super().__init__()
        self._theme = context.theme
        self._fitted = False
        self.visits_model = RecordTableModel(self._visit_columns())
        self.visits = RecordTable(self.visits_model, f"{_NAME}.visits", tr("Visits and uploads"))
        self.papers_model = RecordTableModel(self._paper_columns())
        self.papers = RecordTable(self.papers_model, f"{_NAME}.papers", tr("Papers of the visit"))
        reader = Reader(context.clock.today(), tr)
        self.visits.reader = lambda: reader
        panel = RecordPanel(context, self.papers, lambda: Reader(context.clock.today(), tr))
        panel.offer_export(tr("Papers to bring"))
        self.title = words(name=f"{_NAME}.title", role="subtitle")
        self.also = words(name=f"{_NAME}.also")
        self.why = words(name=f"{_NAME}.why", role="muted")
        self.scan = button(f"{_NAME}.scan", tr("Show the scan"), lambda: self._ask(self.scan_asked))
        self.paper = button(f"{_NAME}.paper", tr("Go to the paper"), lambda: self._ask(self.paper_asked))
        self.edit = button(f"{_NAME}.edit", tr("Edit the visit…"), lambda: self.edit_asked.emit(self.chosen()))
        self.remove = button(f"{_NAME}.remove", tr("Remove the visit"), lambda: self.remove_asked.emit(self.chosen()))
        self._build(panel)
        self.visits.chosen.connect(lambda _view: self._show())
        self.papers.chosen.connect(lambda _view: self._let())
        self.papers.opened.connect(self.paper_asked)
        self.papers_model.ticked.connect(self._on_ticked)

    def _build(self, panel: RecordPanel) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        bar = FlowLayout()
        bar.add(
            button(f"{_NAME}.add", tr("New visit…"), self.add_asked.emit),
            button(f"{_NAME}.print", tr("Print…"), self.print_asked.emit, tip=tr("One page for each visit")),
            button(f"{_NAME}.excel", tr("To Excel…"), self.excel_asked.emit, tip=tr("All visits with their papers")),
        )
        column.addLayout(bar)
        column.addWidget(self.visits, 1)
        right = QWidget()
        below = QVBoxLayout(right)
        below.setContentsMargins(4, 0, 0, 0)
        below.setSpacing(8)
        for label in (self.title, self.also, self.why):
            below.addWidget(label)
        below.addWidget(panel, 1)
        below.addWidget(words(tr("Space ticks off what lies ready · Enter goes to the paper"), role="muted"))
        row = FlowLayout()
        row.add(self.scan, self.paper, self.edit, self.remove)
        below.addLayout(row)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(SplitView(left, right, (2, 5)))

    def populate(self, visits: Sequence[VisitView]) -> None:
        """Show the visits of a store, and stay on the chosen one."""
        chosen = self.chosen()
        self.visits_model.set_records(list(visits))
        if chosen is None or not self.go_to(chosen.visit.code):
            self.visits.selectRow(0)
        if not self._fitted and visits:
            self._fitted = True
            self.visits.fit_columns()
            self._show()
            self.papers.fit_columns()
        self._show()

    def go_to(self, code: str) -> bool:
        """Choose a visit; whether it is there."""
        return self.visits.select(lambda view: view.visit.code == code)

    def chosen(self) -> VisitView | None:
        """The visit that is shown."""
        found: VisitView | None = self.visits.current()
        return found

    def chosen_paper(self) -> PaperView | None:
        """The paper under the cursor."""
        found: PaperView | None = self.papers.current()
        return found

    def _show(self) -> None:
        view = self.chosen()
        paper = self.chosen_paper()
        self.title.setText(breakable(view.title) if view is not None else "")
        also = tr("Also: {what}", what=view.also) if view is not None and view.also else ""
        note = view.visit.note if view is not None else ""
        self.also.setText(breakable("\n".join(filter(None, (also, note)))))
        self.also.setVisible(bool(also or note))
        self.why.setText(breakable(view.because) if view is not None else "")
        self.papers_model.set_records(list(view.papers) if view is not None else [])
        code = paper.view.document.code if paper is not None else ""
        if not self.papers.select(lambda one: one.view.document.code == code) and view is not None and view.papers:
            self.papers.selectRow(0)
        self._let()

    def _let(self) -> None:
        view, paper = self.chosen(), self.chosen_paper()
        self.scan.setEnabled(paper is not None and bool(paper.view.scans))
        self.paper.setEnabled(paper is not None)
        self.edit.setEnabled(view is not None)
        self.remove.setVisible(view is not None and view.visit.own)

    def _ask(self, signal: object) -> None:
        paper = self.chosen_paper()
        if paper is not None:
            signal.emit(paper)  # type: ignore[attr-defined]

    def _on_ticked(self, paper: PaperView, on: bool) -> None:
        view = self.chosen()
        if view is not None:
            self.packed.emit(view, paper, on)

    def _visit_columns(self) -> list[Column[VisitView]]:
        def muted(view: VisitView) -> QColor | None:
            return None if view.applies else self._theme.muted

        return [
            Column(tr("Where to"), lambda view: view.title, ink=muted, width=180, name="title", tip=_about),
            Column(tr("Ready"), _ready, ink=muted, width=64, name="ready"),
            Column(
                tr("On the day"),
                lambda view: view.visit.on_day,
                str,
                ink=muted,
                width=96,
                name="on_day",
                field=SETUP_VISIT.field("on_day"),
            ),
        ]

    def _paper_columns(self) -> list[Column[PaperView]]:
        def state_ink(paper: PaperView) -> QColor | None:
            return self._theme.good if paper.view.document.in_hand else self._theme.warning

        def expiry_ink(paper: PaperView) -> QColor | None:
            if not paper.view.expiring:
                return None
            return self._theme.bad if paper.view.expired else self._theme.warning

        return [
            Column(
                tr("Lies ready"),
                lambda paper: paper.packed,
                lambda packed: "✓" if packed else "",
                ticked=lambda paper: paper.packed,
                width=72,
                name="packed",
            ),
            Column(tr("Document"), lambda paper: paper.view.title, width=190, name="title", tip=lambda p: p.view.hint),
            Column(tr("State"), lambda paper: document_state(paper.view), ink=state_ink, width=88, name="state"),
            Column(
                tr("Valid until"), lambda paper: expiry_sentence(paper.view) or None, ink=expiry_ink, width=110,
                name="expires_on", order=str,
            ),
            Column(
                tr("Scan"), lambda paper: scan_names(paper.view) or None, width=120, name="scans",
                tip=lambda paper: scan_names(paper.view),
            ),
            Column(tr("Why"), lambda paper: paper.view.because, width=150, name="why", hidden=True),
        ]  # fmt: skip


def _ready(view: VisitView) -> str:
    return f"{view.ready}/{len(view.papers)}"


def _about(view: VisitView) -> str:
    return "\n".join(filter(None, (view.title, view.also, view.because)))
