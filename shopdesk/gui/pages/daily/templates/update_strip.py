"""Offers the news of a shipped form: what would come, change and go, and which own edits stay."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from shopdesk.domain.daily.editing import ShippedNews, differences
from shopdesk.domain.daily.nouns import ITEM
from shopdesk.gui.theme import Theme
from shopdesk.gui.widgets.controls import button
from shopdesk.infra.i18n import current_language, tr
from shopdesk.reporting.daily_sheet import joined


class UpdateStrip(QFrame):
    """Hidden where nothing is new. Emits ``taken``."""

    taken = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self.setObjectName("templates.update")
        self.setStyleSheet(
            f"QFrame#templates\\.update {{ background: {theme.accent_soft.name()}; border-radius: 8px; }}"
        )
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setObjectName("templates.updateWords")
        self.details = QLabel()
        self.details.setObjectName("templates.updateDetails")
        self.details.setWordWrap(True)
        self.details.setTextFormat(Qt.TextFormat.RichText)
        self.details.hide()
        self.more = button("templates.updateMore", tr("What would change"), role="flat", checkable=True)
        self.more.toggled.connect(self.details.setVisible)
        self.take = button("templates.takeUpdate", tr("Take over"), self.taken.emit, role="primary")
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.more)
        row.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addLayout(row)
        layout.addWidget(self.details)
        self.hide()

    def show_news(self, news: ShippedNews | None, *, unsaved: bool) -> None:
        """Offer the news; with unsaved changes they wait until those are saved or given up."""
        self.setVisible(news is not None)
        if news is None:
            self.more.setChecked(False)
            return
        self.words.setText(
            tr(
                "The shipped form has news: {added} new, {changed} changed, {removed} dropped items. "
                "Your own edits stay.",
                added=len(news.added),
                changed=len(news.changed),
                removed=len(news.removed),
            )
        )
        self.take.setEnabled(not unsaved)
        self.take.setToolTip(tr("Save or give up your changes first.") if unsaved else "")
        self.details.setText(describe(news))


def describe(news: ShippedNews) -> str:
    """Every piece of news as a line of rich text."""
    language = current_language()
    lines = [f"<b>＋</b> {escape(area.name(language))}" for area in news.areas]
    lines += [f"<b>＋</b> {escape(item.text(language))}" for item in news.added]
    for old, fresh in news.changed:
        labels = [ITEM.field(name).label for name in differences(old, fresh)]
        fields = joined([tr(label) for label in labels if label is not None])
        lines.append(f"<b>≠</b> {escape(old.text(language))} ({escape(fields)})")
    lines += [f"<b>－</b> {escape(item.text(language))}" for item in news.removed]
    lines += [
        f"<b>＝</b> {escape(item.text(language))} ({escape(tr('your own wording stays'))})" for item in news.kept_own
    ]
    if news.timetable:
        lines.append(f"<b>≠</b> {escape(tr('Timetable of the day'))}")
    if news.use:
        lines.append(f"<b>≠</b> {escape(tr('On which days it is asked'))}")
    return "<br>".join(lines) or escape(tr("Nothing visible changes."))
