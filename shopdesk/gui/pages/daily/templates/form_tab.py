"""The tree of a form with its buttons, and the fields of what is chosen in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.domain.daily import editing
from shopdesk.domain.daily.checklist import Area, Form, Item
from shopdesk.gui.pages.daily.templates.form_tree import FormTree
from shopdesk.gui.pages.daily.templates.item_editor import ItemEditor
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.controls import button
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.split_view import SplitView
from shopdesk.gui.widgets.wrapping_label import WrappingLabel
from shopdesk.infra.i18n import tr


class FormTab(QWidget):
    """Emits ``edited`` with the changed form and the code of the item or area to stand on."""

    edited = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Without a form."""
        super().__init__(parent)
        self.form = Form()
        self.tree = FormTree(theme)
        self.tree.chosen.connect(self._on_chosen)
        self.tree.shifted.connect(self.shift)
        self.tree.added.connect(self.add_item)
        self.tree.removed.connect(self.remove)
        self.tree.opened.connect(lambda: self.editor.focus_first())
        self.tree.form_model.switched.connect(self._on_switched)
        self.tree.form_model.dropped.connect(self._on_dropped)
        self.editor = ItemEditor()
        self.editor.item_changed.connect(self._on_item_changed)
        self.editor.area_changed.connect(self._on_area_changed)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._buttons())
        column.addWidget(self.tree, 1)
        keys = WrappingLabel(
            tr("Keys: Space switches on and off, Alt+Up and Alt+Down move, Insert adds, Delete removes, Enter edits")
        )
        keys.setProperty("role", "muted")
        column.addWidget(keys)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(SplitView(left, self.editor, (2, 1)))

    def _buttons(self) -> FlowLayout:
        row = FlowLayout(spacing=4)
        for name, picture, text, tip, act in (
            ("templates.addItem", "add", tr("Item"), tr("New item below this one (Insert)"), self.add_item),
            ("templates.addArea", "add", tr("Area"), tr("New area at the end"), self.add_area),
            ("templates.up", "up", "", tr("Up (Alt+Up)"), lambda: self.shift(-1)),
            ("templates.down", "down", "", tr("Down (Alt+Down)"), lambda: self.shift(1)),
            ("templates.remove", "delete", tr("Remove"), tr("Remove from the form (Delete)"), self.remove),
        ):
            row.addWidget(button(name, text, act, tip=tip, picture=picture))
        return row

    def offer_roles(self, roles: dict[str, str]) -> None:
        """The names of the roles in charge."""
        self.tree.form_model.set_roles(roles)
        self.editor.offer_roles(roles)

    def show_form(self, form: Form, code: str = "") -> None:
        """Show a form."""
        self.form = form
        self.tree.set_form(form, code)

    # --- editing ---------------------------------------------------------------------------------------------------

    def add_item(self) -> None:
        """A new item below the chosen one, ready to be written."""
        area = self.tree.current_area()
        if area is None:
            return
        current = self.tree.current_item()
        form, item = editing.add_item(self.form, area.code, current.code if current is not None else "")
        self.edited.emit(form, item.code)
        self.editor.focus_first()

    def add_area(self) -> None:
        """A new area at the end, ready to be named."""
        form, area = editing.add_area(self.form, "新区域", "New area")
        self.edited.emit(form, area.code)
        self.editor.focus_first()

    def remove(self) -> None:
        """Without the chosen item, or the chosen area if it is empty or only holds switched-off items."""
        item, area = self.tree.current_item(), self.tree.current_area()
        if item is not None:
            members = [one.code for one in editing.of_area(self.form, item.area)]
            place = members.index(item.code)
            rest = [*members[place + 1 :], *reversed(members[:place]), item.area]
            self.edited.emit(editing.remove_item(self.form, item.code), rest[0])
        elif area is not None and len(self.form.areas) > 1:
            self.edited.emit(editing.remove_area(self.form, area.code), "")

    def shift(self, step: int) -> None:
        """The chosen item or area one place up or down."""
        item, area = self.tree.current_item(), self.tree.current_area()
        if item is not None:
            self.edited.emit(editing.shift_item(self.form, item.code, step), item.code)
        elif area is not None:
            self.edited.emit(editing.shift_area(self.form, area.code, step), area.code)

    def _on_chosen(self, area: Area | None, item: Item | None) -> None:
        if item is not None:
            self.editor.show_item(item, self.form)
        else:
            self.editor.show_area(area)

    def _on_item_changed(self, item: Item) -> None:
        self.edited.emit(editing.change_item(self.form, item.code, item), item.code)

    def _on_area_changed(self, area: Area) -> None:
        self.edited.emit(editing.change_area(self.form, area), area.code)

    def _on_switched(self, codes: list[str], on: bool) -> None:
        self.edited.emit(editing.switch(self.form, codes, on), self.tree.current_code())

    def _on_dropped(self, kind: str, code: str, area: str, place: int) -> None:
        if kind == "item":
            self.edited.emit(editing.put_item(self.form, code, area, place), code)
        else:
            self.edited.emit(editing.put_area(self.form, code, place), code)
