"""The dictionary of KPIs (指标词典): meaning, formula, unit, source and who is judged by it, to search and to print."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from shopdesk.domain.fields import Reader
from shopdesk.domain.kpi.kinds import GROUP_NAMES, SOURCE_NAMES, UNIT_NAMES
from shopdesk.domain.searching import folded
from shopdesk.gui.look import Look
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.kpi.definition_form import DefinitionForm
from shopdesk.gui.pages.kpi.definitions import said
from shopdesk.gui.pages.kpi.explain import rebuilt_text
from shopdesk.gui.print_dialog import Printable, PrintDialog
from shopdesk.gui.printing import html_pages
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.search_field import SearchField
from shopdesk.infra.i18n import LANGUAGES, current_language, in_a_row, speaker, tr
from shopdesk.infra.pinyin import place_of

if TYPE_CHECKING:
    from shopdesk.domain.kpi.definitions import DefinitionChange
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.kpi_dictionary import Entry
    from shopdesk.services.registry import Services

Opened = Callable[[str], object]


class DictionaryDialog(QDialog):
    """A list of all KPIs; below it everything about the chosen one."""

    def __init__(
        self, context: PageContext, chart: Opened, rows: Opened, code: str = "", parent: QWidget | None = None
    ) -> None:
        """Open with the KPI of ``code``, where one is named; ``chart`` and ``rows`` show one on the page behind."""
        super().__init__(parent)
        self.context = context
        self._wanted = code
        self._rows, self._chart = rows, chart
        other = next(language for language in LANGUAGES if language != current_language())
        self._speak_other = speaker(other)
        self.setObjectName("kpi.dictionary")
        self.setWindowTitle(tr("Dictionary of figures"))
        self.setModal(True)
        roomy(self, 1180, 680)
        self.search = SearchField(tr("Name, formula or column; pinyin too"))
        self.search.setObjectName("kpi.dictionary.search")
        self.search.searched.connect(self._on_search)
        self.model: RecordTableModel[Entry] = RecordTableModel(_columns())
        self.table = RecordTable(self.model, "kpi.dictionary.table", tr("Dictionary of figures"))
        self.panel = RecordPanel(context, self.table, lambda: Reader(today=context.clock.today(), say=tr))
        self.panel.offer_export(tr("Dictionary of figures"))
        self.about = words(name="kpi.dictionary.about")
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        # Room for what most figures have to say, so that the list stays as high while the cursor goes through it.
        self.about.setMinimumHeight(6 * self.fontMetrics().lineSpacing())
        self.table.chosen.connect(self._show_about)
        self.table.opened.connect(lambda _entry: self._show_rows())
        self.table.first_in_menu = ("rows", tr("Show rows"), self._show_rows)
        self.to_rows = button("kpi.dictionary.rows", tr("Show rows"), self._show_rows)
        self.to_chart = button("kpi.dictionary.chart", tr("Put on the chart"), self._show_chart)
        self.noted = button("kpi.dictionary.define", tr("Counted otherwise…"), self.open_definition)
        self.noted.setToolTip(tr("Note from which day the platform counts this figure in another way"))
        self.untold = button("kpi.dictionary.untold", tr("Take the note away"), self.forget_definition)
        self.excel = button("kpi.dictionary.excel", tr("Export to Excel…"), self.panel.export)
        self.printed = button("kpi.dictionary.print", tr("Print…"), self.open_print)
        self.shut = button("kpi.dictionary.close", tr("Close"), self.reject)
        foot = FlowLayout()
        foot.add(self.to_rows, self.to_chart, self.noted, self.untold)
        foot.add_stretch()
        foot.add(self.excel, self.printed, self.shut)
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.panel, 1)
        layout.addWidget(self.about)
        layout.addLayout(foot)
        self.look = Look(self, context, lambda: context.store_id, _load, self.show_entries)

    @property
    def current(self) -> Entry | None:
        """The entry the cursor is on."""
        found: Entry | None = self.table.current()
        return found

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show all KPIs, with the cursor on the wanted one."""
        wanted = self._wanted or (self.current.item.code if self.current is not None else "")
        self.table.set_records(entries)
        self._wanted = ""
        if not self.table.select(lambda entry: entry.item.code == wanted) and entries:
            self.table.selectRow(0)

    def _on_search(self, text: str) -> None:
        typed = text.split()
        self.model.set_filter((lambda entry: all(self._says(entry, word) for word in typed)) if typed else None)
        if self.current is None and self.model.rowCount():
            self.table.selectRow(0)
        self._show_about(self.current)

    def _says(self, entry: Entry, word: str) -> bool:
        item = entry.item
        named = (tr(item.name), self._speak_other(item.name), tr(GROUP_NAMES[item.group]))
        if any(place_of(word, name) is not None for name in named):
            return True
        said = (tr(item.formula), _files(entry), _judged(entry), item.code)
        return any(folded(word) in folded(one) for one in said)

    def _show_about(self, entry: Entry | None) -> None:
        for one in (self.to_rows, self.to_chart, self.noted):
            one.setEnabled(entry is not None)
        self.untold.setEnabled(self._own() is not None)
        if entry is None:
            self.about.setText(tr("Nothing is called so."))
            return
        item = entry.item
        lines = [
            f"{tr(item.name)} · {tr(item.formula)}",
            f"{tr('Several days')}: {rebuilt_text(item)}",
            f"{tr('Comes from')}: {_files(entry)}",
            f"{tr('Judged by it')}: {_judged(entry)}" if entry.cards else "",
            *(f"{tr('Counted otherwise from')} {said(one)}" for one in entry.changes),
            tr(item.note) if item.note is not None else "",
        ]
        self.about.setText("\n".join(filter(None, lines)))

    def _show_rows(self) -> None:
        if self.current is not None:
            self._rows(self.current.item.code)

    def _show_chart(self) -> None:
        if self.current is not None:
            code = self.current.item.code
            self.accept()
            self._chart(code)

    def _own(self) -> DefinitionChange | None:
        """The newest change that the owner noted of the chosen figure."""
        changes = self.current.changes if self.current is not None else ()
        return next((one for one in reversed(changes) if one.own), None)

    def open_definition(self) -> None:
        """Let the owner note that the platform counts the chosen figure in another way."""
        if self.current is not None:
            form = DefinitionForm(self.context, self.current.item.code, self)
            open_once(form)

    def forget_definition(self) -> None:
        """Take the newest own note of the chosen figure away; undo brings it back."""
        own, definitions, store = self._own(), self.context.services.definitions, self.context.store_id
        if own is not None:
            self.context.tasks.database(lambda: definitions.remove(store, own.codes[0], own.day))

    def open_print(self) -> PrintDialog:
        """Offer the dictionary on paper: what is found, by group."""
        from shopdesk.reporting.kpi_dictionary_sheet import DictionaryRow, dictionary_html

        rows = [
            DictionaryRow(
                tr(GROUP_NAMES[one.item.group]), tr(one.item.name), tr(one.item.formula), tr(UNIT_NAMES[one.item.unit]),
                rebuilt_text(one.item), _files(one), _judged(one),
            )
            for one in self.model.records
        ]  # fmt: skip
        title = tr("Dictionary of figures")
        pages = lambda: html_pages(dictionary_html(title, rows), title=title)  # noqa: E731
        dialog = PrintDialog(
            self.context, "kpi.dictionary.paper", tr("Print the dictionary"), [Printable("all", title, title, pages)]
        )
        return open_once(dialog)


def _load(services: Services, store_id: int) -> tuple[Entry, ...]:
    return services.dictionary.entries(store_id)


def _files(entry: Entry) -> str:
    """``order reports (订单付款时间); …``."""
    parts = [
        tr("{source} ({columns})", source=SOURCE_NAMES[source], columns=in_a_row(headings))
        if headings
        else tr(SOURCE_NAMES[source])
        for source, headings in entry.columns
    ]
    return "; ".join(parts)


def _judged(entry: Entry) -> str:
    return in_a_row(card.name(current_language()) for card in entry.cards)


def _columns() -> list[Column[Entry]]:
    return [
        Column(tr("Group"), lambda one: tr(GROUP_NAMES[one.item.group]), name="group"),
        Column(tr("Figure"), lambda one: tr(one.item.name), name="name"),
        Column(tr("Formula"), lambda one: tr(one.item.formula), name="formula", tip=lambda one: tr(one.item.formula)),
        Column(tr("Unit"), lambda one: tr(UNIT_NAMES[one.item.unit]), name="unit"),
        Column(tr("Days add up"), lambda one: tr("yes") if one.item.additive else tr("no"), name="adds_up",
               tip=lambda one: rebuilt_text(one.item)),
        Column(tr("Comes from"), _files, name="source", tip=_files),
        Column(tr("Judged by it"), lambda one: _judged(one) or None, name="judged", tip=_judged),
        Column(tr("Counted otherwise from"), lambda one: in_a_row(str(change.day) for change in one.changes) or None,
               name="changed", tip=lambda one: "\n".join(map(said, one.changes))),
        Column(tr("Several days"), lambda one: rebuilt_text(one.item), name="rebuilt", hidden=True),
        Column(tr("Code"), lambda one: one.item.code, name="code", hidden=True),
    ]  # fmt: skip
