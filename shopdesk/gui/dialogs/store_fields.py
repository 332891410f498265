"""The fields of a new store: at the first start, and what the store editor shares with it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QFormLayout

from shopdesk.domain.fields import Reader
from shopdesk.domain.stores import STORE, TYPE_NAMES, Platform, Store, types_of
from shopdesk.gui.widgets.editors import ChoiceEditor, Editor, editor
from shopdesk.infra.i18n import tr

STORE_FIELDS = {"name": "store.name", "platform": "store.platform", "store_type": "store.type"}
"""The fields that a form of a store shows, with their object names."""


class StoreFields:
    """Name, platform and the types that the platform has, in a form that asks for more than a store."""

    def __init__(self, form: QFormLayout) -> None:
        """Add the fields to ``form``, as a new store begins."""
        reader = Reader(today=date.min, say=tr)
        start = Store(name="")
        self._editors: dict[str, Editor] = {}
        for name, object_name in STORE_FIELDS.items():
            field = STORE.field(name)
            made = editor(field, reader, empty=STORE.empty(name))
            made.set_value(getattr(start, name))
            label = tr(field.label) if field.label is not None else name
            made.widget.setObjectName(object_name)
            made.widget.setAccessibleName(label)
            form.addRow(label, made.widget)
            self._editors[name] = made
        offer_types(self._editors["platform"], self._editors["store_type"])
        self.name, self.platform, self.kind = (one.widget for one in self._editors.values())

    def store(self) -> Store:
        """What was typed and chosen.

        Raises:
            FieldError: the name is missing or too long.
        """
        return Store(**{name: one.value() for name, one in self._editors.items()})


def offer_types(platform: Editor, kind: Editor) -> None:
    """Offer the store types that the chosen platform has, now and whenever another is chosen."""

    def offer() -> None:
        assert isinstance(kind, ChoiceEditor)
        kind.offer({one: tr(TYPE_NAMES[one]) for one in types_of(Platform(platform.value()))}, only=True)

    platform.changed.connect(offer)
    offer()
