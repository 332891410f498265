"""What was seen of competitors: the looks, and beside the chosen one the own figures of that day and its pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from shopdesk.domain.competitors import COMPETITOR_LOOK, Compared, Competitor, CompetitorFile, CompetitorLook
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Kind
from shopdesk.domain.money import decimal_text, percent_text
from shopdesk.gui.look import Look
from shopdesk.gui.photos.bringing import Brought, bring, to_keep
from shopdesk.gui.photos.files_strip import FilesStrip, Looked, look_at, picture_kinds
from shopdesk.gui.photos.paste_catcher import PasteCatcher
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
        self.files = FilesStrip(_NAME, tr("Add picture…"), picture_kinds)
        self.files.added.connect(self.add_files)
        self.files.opened.connect(lambda file: self.files.open(context, file, context.services.competitors.file_path))
        self.files.removed.connect(self.remove_file)
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
        self.setAcceptDrops(True)
        PasteCatcher(self.detail, self.take)
        self.beside = Look(self, context, self._chosen_id, _load, self._show, covered=lambda: self.detail)
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

    def _chosen_id(self) -> int | None:
        return self.chosen.id if self.chosen is not None else None

    def _show(self, answer: tuple[LookView, dict[int, Looked]]) -> None:
        view, looked = answer
        field = COMPETITOR_LOOK.field("competitor_id")
        name = self.reader.shown(field, view.look.competitor_id)
        self.title.setText(breakable(tr("{name}, {day}", name=name, day=view.look.day)))
        self.compared.set_records(view.lines)
        self.files.show_files(view.files, looked)

    def take(self, data: QMimeData | None) -> None:
        """Keep files or a picture with the chosen look."""
        self.files.complain("")
        try:
            self.add_files(bring(data, self.context.clock.now()))
        except UserError as error:
            self.files.complain(tr(error.text))

    def add_files(self, brought: Sequence[Brought]) -> None:
        """Keep these with the chosen look; those that cannot be kept are named."""
        service, look = self.context.services.competitors, self.chosen
        if look is None:
            return
        self.context.tasks.database(
            lambda: service.attach(look, to_keep(brought)),
            done=lambda refused: self.files.complain("\n".join(tr(text) for text in refused)),
            owner=self,
        )

    def remove_file(self, file: CompetitorFile) -> None:
        """Take a picture off; undo brings it back."""
        service = self.context.services.competitors
        self.context.tasks.database(lambda: service.detach(file), owner=self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures for the chosen look."""
        if self.chosen is not None and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep what was dropped."""
        self.take(event.mimeData())
        event.acceptProposedAction()


def _load(services: Services, look_id: int) -> tuple[LookView, dict[int, Looked]]:
    view = services.competitors.look(look_id)
    return view, {file.id or 0: look_at(file, services.competitors.file_path) for file in view.files}
