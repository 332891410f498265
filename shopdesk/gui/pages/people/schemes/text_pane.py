"""The text of a version, alone or beside another version with what differs marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QSizePolicy, QTextBrowser, QVBoxLayout, QWidget

from shopdesk.domain.payroll.schemes import Scheme
from shopdesk.gui.pages.people.schemes.texts import version_words
from shopdesk.gui.widgets.controls import named, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.infra.i18n import tr
from shopdesk.reporting.scheme_sheet import comparison_html, text_html
from shopdesk.services.payroll.schemes import SchemeEntry, Version

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class TextPane(QWidget):
    """Shows what a scheme says. It is compared with the version that the user chooses; at first with none."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._context = context
        self._entry: SchemeEntry | None = None
        self._scheme: Scheme | None = None
        self.title = words(name="people.schemes.textTitle", role="subtitle", wrap=False)
        self.against = named(QComboBox(), "people.schemes.compareWith", tr("Compare with another version"))
        self.against.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.against.currentIndexChanged.connect(lambda _place: self._show())
        self.text = named(QTextBrowser(), "people.schemes.text", tr("Text of the scheme"))
        self.text.setOpenLinks(False)
        # Large letters leave no room for both in one line, and neither may be cut.
        self.against.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        top = QWidget()
        row = FlowLayout(top, 8)
        row.addWidget(self.title)
        row.addWidget(self.against)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(top)
        layout.addWidget(self.text, 1)

    def populate(self, entry: SchemeEntry | None, version: Version | None) -> None:
        """Show a version of a scheme; what it is compared with stays chosen where the scheme has that version."""
        before = self.against.currentData()
        same = entry is not None and self._entry is not None and entry.code == self._entry.code
        self._entry, self._scheme = entry, version.scheme if version is not None else None
        self.against.blockSignals(True)
        self.against.clear()
        self.against.addItem(tr("Not compared"), None)
        for other in entry.versions if entry is not None else ():
            if other is not version:
                day = other.scheme.valid_from.isoformat()
                self.against.addItem(tr("Beside: {version}", version=version_words(other.scheme)), day)
        self.against.setCurrentIndex(max(0, self.against.findData(before)) if same else 0)
        self.against.setEnabled(self.against.count() > 1)
        self.against.blockSignals(False)
        self._show()

    def compare_with(self, day: str) -> None:
        """Compare with the version of a day."""
        self.against.setCurrentIndex(max(0, self.against.findData(day)))

    def _show(self) -> None:
        scheme, entry = self._scheme, self._entry
        if scheme is None or entry is None:
            self.title.clear()
            self.text.clear()
            return
        said = self._context.services.schemes.text
        day = self.against.currentData()
        other = next((one.scheme for one in entry.versions if one.scheme.valid_from.isoformat() == day), None)
        self.title.setText(version_words(scheme))
        if other is None:
            self.text.setHtml(text_html(said(scheme)))
            return
        old, new = sorted((other, scheme), key=lambda one: one.valid_from)
        titles = version_words(old), version_words(new)
        self.text.setHtml(comparison_html(said(old), said(new), titles))
