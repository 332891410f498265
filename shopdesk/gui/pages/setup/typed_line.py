"""A line that is kept as soon as it is left: read by its field, and marked where it cannot be kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit

from shopdesk.domain.fields import FieldError, Noun, Reader
from shopdesk.domain.typed import parse
from shopdesk.infra.i18n import tr


def read_line(line: QLineEdit, noun: Noun, name: str) -> tuple[Any, bool]:
    """What stands in ``line`` for a field, and whether it can be kept; the tip says why not."""
    try:
        # No field that is read like this holds a day, so that the day it is plays no part.
        value, problem = parse(noun.field(name), line.text(), Reader(date.min, tr), empty=noun.empty(name)), ""
    except FieldError as error:
        value, problem = None, tr(error.text)
    line.setProperty("invalid", bool(problem))
    line.setToolTip(problem)
    line.setAccessibleDescription(problem)
    line.style().unpolish(line)
    line.style().polish(line)
    return value, not problem
