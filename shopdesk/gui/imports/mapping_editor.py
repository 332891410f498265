"""The columns of a file and what they mean; for unknown headings, where the user says it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QVBoxLayout, QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Field, Kind, Reader
from shopdesk.domain.figures import Channel
from shopdesk.domain.import_fields import FIELDS
from shopdesk.domain.imports import KIND_NAMES, ColumnMatch, ImportKind, ImportPreview, SameKey, SavedMapping
from shopdesk.domain.text import NO_DATA, Text
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.editors import ChoiceEditor
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.record_model import Column, RecordTableModel
from shopdesk.gui.widgets.record_table import RecordTable
from shopdesk.infra.i18n import tr
from shopdesk.services.imports.reading import propose

CHANNEL_NAMES: dict[Channel, Text] = {
    Channel.SEARCH_ADS: Text("Search ads (直通车)"),
    Channel.DISPLAY_ADS: Text("Display ads (钻展)"),
    Channel.SITE_ADS: Text("Site-wide ads (万相台)"),
    Channel.AFFILIATES: Text("Affiliates (淘宝客)"),
    Channel.ORGANIC: Text("Free traffic"),
    Channel.OTHER: Text("Other advertising"),
}
SAME_KEY_NAMES: dict[SameKey, Text] = {
    SameKey.ADD: Text("Several rows of one order or day: added up"),
    SameKey.FIRST: Text("Several rows of one order or day: the first counts"),
}
_KIND = Field(
    "kind", Kind.CHOICE, Text("What the file holds"), required=True, choices={kind: KIND_NAMES[kind] for kind in FIELDS}
)
_CHANNEL = Field("channel", Kind.CHOICE, Text("Channel"), required=True, choices=CHANNEL_NAMES)
_SAME_KEY = Field(
    "same_key", Kind.CHOICE, Text("Several rows of one order or day"), required=True, choices=SAME_KEY_NAMES
)
_MEANS = Field("means", Kind.REFERENCE, Text("Means"))
_ALSO = Field("also", Kind.REFERENCE, Text("Also means"), refers="means")
_ABOVE = Field(
    "above",
    Kind.CHOICE,
    Text("Blank cells"),
    choices={"": Text("Stays blank"), "above": Text("As above")},
    help=Text("A blank cell repeats the cell above, as in lists that name the day only once"),
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column of the file means: the fields that it fills, and whether its blank cells repeat the cell above."""

    column: ColumnMatch
    fields: tuple[str, ...] = ()
    above: str = ""

    def with_field(self, place: int, name: str) -> Meaning:
        """The column with another first or second meaning."""
        kept = (name, *self.fields[1:]) if place == 0 else (*self.fields[:1], name)
        return replace(self, fields=tuple(dict.fromkeys(filter(None, kept))))


class MappingEditor(QWidget):
    """A kind, for advertising a channel, what rows of one key come to, and the table of columns.

    ``changed`` follows every choice of the user.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build it; nothing is shown before :meth:`populate`."""
        super().__init__(parent)
        self._known = self._editable = False
        self._reader = Reader(date.min, tr)
        self._hint = words(name="imports.mappingHint")
        self._kind = _choice(_KIND, "imports.mappingKind", self._on_kind_chosen)
        self._channel = _choice(_CHANNEL, "imports.mappingChannel", self.changed.emit)
        self._same_key = _choice(_SAME_KEY, "imports.sameKey", self.changed.emit)
        self._use = button("imports.useMapping", tr("Read with these columns"), self.changed.emit)
        self._kind_row = QWidget()
        row = FlowLayout(self._kind_row)
        row.add(*(chooser.widget for chooser in (self._kind, self._channel, self._same_key)))
        row.add_stretch()
        row.add(self._use)
        self.model = RecordTableModel(self._columns())
        self.table = RecordTable(self.model, "imports.columns", tr("Columns of the file"))
        self.table.setSortingEnabled(False)
        self.table.clicked.connect(self._on_clicked)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.reader = lambda: self._reader
        self.table.edited.connect(self._on_edited)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._hint)
        layout.addWidget(self._kind_row)
        layout.addWidget(self.table, 1)

    def _columns(self) -> list[Column[Meaning]]:
        def text(field: Field, code: str) -> str:
            # The sign says that a click opens a list.
            return f"{self._reader.choices(field).get(code) or NO_DATA}{'  ▾' if self._editable else ''}"

        def chosen(
            field: Field, value: Callable[[Meaning], str | None], where: Callable[[Meaning], bool]
        ) -> Column[Meaning]:
            return Column(
                tr(field.label or ""),
                value,
                text=lambda code: text(field, code),
                name=field.name,
                field=field,
                header_tip=tr(field.help or ""),
                edited=lambda one: field if self._editable and where(one) else None,
            )

        return [
            Column(tr("Column in the file"), lambda one: one.column.heading, name="heading"),
            Column(tr("Values"), lambda one: "  ·  ".join(one.column.samples) or None, name="values"),
            chosen(_MEANS, lambda one: (*one.fields, "")[0], lambda _one: True),
            # Few columns have a second meaning, and none without a first.
            chosen(_ALSO, lambda one: (*one.fields, "")[1] if one.fields else None, lambda one: bool(one.fields)),
            chosen(_ABOVE, lambda one: one.above, lambda _one: True),
        ]

    def _read_as(self, kind: ImportKind) -> Reader:
        needed = tr("{field} (needed)", field="{field}")
        means = {
            one.name: needed.format(field=tr(one.label)) if one.required else tr(one.label)
            for one in FIELDS[kind].fields
        }
        return Reader(date.min, tr, {"means": {"": tr("Not used"), **means}})

    def populate(self, preview: ImportPreview, *, editable: bool) -> None:
        """Show the columns; ``editable`` while the file may still be read in another way."""
        kind = preview.kind or preview.proposed_kind or ImportKind.ORDERS
        self._hint.setVisible(editable)
        self._known, self._editable = not preview.needs_mapping, editable
        self.tell(None)
        self._kind_row.setVisible(editable)
        self._use.setVisible(preview.needs_mapping)
        self._kind.set_value(kind)
        self._channel.widget.setVisible(kind is ImportKind.CHANNEL_DAYS)
        self._channel.set_value(preview.channel or Channel.OTHER)
        self._same_key.set_value(FIELDS[kind].same_key if preview.needs_mapping else preview.same_key)
        as_above = preview.mapping.as_above if preview.mapping is not None else ()
        self._show([Meaning(one, one.fields, "above" if one.heading in as_above else "")
                    for one in preview.columns if one.heading])  # fmt: skip
        self.table.setColumnHidden(len(self.model.columns) - 1, not editable)

    def _show(self, meanings: list[Meaning]) -> None:
        self._reader = self._read_as(self._kind.value())
        place = self.table.currentIndex()
        self.model.set_records(meanings)
        self.table.fit_columns()
        self.table.setCurrentIndex(self.model.index(place.row(), place.column()))

    def tell(self, problem: UserError | None) -> None:
        """Say what the mapping still lacks, or what this is about."""
        if problem is not None:
            sentence = tr(problem.text)
        elif self._known:
            sentence = tr("Where this is not what the columns mean, choose another meaning; it is remembered.")
        else:
            sentence = tr("The headings of this file are new here. Say once what it holds; it is remembered.")
        self._hint.setText(sentence)
        self._hint.setProperty("tone", "warning" if problem is not None else "")
        self._hint.style().polish(self._hint)

    def mapping(self) -> SavedMapping:
        """What the user chose."""
        kind, meanings = self._kind.value(), self.model.everything
        return SavedMapping(
            headings=(),
            kind=kind,
            fields={one.column.heading: one.fields for one in meanings if one.fields},
            channel=str(self._channel.value()) if kind is ImportKind.CHANNEL_DAYS else "",
            same_key=self._same_key.value(),
            as_above=tuple(one.column.heading for one in meanings if one.above),
        )

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.edit(index)

    def _on_edited(self, meaning: Meaning, name: str, value: str) -> None:
        """Take a choice over; a column that had the meaning before gives it up unless several may fill it."""
        meanings = self.model.everything
        if name == _ABOVE.name:
            changed = replace(meaning, above=value)
        else:
            changed = meaning.with_field(0 if name == _MEANS.name else 1, value)
            if value and not FIELDS[self._kind.value()].field(value).several:
                meanings = [one if one is meaning or value not in one.fields else
                            replace(one, fields=tuple(known for known in one.fields if known != value))
                            for one in meanings]  # fmt: skip
        self._show([changed if one is meaning else one for one in meanings])
        self.changed.emit()

    def _on_kind_chosen(self) -> None:
        kind = self._kind.value()
        self._channel.widget.setVisible(kind is ImportKind.CHANNEL_DAYS)
        self._same_key.set_value(FIELDS[kind].same_key)
        proposed = propose([one.column.heading for one in self.model.everything], kind)
        self._show([replace(one, fields=proposed.get(one.column.heading, ())) for one in self.model.everything])
        self.changed.emit()


def _choice(field: Field, name: str, act: Callable[[], object]) -> ChoiceEditor:
    made = ChoiceEditor(field, QComboBox(), Reader(date.min, tr), empty="")
    named(made.list, name, tr(field.label or ""))
    made.list.activated.connect(lambda _row: act())
    return made
