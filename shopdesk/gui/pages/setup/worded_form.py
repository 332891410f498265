"""A form whose wording may be the template's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from shopdesk.domain.fields import Noun, Reader
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import tr


class WordedForm(RecordForm):
    """What is left as it ships stays with the template, so that it follows the language."""

    def __init__(
        self,
        context: PageContext,
        noun: Noun,
        record: Any,
        shown: dict[str, str],
        *,
        name: str,
        title: str,
        names: dict[str, dict[Any, str]] | None = None,
    ) -> None:
        """A form for ``record``; ``shown`` are its texts as they are shown now, by field."""
        super().__init__(
            context.tasks,
            noun,
            name=name,
            title=title,
            confirm=tr("Save"),
            reader=Reader(today=context.clock.today(), say=tr, names=names or {}),
            parent=context.window,
            record=record,
        )
        self.shown = shown
        self.elsewhere = frozenset(shown)

    def worded_record(self, **more: Any) -> Any:
        """The record with what the form says, without the wording that ships; ``more`` is what it does not show."""
        said = self.values()
        kept = {name for name, text in self.shown.items() if self.record.id and (said[name] or "") == text}
        return replace(self.record, **{name: value for name, value in said.items() if name not in kept}, **more)
