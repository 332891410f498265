"""The settings, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QTimeEdit, QWidget

from shopdesk.domain.text import Text
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.infra import settings as keys
from shopdesk.infra.i18n import LANGUAGES, current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.desktop import Desktop

_THEMES = {"system": Text("As the system"), "light": Text("Light"), "dark": Text("Dark")}


class SettingsDialog(FormDialog):
    """Edits the settings of this data folder; what changes the look makes the window anew."""

    def __init__(self, desktop: Desktop) -> None:
        """Show the values in force."""
        super().__init__(tr("Settings"), self._save, desktop.window)
        self.setObjectName("settings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(580)  # the longest label beside the longest box to tick, in English
        self._desktop = desktop
        kept = desktop.app.settings
        self.actor = QLineEdit(kept.get(keys.ACTOR))
        self.actor.setPlaceholderText(tr("Your name, for the history and the daily worksheet"))
        self.language = _box(LANGUAGES, current_language())
        self.theme = _box({key: tr(name) for key, name in _THEMES.items()}, kept.get(keys.THEME))
        self.red = QCheckBox(tr("Red for up, green for down"))
        self.red.setChecked(kept.get(keys.RISE_IS_RED))
        self.buyers = QCheckBox(tr("Keep buyers' names, phones and addresses from imports"))
        self.buyers.setChecked(kept.get(keys.KEEP_BUYER_DETAILS))
        self.reminders = QCheckBox(tr("Remind me of due and late items"))
        self.reminders.setChecked(kept.get(keys.REMINDERS))
        self.quiet_from = QTimeEdit(QTime.fromString(kept.get(keys.QUIET_FROM), "HH:mm"))
        self.quiet_until = QTimeEdit(QTime.fromString(kept.get(keys.QUIET_UNTIL), "HH:mm"))
        self.at_close = QCheckBox(tr("Back up when the window closes"))
        self.at_close.setChecked(kept.get(keys.BACKUP_AT_CLOSE))
        self.keep_days = QSpinBox()
        self.keep_days.setRange(3, 90)
        self.keep_days.setValue(kept.get(keys.BACKUP_KEEP_DAYS))
        self.keep_days.setSuffix(tr(" days"))
        self.add_row(tr("You are"), self.actor, "settings.actor")
        self.add_row(tr("Language"), self.language, "settings.language")
        self.add_row(tr("Colours"), self.theme, "settings.theme")
        self.add_row("", self.red, "settings.red")
        self.add_row(tr("Privacy"), self.buyers, "settings.buyers")
        self.add_row(tr("Reminders"), self.reminders, "settings.reminders")
        self.add_row(tr("Quiet hours"), self._quiet_hours())
        self.add_row(tr("Backups"), self.at_close, "settings.backupAtClose")
        self.add_row(tr("Keep every daily backup for"), self.keep_days, "settings.backupKeepDays")

    def _quiet_hours(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        for name, field in (("quietFrom", self.quiet_from), ("quietUntil", self.quiet_until)):
            field.setDisplayFormat("HH:mm")
            field.setObjectName(f"settings.{name}")
        self.quiet_from.setAccessibleName(tr("Quiet from"))
        self.quiet_until.setAccessibleName(tr("Quiet until"))
        layout.addWidget(self.quiet_from)
        layout.addWidget(QLabel("–"))
        layout.addWidget(self.quiet_until)
        layout.addStretch(1)
        return row

    def _save(self) -> None:
        kept = self._desktop.app.settings
        look_before = (current_language(), kept.get(keys.THEME), kept.get(keys.RISE_IS_RED))
        kept.set(keys.ACTOR, self.actor.text().strip())
        kept.set(keys.LANGUAGE, self.language.currentData())
        kept.set(keys.THEME, self.theme.currentData())
        kept.set(keys.RISE_IS_RED, self.red.isChecked())
        kept.set(keys.KEEP_BUYER_DETAILS, self.buyers.isChecked())
        kept.set(keys.REMINDERS, self.reminders.isChecked())
        kept.set(keys.QUIET_FROM, self.quiet_from.time().toString("HH:mm"))
        kept.set(keys.QUIET_UNTIL, self.quiet_until.time().toString("HH:mm"))
        kept.set(keys.BACKUP_AT_CLOSE, self.at_close.isChecked())
        kept.set(keys.BACKUP_KEEP_DAYS, self.keep_days.value())
        if look_before != (kept.get(keys.LANGUAGE), kept.get(keys.THEME), kept.get(keys.RISE_IS_RED)):
            self._desktop.refresh_look(kept.get(keys.LANGUAGE))


def _box(names: dict[str, str], chosen: str) -> QComboBox:
    box = QComboBox()
    for key, name in names.items():
        box.addItem(name, key)
    box.setCurrentIndex(box.findData(chosen))
    return box
