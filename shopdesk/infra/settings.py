"""The one registry of settings: every setting is declared here with its type and default; unknown ones fail.

They are kept in a JSON file in the data folder, not in the database, because the window needs them before the database
is open. What belongs to a store lives with the store.
"""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from shopdesk.domain.errors import EnvironmentFault
from shopdesk.domain.fields import Field, Kind
from shopdesk.domain.text import Text
from shopdesk.infra import atomic

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting: its key in the file, its default, the values allowed (empty: any of the type).

    ``field`` says how the user edits it, in the part of the settings called ``group``; without one the program keeps it
    for itself. A time of day is kept as text.
    """

    key: str
    default: T
    choices: tuple[T, ...] = ()
    group: Text | None = None
    field: Field | None = None

    def accepts(self, value: object) -> bool:
        """Whether ``value`` is of the right type and among the choices."""
        right_type = type(value) is type(self.default) or (self.default is None and isinstance(value, str))
        return right_type and (not self.choices or value in self.choices)


def _edited(key: str, default: T, group: Text, kind: Kind, label: Text, **more: Any) -> Setting[T]:
    """A setting that the user edits; ``more`` goes to its :class:`Field`."""
    choices = tuple(more.get("choices") or ())
    return Setting(key, default, choices, group, Field(key, kind, label, **more))


_LOOK, _YOU = Text("Look and language"), Text("You and your data")
_REMINDERS, _BACKUPS, _WAGES = Text("Reminders"), Text("Backups"), Text("Wages")

ACTOR = _edited(
    "actor",
    "",
    _YOU,
    Kind.LINE,
    Text("You are"),
    longest=60,
    placeholder=Text("Your name, for the history and the daily worksheet"),
)
KEEP_BUYER_DETAILS = _edited(
    "keep_buyer_details",
    False,
    _YOU,
    Kind.FLAG,
    Text("Keep buyers' names, phones and addresses from imports"),
)
LANGUAGE = Setting("language", "", ("", "zh_CN", "en"), _LOOK, Field("language", Kind.REFERENCE, Text("Language")))
THEME = _edited(
    "theme",
    "system",
    _LOOK,
    Kind.CHOICE,
    Text("Colours"),
    choices={"system": Text("As the system"), "light": Text("Light"), "dark": Text("Dark")},
)
RISE_IS_RED = _edited("rise_is_red", True, _LOOK, Kind.FLAG, Text("Red for up, green for down"))
REMINDERS = _edited("reminders", True, _REMINDERS, Kind.FLAG, Text("Remind me of due and late items"))
QUIET_FROM = _edited("quiet_from", "20:30", _REMINDERS, Kind.TIME, Text("Quiet from"), required=True)
QUIET_UNTIL = _edited("quiet_until", "08:00", _REMINDERS, Kind.TIME, Text("Quiet until"), required=True)
BACKUP_AT_CLOSE = _edited("backup_at_close", True, _BACKUPS, Kind.FLAG, Text("Back up when the window closes"))
BACKUP_KEEP_DAYS = _edited(
    "backup_keep_days",
    14,
    _BACKUPS,
    Kind.COUNT,
    Text("Keep every daily backup for"),
    unit=Text("days"),
    required=True,
    lowest=3,
    highest=90,
)
BACKUP_SECOND_FOLDER = _edited(
    "backup_second_folder",
    "",
    _BACKUPS,
    Kind.LINE,
    Text("Copy each backup to"),
    longest=240,
    placeholder=Text("A folder on another disk or a stick; empty: no copy"),
)
PAY_OPEN_MINUTES = _edited(
    "pay_open_minutes",
    10,
    _WAGES,
    Kind.COUNT,
    Text("Ask for the pay password again after"),
    unit=Text("minutes"),
    required=True,
    lowest=1,
    highest=480,
)
CURRENT_STORE = Setting("current_store", 0)
CURRENT_PAGE = Setting("current_page", "daily", ("setup", "people", "promotions", "daily", "kpi"))
WINDOW_GEOMETRY = Setting("window_geometry", "")
REMINDERS_PAUSED_UNTIL = Setting("reminders_paused_until", "")
REMINDERS_SAID = Setting("reminders_said", "")
LAST_FOLDER = Setting("last_folder", "")
ONBOARDED = Setting("onboarded", False)
PAYSLIP_LAYOUT = Setting("payslip_layout", "pages", ("pages", "halves"))
BANK_COLUMNS: Setting[list[str]] = Setting("bank_columns", [])
"""The columns of the bank list in their order; empty: those that it has by itself."""
BANK_PURPOSE = Setting("bank_purpose", "")
SECOND_CHART = Setting("second_chart", "")
"""The chart that stands beside the others where there is room, by its name; empty: none."""
PLAN_DRAFT = Setting("plan_draft", "")
"""The text that was last checked as a plan."""

TABLES: Setting[dict[str, Any]] = Setting("tables", {})
"""How the user arranged each table: order, widths and choice of columns, and what it is sorted by."""

REGISTRY: dict[str, Setting[Any]] = {
    setting.key: setting
    for setting in (
        ACTOR,
        KEEP_BUYER_DETAILS,
        LANGUAGE,
        THEME,
        RISE_IS_RED,
        REMINDERS,
        QUIET_FROM,
        QUIET_UNTIL,
        BACKUP_AT_CLOSE,
        BACKUP_KEEP_DAYS,
        BACKUP_SECOND_FOLDER,
        PAY_OPEN_MINUTES,
        CURRENT_STORE,
        CURRENT_PAGE,
        WINDOW_GEOMETRY,
        REMINDERS_PAUSED_UNTIL,
        REMINDERS_SAID,
        LAST_FOLDER,
        ONBOARDED,
        PAYSLIP_LAYOUT,
        BANK_COLUMNS,
        BANK_PURPOSE,
        SECOND_CHART,
        PLAN_DRAFT,
        TABLES,
    )
}
"""Every setting, those that the user edits in the order of the settings dialog."""


class Settings:
    """The settings of one data folder; safe to read from any thread."""

    def __init__(self, file: Path) -> None:
        """Read ``file``; a missing one gives the defaults, a damaged one is set aside and gives the defaults.

        One that the machine keeps from being read is not damaged: the defaults hold until the program ends, and the
        file is left as it is.
        """
        self._file = file
        self._lock = threading.Lock()
        self._unread: OSError | None = None
        self._values: dict[str, Any] = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            loaded = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except OSError as error:
            _log.warning("the settings file cannot be read; the defaults are used: %s", error.strerror)
            self._unread = error
            return {}
        except ValueError:
            _log.warning("the settings file is damaged; the defaults are used and the file is kept beside it")
            try:
                self._file.replace(self._file.with_suffix(".damaged.json"))
            except OSError as error:
                self._unread = error
            return {}
        if not isinstance(loaded, dict):
            return {}
        return {key: value for key, value in loaded.items() if key in REGISTRY and REGISTRY[key].accepts(value)}

    def get(self, setting: Setting[T]) -> T:
        """The value in force."""
        self._check(setting)
        with self._lock:
            value: T = self._values.get(setting.key, setting.default)
        return value

    def set(self, setting: Setting[T], value: T) -> None:
        """Keep ``value`` and write the file.

        What the program keeps for itself (the place of the window, the widths of a table) holds until the program ends
        where the file cannot be written: nobody asked for it, and nothing that was asked for may fail because of it.

        Raises:
            KeyError: the setting is not in the registry.
            ValueError: the value is of another type or not among the choices.
            EnvironmentFault: what the user edits cannot be written; the old value holds.
        """
        self._check(setting)
        if not setting.accepts(value):
            raise ValueError(f"{setting.key} cannot be {value!r}")
        with self._lock:
            if self._values.get(setting.key, setting.default) == value:
                return
            before, self._values = self._values, {**self._values, setting.key: value}
            try:
                self._write()
            except EnvironmentFault:
                if setting.field is not None:
                    self._values = before
                    raise
                _log.warning("%s is kept until the program ends, for it cannot be written", setting.key, exc_info=True)

    def _write(self) -> None:
        if self._unread is not None:
            raise atomic.explain_os_error(self._unread, self._file) from self._unread
        # In ASCII: the name of a folder may hold bytes that are no text, which UTF-8 has no way to write.
        atomic.write_text(
            self._file, json.dumps(self._values, ensure_ascii=True, indent=1, sort_keys=True), private=True
        )

    def as_text(self) -> str:
        """All values that were set, always in the same order."""
        with self._lock:
            return json.dumps(self._values, ensure_ascii=True, sort_keys=True)

    @staticmethod
    def _check(setting: Setting[Any]) -> None:
        if REGISTRY.get(setting.key) is not setting:
            raise KeyError(setting.key)
