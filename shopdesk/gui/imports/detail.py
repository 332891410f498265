"""What one file is, what importing it would do, and what is left out and why."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QSpinBox,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.errors import UserError
from shopdesk.domain.import_fields import check_mapping
from shopdesk.domain.imports import KIND_NAMES, ImportKind, Tally
from shopdesk.domain.text import NO_DATA, Names
from shopdesk.gui.imports.file_entry import FileEntry, FileState
from shopdesk.gui.imports.mapping_editor import MappingEditor
from shopdesk.gui.imports.tables import problem_columns, reason_columns, record_panel
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.part_tabs import tabs_alone_stop
from shopdesk.gui.widgets.controls import button, captioned, named
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.importing.detect import ENCODINGS, WrongEncoding
from shopdesk.infra.i18n import sentences, tr
from shopdesk.services.imports.service import Choices

_ENCODING_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "gb18030": "GBK / GB18030",
    "utf-16": "UTF-16",
    "big5": "Big5",
}

# Measuring more rows than this for wrapped text would be felt.
_WRAPPED_ROWS = 40


class FileDetail(QWidget):
    """The right half of the import window. ``choices_changed`` asks for a new look at the file."""

    choices_changed = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Build it empty."""
        super().__init__(parent)
        self._context = context
        self._entry: FileEntry | None = None
        self._title = QLabel()
        self._title.setProperty("role", "subtitle")
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sentence = QLabel()
        self._sentence.setObjectName("imports.sentence")
        self._sentence.setWordWrap(True)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._anyway = button("imports.anyway", tr("Take it in anyway"), self._on_anyway)
        self._build_choices()
        self._build_counts()
        self._build_tabs()
        self._quiet = QWidget()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._tabs)
        self._stack.addWidget(self._quiet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._title)
        layout.addWidget(self._sentence)
        layout.addWidget(self._anyway, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._choices)
        layout.addWidget(self._counts)
        layout.addWidget(self._stack, 1)

    def _build_choices(self) -> None:
        self._kind = named(QComboBox(), "imports.kind", tr("Kind"))
        self._encoding = named(QComboBox(), "imports.encoding", tr("Encoding"))
        for box in (self._kind, self._encoding):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._header_row = named(QSpinBox(), "imports.headerRow", tr("Row with the headings"))
        self._header_row.setRange(1, 20)
        self._header_row.setKeyboardTracking(False)
        self._choices = QWidget()
        row = FlowLayout(self._choices, 16)
        for label, field in (
            (tr("Kind"), self._kind),
            (tr("Encoding"), self._encoding),
            (tr("Row with the headings"), self._header_row),
        ):
            row.add(captioned(label, field)[0], grows=True)
        self._kind.activated.connect(self._on_choice)
        self._encoding.activated.connect(self._on_choice)
        self._header_row.valueChanged.connect(self._on_choice)

    def _build_counts(self) -> None:
        self._counts = QFrame()
        self._counts.setProperty("role", "card")
        row = FlowLayout(self._counts, even=True)
        row.setContentsMargins(16, 12, 16, 12)
        self._figures: dict[str, QLabel] = {}
        for name, label in (
            ("rows", tr("Rows read")),
            ("new", tr("New", context="rows")),
            ("updated", tr("Updated", context="rows")),
            ("unchanged", tr("Unchanged")),
            ("added", tr("Added to another row")),
            ("left_out", tr("Left out")),
        ):
            holder = QWidget()
            cell = QVBoxLayout(holder)
            cell.setContentsMargins(0, 0, 0, 0)
            cell.setSpacing(0)
            figure = QLabel(NO_DATA)
            figure.setProperty("role", "figure")
            figure.setObjectName("imports.skipped" if name == "left_out" else f"imports.{name}")
            figure.setAccessibleName(label)
            caption = QLabel(label)
            caption.setProperty("role", "muted")
            cell.addWidget(figure)
            cell.addWidget(caption)
            row.addWidget(holder)
            self._figures[name] = figure

    def _build_tabs(self) -> None:
        self._mapping = MappingEditor()
        # Later, when the list that was chosen from is closed: a new look at the file fills the table anew.
        self._mapping.changed.connect(self._on_mapping_changed, Qt.ConnectionType.QueuedConnection)
        left_out = QWidget()
        box = QVBoxLayout(left_out)
        box.setContentsMargins(0, 8, 0, 0)
        self._nothing_left_out = QLabel(tr("Every row is taken over."))
        self._nothing_left_out.setProperty("role", "muted")
        context = self._context
        self._reasons = record_panel(context, reason_columns(), "imports.reasons", tr("Why rows are left out"))
        self._problems = record_panel(context, problem_columns(), "imports.problems", tr("Rows with mistakes"))
        box.addWidget(self._nothing_left_out)
        self._problems.table.setWordWrap(True)
        box.addWidget(self._reasons, 3)
        box.addWidget(self._problems, 3)
        box.addStretch(0)
        self._tabs = QTabWidget()
        tabs_alone_stop(self._tabs)
        self._tabs.setObjectName("imports.tabs")
        self._tabs.addTab(self._mapping, tr("Columns"))
        self._tabs.addTab(left_out, tr("Left out"))

    def show_entry(self, entry: FileEntry) -> None:
        """Show a file as it stands."""
        self._entry = entry
        preview = entry.preview
        self._title.setText(entry.path.name)
        self._sentence.setText(self._words(entry))
        tone = {
            FileState.REFUSED: "bad",
            FileState.DONE: "good",
            FileState.MAPPING: "warning",
            FileState.ASKING: "warning",
        }.get(entry.state, "")
        self._sentence.setProperty("tone", tone)
        self._sentence.style().polish(self._sentence)
        self._anyway.setVisible(entry.state is FileState.ASKING)
        self._show_choices(entry)
        tally = entry.result.tally if entry.result is not None else preview.tally if preview is not None else None
        counted = tally is not None and entry.state not in (FileState.MAPPING, FileState.REFUSED)
        self._counts.setVisible(counted)
        self._stack.setCurrentWidget(self._tabs if preview is not None else self._quiet)
        if preview is not None:
            self._mapping.populate(preview, editable=entry.can_change_choices)
        if tally is not None:
            self._show_tally(tally)

    def mapping_problem(self) -> UserError | None:
        """What the mapping still lacks; ``None`` when it can be used."""
        mapping = self._mapping.mapping()
        try:
            check_mapping(mapping)
        except UserError as error:
            return error
        return None

    def _show_choices(self, entry: FileEntry) -> None:
        preview = entry.preview
        self._choices.setVisible(preview is not None or isinstance(entry.error, WrongEncoding))
        self._choices.setEnabled(entry.can_change_choices)
        widgets = (self._kind, self._encoding, self._header_row)
        for widget in widgets:
            widget.blockSignals(True)
        self._kind.clear()
        self._kind.setEnabled(preview is not None)
        self._header_row.setEnabled(preview is not None)
        recognised = preview.template_name if preview is not None and preview.kind else tr("Unknown headings")
        self._kind.addItem(str(recognised), None)
        for kind in ImportKind:
            self._kind.addItem(tr("Read as: {kind}", kind=KIND_NAMES[kind]), str(kind))
        self._kind.setCurrentIndex(max(0, self._kind.findData(entry.choices.kind)))
        self._encoding.clear()
        if preview is not None and preview.encoding is None:
            self._encoding.addItem(tr("As the workbook says"), None)
        else:
            found = preview.encoding if preview is not None else None
            self._encoding.addItem(
                tr("Recognised: {encoding}", encoding=_ENCODING_NAMES.get(found, found)) if found else tr("Choose …"),
                None,
            )
            for name in ENCODINGS:
                self._encoding.addItem(_ENCODING_NAMES[name], name)
            self._encoding.setCurrentIndex(max(0, self._encoding.findData(entry.choices.encoding)))
        self._encoding.setEnabled(self._encoding.count() > 1)
        if preview is not None:
            self._header_row.setValue(preview.header_row)
        for widget in widgets:
            widget.blockSignals(False)

    def _words(self, entry: FileEntry) -> str:
        if entry.state is FileState.REFUSED and entry.error is not None:
            return tr(entry.error.text)
        if entry.state in (FileState.WAITING, FileState.READING):
            return tr("The file is being read; nothing is imported yet.")
        if entry.state is FileState.MAPPING:
            return tr("No known export has these headings.")
        preview = entry.preview
        if preview is None:
            return ""
        tally = entry.result.tally if entry.result is not None else preview.tally
        if entry.state is FileState.ASKING and preview.other_account is not None:
            return tr(preview.other_account)
        words = [
            tr("{rows} rows, {first} to {last}.", rows=f"{tally.rows:,}", first=tally.first_day, last=tally.last_day)
            if tally.first_day
            else tr("{rows} rows.", rows=f"{tally.rows:,}")
        ]
        if entry.state is FileState.NOTHING_NEW:
            words.append(_nothing_new(tally))
        if tally.repeats:
            words.append(tr("{count} rows look like one further up; they are kept.", count=f"{tally.repeats:,}"))
        if len(preview.sheets) > 1:
            words.append(tr("Sheets: {names}.", names=Names(preview.sheets)))
        words += [tr(note) for note in tally.notes]
        return sentences(words)

    def _show_tally(self, tally: Tally) -> None:
        for name, label in self._figures.items():
            label.setText(f"{getattr(tally, name):,}")
        self._figures["added"].parentWidget().setVisible(bool(tally.added))
        self._reasons.table.set_records(tally.reasons)
        self._problems.table.set_records(tally.problems)
        if len(tally.problems) <= _WRAPPED_ROWS:
            self._problems.table.resizeRowsToContents()
        self._nothing_left_out.setVisible(not tally.reasons)
        self._reasons.setVisible(bool(tally.reasons))
        self._problems.setVisible(bool(tally.problems))
        self._tabs.setTabText(
            1,
            tr("Added up or left out ({count})", count=f"{tally.skipped:,}")
            if tally.added
            else tr("Left out ({count})", count=f"{tally.skipped:,}")
            if tally.skipped
            else tr("Left out"),
        )

    def _on_anyway(self) -> None:
        if self._entry is not None:
            self.choices_changed.emit(replace(self._entry.choices, any_account=True))

    def _on_choice(self) -> None:
        if self._entry is None:
            return
        preview = self._entry.preview
        row = self._header_row.value()
        kept = self._entry.choices.header_row
        kind = self._kind.currentData()
        self.choices_changed.emit(
            Choices(
                kind=kind,
                mapping=self._entry.choices.mapping if kind == self._entry.choices.kind else None,
                encoding=self._encoding.currentData(),
                header_row=row if preview is not None and row != preview.header_row else kept,
                any_account=self._entry.choices.any_account,
            )
        )

    def _on_mapping_changed(self) -> None:
        if self._entry is None or self._entry.preview is None:
            return
        problem = self.mapping_problem()
        self._mapping.tell(problem)
        if problem is not None:
            return
        self.choices_changed.emit(
            Choices(
                encoding=self._entry.choices.encoding,
                header_row=self._entry.preview.header_row,
                mapping=self._mapping.mapping(),
            )
        )


def _nothing_new(tally: Tally) -> str:
    if not tally.left_out:
        return tr("Everything in it is already there; importing it would change nothing.")
    if not tally.unchanged:
        return tr("None of its rows is taken over; “Left out” says why.")
    return tr(
        "Already there: {unchanged}; left out: {left_out}. Importing it would change nothing.",
        unchanged=f"{tally.unchanged:,}",
        left_out=f"{tally.left_out:,}",
    )
