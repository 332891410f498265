"""Where each box of the org chart stands, for a width and a size of letters; the same for screen, picture and paper.

Departments hang beside each other from one line, in as many bands as the width needs. Within a department the ranks
stand below each other, each as a grid. No band is higher than a department of ``most_rows`` rows: a larger one goes on
in a block of its own, so that a page of paper can hold every band.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from math import ceil

from PySide6.QtCore import QLineF, QRectF

from shopdesk.domain.org_chart import Branch, OrgChart, Rank
from shopdesk.domain.people import Person

_ROWS = 8
"""How many rows a department should have before it grows wider."""


class Shape(Enum):
    """What a box stands for."""

    STORE = "store"
    DEPARTMENT = "department"
    PERSON = "person"
    VACANCY = "vacancy"


@dataclass(slots=True)
class Box:
    """A box with what it stands for.

    ``place`` is where it stands: band, block of the band, row of the block, column of the row. The store stands alone
    in band -1; a department's head is its row 0.
    """

    rect: QRectF
    shape: Shape
    branch: Branch | None = None
    person: Person | None = None
    rank: Rank | None = None
    continued: bool = False
    place: tuple[int, int, int, int] = (-1, 0, 0, 0)


@dataclass(slots=True)
class Laid:
    """The boxes in reading order, the lines between them, and the size of the whole. ``bands`` are (top, bottom)."""

    boxes: list[Box] = field(default_factory=list)
    lines: list[QLineF] = field(default_factory=list)
    bands: list[tuple[float, float]] = field(default_factory=list)
    width: float = 0
    height: float = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """Sizes of boxes and gaps, all from the height of a line of letters."""

    line: float

    @property
    def box(self) -> tuple[float, float]:
        """Width and height of a box of two lines."""
        return self.line * 10, self.line * 2.5

    @property
    def gap(self) -> float:
        """Between boxes."""
        return self.line * 0.5

    @property
    def between(self) -> float:
        """Between departments."""
        return self.line * 1.2


@dataclass(slots=True)
class _Block:
    """A department, or a part of it, laid at its own origin."""

    boxes: list[Box]
    lines: list[QLineF]
    width: float
    height: float


def lay_out(chart: OrgChart, measure: Measure, width: float, most_rows: int | None = None) -> Laid:
    """Place everything within ``width`` where one box of each department fits into it."""
    laid = Laid()
    if not chart.people and not chart.branches:
        return laid
    root = Box(QRectF(0, 0, measure.box[0] * 1.2, measure.line * 1.8), Shape.STORE)
    laid.boxes.append(root)
    top, room = root.rect.bottom(), width - _indent(measure)
    above = [] if chart.top is None else [list(_blocks(chart.top, measure, room, most_rows))]
    queue = [block for branch in chart.branches for block in _blocks(branch, measure, room, most_rows)]
    for band in (*above, *_bands(queue, measure, room)):
        top = _place_band(laid, band, measure, top + measure.gap)
    laid.bands[0] = (0, laid.bands[0][1])
    laid.width = max(laid.width, root.rect.right())
    laid.height = top
    trunk = measure.gap / 2
    lowest = max(line.y1() for line in laid.lines if line.x1() == trunk)
    laid.lines.append(QLineF(trunk, root.rect.bottom(), trunk, lowest))
    return laid


def _indent(measure: Measure) -> float:
    """How far to the right of the trunk a band begins."""
    return measure.gap * 2


def _bands(queue: Sequence[_Block], measure: Measure, width: float) -> Iterator[list[_Block]]:
    band: list[_Block] = []
    used = 0.0
    for block in queue:
        if band and used + measure.between + block.width > width:
            yield band
            band, used = [], 0.0
        used += block.width + (measure.between if band else 0)
        band.append(block)
    if band:
        yield band


def _place_band(laid: Laid, blocks: Sequence[_Block], measure: Measure, top: float) -> float:
    """Hang the blocks of a band from the trunk beside each other; the answer is the band's lower edge."""
    number = len(laid.bands)
    rail = top + measure.gap
    hung = rail + measure.gap
    left, low = _indent(measure), hung
    middle = left
    for which, block in enumerate(blocks):
        for box in block.boxes:
            box.rect.translate(left, hung)
            box.place = (number, which, *box.place[2:])
            laid.boxes.append(box)
        laid.lines += [line.translated(left, hung) for line in block.lines]
        middle = left + min(block.width, measure.box[0]) / 2
        laid.lines.append(QLineF(middle, rail, middle, hung))
        left += block.width + measure.between
        low = max(low, hung + block.height)
    laid.lines.append(QLineF(measure.gap / 2, rail, middle, rail))
    laid.width = max(laid.width, left - measure.between)
    laid.bands.append((top, low))
    return low


def _blocks(branch: Branch, measure: Measure, width: float, most_rows: int | None) -> Iterator[_Block]:
    """A department, in several blocks where it has more rows than a band may have."""
    wide, _high = measure.box
    count = sum(len(rank.people) + bool(rank.vacant) for rank in branch.ranks)
    fitting = max(1, int((width - measure.gap * 2 + measure.gap) // (wide + measure.gap)))
    columns = min(max(1, ceil(count / _ROWS)), fitting)
    rows: list[list[Box]] = []
    for rank in branch.ranks:
        boxes = [Box(QRectF(), Shape.PERSON, branch, person, rank) for person in rank.people]
        if rank.vacant:
            boxes.append(Box(QRectF(), Shape.VACANCY, branch, None, rank))
        rows += [boxes[start : start + columns] for start in range(0, len(boxes), columns)]
    step = most_rows or max(1, len(rows))
    for start in range(0, len(rows), step):
        yield _block(branch, rows[start : start + step], measure, columns, continued=start > 0)


def _block(branch: Branch, rows: Sequence[Sequence[Box]], measure: Measure, columns: int, *, continued: bool) -> _Block:
    wide, high = measure.box
    indent = measure.line * 0.7
    columns = min(columns, max((len(row) for row in rows), default=1))
    width = indent + columns * wide + (columns - 1) * measure.gap
    head = Box(QRectF(0, 0, width, measure.line * 1.6), Shape.DEPARTMENT, branch, continued=continued)
    boxes, lines = [head], []
    top = head.rect.bottom() + measure.gap
    for number, row in enumerate(rows, 1):
        for column, box in enumerate(row):
            box.rect = QRectF(indent + column * (wide + measure.gap), top, wide, high)
            box.place = (0, 0, number, column)
            boxes.append(box)
        lines.append(QLineF(indent / 2, top + high / 2, indent, top + high / 2))
        top += high + measure.gap
    if rows:
        lines.append(QLineF(indent / 2, head.rect.bottom(), indent / 2, top - measure.gap - high / 2))
    return _Block(boxes, lines, width, top - measure.gap)


def neighbour(boxes: Sequence[Box], now: int, dx: int, dy: int) -> int:
    """The box that an arrow leads to; the same one where there is none in that direction.

    Up and down go from row to row and on into the next band; left and right from column to column and on to the same
    row of the department beside. So every box can be reached from every other.
    """
    rows: dict[tuple[int, int, int], list[int]] = {}
    for number, box in enumerate(boxes):
        rows.setdefault(box.place[:3], []).append(number)
    band, block, row, column = boxes[now].place
    if dx:
        mine = rows[band, block, row]
        if 0 <= column + dx < len(mine):
            return mine[column + dx]
        beside = _last_of(rows, band, block + dx, row)
        return now if beside is None else rows[beside][0 if dx > 0 else -1]
    if (band, block, row + dy) in rows:
        there = rows[band, block, row + dy]
        return there[min(column, len(there) - 1)]
    in_next = [key for key in rows if key[0] == band + dy]
    if not in_next:
        return now
    target = min(block, max(key[1] for key in in_next))
    lines = [key for key in in_next if key[1] == target]
    return rows[min(lines) if dy > 0 else max(lines)][0]


def _last_of(
    rows: dict[tuple[int, int, int], list[int]], band: int, block: int, row: int
) -> tuple[int, int, int] | None:
    """A row of a block, or its last one where it has fewer; ``None`` where there is no such block."""
    mine = [key for key in rows if key[:2] == (band, block)]
    return min(max(mine), (band, block, row)) if mine else None
