"""What is kept of a person: table by table, as a file, and, after the keeping period, erased."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Kind
from shopdesk.domain.money import format_yuan
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.saving import FileKind, save_file
from shopdesk.gui.widgets.controls import button, named, tick, words
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.people.erasure import Erased, PersonData, Section


class PersonDataDialog(QDialog):
    """Shows every table that holds the person. ``erased`` says that the person's data are gone."""

    erased = Signal()

    def __init__(self, context: PageContext, data: PersonData, parent: QWidget | None = None) -> None:
        """Show what was read of a person."""
        super().__init__(parent)
        self._context = context
        self.data = data
        name = data.person.label
        self.setWindowTitle(tr("What is kept of {name}", name=name))
        self.setObjectName("people.data")
        roomy(self, 860, 600)
        rows = sum(len(section.rows) for section in data.sections)
        self.head = words(
            tr("{rows} entries in {tables} tables.", rows=rows, tables=len(data.sections)), name="people.data.head"
        )
        self.tables = named(QComboBox(), "people.data.tables", tr("Table"))
        self.stack = QStackedWidget()
        for number, section in enumerate(data.sections):
            self.tables.addItem(f"{section.name} ({len(section.rows)})")
            self.stack.addWidget(_table(section, number))
        self.tables.currentIndexChanged.connect(self.stack.setCurrentIndex)
        self.when = words(self._when(), name="people.data.when")
        self.backups = words(
            tr(
                "Erasing takes name, contact, accounts, notes and reasons, and the files that have the name in theirs "
                "with what is in them; wages, sales and checks stay under a number, so that sums and locked months "
                "hold. It cannot be undone, and earlier steps of this session "
                "cannot be taken back afterwards. Backups made before still hold the data, and so do files that were "
                "exported or printed: delete those yourself."
            ),
            name="people.data.backups",
            role="muted",
        )
        self.notes = tick(
            "people.data.notes",
            tr("Also in free notes and file names of others ({count} places)", count=data.notes),
            on=True,
        )
        self.notes.setVisible(data.notes > 0 and data.outlook.allowed)
        self.sure = tick(
            "people.data.sure", tr("Erase the data of {name} for good", name=name), lambda _on: self._enable()
        )
        self.sure.setVisible(data.outlook.allowed)
        self.problem = LyingLabel("people.data.problem", self.stack)
        self.save = button("people.data.save", tr("Save as workbook…"), self.save_workbook, role="primary")
        self.erase = button("people.data.erase", tr("Erase"), self.erase_now, role="danger")
        self.close_button = button("people.data.close", tr("Close"), self.reject)
        self._lay_out()
        self._enable()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        for widget in (self.head, self.tables):
            layout.addWidget(widget)
        layout.addWidget(self.stack, 1)
        for widget in (self.when, self.backups, self.notes, self.sure):
            layout.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        row.addWidget(self.erase)
        row.addWidget(self.close_button)
        layout.addLayout(row)

    def _when(self) -> str:
        view = self.data.outlook
        chinese = current_language().startswith("zh")
        source = view.rule.source.zh if chinese else view.rule.source.en
        if view.done:
            return tr("The data of this person were erased.")
        try:
            view.check(self.data.person.label)
        except UserError as error:
            return tr("{why} Source: {source}.", why=tr(error.text), source=source)
        return tr(
            "The keeping period of {years} years after the last entry of {last} has passed. Source: {source}.",
            years=view.rule.years,
            last=view.last_entry,
            source=source,
        )

    def _enable(self) -> None:
        self.erase.setEnabled(self.data.outlook.allowed and self.sure.isChecked())

    # What the user does

    def save_workbook(self) -> None:
        """Write everything as one workbook."""
        service, person = self._context.services.person_data, self.data.person
        save_file(
            self._context,
            self,
            title=tr("Save as workbook"),
            suggested=tr("What is kept of {name}", name=person.label),
            kind=FileKind.WORKBOOK,
            write=lambda target: service.write(person.id or 0, target),
            working=tr("Writing the workbook"),
        )

    def erase_now(self) -> None:
        """Erase on the database lane; a refusal stands in the dialog."""
        service, person, notes = self._context.services.person_data, self.data.person, self.notes.isChecked()
        self.erase.setEnabled(False)
        self.problem.hide()

        def failed(error: Exception) -> None:
            self._enable()
            if not isinstance(error, UserError):
                raise error
            self.problem.say(tr(error.text))

        self._context.tasks.database(
            lambda: service.erase(person.id or 0, notes=notes), done=self._on_erased, failed=failed, owner=self
        )

    def _on_erased(self, done: Erased) -> None:
        said = tr("Erased. The person stands as “{name}” from now on; sums stay as they were.", name=done.label)
        if done.compacted:
            self._context.messages.success(said)
        else:
            self._context.messages.warning(
                tr("{done} Another program uses the data file, so remains may lie in its free pages.", done=said)
            )
        # Steps back would lead to what was before; they are no longer offered.
        self._context.services.history.forget()
        self.erased.emit()
        self.accept()


def _table(section: Section, number: int) -> RecordTable:
    columns: list[Column[Any]] = [
        Column(heading, _shown(place, kind), name=f"c{place}", tip=_shown(place, kind))
        for place, (heading, kind) in enumerate(zip(section.headings, section.kinds, strict=True))
    ]
    table = RecordTable(RecordTableModel(columns), f"people.data.rows{number}", section.name)
    table.set_records(list(section.rows))
    table.setHorizontalScrollMode(table.ScrollMode.ScrollPerPixel)
    table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return table


def _shown(place: int, kind: Kind | None) -> Any:
    def shown(row: tuple[Any, ...]) -> str | None:
        value = row[place]
        if value is None:
            return None
        return format_yuan(value) if kind is Kind.MONEY else str(value)

    return shown
