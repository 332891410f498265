"""The form for the wording of one document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from shopdesk.domain.fields import Reader
from shopdesk.domain.setup.nouns import SETUP_DOCUMENT
from shopdesk.domain.setup.records import SetupDocument
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.views import DocumentView


class DocumentDialog(RecordForm):
    """Edits title and hint; wording left as it ships stays with the template."""

    def __init__(self, context: PageContext, document: SetupDocument, view: DocumentView | None) -> None:
        """A form for ``document``; ``view`` is how it is shown now, ``None`` for a new one."""
        super().__init__(
            context.tasks,
            SETUP_DOCUMENT,
            name="setup.documentDialog",
            title=tr("Edit document") if document.id else tr("New document"),
            confirm=tr("Save"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=context.window,
            record=document,
        )
        self._documents = context.services.setup.documents
        self._shown = {"title": view.title if view else "", "hint": view.hint if view else ""}
        self.add_fields("title", "hint", values=self._shown)

    def work(self) -> Callable[[], Any]:
        """Keep what differs from the shipped wording."""
        said = self.values()
        texts = {name: value for name, value in said.items() if not self.record.id or value != self._shown[name]}
        document = replace(self.record, **texts)
        return lambda: self._documents.save(document)
