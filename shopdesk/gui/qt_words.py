"""Qt's own words, on its dialogs' buttons and menus, in our language."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from shopdesk.infra.i18n import current_language


class QtWords:
    """What Qt says by itself."""

    def __init__(self, application: QApplication, owner: QObject) -> None:
        """In Qt's own language until :meth:`speak`; the words go with their owner."""
        self._application = application
        self._owner = owner
        self._words: QTranslator | None = None

    def speak(self) -> None:
        """Say it in the language in force."""
        language = current_language()
        QLocale.setDefault(QLocale(language))
        self.stop()
        if language == "en":
            return
        words = QTranslator(self._owner)
        if words.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._application.installTranslator(words)
            self._words = words

    def stop(self) -> None:
        """Say it in Qt's own language again."""
        words, self._words = self._words, None
        if words is not None:
            self._application.removeTranslator(words)
            words.deleteLater()
