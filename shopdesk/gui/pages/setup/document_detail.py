"""The chosen document beside the table: state, who gets it, dates, scan and note to set at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from shopdesk.domain.errors import ChangedMeanwhile
from shopdesk.domain.fields import Reader
from shopdesk.domain.setup.nouns import SETUP_DOCUMENT
from shopdesk.domain.setup.records import DOCUMENT_STATE_NAMES, DocumentState, SetupDocument
from shopdesk.domain.text import Text
from shopdesk.gui.pages.setup.document_model import DOCUMENT_SIGNS
from shopdesk.gui.photos.files_strip import FilesStrip
from shopdesk.gui.widgets.card import Card
from shopdesk.gui.widgets.controls import button, words
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.gui.widgets.record_box import RecordBox
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import DocumentView


class DocumentDetail(Card):
    """The panel. ``edited`` carries the document's id and the fields that changed."""

    edited = Signal(int, object, object)  # as a dict Qt would make plain text of a state
    rename_asked = Signal()
    wanted = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until :meth:`show_document`."""
        super().__init__("", parent)
        self.setObjectName("setup.document")
        self.title = QLabel()
        self.title.setProperty("role", "subtitle")
        self.title.setWordWrap(True)
        self.hint = QLabel()
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        self.why = words(name="setup.document.why", role="muted")
        self.want = button("setup.document.want", tr("Needed all the same"), self._on_want, role="flat")
        self._wanted = False
        self.state = QComboBox()
        for state in DocumentState:
            self.state.addItem(f"{DOCUMENT_SIGNS[state]} {tr(DOCUMENT_STATE_NAMES[state])}", state)
        self.box = RecordBox(SETUP_DOCUMENT, Reader(date.min, tr), "setup.document")
        self.box.add_fields("state", "rejection", widgets={"state": self.state})
        self.ask_why = self.box.hint(tr("Say why it was rejected, so that the next one is right."))
        self.ask_why.setObjectName("setup.document.askWhy")
        self.ask_why.setProperty("tone", "bad")
        self.box.add_fields(
            "owner",
            "due_on",
            "expires_on",
            "warn_days",
            "note",
            widgets={"owner": OwnerBox()},
            labels={"owner": Text("Who gets it")},
            called={"due_on": "setup.document.due", "expires_on": "setup.document.expires"},
        )
        self.rejection, self.note = self.box["rejection"], self.box["note"]
        self.box.settled.connect(self._on_settled)
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
        self.add(self.why)
        self.add(self.want)
        self.add(self.box)
        heading = QLabel(tr("Scans"))
        heading.setProperty("role", "heading")
        for part in (heading, self.scan, self.files):
            self.add(part)
        self.add(self.used)
        self.body.addStretch(1)

    def show_document(self, view: DocumentView | None, owners: Sequence[str], today: date) -> None:
        """Show a document, or ask to choose one."""
        other = view is None or self.box.record is None or view.document.id != self.box.record.id
        if other:
            # What was typed belongs to the document shown so far.
            self.box.settle()
        for widget in (self.box, self.files, self.rename):
            widget.setEnabled(view is not None)
        self.scan.setVisible(view is not None and not view.scans)
        if view is None or [scan.id for scan in view.scans] != [scan.id for scan in self.files.shown]:
            self.files.show_files(view.scans if view is not None else (), {})
        if view is None:
            self.title.setText(tr("Choose a document"))
            for label in (self.hint, self.why, self.used):
                label.clear()
            self.want.hide()
            self.box.record = None
            self._show_rejection(rejected=False, asking=False)
            return
        document = view.document
        self.title.setText(view.title)
        hint = view.hint
        if view.covered_by is not None:
            hint = f"{hint}\n" + tr("Covered by “{title}”: nothing has to be fetched.", title=view.covered_by)
        self.hint.setText(hint)
        self.why.setText(tr("Here: {why}", why=view.because))
        self._wanted = document.wanted
        self.want.setText(tr("Leave it to the answers") if document.wanted else tr("Needed all the same"))
        self.want.setVisible(document.wanted or not view.applies)
        self.box.be_on(today)
        self.box.offer("owner", owners)
        self.box.show_record(document, other=other)
        if other or not self.ask_why.isVisibleTo(self):
            self._show_rejection(rejected=document.state is DocumentState.REJECTED, asking=False)
        names = tr(", ", context="between names").join(view.used_by)
        self.used.setText(tr("Needed for: {names}", names=names) if names else "")

    def _on_want(self) -> None:
        if self.box.record is not None:
            self.wanted.emit(self.box.record.id, not self._wanted)

    def _on_settled(self) -> None:
        """Keep what changed at once; a rejection is kept with its reason, which is asked for."""
        document = self.box.record
        if document is None:
            return
        typed = self.box.typed_record()
        rejected = typed.state is DocumentState.REJECTED
        # The reason of an earlier rejection is not the reason of this one.
        fresh = rejected and document.state is not DocumentState.REJECTED and typed.rejection == document.rejection
        if fresh and typed.rejection:
            self.rejection.setPlainText("")
            typed = self.box.typed_record()
        self._show_rejection(rejected=rejected, asking=rejected and not typed.rejection)
        if rejected and not typed.rejection:
            self.rejection.setFocus()
            return
        names = [name for name in self.box.editors if getattr(typed, name) != getattr(document, name)]
        if names:
            begun = self.box.began_with
            self.box.accept(typed)
            self.edited.emit(document.id, {name: getattr(typed, name) for name in names}, begun)

    def ask_about(self, error: ChangedMeanwhile, was: SetupDocument) -> bool:
        """Somebody else changed the same field: ask which one is kept; whether the document is in view still."""
        shown = self.box.record is not None and self.box.record.id == was.id
        if shown:
            self.box.ask_about(error, was)
        return shown

    def _show_rejection(self, *, rejected: bool, asking: bool) -> None:
        self.box.show_field("rejection", rejected)
        self.box.form.setRowVisible(self.ask_why, asking)


def _scan_kinds() -> str:
    return tr("Scans (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.bmp);;All files (*)")
