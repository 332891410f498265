"""What stands in the fields of a page and is kept nowhere: typed a moment ago, or refused."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from shopdesk.infra.i18n import tr

_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)


def settle_typing(window: QWidget) -> None:
    """Let the field that is being typed in be done with it, as if somebody had clicked elsewhere."""
    field = QApplication.focusWidget()
    if isinstance(field, _FIELDS) and window.isAncestorOf(field):
        field.clearFocus()


def field_in_hand(window: QWidget) -> tuple[QWidget, str] | None:
    """What is being typed in, if anything, and what it is called with what stands in it."""
    field = QApplication.focusWidget()
    if not isinstance(field, _FIELDS) or not window.isAncestorOf(field):
        return None
    name, holder = field.accessibleName(), field.parentWidget()
    while not name and holder is not None:
        name, holder = holder.accessibleName(), holder.parentWidget()
    text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    return field, tr("{field}: “{text}”", field=name, text=text.strip())


def refused_words(root: QWidget) -> list[str]:
    """What was typed within ``root`` and cannot be kept as it stands, a sentence each."""
    return [
        tr("{field}: “{text}” cannot be kept as it stands.", field=one.accessibleName(), text=one.text().strip())
        for one in root.findChildren(QLineEdit)
        if one.property("invalid") and one.text().strip()
    ]
