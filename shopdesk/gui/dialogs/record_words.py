"""How the history says a change: the names and values that the nouns declare, with the owner's own codes by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from shopdesk.domain.fields import Field, Kind, Reader
from shopdesk.domain.nouns import NOUNS, noun_name
from shopdesk.infra.i18n import current_language, tr

# By the list that a reference chooses from: what departments, roles, shifts are called, and people by their keys.
Codes = Mapping[str, Mapping[Any, str]]


def table_name(noun: str) -> str:
    """What a record of a table is called."""
    name = noun_name(noun)
    return noun if name is None else tr(name)


def record_name(noun: str, values: Mapping[str, Any]) -> str:
    """A record by its kind and its own name or title; by its number where it has neither."""
    titles = list(NOUNS[noun].titles) if noun in NOUNS else []
    # Of two languages the reader's own comes first.
    titles.sort(key=lambda name: name.endswith("_en" if current_language() == "zh_CN" else "_zh"))
    own = next((str(values[name]) for name in titles if values.get(name)), "")
    return f"{table_name(noun)} “{own}”" if own else f"{table_name(noun)} #{values.get('id', '')}".rstrip("# ")


def field_name(noun: str, field: str) -> str | None:
    """What a field is called; ``None`` for keys, order numbers and the like, which say nothing to a reader."""
    declared = _declared(noun, field)
    return tr(declared.label) if declared is not None and declared.label is not None else None


def value_text(noun: str, field: str, value: Any, codes: Codes) -> str:
    """A value as the pages show it: amounts in yuan, stored words in the language in use, ``codes`` by their names."""
    declared = _declared(noun, field)
    if declared is None:
        return str(value)
    if declared.kind in (Kind.RATE, Kind.DECIMAL) and isinstance(value, str):
        value = Decimal(value)  # a change keeps the text of the data file
    return Reader(today=date.min, say=tr, names=codes).shown(declared, value)


def _declared(noun: str, name: str) -> Field | None:
    known = NOUNS.get(noun)
    return next((field for field in known.fields if field.name == name), None) if known is not None else None
