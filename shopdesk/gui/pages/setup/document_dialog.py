"""The form for the wording of one document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shopdesk.domain.setup.nouns import SETUP_DOCUMENT
from shopdesk.domain.setup.records import SetupDocument
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.setup.worded_form import WordedForm
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import DocumentView


class DocumentDialog(WordedForm):
    """Edits title and hint."""

    def __init__(self, context: PageContext, document: SetupDocument, view: DocumentView | None) -> None:
        """A form for ``document``; ``view`` is how it is shown now, ``None`` for a new one."""
        title = tr("Edit document") if document.id else tr("New document")
        shown = {"title": view.title if view else "", "hint": view.hint if view else ""}
        super().__init__(context, SETUP_DOCUMENT, document, shown, name="setup.documentDialog", title=title)
        self._documents = context.services.setup.documents
        self.add_fields(*shown, values=shown)

    def work(self) -> Callable[[], Any]:
        """Keep what differs from the shipped wording."""
        document = self.worded_record()
        return lambda: self._documents.save(document)
