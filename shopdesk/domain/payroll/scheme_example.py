"""One payslip as it is and as a changed scheme would make it, line beside line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shopdesk.domain.payroll.scheme_text import line_name
from shopdesk.domain.payroll.slip import PayLine, Payslip
from shopdesk.domain.text import Text


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """A line in fen before and after; ``None`` where the slip has no such line, or a figure is missing.

    ``explanation`` is that of the line after the change, and of the line that falls away.
    """

    name: Text
    before_fen: int | None
    after_fen: int | None
    explanation: Text


@dataclass(frozen=True, slots=True)
class SchemeExample:
    """What a scheme makes of a real person's month. Without a person it is an invented month of round figures."""

    person_id: int | None
    person: str
    month: date
    people: tuple[tuple[int, str], ...]
    lines: tuple[ExampleLine, ...]
    before: Payslip | None
    after: Payslip

    @property
    def missing(self) -> tuple[Text, ...]:
        """The figures that the changed slip lacks, each once."""
        return tuple(dict.fromkeys(entry.figure for entry in self.after.missing))


def example_lines(before: Payslip | None, after: Payslip) -> tuple[ExampleLine, ...]:
    """The lines of both slips in the order of the changed one; what falls away comes last."""
    old = _by_key(before.lines) if before is not None else {}
    new = _by_key(after.lines)
    lines = [
        ExampleLine(line_name(line), _fen(old.get(key)), line.amount_fen, line.explanation) for key, line in new.items()
    ]
    gone = [(key, line) for key, line in old.items() if key not in new]
    return tuple(lines + [ExampleLine(line_name(line), line.amount_fen, None, line.explanation) for _, line in gone])


def _fen(line: PayLine | None) -> int | None:
    return None if line is None else line.amount_fen


def _by_key(lines: tuple[PayLine, ...]) -> dict[tuple[str, str, int], PayLine]:
    """Lines by code, by the component's name, and by place among those that share both."""
    found: dict[tuple[str, str, int], PayLine] = {}
    for line in lines:
        name = "" if line.component is None else line.component.zh
        place = sum(key[:2] == (line.code.value, name) for key in found)
        found[line.code.value, name, place] = line
    return found
