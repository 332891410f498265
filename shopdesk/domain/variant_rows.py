"""Rows of one record's variants, as exports have them: a product with a row for each SKU becomes one row, or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from shopdesk.domain.fields import Field, FieldError, Noun, Reader
from shopdesk.domain.text import Text
from shopdesk.domain.typed import narrow, parse

SKU_HEADINGS = (
    "SKU", "SKU ID", "SKUID", "SKU编码", "SKU编号", "SKU名称", "规格", "规格名称", "商品规格", "规格属性", "销售属性",
    "商品属性", "颜色分类", "颜色", "尺码",
)  # fmt: skip
"""What tells the rows of a product's SKUs apart in exports of the platforms."""

Line = tuple[int, list[str]]
"""The number of a row and its cells."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The rows that are left, of how many each is made, and why a row cannot be taken, both by its number."""

    lines: list[Line]
    made_of: Mapping[int, int] = field(default_factory=dict)
    refused: Mapping[int, Text] = field(default_factory=dict)


def join_variants(
    lines: Sequence[Line], headings: Sequence[str], fields: Sequence[Field | None], noun: Noun, reader: Reader
) -> Joined:
    """Add up what adds up over variants (:attr:`Noun.over_variants`) where several rows mean one record.

    The rows have to be told apart by their variants, of one day, and each has to state its part; otherwise all of them
    are refused, for one row's part would pass for the whole. What else they say stands where all say the same, and is
    left open where they differ: a code or a price of one variant is none of the product.
    """
    places = {one.name: place for place, one in enumerate(fields) if one is not None}
    summed = [places[name] for name in noun.over_variants if name in places]
    if not summed or any(name not in places for name in noun.identity):
        return Joined(list(lines))
    names = {name.casefold() for name in noun.variants}
    apart = [place for place, heading in enumerate(headings) if narrow(heading).casefold() in names]
    days = [place for place, one in enumerate(fields) if one is not None and one.name == noun.variants_day]
    groups: dict[tuple[str, ...], list[Line]] = {}
    for line in _below_merged(lines, [places[name] for name in noun.identity], apart):
        key = tuple(_cell(line, places[name]) for name in noun.identity)
        groups.setdefault(key if all(key) else ("", str(line[0])), []).append(line)
    left: list[Line] = []
    made_of: dict[int, int] = {}
    refused: dict[int, Text] = {}
    for group in groups.values():
        if len(group) == 1 or not any(_cell(line, place) for line in group for place in summed):
            left += group
            continue
        wrong = _wrong(group, apart, days)
        sums: dict[int, str] = {}
        for place in summed:
            one = fields[place]
            if wrong is None and one is not None:
                total = _added(group, place, one, reader)
                if isinstance(total, Text):
                    wrong = total
                else:
                    sums[place] = str(total)
        if wrong is not None:
            left += group
            refused.update((number, wrong) for number, _cells in group)
            continue
        width = max(len(cells) for _number, cells in group)
        said = [sums.get(place) or _said(_cell(line, place) for line in group) for place in range(width)]
        left.append((group[0][0], said))
        made_of[group[0][0]] = len(group)
    return Joined(sorted(left, key=lambda line: line[0]), made_of, refused)


def _below_merged(lines: Sequence[Line], identity: Sequence[int], apart: Sequence[int]) -> Iterator[Line]:
    """The rows, each with what names its record.

    A product whose cell is merged over the rows of its SKUs names itself in the first one only; a row without it that
    names a SKU is of the product above. Otherwise the first SKU's part would pass for the whole.
    """
    above: Line | None = None
    for line in lines:
        number, cells = line
        if above is not None and not any(_cell(line, place) for place in identity):
            if any(_cell(line, place) for place in apart):
                width = max(len(cells), *(place + 1 for place in identity))
                filled = [*cells, *[""] * (width - len(cells))]
                for place in identity:
                    filled[place] = _cell(above, place)
                line = number, filled
        elif any(_cell(line, place) for place in identity):
            above = line
        yield line


def _cell(line: Line, place: int) -> str:
    return line[1][place].strip() if place < len(line[1]) else ""


def _said(cells: Iterable[str]) -> str:
    """What all of them say; nothing where they differ."""
    different = {cell for cell in cells if cell}
    return different.pop() if len(different) == 1 else ""


def _wrong(group: Sequence[Line], apart: Sequence[int], days: Sequence[int]) -> Text | None:
    """Why rows of one record cannot be added up."""
    wrong = not_apart([(line[0], tuple(_cell(line, place) for place in apart)) for line in group])
    if wrong is not None:
        return wrong
    if any(len({_cell(line, place) for line in group}) > 1 for place in days):
        return Text("Its SKU rows are of different days: leave those of one day.")
    return None


def not_apart(rows: Sequence[tuple[int, tuple[str, ...]]]) -> Text | None:
    """Why rows of one record, each by its number with its variant, are no parts of it; ``None`` where they are."""
    seen: dict[tuple[str, ...], int] = {}
    for number, variant in rows:
        if not any(variant):
            return Text("Several rows are of this one and no SKU tells them apart: make them one row with the sum.")
        first = seen.setdefault(variant, number)
        if first != number:
            return Text("Rows {first} and {row} are of the same SKU: leave one of them.", first=first, row=number)
    return None


def _added(group: Sequence[Line], place: int, one: Field, reader: Reader) -> int | Text:
    """The sum, or why there is none."""
    total = 0
    for line in group:
        try:
            part = parse(one, _cell(line, place), reader, empty=None)
        except FieldError as error:
            return error.text
        if not isinstance(part, int):
            return Text("Row {row} of this one does not say it, so the sum is not known.", row=line[0])
        total += part
    return total
