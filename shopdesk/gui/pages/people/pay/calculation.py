"""The calculation of one line of a payslip as a tree: each step with its parts, down to figures, rules and sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from shopdesk.domain.payroll.records import KeptSlip
from shopdesk.gui.pages.people.pay.row_opener import Opened, RowOpener, opening, stated_amount, value_line
from shopdesk.gui.pages.people.pay.texts import (
    band_words,
    rule_words,
    scheme_words,
    source_words,
    step_word,
    value_of,
)
from shopdesk.gui.widgets.controls import named
from shopdesk.gui.widgets.line_tree import Line, LineModel, LineTree, fill_first_column
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext

_OPEN_LEVELS = 2


class Calculation(LineTree):
    """Shows how a line was computed, from the proof that the payslip carries; nothing is computed anew.

    A source opens further, to the rows of reports, orders and roster as the data have them today.
    """

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(LineModel((tr("Step"), tr("Value"))), parent)
        named(self, "people.pay.calculation", tr("Calculation of the chosen line"))
        fill_first_column(self)
        self._whose: tuple[int, date, int | None] = (0, date.min, None)
        self._opener = RowOpener(context, self)

    def show_line(self, store_id: int, month: date, slip: KeptSlip, number: int) -> None:
        """Show the calculation of a line of a store's payslip; a line that misses a figure has none."""
        self._whose = (store_id, month, slip.person_id)
        place = slip.proof["lines"][number]["node"]
        if place is None:
            self.lines.show_lines([value_line(tr("Not computed, because a figure is missing."))])
            return
        self.lines.show_lines([self._line(slip.proof["nodes"], place, set())])
        self.expandToDepth(_OPEN_LEVELS - 1)
        self.setCurrentIndex(self.lines.index(0, 0))

    def clear(self) -> None:
        """Show nothing."""
        self.lines.show_lines([])

    def _line(self, nodes: list[Mapping[str, Any]], place: int, seen: set[int]) -> Line:
        node = nodes[place]
        parts: list[int] = list(node.get("parts", ()))
        words = tr("{label}: {step}", label=node["label"], step=step_word(node["op"])) if parts else node["label"]
        again = place in seen and bool(parts)
        line = value_line(tr("{step} (as above)", step=words) if again else words, value_of(node))
        if again:
            # A figure that many steps share is told once; telling it everywhere would make the tree endless.
            return line
        seen.add(place)
        store_id, month, person_id = self._whose
        for source in node.get("sources", ()):
            opened = Opened(store_id, month, person_id, source["kind"], source.get("id", ""), stated_amount(source))
            line.below.append(opening(value_line(source_words(source)), opened))
        if "rule" in node:
            line.below.append(value_line(rule_words(node["rule"])))
        if "scheme" in node:
            line.below.append(value_line(scheme_words(node["scheme"])))
        bound_unit = nodes[parts[0]]["unit"] if parts else node["unit"]
        held_unit = "rate" if node["op"] == "slices" else node["unit"]
        for bound, held in node.get("bands", ()):
            line.below.append(value_line(*band_words(bound, held, bound_unit, held_unit)))
        line.below += [self._line(nodes, part, seen) for part in parts]
        return line
