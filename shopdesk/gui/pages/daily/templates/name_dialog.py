"""Asks for the name of a form."""

from __future__ import annotations

from collections.abc import Callable

from shopdesk.domain.daily.checklist import Checklist
from shopdesk.domain.daily.nouns import CHECKLIST
from shopdesk.domain.fields import Reader
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra.i18n import tr


class NameDialog(RecordForm):
    """``act`` is called with the name on the database thread, ``done`` with what it made."""

    def __init__(
        self,
        context: PageContext,
        title: str,
        name: str,
        act: Callable[[str], Checklist],
        done: Callable[[Checklist], None],
    ) -> None:
        """Begin with ``name``."""
        reader = Reader(today=context.clock.today(), say=tr)
        super().__init__(
            context.tasks,
            CHECKLIST,
            name="formName",
            title=title,
            confirm=tr("OK"),
            reader=reader,
            parent=context.window,
        )
        self._act = act
        # One name is asked for and holds in both languages.
        self.add_fields(
            "name_zh",
            values={"name_zh": name},
            labels={"name_zh": Text("Name")},
            called={"name_zh": "formName.name"},
        )
        self.name = self["name_zh"]
        self.name.selectAll()
        self.saved.connect(done)

    def work(self) -> Callable[[], Checklist]:
        """Do with the name what was asked."""
        name = self.values()["name_zh"]
        return lambda: self._act(name)
