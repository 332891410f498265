"""The figures of an estimate one under the other: each with its rule, how sure it is, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shopdesk.domain.setup.fees import FEE_ITEM_NAMES, FeeLine, FeeNote
from shopdesk.gui.widgets.controls import breakable, button, words
from shopdesk.gui.widgets.flow_layout import FlowLayout
from shopdesk.gui.widgets.status_pill import StatusPill
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.fee_words import figure_words, note_words, rule_words, standing_words, year_words

if TYPE_CHECKING:
    from shopdesk.gui.theme import Theme


def fee_row(
    theme: Theme, line: FeeLine, own_asked: Callable[[FeeLine], None], shipped_asked: Callable[[FeeLine], None]
) -> QWidget:
    """One figure. ``own_asked`` and ``shipped_asked`` hear what its buttons want."""
    code = line.item.value
    row = QWidget()
    row.setObjectName(f"setup.fees.line.{code}")
    box = QVBoxLayout(row)
    box.setContentsMargins(0, 2, 0, 2)
    box.setSpacing(4)
    head = FlowLayout(spacing=12)
    name = QLabel(tr(FEE_ITEM_NAMES[line.item]))
    name.setMinimumWidth(150)
    figure = QLabel(figure_words(line))
    figure.setProperty("role", "subtitle")
    figure.setMinimumWidth(120)
    figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    year = QLabel(year_words(line))
    year.setMinimumWidth(170)
    head.add(name, figure)
    head.add(year, grows=True)
    head.add(StatusPill(theme, *standing_words(line)))
    if line.own:
        head.add(
            button(
                f"setup.fees.shipped.{code}",
                tr("Back to the shipped figure"),
                lambda: shipped_asked(line),
                role="flat",
            )
        )
    if line.link:
        head.add(link_button(f"setup.fees.link.{code}", lambda: line.link))
    asked = tr("Change the own figure…") if line.own else tr("Own figure…")
    head.add(button(f"setup.fees.own.{code}", asked, lambda: own_asked(line), role="flat"))
    box.addLayout(head)
    box.addWidget(words(breakable(rule_words(line)), role="muted"))
    return row


def note_row(number: int, note: FeeNote) -> QWidget:
    """Something known beside the figures, and its link."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(words(breakable(note_words(note)), name=f"setup.fees.note.{number}"), 1)
    line.addWidget(link_button(f"setup.fees.noteLink.{number}", lambda: note.link))
    return row


def link_button(name: str, link: Callable[[], str], role: str = "flat") -> QPushButton:
    """Puts where a figure is from on the clipboard; nothing here opens a browser."""
    return button(
        name,
        tr("Copy the link"),
        lambda: QGuiApplication.clipboard().setText(link()),
        role=role,
        tip=tr("To be pasted into your browser; the program opens no page by itself"),
    )
