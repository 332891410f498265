"""Choosing a role, grouped by department."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from shopdesk.domain.people import Department, Role
from shopdesk.infra.i18n import current_language, tr

_CODE = int(Qt.ItemDataRole.UserRole)


class _Indented(QStyledItemDelegate):
    """Roles stand a step inside of the department that heads them."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.data(_CODE):
            option.text = f"\N{EM SPACE}\N{EM SPACE}{option.text}"


class RoleChoice(QComboBox):
    """A list of roles under the names of their departments; only roles can be chosen."""

    def __init__(self, departments: Sequence[Department], roles: Sequence[Role], parent: QWidget | None = None) -> None:
        """Offer what is not hidden."""
        super().__init__(parent)
        self.setAccessibleName(tr("Role"))
        self._roles = {role.code: role for role in roles}
        language = current_language()
        model = QStandardItemModel(self)
        for department in departments:
            offered = [role for role in roles if role.department_code == department.code and not role.hidden]
            if department.hidden or not offered:
                continue
            heading = QStandardItem(department.name(language))
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            bold = QFont(self.font())
            bold.setBold(True)
            heading.setFont(bold)
            model.appendRow(heading)
            for role in offered:
                item = QStandardItem(role.name(language))
                item.setData(role.code, _CODE)
                item.setData(
                    f"{department.name(language)}, {role.name(language)}", int(Qt.ItemDataRole.AccessibleTextRole)
                )
                item.setToolTip(role.duties(language))
                model.appendRow(item)
        self.setModel(model)
        self.setItemDelegate(_Indented(self))
        self.setMaxVisibleItems(24)

    def role(self) -> Role | None:
        """The chosen role."""
        return self._roles.get(self.currentData(_CODE) or "")

    def choose(self, code: str) -> None:
        """Choose the role with this code, or the first one where there is none."""
        place = self.findData(code, _CODE)
        if place < 0:
            place = next((row for row in range(self.count()) if self.itemData(row, _CODE)), -1)
        self.setCurrentIndex(place)
