"""The chosen document beside the table: state, who gets it, dates, scan and note to set at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QWidget

from shopdesk.domain.setup.records import DOCUMENT_STATE_NAMES, DocumentState
from shopdesk.gui.pages.setup.days_box import DaysBox
from shopdesk.gui.pages.setup.document_model import DOCUMENT_SIGNS
from shopdesk.gui.photos.files_strip import FilesStrip
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.note_edit import NoteEdit
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.gui.widgets.settled_day import SettledDay
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import DocumentView


class DocumentDetail(Card):
    """The panel. ``edited`` carries the document's id and the fields that changed."""

    edited = Signal(int, object)  # as a dict Qt would make plain text of a state
    rename_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until :meth:`show_document`."""
        super().__init__("", parent)
        self.setObjectName("setup.document")
        self._id: int | None = None
        self._asking_why = False
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
        self.state.activated.connect(lambda _row: self._on_state())
        self.rejection = NoteEdit()
        self.rejection.setObjectName("setup.document.rejection")
        self.rejection.committed.connect(self._on_rejection)
        self.ask_why = QLabel(tr("Say why it was rejected, so that the next one is right."))
        self.ask_why.setObjectName("setup.document.askWhy")
        self.ask_why.setProperty("tone", "bad")
        self.ask_why.setWordWrap(True)
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
        self.scan = QLabel(tr("No scan yet. Drop files here or attach them, front and back."))
        self.scan.setObjectName("setup.document.scan")
        self.scan.setProperty("role", "muted")
        self.scan.setWordWrap(True)
        self.files = FilesStrip("setup.document", tr("Attach scans…"), _scan_kinds)
        self.rename = button("setup.document.edit", tr("Edit…"), self.rename_asked.emit, role="flat")
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
        self.form = form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for label, widget in (
            (tr("State"), self.state),
            (tr("Why it was rejected"), self.rejection),
            (tr("Who gets it"), self.owner),
            (tr("Due"), self.due),
            (tr("Valid until"), self.expires),
            (tr("Warn (days ahead)"), self.warn),
            (tr("Note"), self.note),
        ):
            widget.setAccessibleName(label)
            form.addRow(label, widget)
            if widget is self.rejection:
                form.addRow("", self.ask_why)
        self.rejection.setPlaceholderText(tr("for example: the seal is not readable"))
        self.body.addLayout(form)
        heading = QLabel(tr("Scans"))
        heading.setProperty("role", "heading")
        for part in (heading, self.scan, self.files):
            self.add(part)
        self.add(self.used)
        self.body.addStretch(1)

    def show_document(self, view: DocumentView | None, owners: Sequence[str], today: date) -> None:
        """Show a document, or ask to choose one."""
        if view is None or view.document.id != self._id:
            # What was typed belongs to the document shown so far.
            self.note.flush()
            self.rejection.flush()
            self.due.flush()
            self.expires.flush()
            self.owner.flush()
            self._asking_why = False
        self._id = None
        fields = (self.state, self.rejection, self.owner, self.due, self.expires, self.warn, self.note)
        for widget in (*fields, self.files, self.rename):
            widget.setEnabled(view is not None)
        self.scan.setVisible(view is not None and not view.scans)
        if view is None or [scan.id for scan in view.scans] != [scan.id for scan in self.files.shown]:
            self.files.show_files(view.scans if view is not None else (), {})
        if view is None:
            self.title.setText(tr("Choose a document"))
            self.hint.clear()
            self.used.clear()
            self._show_rejection(rejected=False, asking=False)
            return
        document = view.document
        self.title.setText(view.title)
        hint = view.hint
        if view.covered_by is not None:
            hint = f"{hint}\n" + tr("Covered by “{title}”: nothing has to be fetched.", title=view.covered_by)
        self.hint.setText(hint)
        if not self._asking_why:
            self.state.setCurrentIndex(list(DocumentState).index(document.state))
            self._show_rejection(rejected=document.state is DocumentState.REJECTED, asking=False)
            self.rejection.set_note(document.rejection)
        self.owner.offer(owners)
        self.owner.set_owner(document.owner)
        self.due.show_kept(document.due_on, today)
        self.expires.show_kept(document.expires_on, today)
        self.warn.set_value(document.warn_days)
        self.note.set_note(document.note)
        names = tr(", ", context="between names").join(view.used_by)
        self.used.setText(tr("Needed for: {names}", names=names) if names else "")
        self._id = document.id

    def _on_state(self) -> None:
        """A rejection is kept with its reason; every other state at once."""
        state = DocumentState(self.state.currentData())
        self._show_rejection(rejected=state is DocumentState.REJECTED, asking=state is DocumentState.REJECTED)
        if self._asking_why:
            self.rejection.set_note("")
            self.rejection.setFocus()
        else:
            self._say(state=state)

    def _on_rejection(self, why: str) -> None:
        if why:
            self._show_rejection(rejected=True, asking=False)
            self._say(state=DocumentState.REJECTED, rejection=why)
        else:
            self._show_rejection(rejected=True, asking=True)

    def _show_rejection(self, *, rejected: bool, asking: bool) -> None:
        self._asking_why = asking
        self.form.setRowVisible(self.rejection, rejected)
        self.form.setRowVisible(self.ask_why, asking)

    def _say(self, **fields: object) -> None:
        if self._id is not None:
            self.edited.emit(self._id, fields)


def _scan_kinds() -> str:
    return tr("Scans (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.bmp);;All files (*)")
