"""What is asked before a year's target is set while months of it stay: what would be written over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from shopdesk.domain.text import Names
from shopdesk.gui.opening import open_once
from shopdesk.gui.pages.kpi.target_view import TargetView
from shopdesk.gui.pages.kpi.target_words import aim_text
from shopdesk.infra.i18n import tr


def ask_over(parent: QWidget, view: TargetView, title: str, answer: Callable[[bool], None]) -> None:
    """Ask whether the months that stay keep their targets; nothing happens where the question is closed.

    Args:
        parent: over what it is asked.
        view: the year and its targets.
        title: what is about to be done.
        answer: told whether they keep them.
    """
    staying = sorted(view.locked)
    adds_up = view.aim.adds_up
    anew = tr("Split all twelve anew") if adds_up else tr("Set all twelve anew")
    said = tr(
        "In {count} months of {year} there is a target already, and it stays.", count=len(staying), year=view.year
    )
    box = QMessageBox(QMessageBox.Icon.Question, title, said, parent=parent)
    box.setObjectName("kpi.targetOver")
    lost = Names(
        f"{month:%Y-%m}\N{NO-BREAK SPACE}{aim_text(view.wanted.metric, view.targets[month])}" for month in staying
    )
    box.setInformativeText(tr("“{button}” writes over these: {months}.", button=anew, months=lost))
    if len(staying) < 12:
        words = tr("Keep them, split the rest") if adds_up else tr("Keep them, set the others")
        keep = box.addButton(words, QMessageBox.ButtonRole.AcceptRole)
        keep.setObjectName("kpi.targetKeep")
        keep.clicked.connect(lambda: answer(True))
    over = box.addButton(anew, QMessageBox.ButtonRole.DestructiveRole)
    over.setObjectName("kpi.targetAnew")
    over.clicked.connect(lambda: answer(False))
    box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    open_once(box)
