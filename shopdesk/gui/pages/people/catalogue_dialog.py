"""Departments and roles: what each role is for, other names, own departments and roles, hiding what is not used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError, Reader
from shopdesk.domain.people import ROLE, Department, Role
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.widgets.controls import button, lettered, named
from shopdesk.gui.widgets.editors import Editor, editor
from shopdesk.gui.widgets.refusals import LyingLabel
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
        roomy(self, 860, 560)
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
        self.add_role = button("people.catalogue.addRole", tr("Add &role"), self._on_add_role)
        self.add_department = button("people.catalogue.addDepartment", tr("Add &department"), self._on_add_department)
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
        close = button("people.catalogue.close", tr("Close"), self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(splitter, 1)
        layout.addLayout(foot)
        self._fill(None)

    def _build_form(self) -> QWidget:
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(8, 0, 0, 0)
        self.form = QFormLayout()
        self.form.setVerticalSpacing(8)
        self.form.setHorizontalSpacing(12)
        language = "zh" if current_language().startswith("zh") else "en"
        groups: dict[str, str] = {}
        for role in self._team.roles:
            if role.duty_code:
                groups.setdefault(role.duty_code, role.name(current_language()))
        reader = Reader(today=self._team.day, say=tr, names={"duty_code": groups})
        self.editors: dict[str, Editor] = {}
        for name, field, label in (
            ("name", f"name_{language}", tr("&Name")),
            ("duties", f"duties_{language}", tr("D&uties")),
            ("level", "level", ""),
            ("duty", "duty_code", ""),
            ("base", "base_fen", ""),
            ("hidden", "hidden", ""),
        ):
            declared = ROLE.field(field)
            made = editor(declared, reader, empty=ROLE.empty(field))
            label = label or lettered(tr(declared.label or ROLE.label), declared.key)
            named(made.widget, f"people.catalogue.{name}", label)
            self.form.addRow("" if name == "hidden" else label, made.widget)
            made.changed.connect(lambda name=name: self._check(name))
            self.editors[name] = made
        self.name, self.hidden = self.editors["name"].widget, self.editors["hidden"].widget
        self.editors["duty"].widget.setToolTip(
            tr("The daily worksheet and other templates give this role's tasks to its people.")
        )
        outer.addLayout(self.form)
        self.save = button("people.catalogue.save", tr("&Save"), self._on_save, role="primary")
        self.problem = LyingLabel("people.catalogue.problem", self.save)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.save)
        outer.addLayout(row)
        outer.addStretch(1)
        return holder

    def _check(self, name: str) -> None:
        """What is too long or too large is said at once, the rest at Save."""
        try:
            self.editors[name].value()
        except FieldError as error:
            if error.limit:
                self._on_refused(error)
        else:
            self._say("")

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

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
        language = current_language()
        role = record if isinstance(record, Role) else None
        for name in ("duties", "level", "duty", "base"):
            self.form.setRowVisible(self.editors[name].widget, role is not None)
        self.editors["name"].set_value(record.name(language))
        self.editors["hidden"].set_value(record.hidden)
        if role is not None:
            self.editors["duties"].set_value(role.duties(language))
            self.editors["level"].set_value(role.level)
            self.editors["duty"].set_value(role.duty_code)
            self.editors["base"].set_value(role.base_fen)
        self._say("")

    # Saving

    def _on_save(self) -> None:
        record = self._record()
        if record is None:
            return
        shown = [name for name in self.editors if isinstance(record, Role) or name in ("name", "hidden")]
        try:
            said = {name: self.editors[name].value() for name in shown}
        except FieldError as error:
            self._on_refused(error)
            self.editors[next(name for name in shown if self.editors[name].field is error.field)].widget.setFocus()
            return
        language, more = current_language(), {"hidden": said["hidden"]}
        if said["name"] != record.name(language):
            more |= {"name_zh": said["name"], "name_en": said["name"]}
        if isinstance(record, Role):
            if said["duties"] != record.duties(language):
                more |= {"duties_zh": said["duties"], "duties_en": said["duties"]}
            more |= {"level": said["level"], "duty_code": said["duty"], "base_fen": said["base"]}
        self._keep(replace(record, **more))

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
                key = f"role {people.catalogue.save_role(record).code}"
            else:
                key = f"department {people.catalogue.save_department(record).code}"
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
        self._say(tr(error.text))
