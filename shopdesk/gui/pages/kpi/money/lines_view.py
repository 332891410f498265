"""Lines of the statements in a table: what moved, what it counts as, and where it stands in which file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.ledger.kinds import LINE_KIND_NAMES, LineKind
from shopdesk.domain.ledger.lines import SOURCE_NAMES, StatementLine
from shopdesk.domain.periods import Period
from shopdesk.gui.look import Look
from shopdesk.gui.pages.kpi.explain import days_text
from shopdesk.gui.pages.kpi.money.texts import kind_names, money, signed
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.registry import Services

_PAGE = 500


@dataclass(frozen=True, slots=True)
class LinesQuestion:
    """Which lines are wanted; ``None`` bounds nothing. ``most`` is how many of them are shown."""

    store_id: int
    days: Period | None = None
    kinds: tuple[LineKind, ...] | None = None
    order_no: str | None = None
    text: str = ""
    most: int = _PAGE


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line with the name of the file that brought it; empty where that is not known any more."""

    line: StatementLine
    file: str

    @property
    def id(self) -> int | None:
        """By what the cursor finds it again."""
        return self.line.id


@dataclass(frozen=True, slots=True)
class LinesFound:
    """Some lines in time order, how many there are in all, and what all of them come to in fen."""

    lines: tuple[FoundLine, ...]
    count: int
    amount: int


def load_lines(services: Services, question: LinesQuestion) -> LinesFound:
    """The lines with their files; runs on the database thread."""
    days = question.days
    page = services.ledger.lines(
        question.store_id,
        days.start if days is not None else None,
        days.end if days is not None else None,
        kinds=question.kinds,
        order_no=question.order_no,
        text=question.text or None,
        limit=question.most,
    )
    return LinesFound(with_files(services, question.store_id, page.lines), page.count, page.amount)


def with_files(services: Services, store_id: int, lines: tuple[StatementLine, ...]) -> tuple[FoundLine, ...]:
    """Lines with the names of their files; runs on the database thread."""
    wanted = {line.import_id for line in lines}
    files = {run.id: run.file_name for run in services.imports.list(store_id) if run.id in wanted} if lines else {}
    return tuple(FoundLine(line, files.get(line.import_id, "")) for line in lines)


class LinesTable(RecordTable):
    """The table with its panel, which writes a workbook of what is shown."""

    def __init__(self, context: PageContext, name: str, title: str) -> None:
        """Without lines."""
        super().__init__(RecordTableModel(_columns(context.theme.good, context.theme.bad)), name, title)
        self.panel = RecordPanel(context, self, lambda: Reader(today=context.clock.today(), say=tr))
        self.panel.offer_export(title)

    def show_page(self, found: LinesFound) -> None:
        """Show lines."""
        self.set_records(list(found.lines))

    def clear(self) -> None:
        """Show none."""
        self.set_records([])


class LinesDialog(QDialog):
    """The lines behind a figure, with a search over their words and numbers."""

    def __init__(
        self, context: PageContext, title: str, question: LinesQuestion, parent: QWidget | None = None
    ) -> None:
        """Ask for the lines of ``question`` once it is shown."""
        super().__init__(parent)
        self.setObjectName("kpi.money.linesOf")
        self.setWindowTitle(title)
        self.setModal(True)
        screen = self.screen().availableSize() if self.screen() is not None else None
        self.resize(1100, 620) if screen is None else self.resize(
            min(1100, screen.width() - 60), min(620, screen.height() - 80)
        )
        self._question = question
        self._text, self._most = "", question.most
        self.said = words(name="kpi.money.linesOf.said")
        self.search = SearchField(tr("Words, order number or line number"))
        self.search.setObjectName("kpi.money.linesOf.search")
        self.search.searched.connect(self._on_search)
        self.more = button("kpi.money.linesOf.more", tr("Show more"), self._show_more)
        self.more.setEnabled(False)
        self.shut = button("kpi.money.linesOf.close", tr("Close"), self.reject)
        self.table = LinesTable(context, "kpi.money.linesOf.table", title)
        foot = QHBoxLayout()
        foot.addWidget(self.search, 1)
        foot.addWidget(self.more)
        foot.addWidget(self.shut)
        layout = QVBoxLayout(self)
        layout.addWidget(self.said)
        layout.addWidget(self.table.panel, 1)
        layout.addLayout(foot)
        self.look = Look(self, context, self.wanted, load_lines, self.show_lines)

    def wanted(self) -> LinesQuestion:
        """What is asked for, with what stands in the search."""
        one = self._question
        return LinesQuestion(one.store_id, one.days, one.kinds, one.order_no, self._text, self._most)

    def show_lines(self, found: LinesFound) -> None:
        """Show them, with what all of them come to."""
        self.table.show_page(found)
        if self.table.current() is None and found.lines:
            self.table.selectRow(0)
        one = self._question
        about = [
            days_text(one.days) if one.days is not None else "",
            kind_names(one.kinds) if one.kinds is not None else "",
            tr("{count} lines, together {amount}", count=f"{found.count:,}", amount=signed(found.amount)),
            tr("the first {count} are shown", count=f"{len(found.lines):,}") if len(found.lines) < found.count else "",
        ]
        self.said.setText(" · ".join(filter(None, about)))
        self.more.setEnabled(len(found.lines) < found.count)

    def _on_search(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.look.ask()

    def _show_more(self) -> None:
        self._most += _PAGE
        self.look.ask()


def _columns(good: QColor, bad: QColor) -> list[Column[FoundLine]]:
    def words_column(name: str, header: str, *, hidden: bool = False) -> Column[FoundLine]:
        return Column(
            header,
            lambda one: getattr(one.line, name) or None,
            name=name,
            tip=lambda one: getattr(one.line, name),
            hidden=hidden,
        )

    return [
        Column(tr("Time"), lambda one: one.line.at, text=lambda at: f"{at:%Y-%m-%d %H:%M:%S}", name="at"),
        Column(
            tr("Amount"),
            lambda one: one.line.amount,
            text=signed,
            numeric=True,
            name="amount",
            ink=lambda one: good if one.line.amount > 0 else bad,
        ),
        Column(tr("Balance after"), lambda one: one.line.balance, text=money, numeric=True, name="balance"),
        Column(tr("Kind"), lambda one: tr(LINE_KIND_NAMES[one.line.kind]), name="kind"),
        words_column("remark", tr("Remark")),
        words_column("business_type", tr("Business type")),
        Column(tr("Order number"), lambda one: one.line.order_no or one.line.number, name="order_no"),
        words_column("title", tr("Product name")),
        words_column("description", tr("Description"), hidden=True),
        Column(
            tr("By the rule"),
            lambda one: one.line.rule or None,
            name="rule",
            tip=lambda one: one.line.rule,
            hidden=True,
        ),
        Column(tr("Statement"), lambda one: tr(SOURCE_NAMES[one.line.source]), name="source", hidden=True),
        words_column("account", tr("Account"), hidden=True),
        words_column("key", tr("Line number"), hidden=True),
        Column(tr("File"), lambda one: one.file or None, name="file", tip=lambda one: one.file),
        Column(tr("Row"), lambda one: one.line.file_row, numeric=True, name="row"),
    ]
