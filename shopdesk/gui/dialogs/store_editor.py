"""A new store, or an old one with other fields."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shopdesk.domain.stores import Store
from shopdesk.gui.dialogs.store_fields import StoreFields
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.desktop import Desktop


class StoreEditor(FormDialog):
    """Edits ``store``, or creates one where it is ``None``."""

    def __init__(self, desktop: Desktop, store: Store | None) -> None:
        """Show the fields."""
        title = tr("Edit this store") if store else tr("New store")
        super().__init__(title, self._save, desktop.window)
        self.setObjectName("storeEditor")
        self._desktop = desktop
        self._store = store
        self.fields = StoreFields(self.form, store)

    def _save(self) -> bool:
        name, platform, kind = self.fields.chosen
        services = self._desktop.app.services
        store = self._store

        def work() -> Store:
            if store is not None:
                return services.stores.update(replace(store, name=name, platform=platform, store_type=kind))
            created = services.stores.create(name, platform, kind)
            services.setup.start(created)
            services.people.seed(created)
            return created

        self._desktop.tasks.database(work, done=self._on_saved, failed=self.complain, owner=self)
        return False

    def _on_saved(self, store: Store) -> None:
        self.accept()
        self._desktop.jobs.store_created(store)
