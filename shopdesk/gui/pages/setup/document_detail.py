"""The chosen document beside the table: state, who gets it, dates, scan and note to set at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shopdesk.domain.setup.records import DOCUMENT_STATE_NAMES, DocumentState
from shopdesk.gui.pages.setup.days_box import DaysBox
from shopdesk.gui.pages.setup.document_model import DOCUMENT_SIGNS
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.note_edit import NoteEdit
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.gui.widgets.settled_day import SettledDay
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import DocumentView


class DocumentDetail(Card):
    """The panel. ``edited`` carries the document's id and the fields that changed."""

    edited = Signal(int, dict)
    attach_asked = Signal()
    open_asked = Signal()
    detach_asked = Signal()
    rename_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until :meth:`show_document`."""
        super().__init__("", parent)
        self.setObjectName("setup.document")
        self._id: int | None = None
        self.title = QLabel()
        self.title.setProperty("role", "subtitle")
        self.title.setWordWrap(True)
        self.hint = QLabel()
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        self.state = QComboBox()
        self.state.setObjectName("setup.document.state")
        for state in DocumentState:
            self.state.addItem(f"{DOCUMENT_SIGNS[state]} {tr(DOCUMENT_STATE_NAMES[state])}", state)
        self.state.activated.connect(lambda _row: self._say(state=DocumentState(self.state.currentData())))
        self.owner = OwnerBox()
        self.owner.setObjectName("setup.document.owner")
        self.owner.committed.connect(lambda name: self._say(owner=name))
        self.due = SettledDay()
        self.due.setObjectName("setup.document.due")
        self.due.committed.connect(lambda day: self._say(due_on=day))
        self.expires = SettledDay()
        self.expires.setObjectName("setup.document.expires")
        self.expires.committed.connect(lambda day: self._say(expires_on=day))
        self.warn = DaysBox(0, 365)
        self.warn.setObjectName("setup.document.warnDays")
        self.warn.committed.connect(lambda days: self._say(warn_days=days))
        self.note = NoteEdit()
        self.note.setObjectName("setup.document.note")
        self.note.committed.connect(lambda text: self._say(note=text))
        self.scan = QLabel()
        self.scan.setObjectName("setup.document.scan")
        self.scan.setWordWrap(True)
        self.attach = _button(tr("Attach scan…"), "setup.document.attach", self.attach_asked)
        self.open = _button(tr("Open"), "setup.document.open", self.open_asked)
        self.detach = _button(tr("Take off"), "setup.document.detach", self.detach_asked)
        self.rename = _button(tr("Edit…"), "setup.document.edit", self.rename_asked)
        self.rename.setProperty("role", "flat")
        self.used = QLabel()
        self.used.setWordWrap(True)
        self.used.setProperty("role", "muted")
        self._build()

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.rename, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(top)
        self.add(self.hint)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for label, widget in (
            (tr("State"), self.state),
            (tr("Who gets it"), self.owner),
            (tr("Due"), self.due),
            (tr("Valid until"), self.expires),
            (tr("Warn (days ahead)"), self.warn),
            (tr("Note"), self.note),
        ):
            widget.setAccessibleName(label)
            form.addRow(label, widget)
        self.body.addLayout(form)
        box = QVBoxLayout()
        box.setSpacing(6)
        box.addWidget(self.scan)
        buttons = QHBoxLayout()
        for button in (self.attach, self.open, self.detach):
            buttons.addWidget(button)
        buttons.addStretch()
        box.addLayout(buttons)
        form.addRow(tr("Scan"), box)
        self.add(self.used)
        self.body.addStretch(1)

    def show_document(self, view: DocumentView | None, owners: Sequence[str], today: date) -> None:
        """Show a document, or ask to choose one."""
        if view is None or view.document.id != self._id:
            # What was typed belongs to the document shown so far.
            self.note.flush()
            self.due.flush()
            self.expires.flush()
            self.owner.flush()
        self._id = None
        for widget in (self.state, self.owner, self.due, self.expires, self.warn, self.note, self.attach, self.rename):
            widget.setEnabled(view is not None)
        self.open.setVisible(view is not None and view.document.scan is not None)
        self.detach.setVisible(view is not None and view.document.scan is not None)
        if view is None:
            self.title.setText(tr("Choose a document"))
            self.hint.clear()
            self.scan.clear()
            self.used.clear()
            return
        document = view.document
        self.title.setText(view.title)
        hint = view.hint
        if view.covered_by is not None:
            hint = f"{hint}\n" + tr("Covered by “{title}”: nothing has to be fetched.", title=view.covered_by)
        self.hint.setText(hint)
        self.state.setCurrentIndex(list(DocumentState).index(document.state))
        self.owner.offer(owners)
        self.owner.set_owner(document.owner)
        self.due.show_kept(document.due_on, today)
        self.expires.show_kept(document.expires_on, today)
        self.warn.set_value(document.warn_days)
        self.note.set_note(document.note)
        self.scan.setText(document.scan_name or tr("No scan yet. Drop a file here or attach one."))
        self.attach.setText(tr("Replace scan…") if document.scan else tr("Attach scan…"))
        names = tr(", ", context="between names").join(view.used_by)
        self.used.setText(tr("Needed for: {names}", names=names) if names else "")
        self._id = document.id

    def _say(self, **fields: object) -> None:
        if self._id is not None:
            self.edited.emit(self._id, fields)


def _button(text: str, name: str, target: object) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.clicked.connect(lambda _checked=False: target.emit())  # type: ignore[attr-defined]
    return button
