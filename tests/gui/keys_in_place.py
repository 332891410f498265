"""Whether every key that is offered does its work where it is offered, from the page's own place and out of a field."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut, QShortcutEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

_STANDARD = QKeySequence.StandardKey


def of_a_field() -> set[QKeySequence]:
    """What means its own thing while somebody types in a field; Qt knows it once there is an application."""
    kinds = (_STANDARD.Copy, _STANDARD.Cut, _STANDARD.Paste, _STANDARD.Undo, _STANDARD.Redo, _STANDARD.SelectAll)
    return {keys for kind in kinds for keys in QKeySequence.keyBindings(kind)}


class Ear(QObject):
    """Hears which key comes to its owner, and keeps it from acting on it."""

    def __init__(self, owner: QObject) -> None:
        """Listen to ``owner``."""
        super().__init__()
        self.owner = owner
        self.heard: list[bool] = []
        owner.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note a key: whether two things listen to it at once."""
        if event.type() is QEvent.Type.Shortcut:
            assert isinstance(event, QShortcutEvent)
            self.heard.append(event.isAmbiguous())
            return True
        return False


def offered(window: QWidget) -> Iterator[tuple[QObject, QKeySequence]]:
    """Everything shown that has a key: entries of menus and pages, letters of buttons and labels, and other keys."""
    for action in window.findChildren(QAction):
        holders = [holder for holder in action.associatedObjects() if isinstance(holder, QWidget)]
        if action.isEnabled() and any(holder.isVisible() or _in_the_bar(holder, window) for holder in holders):
            yield from ((action, keys) for keys in action.shortcuts())
    for shortcut in window.findChildren(QShortcut):
        holder = shortcut.parent()
        if shortcut.isEnabled() and isinstance(holder, QWidget) and holder.isVisible():
            yield shortcut, shortcut.key()
    for one in window.findChildren(QWidget):
        if not one.isVisible() or not one.isEnabled():
            continue
        if isinstance(one, QAbstractButton) and not one.shortcut().isEmpty():
            yield one, one.shortcut()
        elif isinstance(one, QLabel) and one.buddy() is not None and one.buddy().isEnabled():
            yield from (keys for keys in [(one, QKeySequence.mnemonic(one.text()))] if not keys[1].isEmpty())


def _in_the_bar(holder: QWidget, window: QWidget) -> bool:
    """Whether it is a menu of the window's bar, whose keys work while it is closed."""
    return holder.inherits("QMenu") and holder.parentWidget() is not None and window.isAncestorOf(holder)


def put_away() -> None:
    """Close what a wrong key opened, so that it does not take the next ones."""
    while (opened := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
        opened.close()


def within_reach(source: QObject, focus: QWidget) -> bool:
    """Whether a key that only works within a widget is pressed there."""
    context = source.shortcutContext() if isinstance(source, QAction) else None
    context = source.context() if isinstance(source, QShortcut) else context
    if context in (Qt.ShortcutContext.WidgetShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut):
        holders = source.associatedObjects() if isinstance(source, QAction) else [source.parent()]
        alone = context is Qt.ShortcutContext.WidgetShortcut
        return any(
            one is focus or (not alone and one.isAncestorOf(focus)) for one in holders if isinstance(one, QWidget)
        )
    return True


class KeyRound:
    """Presses every key that is offered, and counts them."""

    def __init__(self) -> None:
        """Nothing was pressed yet."""
        self.pressed = 0

    def in_place(self, window: QWidget) -> list[str]:
        """What goes wrong with the keys of the view that is shown, from its own place and out of its first field."""
        pages = window.pages
        assert pages is not None and pages.current is not None
        lines = [one for one in pages.current.findChildren(QLineEdit) if one.isVisible() and one.isEnabled()]
        found: list[str] = []
        for place in (pages.current, *lines[:1]):
            for source, keys in list(offered(window)):
                place.setFocus()
                found += self._press(source, keys, QApplication.focusWidget() or window)
        # A letter that nothing listens to here is no text either: "c" must not land in an amount.
        for line in lines:
            before = line.text()
            line.setFocus()
            QTest.keyClick(line, Qt.Key.Key_Q, Qt.KeyboardModifier.AltModifier)
            if line.text() != before:
                found.append(f"Alt+Q typed {line.text()!r} into {line.objectName()}")
                line.setText(before)
            put_away()
        return found

    def _press(self, source: QObject, keys: QKeySequence, focus: QWidget) -> list[str]:
        if not within_reach(source, focus) or (isinstance(focus, QLineEdit) and keys in of_a_field()):
            return []
        before = focus.text() if isinstance(focus, QLineEdit) else ""
        ear = Ear(source)
        QTest.keySequence(focus, keys)
        source.removeEventFilter(ear)
        put_away()
        self.pressed += 1
        found = []
        if ear.heard != [False]:
            name = source.objectName() or str(getattr(source, "text", str)())
            found.append(f"{keys.toString()} for {name} from {focus.objectName()}: {ear.heard}")
        if isinstance(focus, QLineEdit) and focus.text() != before:
            found.append(f"{keys.toString()} typed {focus.text()!r} into {focus.objectName()}")
        return found
