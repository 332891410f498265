"""Asks for the name of a form."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from shopdesk.domain.daily.checklist import Checklist
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.infra.i18n import tr


class NameDialog(FormDialog):
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
        super().__init__(title, self._send, context.window)
        self._context = context
        self._act = act
        self._done = done
        self.name = QLineEdit(name)
        self.name.selectAll()
        self.add_row(tr("Name"), self.name, "formName.name")
        self.name.setFocus()

    def _send(self) -> bool:
        name = self.name.text()

        def done(kept: Checklist) -> None:
            self.accept()
            self._done(kept)

        self._context.tasks.database(lambda: self._act(name), done=done, failed=self.complain, owner=self)
        return False
