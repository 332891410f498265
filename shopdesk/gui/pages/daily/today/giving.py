"""What the form hands to the service: answers by key or panel, with what was in view when they were given."""

from __future__ import annotations

from collections.abc import Callable

from shopdesk.domain.daily.sheet import DaySheet, SheetLine
from shopdesk.domain.daily.worksheet import Answer
from shopdesk.domain.errors import ChangedMeanwhile
from shopdesk.gui.pages.daily.today.answer_panel import Given
from shopdesk.gui.photos.bringing import to_keep
from shopdesk.services.daily.service import DailyService


class Giving:
    """Each call answers with the work for the database thread.

    The form is loaded anew a moment after an answer, so whoever corrects a slip at once gives an answer to an older
    form: their own answer counts as seen, and so does one of somebody else that a refusal told them of.
    """

    def __init__(self, service: Callable[[], DailyService]) -> None:
        """Nothing is given yet."""
        self._service = service
        self._own: dict[str, Answer] = {}
        self._told: dict[str, Answer | None] = {}

    def told(self, item_code: str, error: Exception) -> None:
        """The user reads what stands there, so the next answer may take its place."""
        if isinstance(error, ChangedMeanwhile) and isinstance(error.now, Answer):
            self._told[item_code] = error.now

    def give(self, sheet: DaySheet, given: Given, who: str) -> Callable[[], None]:
        """Answer an item."""
        code, told = given.line.item.code, self._told.get(given.line.item.code)

        def work() -> None:
            photos = to_keep(given.photos)
            self._own[code] = self._service().answer(
                sheet,
                code,
                given.result,
                number=given.number,
                words=given.words,
                file=photos[0] if photos else None,
                more_files=photos[1:],
                who=who or None,
                reason=given.reason,
                problem=given.problem,
                seen=(given.line.answer, told, self._own.get(code)),
            )

        return work

    def clear(self, sheet: DaySheet, line: SheetLine) -> Callable[[], None]:
        """Take an answer back."""
        code, told = line.item.code, self._told.get(line.item.code)
        return lambda: self._service().clear(sheet, code, seen=(line.answer, told, self._own.get(code)))

    def verify(self, sheet: DaySheet, line: SheetLine, who: str) -> Callable[[], None]:
        """Note a second person's look."""
        code, told = line.item.code, self._told.get(line.item.code)

        def work() -> None:
            self._own[code] = self._service().verify(sheet, code, who, seen=(line.answer, told, self._own.get(code)))

        return work
