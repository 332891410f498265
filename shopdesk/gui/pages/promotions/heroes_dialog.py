"""The store's hero products and the least stock each must keep."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.campaigns.records import Hero
from shopdesk.domain.errors import UserError
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.campaign_form import CountEdit
from shopdesk.infra.i18n import tr


class HeroesDialog(QDialog):
    """Add and remove heroes; the daily worksheet warns when their stock falls below the minimum."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Show this store's heroes."""
        super().__init__(parent)
        self.setWindowTitle(tr("Hero products"))
        self.setObjectName("promotions.heroesDialog")
        self.resize(560, 420)
        self._context = context
        self.list = QListWidget()
        self.list.setObjectName("promotions.heroes.list")
        self.list.setAccessibleName(tr("Hero products"))
        self.number, self.title, self.minimum = QLineEdit(), QLineEdit(), CountEdit(30)
        for field, name, label in (
            (self.number, "number", tr("Product number")),
            (self.title, "title", tr("Title")),
            (self.minimum, "minimum", tr("Least stock, pieces")),
        ):
            field.setObjectName(f"promotions.heroes.{name}")
            field.setAccessibleName(label)
            field.setPlaceholderText(label)
            field.setToolTip(label)
        self.problem = QLabel()
        self.problem.setProperty("tone", "bad")
        add, remove, close = QPushButton(tr("Add")), QPushButton(tr("Remove")), QPushButton(tr("Close"))
        add.setProperty("role", "primary")
        for button, name in ((add, "add"), (remove, "remove"), (close, "close")):
            button.setObjectName(f"promotions.heroes.{name}")
        hint = QLabel(tr("Keep 30 to 50 pieces of each hero in stock; two heroes among 40 to 50 products are usual."))
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        fields, foot = QHBoxLayout(), QHBoxLayout()
        for widget, stretch in ((self.number, 2), (self.title, 3), (self.minimum, 1), (add, 0)):
            fields.addWidget(widget, stretch)
        foot.addWidget(remove)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(hint)
        layout.addWidget(self.list)
        layout.addLayout(fields)
        layout.addWidget(self.problem)
        layout.addLayout(foot)
        add.clicked.connect(self._on_add)
        remove.clicked.connect(self._on_remove)
        close.clicked.connect(self.accept)
        self._reload()

    def _reload(self) -> None:
        services, store_id = self._context.services, self._context.store_id
        self._context.tasks.database(lambda: services.campaigns.heroes(store_id), done=self._on_loaded, owner=self)

    def _on_loaded(self, heroes: list[Hero]) -> None:
        self.list.clear()
        for hero in heroes:
            pieces = "—" if hero.minimum_pieces is None else hero.minimum_pieces
            text = tr(
                "{product}: at least {pieces} pcs", product=f"{hero.product_id} {hero.title}".strip(), pieces=pieces
            )
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, hero.id)
            self.list.addItem(item)

    def _on_add(self) -> None:
        hero = Hero(
            store_id=self._context.store_id,
            product_id=self.number.text().strip(),
            title=self.title.text().strip(),
            minimum_pieces=self.minimum.value,
        )
        services = self._context.services
        self._context.tasks.database(
            lambda: services.campaigns.save_hero(hero), done=self._on_saved, failed=self._on_failed, owner=self
        )

    def _on_saved(self, _hero: Hero) -> None:
        self.number.clear()
        self.title.clear()
        self.problem.clear()
        self._reload()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.problem.setText(tr(error.text))

    def _on_remove(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            services, hero_id = self._context.services, item.data(Qt.ItemDataRole.UserRole)
            self._context.tasks.database(
                lambda: services.campaigns.remove_hero(hero_id), done=lambda _none: self._reload(), owner=self
            )
