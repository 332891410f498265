"""The figures that were found in a written plan: what each is taken for can be corrected, and so can the number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shopdesk.domain.campaigns.plan_checks import name_of
from shopdesk.domain.campaigns.plan_figures import Figure, Plan, can_be
from shopdesk.domain.campaigns.plan_numbers import Unit, give_or_take, numbers, plain
from shopdesk.domain.campaigns.plan_words import NAMES, RATES, What
from shopdesk.domain.fields import Field, Kind, Reader
from shopdesk.domain.hidden_signs import visible
from shopdesk.domain.text import Text
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr

_AROUND = 12
_WHAT = Field("what", Kind.CHOICE, Text("Figure", context="plan"), required=True, choices=NAMES)
_WRITTEN = Field("written", Kind.LINE, Text("Number in the text"), required=True, longest=40)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with its place among the others and the words around it."""

    id: int
    figure: Figure
    around: str

    @property
    def what(self) -> What:
        """What it is taken for."""
        return self.figure.what


def rows_of(plan: Plan) -> list[FigureRow]:
    """A row for each figure, in the order of the text."""
    made = []
    for place, one in enumerate(plan.figures):
        start, end = max(0, one.number.start - _AROUND), one.number.end + _AROUND
        around = visible(" ".join(plan.text[start:end].split()))
        more = ("…" if start else "", "…" if end < len(plan.text) else "")
        made.append(FigureRow(place, one, f"{more[0]}{around}{more[1]}"))
    return made


def is_number(words: str) -> bool:
    """Whether words are one number as plans write it."""
    found = list(numbers(plain(words), 2))
    return len(found) == 1 and not plain(words)[: found[0].start].strip() and found[0].end >= len(words.rstrip())


def fits(figure: Figure, what: What) -> bool:
    """Whether a figure can be taken for that: its unit may say otherwise."""
    number = figure.number
    return what is What.UNCLEAR or can_be(number, what) or (what in RATES and number.unit is Unit.NONE)


class FigureTable(RecordTable):
    """Enter edits a cell; the cursor's figure is shown in the text by whoever hears ``chosen``."""

    def __init__(self, reader: Reader) -> None:
        """Without figures."""
        columns: Sequence[Column[FigureRow]] = (
            Column(
                tr("Figure", context="plan"),
                lambda row: row.what,
                text=lambda what: tr(NAMES[what]),
                said=lambda row: tr(name_of(row.figure)),
                name="what",
                field=_WHAT,
                edited=lambda _row: _WHAT,
            ),
            Column(tr("Part", context="plan"), lambda row: row.figure.part or None, name="part"),
            Column(
                tr("Number in the text"),
                lambda row: row.figure.words.strip(),
                numeric=True,
                name="written",
                field=_WRITTEN,
                edited=lambda _row: _WRITTEN,
            ),
            Column(
                tr("Give or take"),
                lambda row: give_or_take(row.figure.number),
                numeric=True,
                name="slack",
                header_tip=tr(
                    "A number stands for whatever rounds to it: half of its last digit more or less, and at least two"
                    " digits count. About and ranges: zeros at the end do not count."
                ),
            ),
            Column(tr("Where", context="plan"), lambda row: row.around, name="where"),
        )
        super().__init__(RecordTableModel(columns), "promotions.plan.figures", tr("Figures that were found"))
        self.reader = lambda: reader
        self.setSortingEnabled(False)
