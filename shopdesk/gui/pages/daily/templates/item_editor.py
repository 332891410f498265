"""The fields of the chosen item, or the names of the chosen area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.daily.checklist import EVERY_DAY, AnswerKind, Area, Form, Item
from shopdesk.gui.pages.daily.templates.texts import AUTO_NAMES, KIND_NAMES, weekday_short
from shopdesk.gui.widgets.time_edit import TimeEdit
from shopdesk.infra.i18n import current_language, tr


class ItemEditor(QFrame):
    """Emits ``item_changed`` and ``area_changed`` with the changed record whenever a field was edited."""

    item_changed = Signal(object)
    area_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until :meth:`show_item` or :meth:`show_area`."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setObjectName("templates.editor")
        self._item: Item | None = None
        self._area: Area | None = None
        self._filling = False
        self.zh = self._line("templates.zh")
        self.en = self._line("templates.en")
        self.requirement_zh = self._line("templates.requirementZh")
        self.requirement_en = self._line("templates.requirementEn")
        self.area = self._choice("templates.area")
        self.role = self._choice("templates.role")
        self.opens = self._time("templates.opens")
        self.due = self._time("templates.due")
        self.days = [self._day(number) for number in EVERY_DAY]
        self.kind = self._choice("templates.kind")
        for kind, name in KIND_NAMES.items():
            self.kind.addItem(tr(name), kind.value)
        self.minimum = self._line("templates.minimum")
        self.maximum = self._line("templates.maximum")
        self.unit_zh = self._line("templates.unitZh")
        self.unit_en = self._line("templates.unitEn")
        self.auto = self._choice("templates.auto")
        for code, name in AUTO_NAMES.items():
            self.auto.addItem(tr(name), code)
        self.verify = QCheckBox(tr("A second person has to verify it"))
        self.verify.setObjectName("templates.verify")
        self.verify.clicked.connect(self._on_edited)
        self.asked = QCheckBox(tr("Asked (on the form)"))
        self.asked.setObjectName("templates.asked")
        self.asked.clicked.connect(self._on_edited)
        self.area_zh = self._line("templates.areaZh")
        self.area_en = self._line("templates.areaEn")
        self.stack = QStackedWidget()
        self.stack.addWidget(self._item_page())
        self.stack.addWidget(self._area_page())
        self.stack.addWidget(QLabel())
        self.stack.setCurrentIndex(2)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.stack)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(scroll)

    # --- building --------------------------------------------------------------------------------------------------

    def _line(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.textEdited.connect(self._on_edited)
        return field

    def _choice(self, name: str) -> QComboBox:
        field = QComboBox()
        field.setObjectName(name)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.setMinimumContentsLength(8)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        field.activated.connect(self._on_edited)
        return field

    def _time(self, name: str) -> TimeEdit:
        field = TimeEdit()
        field.setObjectName(name)
        field.textChanged.connect(self._on_edited)
        return field

    def _day(self, number: int) -> QToolButton:
        button = QToolButton()
        button.setText(weekday_short(number))
        button.setCheckable(True)
        letters = button.fontMetrics()
        wide = letters.horizontalAdvance(button.text()) * 4 // 3 + 14
        button.setFixedSize(max(30, wide), max(28, letters.height() + 8))
        button.setObjectName(f"templates.day.{number}")
        button.setAccessibleName(tr("Asked on {day}", day=weekday_short(number)))
        button.clicked.connect(self._on_edited)
        return button

    def _item_page(self) -> QWidget:
        form = _form()
        window = _row(self.opens, QLabel("–"), self.due)
        self.opens.setAccessibleName(tr("Time window begins"))
        self.due.setAccessibleName(tr("Due at"))
        days = QHBoxLayout()
        days.setSpacing(2)
        for button in self.days:
            days.addWidget(button)
        days.addStretch(1)
        self._limits = QWidget()
        limits = _row(self.minimum, QLabel("–"), self.maximum)
        limits.setContentsMargins(0, 0, 0, 0)
        self._limits.setLayout(limits)
        self.minimum.setPlaceholderText(tr("at least"))
        self.maximum.setPlaceholderText(tr("at most"))
        self._units = QWidget()
        units = _row(self.unit_zh, self.unit_en)
        units.setContentsMargins(0, 0, 0, 0)
        self._units.setLayout(units)
        self.unit_zh.setPlaceholderText("中文")
        self.unit_en.setPlaceholderText("English")
        rows: tuple[tuple[str, Any], ...] = (
            (tr("Chinese"), self.zh),
            (tr("English"), self.en),
            (tr("Requirement"), self.requirement_zh),
            (tr("In English"), self.requirement_en),
            (tr("Area"), self.area),
            (tr("Role in charge"), self.role),
            (tr("Time window"), window),
            (tr("Weekdays"), days),
            (tr("Answer"), self.kind),
            (tr("Limits"), self._limits),
            (tr("Unit"), self._units),
            (tr("Data answer"), self.auto),
            ("", self.verify),
            ("", self.asked),
        )
        for label, field in rows:
            form.addRow(label, field)
            if isinstance(field, QWidget) and not field.accessibleName():
                field.setAccessibleName(label)
        for field, label in (
            (self.minimum, tr("Lower limit")),
            (self.maximum, tr("Upper limit")),
            (self.unit_zh, tr("Unit in Chinese")),
            (self.unit_en, tr("Unit in English")),
        ):
            field.setAccessibleName(label)
        self._form = form
        return _page(form)

    def _area_page(self) -> QWidget:
        form = _form()
        for label, field in ((tr("Area in Chinese"), self.area_zh), (tr("Area in English"), self.area_en)):
            form.addRow(label, field)
            field.setAccessibleName(label)
        return _page(form)

    # --- showing ---------------------------------------------------------------------------------------------------

    def offer_roles(self, names: Mapping[str, str]) -> None:
        """Offer these roles, or departments, by code."""
        self.role.clear()
        self.role.addItem(tr("Anybody"), "")
        for code, name in names.items():
            self.role.addItem(name, code)

    def show_area(self, area: Area | None) -> None:
        """Show an area's names; nothing for ``None``."""
        self._item, self._area = None, area
        self.stack.setCurrentIndex(1 if area is not None else 2)
        if area is None:
            return
        self._filling = True
        _put(self.area_zh, area.zh)
        _put(self.area_en, area.en)
        self._filling = False

    def show_item(self, item: Item, form: Form) -> None:
        """Show an item's fields."""
        same = self._item is not None and self._item.code == item.code
        self._item, self._area = item, None
        self._filling = True
        for field, text in (
            (self.zh, item.zh),
            (self.en, item.en),
            (self.requirement_zh, item.requirement_zh),
            (self.requirement_en, item.requirement_en),
            (self.unit_zh, item.unit_zh),
            (self.unit_en, item.unit_en),
        ):
            _put(field, text)
        language = current_language()
        self.area.clear()
        for area in form.areas:
            self.area.addItem(area.name(language), area.code)
        _choose(self.area, item.area)
        if self.role.findData(item.role) < 0:
            self.role.addItem(item.role, item.role)
        _choose(self.role, item.role)
        for edit, moment in ((self.opens, item.opens), (self.due, item.due)):
            if not (same and edit.hasFocus()):
                edit.set_time(moment)
        for number, button in zip(EVERY_DAY, self.days, strict=True):
            button.setChecked(number in item.weekdays)
        _choose(self.kind, item.kind.value)
        for limit, number in ((self.minimum, item.minimum), (self.maximum, item.maximum)):
            if not (same and limit.hasFocus()):
                limit.setText("" if number is None else f"{number.normalize():f}")
        if self.auto.findData(item.auto) < 0:
            self.auto.addItem(item.auto, item.auto)
        _choose(self.auto, item.auto)
        self.verify.setChecked(item.verify)
        self.asked.setChecked(not item.off)
        numeric = item.kind is AnswerKind.NUMBER
        self._form.setRowVisible(self._limits, numeric)
        self._form.setRowVisible(self._units, numeric)
        self.stack.setCurrentIndex(0)
        self._filling = False

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        chinese = current_language().startswith("zh")
        item, area = (self.zh, self.area_zh) if chinese else (self.en, self.area_en)
        field = item if self._item is not None else area
        field.setFocus()
        field.selectAll()

    # --- editing ---------------------------------------------------------------------------------------------------

    def _on_edited(self, *_what: object) -> None:
        if self._filling:
            return
        if self._item is not None:
            fresh = self._read(self._item)
            if fresh != self._item:
                self._item = fresh
                self.item_changed.emit(fresh)
        elif self._area is not None:
            fresh_area = replace(self._area, zh=self.area_zh.text(), en=self.area_en.text())
            if fresh_area != self._area:
                self._area = fresh_area
                self.area_changed.emit(fresh_area)

    def _read(self, item: Item) -> Item:
        return replace(
            item,
            zh=self.zh.text(),
            en=self.en.text(),
            requirement_zh=self.requirement_zh.text(),
            requirement_en=self.requirement_en.text(),
            area=self.area.currentData() or item.area,
            role=self.role.currentData() or "",
            opens=self.opens.time if self.opens.valid else item.opens,
            due=self.due.time if self.due.valid else item.due,
            weekdays=tuple(number for number, button in zip(EVERY_DAY, self.days, strict=True) if button.isChecked()),
            kind=AnswerKind(self.kind.currentData()),
            minimum=_limit(self.minimum, item.minimum),
            maximum=_limit(self.maximum, item.maximum),
            unit_zh=self.unit_zh.text(),
            unit_en=self.unit_en.text(),
            auto=self.auto.currentData() or "",
            verify=self.verify.isChecked(),
            off=not self.asked.isChecked(),
        )


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(12)
    form.setVerticalSpacing(6)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return form


def _page(form: QFormLayout) -> QWidget:
    page = QWidget()
    outer = QVBoxLayout(page)
    outer.setContentsMargins(14, 12, 14, 12)
    outer.addLayout(form)
    outer.addStretch(1)
    return page


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget, 0 if isinstance(widget, QLabel) else 1)
    return row


def _put(field: QLineEdit, text: str) -> None:
    if field.text() != text:
        field.setText(text)
        field.setCursorPosition(0)


def _choose(field: QComboBox, code: str) -> None:
    field.setCurrentIndex(field.findData(code))


def _limit(field: QLineEdit, old: Decimal | None) -> Decimal | None:
    """The limit typed; what is no number is marked and leaves the old one."""
    text = field.text().strip().replace(",", "")
    try:
        number = Decimal(text) if text else None
        good = number is None or number.is_finite()
    except InvalidOperation:
        number, good = old, False
    field.setProperty("invalid", not good)
    field.style().unpolish(field)
    field.style().polish(field)
    return number if good else old
