"""The settings, on one page, drawn from their declarations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import make_dataclass
from datetime import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from shopdesk.domain.fields import Kind, Noun, Reader, written
from shopdesk.domain.text import Text
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.infra import settings as keys
from shopdesk.infra.i18n import LANGUAGES, current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.hosts import LookHost

_SHOWN = [(one, one.field) for one in keys.REGISTRY.values() if one.field is not None]
SETTINGS = Noun(
    "settings",
    make_dataclass("Shown", [(one.key, type(one.default)) for one, _field in _SHOWN], frozen=True),
    Text("Settings"),
    tuple(field for _one, field in _SHOWN),
)
_LOOK = (keys.LANGUAGE, keys.THEME, keys.RISE_IS_RED)


class SettingsDialog(RecordForm):
    """Edits the settings of this data folder; what changes the look makes the window anew."""

    def __init__(self, desktop: LookHost) -> None:
        """Show the values in force."""
        super().__init__(
            desktop.tasks,
            SETTINGS,
            name="settings",
            title=tr("Settings"),
            confirm=tr("OK"),
            reader=Reader(today=desktop.app.clock.today(), say=tr, names={"language": LANGUAGES}),
            parent=desktop.window,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desktop = desktop
        kept = desktop.app.settings
        group = None
        for one, field in _SHOWN:
            if one.group is not None and one.group != group:
                group = one.group
                self.section(tr(group))
            value: Any = current_language() if one is keys.LANGUAGE else kept.get(one)
            if field.kind is Kind.TIME:
                value = time.fromisoformat(value)
            self.add_fields(one.key, values={one.key: value})
        self.saved.connect(self._on_kept)

    def work(self) -> Callable[[], bool]:
        """Keep what changed; the answer says whether the look did."""
        kept, said = self._desktop.app.settings, self.values()
        before = [current_language(), *(kept.get(one) for one in _LOOK[1:])]

        def keep() -> bool:
            for one, field in _SHOWN:
                value = said[one.key]
                kept.set(one, written(field, value) if field.kind is Kind.TIME else value)
            return before != [kept.get(one) for one in _LOOK]

        return keep

    def _on_kept(self, look_changed: bool) -> None:
        if look_changed:
            self._desktop.refresh_look(self._desktop.app.settings.get(keys.LANGUAGE))
