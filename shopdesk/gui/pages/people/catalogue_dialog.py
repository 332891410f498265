"""Departments and roles: what each role is for, other names, own departments and roles, hiding what is not used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.errors import UserError
from shopdesk.domain.people import LEVEL_NAMES, Department, Level, Role
from shopdesk.gui.widgets.money_edit import MoneyEdit
from shopdesk.infra.i18n import current_language, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.people.team import Team

_RECORD = int(Qt.ItemDataRole.UserRole)


class CatalogueDialog(QDialog):
    """A tree on the left, the chosen department or role on the right; each is saved on its own."""

    def __init__(self, context: PageContext, team: Team, parent: QWidget | None = None) -> None:
        """Show the departments and roles of ``team``."""
        super().__init__(parent)
        self._context = context
        self._team = team
        self.setObjectName("people.catalogueDialog")
        self.setWindowTitle(tr("Departments and roles"))
        self.resize(860, 560)
        self.tree = QTreeWidget()
        self.tree.setObjectName("people.catalogue.tree")
        self.tree.setAccessibleName(tr("Departments and roles"))
        self.tree.setHeaderHidden(True)
        self.tree.currentItemChanged.connect(lambda *_: self._show_current())
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree, 1)
        row = QHBoxLayout()
        self.add_role = self._button("addRole", tr("Add &role"), self._on_add_role)
        self.add_department = self._button("addDepartment", tr("Add &department"), self._on_add_department)
        row.addWidget(self.add_role)
        row.addWidget(self.add_department)
        column.addLayout(row)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(8)
        splitter.setStyleSheet("QSplitter::handle { background: transparent; }")
        splitter.addWidget(left)
        splitter.addWidget(self._build_form())
        splitter.setSizes([320, 520])
        close = self._button("close", tr("Close"), self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(splitter, 1)
        layout.addLayout(foot)
        self._fill(None)

    def _button(self, name: str, text: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"people.catalogue.{name}")
        button.setAccessibleName(text.replace("&", ""))
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _build_form(self) -> QWidget:
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(8, 0, 0, 0)
        self.form = QFormLayout()
        self.form.setVerticalSpacing(8)
        self.form.setHorizontalSpacing(12)
        self.name = QLineEdit()
        self.name.setMaxLength(40)
        self.duties = QPlainTextEdit()
        self.duties.setTabChangesFocus(True)
        self.duties.setMinimumHeight(120)
        self.level = QComboBox()
        for level in Level:
            self.level.addItem(tr(LEVEL_NAMES[level]), level)
        self.duty = QComboBox()
        for code in dict.fromkeys(role.duty_code for role in self._team.roles if role.duty_code):
            first = next(role for role in self._team.roles if role.duty_code == code)
            self.duty.addItem(first.name(current_language()), code)
        self.base = MoneyEdit()
        self.hidden = QCheckBox(tr("Not used in this store (&hide it)"))
        for label, widget, name in (
            (tr("&Name"), self.name, "name"),
            (tr("D&uties"), self.duties, "duties"),
            (tr("&Level"), self.level, "level"),
            (tr("&Tasks of"), self.duty, "duty"),
            (tr("Usual &base pay"), self.base, "base"),
            ("", self.hidden, "hidden"),
        ):
            widget.setObjectName(f"people.catalogue.{name}")
            widget.setAccessibleName((label or self.hidden.text()).replace("&", ""))
            self.form.addRow(label, widget)
        self.duty.setToolTip(tr("The daily worksheet and other templates give this role's tasks to its people."))
        outer.addLayout(self.form)
        self.problem = QLabel()
        self.problem.setObjectName("people.catalogue.problem")
        self.problem.setProperty("tone", "bad")
        self.problem.setWordWrap(True)
        outer.addWidget(self.problem)
        self.save = self._button("save", tr("&Save"), self._on_save)
        self.save.setProperty("role", "primary")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.save)
        outer.addLayout(row)
        outer.addStretch(1)
        return holder

    # Showing

    def _fill(self, keep: str | None) -> None:
        self.tree.clear()
        language = current_language()
        current: QTreeWidgetItem | None = None
        for department in self._team.departments:
            top = self._item(department, department.name(language), department.hidden)
            self.tree.addTopLevelItem(top)
            for role in self._team.roles:
                if role.department_code == department.code:
                    child = self._item(role, role.name(language), role.hidden)
                    top.addChild(child)
                    current = child if f"role {role.code}" == keep else current
            top.setExpanded(not department.hidden)
            current = top if f"department {department.code}" == keep else current
        self.tree.setCurrentItem(current or self.tree.topLevelItem(0))

    def _item(self, record: Department | Role, name: str, hidden: bool) -> QTreeWidgetItem:
        item = QTreeWidgetItem([tr("{name} (hidden)", name=name) if hidden else name])
        item.setData(0, _RECORD, record)
        if hidden:
            item.setForeground(0, self._context.theme.muted)
        return item

    def _record(self) -> Department | Role | None:
        item = self.tree.currentItem()
        found: Department | Role | None = item.data(0, _RECORD) if item is not None else None
        return found

    def _show_current(self) -> None:
        record = self._record()
        if record is None:
            return
        self.problem.clear()
        language = current_language()
        self.name.setText(record.name(language))
        self.hidden.setChecked(record.hidden)
        is_role = isinstance(record, Role)
        for widget in (self.duties, self.level, self.duty, self.base):
            self.form.setRowVisible(widget, is_role)
        if isinstance(record, Role):
            self.duties.setPlainText(record.duties(language))
            self.level.setCurrentIndex(self.level.findData(record.level))
            self.duty.setCurrentIndex(self.duty.findData(record.duty_code))
            self.base.set_fen(record.base_fen)

    # Saving

    def _on_save(self) -> None:
        record = self._record()
        if record is None:
            return
        language, name = current_language(), self.name.text().strip()
        both = name != record.name(language)
        changed = replace(
            record,
            name_zh=name if both else record.name_zh,
            name_en=name if both else record.name_en,
            hidden=self.hidden.isChecked(),
        )
        if isinstance(changed, Role):
            duties = self.duties.toPlainText().strip()
            if duties != changed.duties(language):
                changed = replace(changed, duties_zh=duties, duties_en=duties)
            changed = replace(
                changed,
                level=Level(self.level.currentData()),
                duty_code=self.duty.currentData() or "",
                base_fen=self.base.fen,
            )
        self._keep(changed)

    def _on_add_department(self) -> None:
        self._keep(
            Department(
                store_id=self._context.store_id, code="", name_zh=tr("New department"), name_en=tr("New department")
            )
        )

    def _on_add_role(self) -> None:
        record = self._record()
        if record is None:
            return
        code = record.code if isinstance(record, Department) else record.department_code
        near = next((role.duty_code for role in self._team.roles if role.department_code == code), "operations")
        self._keep(
            Role(
                store_id=self._context.store_id,
                code="",
                department_code=code,
                name_zh=tr("New role"),
                name_en=tr("New role"),
                duty_code=near,
            )
        )

    def _keep(self, record: Department | Role) -> None:
        people, store_id = self._context.services.people, self._context.store_id

        def work() -> tuple[str, Team]:
            if isinstance(record, Role):
                key = f"role {people.save_role(record).code}"
            else:
                key = f"department {people.save_department(record).code}"
            return key, people.team(store_id)

        self._context.tasks.database(work, done=self._on_kept, failed=self._on_refused, owner=self)

    def _on_kept(self, kept: tuple[str, Team]) -> None:
        self._team = kept[1]
        self._fill(kept[0])
        self.name.setFocus()
        self.name.selectAll()

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.problem.setText(tr(error.text))
