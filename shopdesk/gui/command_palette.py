"""Ctrl+K: find any action, page, store, person, campaign or figure by a few letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from shopdesk.domain.kpi.declarations import KPIS
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.domain.campaigns.records import Campaign
    from shopdesk.gui.hosts import PaletteHost

_MOST = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """Something to find: what it is called, what it is, and what choosing it does."""

    title: str
    kind: str
    run: Callable[[], object]

    def rank(self, words: list[str]) -> int | None:
        """How well it fits, less being better; ``None`` where a word is missing."""
        text = f"{self.title} {self.kind}".casefold()
        places = [text.find(word) for word in words]
        return None if any(place < 0 for place in places) else sum(places)


class CommandPalette(QDialog):
    """A field and the list of what fits; Enter does the first."""

    def __init__(self, desktop: PaletteHost) -> None:
        """Offer the actions at once and the data as they arrive."""
        super().__init__(desktop.window)
        self._desktop = desktop
        self._hits: list[Hit] = self._actions()
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Find anything"))
        self.resize(560, 420)
        self.field = QLineEdit()
        self.field.setObjectName("palette.field")
        self.field.setPlaceholderText(tr("Action, page, store, person, campaign, figure…"))
        self.field.setAccessibleName(tr("Find anything"))
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("palette.list")
        self.list.setAccessibleName(tr("What fits"))
        self.list.itemActivated.connect(self._on_activated)
        self.list.itemClicked.connect(self._on_activated)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self.field.textChanged.connect(lambda _text: self._show())
        self._show()
        if desktop.window.context is not None:
            desktop.tasks.database(self._find_data, done=self._on_found, owner=self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while the field keeps the keyboard."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                row = max(0, min(self.list.count() - 1, self.list.currentRow() + step))
                self.list.setCurrentRow(row)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_activated(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _actions(self) -> list[Hit]:
        hits = []
        for action in self._desktop.commands.actions:
            if action.isEnabled():
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                kind = tr("Action") + (f" · {keys}" if keys else "")
                hits.append(Hit(action.text().replace("&", ""), kind, action.trigger))
        pages = self._desktop.window.pages
        page = pages.current if pages is not None else None
        for offered in page.actions_offered() if page is not None else ():
            hits.append(Hit(offered.text().replace("&", ""), tr("Action on this page"), offered.trigger))
        return hits

    def _find_data(self) -> list[Hit]:
        window, services = self._desktop.window, self._desktop.app.services
        context = window.context
        if context is None:
            return []
        with services.reading():
            stores, people = services.stores.all(), services.people.everyone(context.store_id)
            campaigns = services.campaigns.of_store(context.store_id)
        hits = [
            Hit(store.name, tr("Store"), lambda store=store: window.switch_store(store))  # type: ignore[misc]
            for store in stores
        ]
        for person in people:
            hits.append(Hit(person.label, tr("Person"), lambda person=person: self._show_person(person.id)))  # type: ignore[misc]
        for campaign in campaigns:
            kind = tr("Campaign") + f" · {campaign.start}"
            hits.append(Hit(campaign.name, kind, lambda one=campaign: self._show_campaign(one)))  # type: ignore[misc]
        for figure in KPIS:
            hits.append(Hit(tr(figure.name), tr("Figure"), lambda: window.open_page("kpi")))
        return hits

    def _show_person(self, person_id: int) -> None:
        page: Any = self._desktop.window.open_page("people")
        page.show_person(person_id)

    def _show_campaign(self, campaign: Campaign) -> None:
        page: Any = self._desktop.window.open_page("promotions")
        page.show_campaign(campaign)

    def _on_found(self, hits: list[Hit]) -> None:
        self._hits += hits
        self._show()

    def _show(self) -> None:
        words = self.field.text().casefold().split()
        ranked = [(rank, place, hit) for place, hit in enumerate(self._hits) if (rank := hit.rank(words)) is not None]
        self.list.clear()
        for _rank, _place, hit in sorted(ranked, key=lambda entry: entry[:2])[:_MOST]:
            item = QListWidgetItem(f"{hit.title}    ·  {hit.kind}")
            item.setData(Qt.ItemDataRole.UserRole, hit)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _on_activated(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        hit: Hit = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        hit.run()
