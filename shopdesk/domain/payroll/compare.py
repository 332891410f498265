"""Two computings of the same people side by side: which lines differ, and by how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from shopdesk.domain.payroll.slip import LINE_NAMES, Code
from shopdesk.domain.text import Text

NET = "net"
"""The code of what is paid out, which is no line of its own."""


_CODES = frozenset(code.value for code in Code)


class Line(Protocol):
    """What a comparison needs of a line, computed or kept."""

    @property
    def code(self) -> str:
        """Which line it is."""

    @property
    def amount_fen(self) -> int | None:
        """Its amount; ``None`` where a figure is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDifference:
    """One line of one person before and after, in fen; ``None`` where it is not there or misses a figure."""

    person_id: int | None
    who: str
    code: str
    before_fen: int | None
    after_fen: int | None

    @property
    def name(self) -> Text:
        """What the line is called."""
        return line_name(self.code)

    @property
    def change_fen(self) -> int:
        """By how much it rises; a line that is not there counts as nothing."""
        return (self.after_fen or 0) - (self.before_fen or 0)


def line_name(code: str) -> Text:
    """What a line is called by its code, the net wage too; a code that nobody knows is shown as it is."""
    if code == NET:
        return Text("Net wage")
    return LINE_NAMES[Code(code)] if code in _CODES else Text("{code}", code=code)


def sums_by_code(lines: Iterable[Line]) -> dict[str, int | None]:
    """The lines added up by code, in the order of the slip; ``None`` where one of them misses a figure."""
    sums: dict[str, int | None] = {}
    for line in lines:
        code = str(line.code)
        before = sums.get(code, 0)
        sums[code] = None if before is None or line.amount_fen is None else before + line.amount_fen
    return sums


def differences(
    person_id: int | None,
    who: str,
    before: Mapping[str, int | None],
    after: Mapping[str, int | None],
    *,
    equal: bool = False,
) -> list[LineDifference]:
    """The lines that differ, in their order on a slip; with ``equal`` those that do not as well."""
    order = [code.value for code in Code]
    codes = sorted({*before, *after}, key=lambda code: order.index(code) if code in order else len(order))
    found = [
        LineDifference(person_id=person_id, who=who, code=code, before_fen=before.get(code), after_fen=after.get(code))
        for code in codes
    ]
    # A line of nothing is no other than a line that is not there.
    return [one for one in found if equal or (one.before_fen or 0) != (one.after_fen or 0) or _unknown(one, after)]


def _unknown(one: LineDifference, after: Mapping[str, int | None]) -> bool:
    return one.code in after and one.after_fen is None and bool(one.before_fen)
