"""How a sentence leaves the program: its template and values, so that it is read in the reader's language."""

from __future__ import annotations

from typing import Any

from shopdesk.domain.text import Either, Names, Text


def plain(value: Any) -> Any:
    """A sentence, or a value within one, as JSON can hold it; a sentence in a sentence keeps its parts."""
    if isinstance(value, Text):
        parts = {"template": value.template, "values": {name: plain(inner) for name, inner in value.params.items()}}
        return {**parts, "context": value.context} if value.context else parts
    if isinstance(value, Either):
        return value._asdict()
    if isinstance(value, Names):
        return [plain(name) for name in value]
    return str(value) if not isinstance(value, str | int | bool | type(None)) else value


def sentence(value: Any) -> Any:
    """What :func:`plain` was given; days and rates come back as the words they were stored as."""
    if isinstance(value, dict) and "template" not in value:
        return Either(**value)
    if isinstance(value, dict):
        values = {name: sentence(inner) for name, inner in value["values"].items()}
        return Text(value["template"], context=value.get("context", ""), **values)
    return Names(map(sentence, value)) if isinstance(value, list) else value
