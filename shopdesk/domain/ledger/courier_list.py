"""A courier's price list as it is pasted: provinces by weights, weights by provinces, or a row for each of both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.courier_headings import Heading, Means, heading_of, read_grams, weight_of
from shopdesk.domain.ledger.couriers import CourierRate, checked_rate, steps_text
from shopdesk.domain.pasting import MOST_ROWS, too_many
from shopdesk.domain.provinces import place_key, provinces_in
from shopdesk.domain.text import Text
from shopdesk.domain.typed import narrow, read_yuan

_NOT_THERE = frozenset({
    "不送", "不发", "不发货", "不到", "不派送", "不配送", "不支持", "未开通", "停发", "无", "x", "×", "✗", "-", "—",
    "--", "/", "notserved", "no", "n/a",
})  # fmt: skip
_HEADING_WITHIN = 8
_USUAL_GRAMS = 1000
_PRICED = (Means.UP_TO, Means.FIRST, Means.NEXT)


@dataclass(frozen=True, slots=True)
class ListedLine:
    """One province of the list: the row that it stands in, counted from 1, and what would be kept.

    ``rate`` is ``None`` where ``problem`` says why the row is not taken; ``old`` is the line that it changes.
    """

    row: int
    place: str
    rate: CourierRate | None = None
    problem: Text | None = None
    old: CourierRate | None = None

    @property
    def changes(self) -> bool:
        """Whether keeping it would change anything."""
        return self.rate is not None and self.rate != self.old


@dataclass(frozen=True, slots=True)
class PriceList:
    """What was pasted, and the headings that nothing was taken from; ``turned``: the provinces stood in columns."""

    lines: tuple[ListedLine, ...]
    not_read: tuple[str, ...] = ()
    turned: bool = False

    @property
    def ready(self) -> tuple[CourierRate, ...]:
        """What would be kept."""
        return tuple(one.rate for one in self.lines if one.rate is not None and one.changes)


@dataclass(slots=True)
class _Said:
    """What the list says of one place: prices by what they are for, weights of first and further, and what is wrong."""

    row: int
    place: str
    courier: str
    prices: list[tuple[Heading, str]] = field(default_factory=list)
    grams: dict[Means, int] = field(default_factory=dict)
    problem: Text | None = None


class _Refused(Exception):
    def __init__(self, text: Text) -> None:
        self.text = text


def read_price_list(
    text: str, *, store_id: int, courier: str, valid_from: date, existing: Iterable[CourierRate] = ()
) -> PriceList:
    """Read cells as a spreadsheet copies them.

    Args:
        text: the clipboard's text.
        store_id: the store.
        courier: whose list it is, where no column says it.
        valid_from: the day from which the prices hold.
        existing: the lines that are kept; one of the same courier, province and day is changed.

    Raises:
        UserError: there is nothing, too much, or no heading with weights.
    """
    rows = [(number, _cells(line)) for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1)]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    if not rows:
        raise UserError(Text("There are no cells to paste. Copy some in your spreadsheet first."))
    if len(rows) > MOST_ROWS:
        raise too_many(f"{len(rows):,}", MOST_ROWS)
    copied, rows = rows, _turned(rows)
    start, headings = _heading(rows)
    told = _long(rows[start + 1 :], headings) if _is_long(headings) else _wide(rows[start + 1 :], headings)
    known = {(one.courier, place_key(one.province), one.valid_from): one for one in existing}
    begun = CourierRate(store_id=store_id, valid_from=valid_from)
    lines: list[ListedLine] = []
    seen: dict[tuple[str, str], int] = {}
    for said in told:
        lines += _lines_of(said, replace(begun, courier=said.courier or courier), known, seen)
    not_read = tuple(one.written for one in headings if one.means is Means.NOT_READ and one.written)
    return PriceList(tuple(lines), not_read, turned=rows is not copied)


def _cells(line: str) -> list[str]:
    parts = line.split("\t") if "\t" in line else re.split(r"\s{2,}|[,，]", line)
    return [" ".join(part.split()) for part in parts]


_Rows = list[tuple[int, list[str]]]


def _turned(rows: _Rows) -> _Rows:
    """The rows with a province in each; a list whose columns are provinces is turned over."""
    for place, (_number, cells) in enumerate(rows[:_HEADING_WITHIN]):
        if sum(bool(cell) and bool(provinces_in(cell)) for cell in cells[1:]) > 1:
            body = rows[place:]
            width = max(len(cells) for _number, cells in body)
            return [(at + 1, [cells[at] if at < len(cells) else "" for _number, cells in body]) for at in range(width)]
    return rows


def _heading(rows: _Rows) -> tuple[int, list[Heading]]:
    """Where the heading stands and what it says.

    Raises:
        UserError: no row is one.
    """
    for place, (_number, cells) in enumerate(rows[:_HEADING_WITHIN]):
        found = [heading_of(cell) for cell in cells]
        means = [one.means for one in found]
        if not any(one in means for one in _PRICED) and not {Means.WEIGHT, Means.PRICE} <= set(means):
            continue
        if Means.PROVINCE not in means:
            at = _province_column(rows[place + 1 :], len(cells))
            found[at] = replace(found[at], means=Means.PROVINCE)
        return place, found
    raise UserError(
        Text(
            "No row of it is a heading with weights. Copy the heading, too: 省份, then 1kg, 2kg, 续重 over the prices; "
            "or 省份, 重量, 价格."
        )
    )


def _province_column(rows: _Rows, width: int) -> int:
    def named(at: int) -> int:
        return sum(at < len(cells) and bool(cells[at]) and bool(provinces_in(cells[at])) for _number, cells in rows)

    return max(range(width), key=lambda at: (named(at), -at))


def _is_long(headings: Sequence[Heading]) -> bool:
    means = {one.means for one in headings}
    return {Means.WEIGHT, Means.PRICE} <= means and not means & set(_PRICED)


def _cell(cells: Sequence[str], headings: Sequence[Heading], means: Means) -> str:
    return next((cell for cell, one in zip(cells, headings, strict=False) if one.means is means), "")


def _wide(rows: _Rows, headings: Sequence[Heading]) -> Iterator[_Said]:
    for number, cells in rows:
        said = _Said(number, _cell(cells, headings, Means.PROVINCE), _cell(cells, headings, Means.COURIER))
        for at, one in enumerate(headings):
            cell = cells[at] if at < len(cells) else ""
            if one.means in _PRICED:
                said.prices.append((one, cell))
            elif one.means in (Means.FIRST_GRAMS, Means.NEXT_GRAMS) and cell:
                _weigh(said, one, cell)
        yield said


def _weigh(said: _Said, heading: Heading, cell: str) -> None:
    grams = read_grams(cell, heading.grams or 1)
    if grams is None:
        said.problem = said.problem or _no_weight(cell, heading.written)
    else:
        said.grams[heading.means] = grams


def _no_weight(cell: str, heading: str) -> Text:
    return Text("“{cell}” under “{heading}” is no weight. Write it like 1kg or 续重.", cell=cell, heading=heading)


def _long(rows: _Rows, headings: Sequence[Heading]) -> Iterator[_Said]:
    """A row for each province and weight; rows of one province are put together in the place of the first."""
    weights = next(one for one in headings if one.means is Means.WEIGHT)
    found: dict[tuple[str, str], _Said] = {}
    for number, cells in rows:
        place, courier = _cell(cells, headings, Means.PROVINCE), _cell(cells, headings, Means.COURIER)
        said = found.setdefault((courier, place), _Said(number, place, courier))
        cell = _cell(cells, headings, Means.WEIGHT)
        weight = weight_of(cell, weights.grams)
        if weight.means not in _PRICED:
            said.problem = said.problem or _no_weight(cell, weights.written)
            said.row = number
        else:
            said.prices.append((weight, _cell(cells, headings, Means.PRICE)))
    yield from found.values()


def _lines_of(
    said: _Said,
    begun: CourierRate,
    known: Mapping[tuple[str, str, date], CourierRate],
    seen: dict[tuple[str, str], int],
) -> Iterator[ListedLine]:
    try:
        rate = _rate(said, begun)
        places = provinces_in(said.place) if said.place else ()
        if not places:
            raise _Refused(
                Text(
                    "“{cell}” is no province. Write 浙江, several like 江苏、浙江, or 其他 for all others.",
                    cell=said.place,
                )
                if said.place
                else Text("The province is empty. Write it, or 其他 for all others.")
            )
    except _Refused as refused:
        yield ListedLine(said.row, said.place, problem=refused.text)
        return
    for place in places:
        first = seen.setdefault((rate.courier, place), said.row)
        if first != said.row:
            problem = Text("Row {row} says the same province already. Leave one of them.", row=first)
            yield ListedLine(said.row, place, problem=problem)
            continue
        old = known.get((rate.courier, place_key(place), rate.valid_from))
        own = replace(rate, province=place)
        if old is not None:
            own = replace(own, id=old.id, version=old.version, province=old.province)
        yield ListedLine(said.row, place, own, old=old)


def _rate(said: _Said, begun: CourierRate) -> CourierRate:
    """What the cells of a place say.

    Raises:
        _Refused: they say nothing, contradict each other, or one of them is no price.
    """
    if said.problem is not None:
        raise _Refused(said.problem)
    filled = [(one, cell) for one, cell in said.prices if cell]
    away = [cell for _one, cell in filled if "".join(narrow(cell).casefold().split()) in _NOT_THERE]
    if not filled:
        raise _Refused(Text("No price stands here. Write 不送 where the courier does not go."))
    if len(away) == len(filled):
        return replace(begun, unserved=True, next_fen=None)
    if away:
        raise _Refused(Text("“{cell}” stands beside prices. Write prices only, or 不送 in every cell.", cell=away[0]))
    _refuse_overlaps([one for one, _cell in filled if one.means is Means.UP_TO])
    further = next(((one, _price(one, cell)) for one, cell in filled if one.means is Means.NEXT), None)
    up_to = sorted((_up_to(one, said), _price(one, cell)) for one, cell in filled if one.means is not Means.NEXT)
    if not up_to:
        raise _Refused(Text("The price of the first weight is missing. Write it beside that of each further one."))
    if any(fen == 0 for _grams, fen in up_to):
        raise _Refused(Text("0 is no price. Write 不送 where the courier does not go, or leave the cell empty."))
    (first_grams, first_fen), *more = up_to
    rate = replace(
        begun,
        first_grams=first_grams,
        first_fen=first_fen,
        steps=steps_text(more),
        next_fen=None if further is None else further[1],
        next_grams=said.grams.get(
            Means.NEXT_GRAMS, _USUAL_GRAMS if further is None else further[0].grams or _USUAL_GRAMS
        ),
    )
    try:
        return checked_rate(rate)
    except UserError as error:
        raise _Refused(error.text) from error


def _refuse_overlaps(weights: Sequence[Heading]) -> None:
    """Two prices for one parcel are none: nobody can tell which of them the courier takes.

    Raises:
        _Refused: a weight begins below the end of the one before.
    """
    for before, one in pairwise(sorted(weights, key=lambda one: one.grams or 0)):
        if one.begins is not None and before.grams is not None and one.begins < before.grams < (one.grams or 0):
            raise _Refused(
                Text(
                    "“{heading}” and “{before}” have weights in common, so a parcel has two prices. Let each weight "
                    "begin where the one before ends.",
                    heading=one.written,
                    before=before.written,
                )
            )


def _up_to(heading: Heading, said: _Said) -> int:
    if heading.means is Means.FIRST:
        return said.grams.get(Means.FIRST_GRAMS, heading.grams or _USUAL_GRAMS)
    return heading.grams or _USUAL_GRAMS


def _price(heading: Heading, cell: str) -> int:
    try:
        fen = read_yuan(cell)
    except UserError as error:
        raise _Refused(error.text) from error
    if fen is None or fen < 0:
        raise _Refused(
            Text(
                "“{cell}” under “{heading}” is no price. Write it like 3.50, or 不送.",
                cell=cell,
                heading=heading.written,
            )
        )
    return fen
