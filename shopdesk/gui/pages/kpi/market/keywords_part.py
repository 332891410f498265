"""The keywords with what each brought in the last days, and how that moved against as many days before."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.keywords import KEYWORD, SPANS, Keyword, KeywordKind, WordMove
from shopdesk.domain.kpi import Basis
from shopdesk.domain.kpi.chart_answer import one_of
from shopdesk.domain.kpi.day_lines import KEYWORD_FIGURES, MOST_WORDS
from shopdesk.domain.money import decimal_text, format_yuan, percent_text
from shopdesk.domain.periods import Period
from shopdesk.gui.imports.entry import choose_and_import, import_files
from shopdesk.gui.opening import open_once
from shopdesk.gui.record_list import Listed, RecordListPart
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.product_box import product_widgets
from shopdesk.gui.widgets.record_table import Column
from shopdesk.infra import atomic
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.imports.dialog import ImportDialog
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.keywords import KeywordBoard
    from shopdesk.services.registry import Services

_NAME = "kpi.market.keywords"
_NAMED = 3
_FIGURES = {
    f"{name}{change}": f"word_{code}"
    for name, code in (("impressions", "impressions"), ("visitors", "visitors"), ("conversion", "conversion"),
                       ("rank", "rank"), ("spend", "spend_fen"), ("days", "days"))
    for change in ("", ".change")
}  # fmt: skip
"""The figure of each column, whose rows open."""


class KeywordsPart(RecordListPart):
    """Lists keywords; their figures come by import, of a file or of what was copied."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build the widgets; the keywords are loaded when the part is first seen."""
        self._moves: Mapping[str, WordMove] = {}
        self._period: Period | None = None
        self.importing: ImportDialog | None = None
        self.lines: QDialog | None = None
        listed = Listed(
            KEYWORD,
            _NAME,
            tr("Keywords"),
            tr("New keyword"),
            tr("No keyword is known yet"),
            tr(
                "Import a report of keywords by day, or enter the words that your products are to be found by: core "
                "words, long-tail words, words that you pay for."
            ),
        )
        super().__init__(context, listed, parent)
        self.table.opened.disconnect(self.open_form)
        self.table.opened.connect(self._on_opened)
        self.table.first_in_menu = ("rows", tr("Show rows"), self.show_rows)
        self.said = words(name=f"{_NAME}.said")
        self.noted = words(name=f"{_NAME}.noted", role="muted")
        self.column.insertWidget(1, self.said)
        self.column.insertWidget(2, self.noted)

    def more_buttons(self) -> Sequence[QWidget]:
        """The ways for figures, and over how many days they are shown."""
        self.bring = button(f"{_NAME}.import", tr("Import figures…"), lambda: choose_and_import(self.context))
        self.paste_days = button(f"{_NAME}.pasteDays", tr("Paste figures…"), self.paste_figures)
        self.span = named(QComboBox(), f"{_NAME}.span", tr("Days compared"))
        for length in SPANS:
            self.span.addItem(tr("{days} days against {days} before", days=length), length)
        self.span.currentIndexChanged.connect(lambda _index: self.refresh())
        self.drawn = button(
            f"{_NAME}.lines",
            tr("Over time…"),
            self.show_lines,
            tip=tr("Draws the chosen keywords, at most {most}, over 90 days", most=MOST_WORDS),
        )
        self.rows = button(
            f"{_NAME}.rows", tr("Show rows"), self.show_rows, tip=tr("The rows behind the figure that the cursor is on")
        )
        return self.span, self.drawn, self.rows, self.bring, self.paste_days

    def more_columns(self) -> Sequence[Column[Keyword]]:
        """The figures of the later span, each with its change."""
        return (
            self._figure("impressions", tr("Impressions"), lambda one: one.now.impressions, _count),
            self._change("impressions", lambda one: one.impressions, _count, self._uneven),
            self._figure("visitors", tr("Visitors a day"), lambda one: one.now.visitors_a_day, _mean),
            self._change("visitors", lambda one: one.visitors_a_day, _mean),
            self._figure("conversion", tr("Conversion"), lambda one: one.now.conversion, _share),
            self._change("conversion", lambda one: one.conversion, _points),
            self._figure("rank", tr("Rank", context="keyword"), lambda one: one.now.rank, _mean),
            self._change("rank", lambda one: one.rank, _mean),
            self._figure("spend", tr("Spend"), lambda one: one.now.spend_fen, format_yuan),
            self._figure("days", tr("Known days"), lambda one: one.now.days, _count),
        )

    def _figure(
        self, name: str, header: str, take: Callable[[WordMove], Any], text: Callable[[Any], str]
    ) -> Column[Keyword]:
        return Column(header, lambda word: self._of(word, take), text=text, numeric=True, name=name)

    def _change(
        self,
        name: str,
        take: Callable[[WordMove], Any],
        text: Callable[[Any], str],
        tip: Callable[[Keyword], str] | None = None,
    ) -> Column[Keyword]:
        header = tr("Rank up") if name == "rank" else tr("Change")
        return Column(
            header,
            lambda word: self._of(word, take),
            text=lambda value: f"{'▲' if value > 0 else '▼' if value < 0 else '='} {text(abs(value))}",
            numeric=True,
            name=f"{name}.change",
            tip=tip,
        )

    def _of(self, word: Keyword, take: Callable[[WordMove], Any]) -> Any:
        move = self._moves.get(word.word)
        return None if move is None else take(move)

    def _uneven(self, word: Keyword) -> str:
        move = self._moves.get(word.word)
        return "" if move is None or move.shortfall is None else tr(move.shortfall.sentence)

    def question(self) -> Hashable:
        """The keywords over the chosen days."""
        return self.context.store_id, self.span.currentData()

    def load(self, services: Services, question: Any) -> KeywordBoard:
        """Them with their figures."""
        return services.keywords.board(*question)

    def populate(self, board: KeywordBoard) -> None:
        """Show them; what moved most is said above."""
        self._moves, self._period = board.moves, board.period
        period = board.period
        if period is None:
            self.said.setText(
                tr("No figures of keywords yet: import a report of keywords by day, or copy and paste one.")
            )
            self.noted.setText("")
        else:
            self.said.setText(self._moved(board))
            self.noted.setText(
                tr(
                    "{start} to {end}. Visitors are people: they are shown as a mean per day and never added, neither "
                    "over days nor over keywords.",
                    start=period.start,
                    end=period.end,
                )
            )
        self.noted.setVisible(period is not None)
        self.said.setVisible(bool(board.keywords))
        self.show_records(board.keywords)

    def _moved(self, board: KeywordBoard) -> str:
        moved = sorted(
            ((change, word) for word, move in board.moves.items() if (change := move.visitors_a_day)),
            key=lambda pair: (-abs(pair[0]), pair[1]),
        )
        if not moved:
            return tr("No keyword has visitors in both spans, so nothing is compared.")
        named_ = [f"{word} {'▲' if change > 0 else '▼'} {_mean(abs(change))}" for change, word in moved[:_NAMED]]
        return tr("Moved most, in visitors a day: {words}.", words=" · ".join(named_))

    def widgets(self) -> Mapping[str, QWidget]:
        """The product is found by its name, too."""
        return product_widgets(self.context, self.listed.noun)

    def start(self) -> Mapping[str, Any]:
        """A core word."""
        return {"kind": KeywordKind.CORE.value}

    def keep(self, record: Keyword) -> Keyword:
        """Keep a keyword."""
        return self.context.services.keywords.keep(record)

    def discard(self, record: Keyword) -> None:
        """Take a keyword off the list."""
        self.context.services.keywords.remove(record)

    def enable(self) -> None:
        """A word that only has figures is in no list to be taken off."""
        super().enable()
        self.remove.setEnabled(self.chosen is not None and self.chosen.id is not None)
        self.drawn.setEnabled(self.chosen is not None)
        self.rows.setEnabled(self.chosen is not None and self._period is not None)

    def _on_opened(self, word: Keyword) -> None:
        """A figure opens to its rows, what is said of the word to its form."""
        if self._column() in _FIGURES:
            self.show_rows()
        else:
            self.open_form(word)

    def _column(self) -> str:
        index = self.table.currentIndex()
        return self.table.records_model.columns[index.column()].name if index.isValid() else ""

    def show_rows(self) -> None:
        """Open the rows behind the figure that the cursor is on; behind a change, those of the days before."""
        from shopdesk.gui.pages.kpi.rows_dialog import open_rows
        from shopdesk.gui.pages.kpi.rows_of import RowsOf

        column, word, period = self._column(), self.chosen, self._period
        if word is None or period is None:
            return
        if column.endswith(".change"):
            before = period.start - timedelta(days=1)
            period = Period(before - timedelta(days=period.length - 1), before)
        code = _FIGURES.get(column, "word_days")
        open_rows(self.context, RowsOf(code, period, Basis.PAID, (("word", one_of(word.word)),), word.word), self)

    def show_lines(self) -> None:
        """Draw the chosen keywords over time."""
        from shopdesk.gui.pages.kpi.market.lines_dialog import DayLinesDialog

        chosen = [one.word for one in self.table.selected()[:MOST_WORDS]] or [self.chosen.word]
        store = self.context.store_id
        self.lines = DayLinesDialog(
            self.context, f"{_NAME}.overTime", tr("Keywords over time"), KEYWORD_FIGURES,
            lambda services, figure: services.keywords.over_time(store, chosen, figure), self,
        )  # fmt: skip
        open_once(self.lines)

    def paste_figures(self) -> None:
        """Import what was copied as a table, with the same preview, columns and way back as a file."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self.context.messages.warning(tr("There are no cells to paste. Copy some in your spreadsheet first."))
            return
        folder = mkdtemp(prefix="shopdesk-")
        name = tr("Pasted keywords {day}", day=self.context.clock.today())
        file = Path(folder) / f"{name}.tsv"
        try:
            atomic.write_text(file, text)
        except UserError as error:
            rmtree(folder, ignore_errors=True)
            self.context.messages.error(tr(error.text))
            return
        # The folder is no place to look for exports next time.
        self.importing = import_files(self.context, (), self)
        for over in (self.importing.finished, self.importing.destroyed):
            over.connect(lambda _last: rmtree(folder, ignore_errors=True))
        self.importing.add_files([file])


def _count(value: int) -> str:
    return f"{value:,}"


def _mean(value: Decimal) -> str:
    return decimal_text(value, 1)


def _share(value: Decimal) -> str:
    return percent_text(value)


def _points(value: Decimal) -> str:
    return tr("{points} points", context="share", points=decimal_text(value * 100))
