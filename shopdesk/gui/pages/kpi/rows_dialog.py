"""The rows behind a figure (明细): which they are, what they come to, and where each was imported from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.fields import Kind, Reader
from shopdesk.domain.kpi import Kpi, Rebuild, Value
from shopdesk.domain.kpi.kinds import BASIS_NAMES, SOURCE_NAMES, Source
from shopdesk.domain.kpi.output import shown
from shopdesk.domain.kpi.rows import FigureRow, Part, Place, Total, Wish, adds_up, given_field, label_of
from shopdesk.domain.kpi.slice_figures import figure_of
from shopdesk.domain.text import NO_DATA
from shopdesk.gui.look import Look
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.kpi.explain import days_text
from shopdesk.gui.pages.kpi.rows_of import RowsOf
from shopdesk.gui.pages.kpi.rows_table import RowsPanel, said_origin
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.figure_rows import AllRows, PartPage
    from shopdesk.services.registry import Services

_PAGE = 200
_MOST_IN_A_SHEET = 1_048_575


class RowsDialog(QDialog):
    """One list for all figures. Pages follow while it is scrolled; sums and counts are of all rows, not of the page."""

    def __init__(self, context: PageContext, wanted: RowsOf, parent: QWidget | None = None) -> None:
        """Ask for the rows of a figure once it is shown."""
        super().__init__(parent)
        self.context = context
        self.wanted = wanted
        self.item: Kpi = figure_of(wanted.code)
        self.parts: tuple[Part, ...] = ()
        self._page: PartPage | None = None
        self._totals: AllRows | None = None
        self._loading = self._exact = False
        self.setObjectName("kpi.rows")
        self.setWindowTitle(tr("Rows: {name}", name=self.item.name))
        self.setModal(True)
        roomy(self, 1180, 680)
        self.said = words(name="kpi.rows.said")
        self.choice = named(QComboBox(), "kpi.rows.part", tr("Which rows"))
        self.choice.activated.connect(lambda _index: self._on_part())
        self.search = SearchField(tr("Words, order or product number"))
        self.search.setObjectName("kpi.rows.search")
        self.search.searched.connect(lambda _text: self._again())
        self.stack = QStackedWidget()
        self.empty = words(name="kpi.rows.empty", role="muted")
        self.stack.addWidget(self.empty)
        self.foot = words(name="kpi.rows.foot")
        self.origin = words(name="kpi.rows.origin", role="muted")
        self.more = button("kpi.rows.more", tr("Show more"), self.show_more)
        self.imported = button("kpi.rows.import", tr("Show the import"), self.show_import)
        self.imported.setEnabled(False)
        self.ordered = button("kpi.rows.order", tr("Show the order"), self.show_order)
        self.ordered.hide()
        self.copied = button("kpi.rows.copy", tr("Copy"), self._copy, tip=tr("Copy the chosen rows, or those shown"))
        self.excel = button("kpi.rows.excel", tr("Export to Excel…"), self.export)
        self.csv = button("kpi.rows.csv", tr("Export as CSV…"), lambda: self.export(FileKind.CSV))
        self.shut = button("kpi.rows.close", tr("Close"), self.reject)
        self._arrange()
        self.look = Look(self, context, self.question, _load_page, self.show_page, covered=lambda: self.stack)
        self._sums = Look(self, context, self.question, _load_totals, self.show_totals, after=self.look)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.choice)
        head.addWidget(self.search, 1)
        buttons = FlowLayout()
        buttons.add(self.more, self.ordered, self.imported)
        buttons.add_stretch()
        buttons.add(self.copied, self.excel, self.csv, self.shut)
        layout = QVBoxLayout(self)
        layout.addWidget(self.said)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)
        for label in (self.foot, self.origin):
            layout.addWidget(label)
        layout.addLayout(buttons)
        self.choice.hide()
        self.origin.hide()
        self.more.setEnabled(False)

    # Asking ---------------------------------------------------------------------------------------------------------

    @property
    def panel(self) -> RowsPanel | None:
        """The table that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, RowsPanel) else None

    @property
    def part(self) -> int:
        """Which part is shown."""
        return max(self.choice.currentIndex(), 0)

    def wish(self) -> Wish:
        """What of it is wanted."""
        text = self.search.text().strip()
        return self.panel.wish(text) if self.panel is not None else Wish(text)

    def question(self) -> Any:
        """The figure, the part of it and the filter."""
        one = self.wanted
        asked = (self.context.store_id, self.item, one.period, one.basis, self.part, self.wish())
        return self._exact, one.only, asked

    def _again(self) -> None:
        self._totals = None
        self.look.ask()

    def _on_part(self) -> None:
        self._show_table(self.parts[self.part])
        self._again()

    # Answers --------------------------------------------------------------------------------------------------------

    def show_page(self, page: PartPage) -> None:
        """Show the first page; the sums follow."""
        self._page, self._loading = page, False
        if page.parts != self.parts:
            self._offer(page.parts)
        self._show_about(page.parts, page.value)
        if not page.parts:
            self.empty.setText(
                tr(
                    "No row says anything of this figure on these days. Import {source} of them, or choose other days.",
                    source=SOURCE_NAMES[self.item.source],
                )
            )
            self.foot.setText("")
            self._drop_table()
            self._enable(0)
            return
        panel = self.panel
        assert panel is not None
        first = not panel.model.rowCount()
        panel.model.show(page.rows, whole=page.after is None)
        if first:
            panel.table.fit_columns()
        if page.rows and not panel.table.currentIndex().isValid():
            panel.table.selectRow(0)
        self._enable(len(page.rows))
        self._show_foot()
        self._sums.ask()

    def _show_about(self, parts: tuple[Part, ...], value: Value) -> None:
        """Say above the rows which figure they make, of which days."""
        one = self.wanted
        basis = tr("by order day") if self.item.fixed_basis else tr(BASIS_NAMES[one.basis])
        orders = any(part.source is Source.ORDERS for part in parts)
        name = f"{tr(self.item.name)} {shown(self.item, value)}" if value is not None else tr(self.item.name)
        about = [name, one.about, days_text(one.period), basis if orders else "", tr(self.item.formula)]
        self.said.setText(" · ".join(filter(None, about)))

    def show_totals(self, totals: AllRows) -> None:
        """Say what all rows come to."""
        self._totals = totals
        if totals.parts != self.parts and not self._exact:
            # An order that does not say who bought it was met: the people of the span cannot be counted.
            self._exact = True
            self.look.ask()
            return
        self._show_about(totals.parts, totals.figure)
        self._show_foot()

    def show_more(self) -> None:
        """Read the next page and show it below."""
        page, panel = self._page, self.panel
        if page is None or page.after is None or panel is None or self._loading:
            return
        self._loading, question, services = True, self.question(), self.context.services
        after = page.after
        self.context.tasks.database(
            lambda: services.figure_rows.page(
                *question[2], limit=_PAGE, after=after, only=question[1], exact=question[0]
            ),
            lambda found: self._add(question, found),
            owner=self,
        )

    def _add(self, question: Any, page: PartPage) -> None:
        if not self._loading or question != self.question() or self.panel is None:
            return
        self._page, self._loading = page, False
        self.panel.model.add(page.rows, whole=page.after is None)
        self._enable(self.panel.model.rowCount())
        self._show_foot()

    def _offer(self, parts: tuple[Part, ...]) -> None:
        kept = self.part if len(parts) == len(self.parts) else 0
        self.parts = parts
        self.choice.clear()
        self.choice.addItems([_named(part) for part in parts])
        self.choice.setVisible(len(parts) > 1)
        if parts:
            self.choice.setCurrentIndex(kept)
            self._show_table(parts[kept])

    def _show_table(self, part: Part) -> None:
        old = self.panel
        if old is not None and old.part == part:
            return
        panel = RowsPanel(self.context, part, tr("Rows: {name}", name=label_of(part.base)))
        panel.lines.filtered.connect(self._again)
        panel.model.arranged.connect(self._again)
        panel.table.chosen.connect(self._show_origin)
        if part.source is Source.ORDERS:
            panel.table.opened.connect(lambda _row: self.show_order())
            panel.table.first_in_menu = ("order", tr("Show the order"), self.show_order)
        else:
            panel.table.opened.connect(lambda _row: self.show_import())
            panel.table.first_in_menu = ("import", tr("Show the import"), self.show_import)
        self.ordered.setVisible(part.source is Source.ORDERS)
        bar = panel.table.verticalScrollBar()
        bar.valueChanged.connect(lambda value: self.show_more() if value and value == bar.maximum() else None)
        self.stack.addWidget(panel)
        self.stack.setCurrentWidget(panel)
        self.search.setVisible(part.source is not Source.STORE_DAYS)
        panel.table.setFocus()
        if old is not None:
            self.stack.removeWidget(old)
            old.deleteLater()

    def _drop_table(self) -> None:
        """Nothing is left of the figure, as its import was taken back: its rows must not stand there any longer."""
        old = self.panel
        if old is None:
            return
        self.stack.removeWidget(old)
        old.deleteLater()
        self._show_origin(None)
        self.ordered.hide()

    def _enable(self, rows: int) -> None:
        self.more.setEnabled(self._page is not None and self._page.after is not None)
        for one in (self.copied, self.excel, self.csv):
            one.setEnabled(bool(rows))

    def _show_origin(self, row: FigureRow | None) -> None:
        self.origin.setVisible(row is not None)
        self.imported.setEnabled(row is not None and row.origin is not None)
        self.ordered.setEnabled(row is not None)
        if row is not None:
            self.origin.setText(said_origin(row.origin))

    def show_order(self) -> None:
        """Open the chosen order with its items and its money."""
        from shopdesk.gui.pages.kpi.order_dialog import open_order

        row = self.panel.table.current() if self.panel is not None else None
        if row is not None:
            open_order(self.context, row.id, self)

    def show_import(self) -> None:
        """Open the list of imports at the one that the chosen row came with."""
        from shopdesk.gui.imports.entry import show_history

        row = self.panel.table.current() if self.panel is not None else None
        if row is not None and row.origin is not None:
            show_history(self.context, self).point_at(row.origin.import_id)

    def _show_foot(self) -> None:
        totals, panel = self._totals, self.panel
        if panel is None:
            return
        if totals is None or self.part >= len(totals.totals):
            self.foot.setText(tr("The first {count} rows; they are being counted.", count=panel.model.rowCount()))
            return
        said = [self._wished(totals.wished, totals.totals[self.part], panel.part), self._figure(totals)]
        header = panel.unsorted()
        if header:
            said.append(tr("Newest first: “{column}” can be sorted once all rows are shown.", column=header))
        self.foot.setText("\n".join(filter(None, said)))

    def _wished(self, wished: Total, whole: Total, part: Part) -> str:
        here = self.panel.model.rowCount() if self.panel is not None else 0
        of = tr("{count} of {all} rows", count=f"{wished.count:,}", all=f"{whole.count:,}")
        count = tr("{count} rows", count=f"{wished.count:,}") if wished == whole else of
        parts = [count, _come_to(part, wished, self.item)]
        if here < wished.count:
            parts.append(tr("{count} rows shown so far", count=f"{here:,}"))
        return " · ".join(filter(None, parts))

    def _figure(self, totals: AllRows) -> str:
        """How the sums make the figure."""
        item = self.item
        name, value = tr(item.name), shown(item, totals.figure)
        if any(part.no_sum for part in totals.parts):
            return f"{name}: {NO_DATA} · {tr(item.why_no_total or '')}"
        pairs = list(zip(totals.parts, totals.totals, strict=True))
        if item.rebuild is Rebuild.LAST:
            return tr("{name}: {value}, the last known day", name=name, value=value)
        if item.rebuild is Rebuild.MEAN:
            days = sum(total.days for total in totals.totals)
            if any(part.base.people or not adds_up(part) for part, _total in pairs):
                return tr("{name}: mean of {count} days = {value}", name=name, count=f"{days:,}", value=value)
            return f"{name}: {_added(pairs)} ÷ {tr('{count} days', count=f'{days:,}')} = {value}"
        if item.rebuild is Rebuild.WEIGHTED:
            if any(part.days.length > 1 for part, _total in pairs):
                return tr("{name}: each × visitors of its day, together ÷ visitors of the same days = {value}",
                          name=name, value=value)  # fmt: skip
            return tr("{name}: each × visitors, together ÷ {weight} visitors = {value}",
                      name=name, weight=f"{totals.totals[0].weight or 0:,}", value=value)  # fmt: skip
        above = [(part, total) for part, total in pairs if part.place is not Place.BELOW]
        below = [(part, total) for part, total in pairs if part.place is Place.BELOW]
        if below and not all(adds_up(part) for part, _total in pairs):
            # People of several days are no number that may stand here; the figure's own words say what is divided.
            return tr("{name}: {formula} = {value}", name=name, formula=item.formula, value=value)
        if below:
            return f"{name}: {_added(above)} ÷ {_added(below)} = {value}"
        return f"{name}: {_added(above)}" + (f" = {value}" if len(above) > 1 else "")

    # What the reader does ---------------------------------------------------------------------------------------------

    def _copy(self) -> None:
        if self.panel is not None:
            self.panel.table.copy()
            count = len(self.panel.table.selected()) or self.panel.model.rowCount()
            self.context.messages.success(tr("Copied {count} lines. Paste them into a spreadsheet.", count=count))

    def export(self, kind: FileKind = FileKind.WORKBOOK) -> None:
        """Write all rows that are wished for, not only those shown, with the columns that are shown."""
        panel, totals = self.panel, self._totals
        if panel is None:
            return
        if kind is FileKind.WORKBOOK and totals is not None and totals.wished.count > _MOST_IN_A_SHEET:
            self.context.messages.warning(
                tr("A sheet holds {most} rows. Narrow them down, or export as CSV.", most=f"{_MOST_IN_A_SHEET:,}")
            )
            return
        columns = [panel.model.columns[number] for number in panel.table.shown_columns()]
        kinds = [column.field.kind if column.field is not None else None for column in columns]
        kinds = [None if one is Kind.CHOICE else one for one in kinds]
        headings, services = [column.header for column in columns], self.context.services
        _exact, only, question = self.question()
        title = f"{tr(self.item.name)} {self.wanted.period.start} {self.wanted.period.end}"

        def cells(row: FigureRow) -> list[Any]:
            return [
                column.value(row) if one is not None or column.value(row) is None else column.shown(row)
                for column, one in zip(columns, kinds, strict=True)
            ]

        def write(target: Path) -> None:
            from shopdesk.reporting.record_sheet import write_csv, write_records

            if kind is FileKind.CSV:
                services.figure_rows.every(
                    *question, lambda rows: write_csv(target, headings, kinds, map(cells, rows)), only=only
                )
            else:
                services.figure_rows.every(
                    *question, lambda rows: write_records(target, title, headings, kinds, map(cells, rows)), only=only
                )

        save_file(
            self.context,
            self,
            title=tr("Export to Excel") if kind is FileKind.WORKBOOK else tr("Export as CSV"),
            suggested=title,
            kind=kind,
            write=write,
            working=tr("Writing the rows"),
        )


def _load_page(services: Services, question: Any) -> PartPage:
    exact, only, asked = question
    return services.figure_rows.page(*asked, limit=_PAGE, only=only, exact=exact)


def _load_totals(services: Services, question: Any) -> AllRows:
    _exact, only, asked = question
    return services.figure_rows.totals(*asked, only=only)


def _named(part: Part) -> str:
    """Which rows they are: ``Paid amount (order reports)``, with where they stand in a quotient."""
    words = tr("{figure} ({source})", figure=label_of(part.base), source=SOURCE_NAMES[part.source])
    if part.place is Place.ABOVE:
        return tr("Above the line: {rows}", rows=words)
    return tr("Below the line: {rows}", rows=words) if part.place is Place.BELOW else words


def _amount(part: Part, value: Any) -> str:
    field = given_field(part)
    return NO_DATA if value is None else Reader(today=part.days.start, say=tr).shown(field, value)


def _added(pairs: list[tuple[Part, Total]]) -> str:
    return " + ".join(_amount(part, total.amount) for part, total in pairs)


def _come_to(part: Part, total: Total, item: Kpi) -> str:
    # Seconds times chats are a step on the way, and people of several days are no number.
    if part.no_sum or part.weight or part.base.times or item.rebuild is Rebuild.LAST or not adds_up(part):
        return ""
    amount = _amount(part, total.amount)
    if part.base.people and part.source is Source.ORDERS:
        return (
            tr("{count} different buyers", count=amount)
            if part.once
            else tr("{count} buyers, each counted once a day", count=amount)
        )
    if part.base.people:
        return ""
    return tr("together {amount}", amount=amount)


def open_rows(context: PageContext, wanted: RowsOf, parent: QWidget) -> RowsDialog:
    """Open the rows of a figure over a page."""
    dialog = RowsDialog(context, wanted, parent)
    return open_once(dialog)
