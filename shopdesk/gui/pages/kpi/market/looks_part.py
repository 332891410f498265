"""What was seen of competitors: the looks, and beside the chosen one the own figures of that day and its pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from shopdesk.domain.competitors import COMPETITOR_LOOK, Compared, Competitor, CompetitorLook
from shopdesk.domain.fields import Kind
from shopdesk.domain.money import decimal_text, percent_text
from shopdesk.gui.look import Look
from shopdesk.gui.photos.files_strip import Looked, look_at, picture_kinds
from shopdesk.gui.photos.kept_files import KeptFilesStrip
from shopdesk.gui.record_list import Listed, RecordListPart
from shopdesk.gui.widgets.controls import breakable, words
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.domain.competitors import Measure
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.competitors import CompetitorBoard, LookView
    from shopdesk.services.registry import Services

_NAME = "kpi.market.looks"


class LooksPart(RecordListPart):
    """Writes looks down. ``competitors_wanted``: there is nobody yet to look at."""

    competitors_wanted = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the looks are loaded when the part is first seen."""
        self._competitors: tuple[Competitor, ...] = ()
        self._begin: Competitor | None = None
        listed = Listed(
            COMPETITOR_LOOK,
            _NAME,
            tr("Seen of competitors"),
            tr("New look"),
            tr("Nothing was seen of a competitor yet"),
            tr(
                "Choose a competitor, open its page and write down what the platform shows: a range with both of its "
                "ends, and nothing where nothing is shown. Or copy such a table in your spreadsheet and paste it here."
            ),
        )
        super().__init__(context, listed, parent)
        self.compared = RecordTable(RecordTableModel(self._compared_columns()), f"{_NAME}.compared", tr("Side by side"))
        self.compared.fit_columns()
        panel = RecordPanel(context, self.compared, lambda: self.reader)
        panel.offer_export(tr("Side by side"))
        self.title = words(name=f"{_NAME}.title", role="heading")
        self.files = KeptFilesStrip(
            context, _NAME, tr("Add picture…"), picture_kinds,
            lambda: context.services.competitors.files, lambda: self.chosen,
        )  # fmt: skip
        self.detail = QFrame()
        self.detail.setProperty("role", "card")
        inside = QVBoxLayout(self.detail)
        inside.setContentsMargins(10, 8, 10, 8)
        inside.setSpacing(6)
        inside.addWidget(self.title)
        inside.addWidget(panel, 1)
        inside.addWidget(self.files)
        self.column.addWidget(SplitView(self.stack, self.detail, (2, 3)), 1)
        self.detail.hide()
        self.files.catch(self.detail, self)
        self.beside = Look(self, context, self._chosen_one, _load, self._show, covered=lambda: self.detail)
        self.table.chosen.connect(lambda _record: self.beside.ask())

    def _compared_columns(self) -> list[Column[Compared]]:
        return [
            Column(tr("Figure"), lambda one: tr(one.measure.label), name="figure"),
            Column(tr("Seen there"), lambda one: one.low if one.low is not None else one.high, said=self._range,
                   numeric=True, name="seen"),
            Column(tr("Own store"), lambda one: one.own, said=lambda one: self._one(one.measure, one.own),
                   numeric=True, name="own"),
            Column(tr("Definition"), lambda one: tr(one.measure.remark), name="remark",
                   tip=lambda one: tr(one.measure.remark)),
        ]  # fmt: skip

    def _one(self, measure: Measure, value: Any) -> str:
        if value is not None and measure.field.kind is Kind.RATE:
            return percent_text(value)
        if value is not None and measure.field.kind is Kind.DECIMAL:
            return decimal_text(value)
        return self.reader.shown(measure.field, value)

    def _range(self, line: Compared) -> str:
        """An exact figure, a range, or one with an open end; never a middle."""
        low, high = self._one(line.measure, line.low), self._one(line.measure, line.high)
        if not line.seen or line.low == line.high:
            return low
        if line.high is None:
            return tr("from {low}", low=low)
        return tr("up to {high}", high=high) if line.low is None else tr("{low} to {high}", low=low, high=high)

    # The list ---------------------------------------------------------------------------------------------------------

    def load(self, services: Services, question: Any) -> CompetitorBoard:
        """The competitors and every look."""
        return services.competitors.board(question)

    def populate(self, board: CompetitorBoard) -> None:
        """Show the looks; without anybody to look at, the way leads there first."""
        self._competitors = board.competitors
        self.name_codes("competitors", {one.id: one.name for one in board.competitors})
        self.show_records(board.looks)
        self.detail.setVisible(bool(board.looks))
        begin, self._begin = self._begin, None
        if begin is not None:
            self.begin_for(begin)

    def begin_for(self, competitor: Competitor) -> None:
        """Open the form for a new look at ``competitor``, now or when the competitors are known."""
        if any(one.id == competitor.id for one in self._competitors):
            self._begin = competitor
            self.open_form(None)
        else:
            self._begin = competitor

    def open_form(self, record: Any) -> None:
        """Ask for a look; somebody has to be there to be looked at."""
        if record is None and not self._competitors:
            self.competitors_wanted.emit()
        else:
            super().open_form(record)

    def start(self) -> Mapping[str, Any]:
        """Of today, at the competitor that was asked for or that the cursor is on."""
        begin, self._begin = self._begin, None
        watched = [one.id for one in self._competitors if one.active]
        chosen = self.chosen.competitor_id if self.chosen is not None else next(iter(watched), None)
        return {"competitor_id": begin.id if begin is not None else chosen, "day": self.context.clock.today()}

    def keep(self, record: CompetitorLook) -> CompetitorLook:
        """Keep a look."""
        return self.context.services.competitors.keep_look(record)

    def discard(self, record: CompetitorLook) -> None:
        """Take a look away."""
        self.context.services.competitors.remove_look(record)

    # Beside the list --------------------------------------------------------------------------------------------------

    def _chosen_one(self) -> tuple[int | None, int] | None:
        return (self.chosen.id, self.chosen.store_id) if self.chosen is not None else None

    def _show(self, answer: tuple[LookView, dict[int, Looked]]) -> None:
        view, looked = answer
        field = COMPETITOR_LOOK.field("competitor_id")
        name = self.reader.shown(field, view.look.competitor_id)
        self.title.setText(breakable(tr("{name}, {day}", name=name, day=view.look.day)))
        self.compared.set_records(view.lines)
        self.files.show_files(view.files, looked)


def _load(services: Services, chosen: tuple[int, int]) -> tuple[LookView, dict[int, Looked]]:
    view = services.competitors.look(*chosen)
    return view, {file.id or 0: look_at(file, services.competitors.files.path_of) for file in view.files}
