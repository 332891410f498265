"""The form for the wording of one document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from shopdesk.domain.setup.records import SetupDocument
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import DocumentView


class DocumentDialog(FormDialog):
    """Edits title and hint; wording left as it ships stays with the template."""

    def __init__(
        self,
        document: SetupDocument,
        view: DocumentView | None,
        save: Callable[[SetupDocument, DocumentDialog], object],
        parent: QWidget | None = None,
    ) -> None:
        """A form for ``document``; ``view`` is how it is shown now, ``None`` for a new one."""
        title = tr("Edit document") if document.id else tr("New document")
        super().__init__(title, lambda: save(self.read(), self), parent, ok_label=tr("Save"))
        self.setObjectName("setup.documentDialog")
        self._document = document
        self._shown = (view.title, view.hint) if view else ("", "")
        self.title_edit = QLineEdit(self._shown[0])
        self.add_row(tr("Title"), self.title_edit, "setup.documentDialog.title")
        self.hint = QPlainTextEdit(self._shown[1])
        self.hint.setTabChangesFocus(True)
        self.hint.setFixedHeight(64)
        self.add_row(tr("What to look out for"), self.hint, "setup.documentDialog.hint")

    def read(self) -> SetupDocument:
        """The document as it stands in the form."""
        document = self._document
        texts = (self.title_edit.text().strip(), self.hint.toPlainText().strip())
        title, hint = (
            old if new == shown and document.id else new
            for new, shown, old in zip(texts, self._shown, (document.title, document.hint), strict=True)
        )
        return replace(document, title=title, hint=hint, own=document.own)
