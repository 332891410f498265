"""The files of what is chosen: added by button, drop and Ctrl+V, opened, and taken off, by one service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.text import Text
from shopdesk.gui.photos.bringing import Brought, bring, to_keep
from shopdesk.gui.photos.drop_catcher import DropCatcher
from shopdesk.gui.photos.files_strip import FilesStrip
from shopdesk.gui.photos.paste_catcher import PasteCatcher
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.attachments import Source


class FilesKeeper(Protocol):
    """What keeps the files of one kind of record."""

    def attach(self, owner: Any, sources: Sequence[Source]) -> tuple[Text, ...]:
        """Keep copies with a record; the sentences about those that could not be kept."""

    def detach(self, file_id: int) -> None:
        """Take a file off its record."""

    def path_of(self, file: Any) -> Path:
        """Where a kept file lies."""


class KeptFilesStrip(FilesStrip):
    """A strip that keeps what it is given with ``owner()``, the record that is chosen or ``None``."""

    def __init__(
        self,
        context: PageContext,
        name: str,
        add: str,
        kinds: Callable[[], str],
        keeper: Callable[[], FilesKeeper],
        owner: Callable[[], Any],
    ) -> None:
        """As :class:`FilesStrip`; ``keeper`` gives what keeps its files."""
        super().__init__(name, add, kinds)
        self._context, self._keeper, self._owner = context, keeper, owner
        self.added.connect(self.keep)
        self.opened.connect(lambda file: self.open(context, file, keeper().path_of))
        self.removed.connect(self._take_off)

    def catch(self, pasted_in: QWidget, dropped_on: QWidget) -> None:
        """Take what is pasted anywhere in one widget and what is dropped on another, once both hold their fields."""
        PasteCatcher(pasted_in, self.take)
        DropCatcher(dropped_on, self.take, lambda: self._owner() is not None)

    def take(self, data: QMimeData | None) -> None:
        """Keep files or a picture."""
        self.complain("")
        try:
            self.keep(bring(data, self._context.clock.now()))
        except UserError as error:
            self.complain(tr(error.text))

    def keep(self, brought: Sequence[Brought]) -> None:
        """Keep these; those that cannot be kept are named, and where the machine is at fault they wait."""
        owner, keeper = self._owner(), self._keeper()
        if owner is not None:
            keep_files(self._context, self, lambda sources: keeper.attach(owner, sources), brought, self)

    def _take_off(self, file: Any) -> None:
        keeper = self._keeper()
        self._context.tasks.database(lambda: keeper.detach(file.id or 0), owner=self)


def keep_files(
    context: PageContext,
    files: FilesStrip,
    attach: Callable[[Sequence[Source]], Sequence[Text]],
    brought: Sequence[Brought],
    wants: QWidget,
) -> None:
    """Keep what was brought to a strip by ``attach``, which answers with the sentences about those that it refuses.

    Where the machine is at fault all of them wait in the strip to be kept once more. ``wants`` is the widget that asks.
    """

    def failed(error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        if isinstance(error, EnvironmentFault):
            files.not_kept(brought, tr(error.text), lambda again: keep_files(context, files, attach, again, wants))
        else:
            files.complain(tr(error.text))

    context.tasks.database(
        lambda: attach(to_keep(brought)),
        done=lambda refused: files.complain("\n".join(tr(text) for text in refused)),
        failed=failed,
        owner=wants,
    )
