"""Lines of the statements in a table: what moved, what it counts as, and where it stands in which file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.hidden_signs import visible
from shopdesk.domain.ledger.kinds import LINE_KIND_NAMES, LineKind
from shopdesk.domain.ledger.lines import SOURCE_NAMES, Behind, StatementLine
from shopdesk.domain.periods import Period
from shopdesk.gui.look import Look
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.pages.kpi.explain import days_text
from shopdesk.gui.pages.kpi.money.texts import kind_names, money, signed
from shopdesk.gui.widgets.controls import breakable, button, words
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.ledger.service import LinePage
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
    behind: Behind | None = None
    so_far: LinePage | None = None


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
    """Some lines in time order, how many there are in all, and what all of them come to in fen.

    ``so_far`` is what a search found that has still to go on.
    """

    lines: tuple[FoundLine, ...]
    count: int
    amount: int
    so_far: LinePage | None = None


def load_lines(services: Services, question: LinesQuestion) -> LinesFound:
    """The lines with their files; runs on the database thread."""
    days = question.days
    span = (None, None) if days is None else (days.start, days.end)
    narrowed: dict[str, Any] = {"kinds": question.kinds, "behind": question.behind, "limit": question.most}
    if question.text:
        page = services.ledger.search(question.store_id, *span, question.text, so_far=question.so_far, **narrowed)
    else:
        page = services.ledger.lines(question.store_id, *span, order_no=question.order_no, **narrowed)
    lines = with_files(services, question.store_id, page.lines)
    return LinesFound(lines, page.count, page.amount, page if page.looked_to is not None else None)


def with_files(services: Services, store_id: int, lines: tuple[StatementLine, ...]) -> tuple[FoundLine, ...]:
    """Lines with the names of their files; runs on the database thread."""
    wanted = {line.import_id for line in lines}
    files = {run.id: run.file_name for run in services.imports.list(store_id) if run.id in wanted} if lines else {}
    return tuple(FoundLine(line, files.get(line.import_id, "")) for line in lines)


class LinesTable(RecordTable):
    """The table with its panel, which writes a workbook of what is shown.

    The words of the chosen line stand whole below it: in a small window its column has no room for them.
    """

    def __init__(self, context: PageContext, name: str, title: str) -> None:
        """Without lines."""
        super().__init__(RecordTableModel(_columns(context.theme.good, context.theme.bad)), name, title)
        self.panel = RecordPanel(context, self, lambda: Reader(today=context.clock.today(), say=tr))
        self.panel.offer_export(title)
        self.whole = words(name=f"{name}.whole", role="muted")
        self.panel.put_below(self.whole)
        self.chosen.connect(self._say_whole)

    def set_records(self, records: Sequence[Any]) -> None:
        """Show lines; another one may stand under the cursor."""
        super().set_records(records)
        self._say_whole(self.current())

    def _say_whole(self, found: FoundLine | None) -> None:
        told = () if found is None else (found.line.remark, found.line.business_type, found.line.description)
        self.whole.setText(breakable(visible(" · ".join(filter(None, told))) or "\N{NO-BREAK SPACE}"))

    def show_page(self, found: LinesFound) -> None:
        """Show lines."""
        self.set_records(list(found.lines))

    def clear(self) -> None:
        """Show none, until some are asked for."""
        self.records_model.await_records()
        self._say_whole(None)


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
        roomy(self, 1100, 620)
        self._question = question
        self._text, self._most = "", question.most
        self._so_far: LinePage | None = None
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
        self.look = Look(self, context, self.wanted, load_lines, self.show_lines, renew=self._anew)

    def wanted(self) -> LinesQuestion:
        """What is asked for, with what stands in the search."""
        one = self._question
        return replace(one, text=self._text, most=self._most, so_far=self._so_far)

    def show_lines(self, found: LinesFound) -> None:
        """Show them, with what all of them come to."""
        self.table.show_page(found)
        if self.table.current() is None and found.lines:
            self.table.selectRow(0)
        one = self._question
        about = [
            days_text(one.days) if one.days is not None else "",
            tr("of orders paid {days}", days=days_text(one.behind.paid)) if one.behind is not None else "",
            kind_names(one.kinds) if one.kinds is not None else "",
            tr("{count} lines, together {amount}", count=f"{found.count:,}", amount=signed(found.amount)),
            tr("the first {count} are shown", count=f"{len(found.lines):,}") if len(found.lines) < found.count else "",
            tr("searched up to {day}, going on…", day=found.so_far.looked_to) if found.so_far is not None else "",
        ]
        self.said.setText(" · ".join(filter(None, about)))
        self.more.setEnabled(len(found.lines) < found.count)
        self._so_far = found.so_far
        if found.so_far is not None:
            self.look.ask()

    def _on_search(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self._anew()

    def _show_more(self) -> None:
        self._most += _PAGE
        self._anew()

    def _anew(self) -> None:
        """Ask from the first day on."""
        self._so_far = None
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
