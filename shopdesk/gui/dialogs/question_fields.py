"""The questions that decide a store's list, as rows of a form: each is a choice, and not decided yet is one of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QFormLayout

from shopdesk.domain.setup.answers import CHOICES, QUESTION_NAMES, QUESTIONS, Answers
from shopdesk.gui.widgets.controls import plain
from shopdesk.infra.i18n import pick, tr
from shopdesk.services.setup.templates import offered_categories


class QuestionFields:
    """Five rows in a form that may ask for more."""

    def __init__(self, form: QFormLayout, answers: Answers, changed: Callable[[], object] | None = None) -> None:
        """Add the rows to ``form`` as they are answered; ``changed`` hears of each other answer."""
        self.boxes: dict[str, QComboBox] = {}
        for question in QUESTIONS:
            box = QComboBox()
            box.setObjectName(f"questions.{question}")
            box.setAccessibleName(plain(tr(QUESTION_NAMES[question])))
            box.addItem(tr("Not decided yet"), None)
            given = getattr(answers, question)
            for code, words in _choices(question, given).items():
                box.addItem(words, code)
            box.setCurrentIndex(max(0, box.findData(given)))
            if changed is not None:
                box.currentIndexChanged.connect(lambda _row: changed())
            form.addRow(tr(QUESTION_NAMES[question]), box)
            self.boxes[question] = box

    def answers(self) -> Answers:
        """What is chosen."""
        return Answers(**{question: box.currentData() for question, box in self.boxes.items()})


def _choices(question: str, given: str | None) -> dict[str, str]:
    if question == "sells":
        return {code: pick(title.zh, title.en) for code, title in offered_categories(given).items()}
    return {code: tr(words) for code, words in CHOICES[question].items()}
