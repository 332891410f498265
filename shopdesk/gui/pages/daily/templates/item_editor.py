"""The fields of the chosen item, or the names of the chosen area."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from shopdesk.domain.daily.checklist import EVERY_DAY, AnswerKind, Area, Form, Item
from shopdesk.domain.daily.nouns import AREA, ITEM
from shopdesk.domain.fields import Reader
from shopdesk.gui.pages.daily.templates.texts import weekday_short
from shopdesk.gui.widgets.controls import push
from shopdesk.gui.widgets.editors import ValueWidget
from shopdesk.gui.widgets.record_box import RecordBox
from shopdesk.gui.widgets.typed_line import TypedLine
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import current_language, tr

_TEXTS = ("zh", "en", "requirement_zh", "requirement_en")
_OF_NUMBERS = ("minimum", "maximum", "unit_zh", "unit_en")


class WeekdayButtons(ValueWidget):
    """Seven buttons for the days on which something is asked; the value holds ISO numbers."""

    def __init__(self) -> None:
        """No day yet."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.days = [self._day(number) for number in EVERY_DAY]
        for one in self.days:
            row.addWidget(one)
        row.addStretch(1)

    def _day(self, number: int) -> QToolButton:
        letters, day = self.fontMetrics(), weekday_short(number)
        made = push(f"templates.day.{number}", day, self.edited.emit, spoken=tr("Asked on {day}", day=day))
        made.setFixedSize(max(27, letters.horizontalAdvance(day) * 4 // 3 + 14), max(28, letters.height() + 8))
        return made

    def value(self) -> tuple[int, ...]:
        """The days that are pressed."""
        return tuple(number for number, one in zip(EVERY_DAY, self.days, strict=True) if one.isChecked())

    def set_value(self, value: tuple[int, ...] | None) -> None:
        """Press these days."""
        for number, one in zip(EVERY_DAY, self.days, strict=True):
            one.setChecked(number in (value or ()))


class ItemEditor(QFrame):
    """Emits ``item_changed`` and ``area_changed`` with the changed record whenever a field was edited."""

    item_changed = Signal(object)
    area_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until :meth:`show_item` or :meth:`show_area`."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setObjectName("templates.editor")
        reader = Reader(date.min, tr)  # no field here holds a day
        self.item = RecordBox(ITEM, reader, "templates")
        self.item.add_fields(*_TEXTS, "area", "role", widgets={name: TypedLine() for name in _TEXTS})
        days = WeekdayButtons()
        self.item.add_fields("opens", "due", "weekdays", "kind", *_OF_NUMBERS, widgets={"weekdays": days})
        self.item.add_fields("auto", "verify", "off")
        self.item.changed.connect(self._on_item)
        self.area = RecordBox(AREA, reader, "templates.areaNames")
        self.area.add_fields("zh", "en")
        self.area.changed.connect(self._on_area)
        self.stack = QStackedWidget()
        for page in (_page(self.item), _page(self.area), QLabel()):
            self.stack.addWidget(page)
        self.stack.setCurrentIndex(2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(VerticalScroll(self.stack))

    # --- showing ---------------------------------------------------------------------------------------------------

    def offer_roles(self, names: Mapping[str, str]) -> None:
        """Offer these roles, or departments, by code."""
        self.item.offer("role", {"": tr("Anybody"), **names})

    def forget_typed(self) -> None:
        """What is shown next is shown as it is, also where something unreadable was typed for it."""
        self.item.record = self.area.record = None

    def show_area(self, area: Area | None) -> None:
        """Show an area's names; nothing for ``None``."""
        self.stack.setCurrentIndex(1 if area is not None else 2)
        if area is not None:
            kept = self.area.record
            self.area.show_record(area, other=kept is None or kept.code != area.code)

    def show_item(self, item: Item, form: Form) -> None:
        """Show an item's fields."""
        language, kept = current_language(), self.item.record
        self.item.offer("area", {area.code: area.name(language) for area in form.areas})
        self.item.show_record(item, other=kept is None or kept.code != item.code)
        for name in _OF_NUMBERS:
            self.item.show_field(name, item.kind is AnswerKind.NUMBER)
        self.stack.setCurrentIndex(0)

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        box = self.item if self.stack.currentIndex() == 0 else self.area
        field = box["zh" if current_language().startswith("zh") else "en"]
        field.setFocus()
        field.selectAll()

    # --- editing ---------------------------------------------------------------------------------------------------

    def _on_item(self) -> None:
        fresh = self.item.typed_record()
        if fresh != self.item.record:
            self.item.accept(fresh)
            self.item_changed.emit(fresh)

    def _on_area(self) -> None:
        fresh = self.area.typed_record()
        if fresh != self.area.record:
            self.area.accept(fresh)
            self.area_changed.emit(fresh)


def _page(box: RecordBox) -> QWidget:
    page = QWidget()
    outer = QVBoxLayout(page)
    outer.setContentsMargins(10, 10, 4, 10)
    outer.addWidget(box)
    outer.addStretch(1)
    return page
