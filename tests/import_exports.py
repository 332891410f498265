"""Exports that no platform has written yet: any of a kind's known columns, in any form, with what they truly say.

One seed makes one file. Its figures stand in a pandas frame first; the file is written from the frame, in whatever
encoding, order and spelling the seed chooses, and what an import has to come to is computed from the frame by pandas.
Nothing of the program is asked but which headings it claims to know.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from shopdesk.domain.import_fields import FIELDS, Cell, FileField
from shopdesk.domain.imports import STATEMENT_KINDS, ImportKind
from shopdesk.importing.templates import Columns, Template, load
from shopdesk.infra import paths
from tests.import_truth import Generated, settle, stored_form

TEMPLATES = [
    template
    for template in load(paths.resource("import_templates"), paths.resource("import_columns"))
    if template.kind not in STATEMENT_KINDS
]
_NOTHING = ("", "-", "NULL", "—", "'null")
_PROVINCES = ("浙江省", "上海", "内蒙古自治区", "广东省")
_WORDS = ("连衣裙，夏", 'T恤 "白"', "邮费", "儿童,鞋", "Ａ款Ｔ恤", "被子;四季", "茶|礼盒")
_FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


class Maker:
    """Makes one file from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.template: Template = self.random.choice(TEMPLATES)
        self.kind = self.template.kind
        self.columns: Columns = self.template.columns
        self.fields = {known.name: known for known in FIELDS[self.kind].fields}
        self.form = self.random.choice(("csv", "csv", "xlsx", "xlsx", "html"))
        # Only a workbook has cells that are no text.
        self.native = self.form == "xlsx" and self.random.random() < 0.6
        self.seconds = self.random.random() < 0.5

    # -- which columns -------------------------------------------------------------------------------------------

    def headings(self) -> dict[str, str]:
        """Heading to field, for the columns of the file; one is there for each thing the template asks for."""
        chosen: dict[str, str] = {}
        for group in self.template.required:
            if not any(shown in chosen for shown in group):
                shown = self.random.choice(group)
                chosen[shown] = self._owner(shown)
        for name, known in self.fields.items():
            if self._compulsory(known, chosen):
                chosen[self.random.choice(self.columns.fields[name])] = name
        for name, known in self.fields.items():
            if name not in chosen.values() and self._optional(known) and self.random.random() < 0.6:
                for shown in self._spellings(name):
                    chosen.setdefault(shown, name)
        present = {shown: name for shown, name in chosen.items() if shown not in self.template.absent}
        items = list(present.items())
        self.random.shuffle(items)
        return dict(items)

    def _owner(self, heading: str) -> str:
        """The field that a heading fills."""
        parts = (
            {name: names for name, names in self.columns.fields.items() if name not in ("address", "phone")},
            self.columns.joins,
            {name: tuple(shown for group in groups for shown in group) for name, groups in self.columns.sums.items()},
        )
        return next((name for source in parts for name, names in source.items() if heading in names), "")

    def _compulsory(self, known: FileField, chosen: dict[str, str]) -> bool:
        if not known.required or known.name in chosen.values():
            return False
        from_name = self.template.day_from_name and known.name == "day"
        return not from_name and FIELDS[self.kind].stand_ins.get(known.name) not in chosen.values()

    def _optional(self, known: FileField) -> bool:
        # The file's name says the day of such a report; a list without order numbers has none.
        return known.name not in ("day", "address", "phone") and not (
            known.name == "order_no" and "订单编号" in self.template.absent
        )

    def _spellings(self, name: str) -> list[str]:
        if name in self.columns.fields:
            return [self.random.choice(self.columns.fields[name])]
        groups = self.columns.sums.get(name) or tuple((shown,) for shown in self.columns.joins.get(name, ()))
        count = self.random.randint(1, len(groups)) if groups else 0
        return [self.random.choice(group) for group in self.random.sample(groups, count)]

    # -- what they say -------------------------------------------------------------------------------------------

    def value(self, known: FileField, number: int) -> Any:
        """One true value in stored form; ``None`` where the file says nothing."""
        rnd = self.random
        needed = known.required or known.name in FIELDS[self.kind].key or known.cell in (Cell.NUMBER, Cell.ID)
        if known.cell is Cell.NUMBER and number >= 0:
            return f"{2000000000000000000 + number * 7919}"
        if not needed and rnd.random() < 0.1:
            return None
        makers: dict[Cell, Callable[[], Any]] = {
            Cell.ID: lambda: str(rnd.randint(1, 3)),
            Cell.NUMBER: lambda: str(rnd.randint(10**11, 10**12)),
            Cell.TEXT: lambda: rnd.choice(_WORDS),
            Cell.STATUS: lambda: rnd.choice(("交易成功", "买家已付款,等待卖家发货", "交易关闭")),
            Cell.MONEY: lambda: rnd.choice((0, rnd.randint(1, 99), rnd.randint(100, 10**8), -rnd.randint(1, 10**6))),
            Cell.COUNT: lambda: rnd.choice((0, rnd.randint(1, 999), rnd.randint(1000, 10**7))),
            Cell.DECIMAL: lambda: Decimal(rnd.randint(10000, 50000)) / 10000,
            Cell.PERCENT: lambda: Decimal(rnd.randint(0, 10000)) / 10000,
            Cell.SECONDS: lambda: rnd.randint(0, 5000),
            Cell.CYCLE: lambda: rnd.choice((3, 7, 15)),
            Cell.PROVINCE: lambda: rnd.choice(_PROVINCES),
            Cell.BUYER: lambda: f"买家{rnd.randint(1, 9)}",
            Cell.DAY: lambda: f"2026-0{rnd.randint(1, 3)}-{rnd.randint(1, 28):02d}",
            Cell.MOMENT: self._moment,
        }
        return makers[known.cell]()

    def _moment(self) -> str:
        rnd = self.random
        clock = f"{rnd.randint(0, 23):02d}:{rnd.randint(0, 59):02d}:{rnd.randint(0, 59) if self.seconds else 0:02d}"
        return f"2026-0{rnd.randint(1, 3)}-{rnd.randint(1, 28):02d} {clock}"

    # -- how it is written ---------------------------------------------------------------------------------------

    def shown(self, known: FileField, value: Any) -> Any:
        """A value as some export writes it."""
        rnd = self.random
        if value is None:
            return rnd.choice(_NOTHING)
        cell = known.cell
        if cell in (Cell.MONEY, Cell.COUNT):
            money = cell is Cell.MONEY
            return self._number(Decimal(value) / (100 if money else 1), "{:.2f}" if money else "{:.0f}", money=money)
        if cell in (Cell.DAY, Cell.MOMENT):
            return self._when(value)
        return self._worded(cell, value)

    def _worded(self, cell: Cell, value: Any) -> Any:
        rnd = self.random
        if cell in (Cell.ID, Cell.NUMBER):
            return rnd.choice((value, f'="{value}"', f"'{value}", f"{value}\t"))
        if cell in (Cell.PERCENT, Cell.DECIMAL):
            written = f"{value * 100:.2f}%" if cell is Cell.PERCENT else str(value)
            return float(value) if self.native else written
        if cell is Cell.SECONDS:
            clock = f"{value // 3600:02d}:{value % 3600 // 60:02d}:{value % 60:02d}"
            return value if self.native else rnd.choice((str(value), clock, f"{value}秒", f"{value}.20"))
        if cell is Cell.CYCLE:
            return rnd.choice((f"{value}天", f"{value}天累计数据", str(value)))
        if cell is Cell.PROVINCE:
            return rnd.choice((value, f"{value} 某市 某区 某路8号"))
        return value.replace(",", "，") if cell is Cell.STATUS and rnd.random() < 0.5 else value

    def _number(self, value: Decimal, form: str, *, money: bool = False) -> Any:
        rnd = self.random
        if self.native and rnd.random() < 0.8:
            return float(value)
        sign, size = ("-" if value < 0 else ""), abs(value)
        plain = form.format(size)
        grouped = form.replace("{:", "{:,").format(size)
        forms = [
            sign + plain,
            sign + grouped,
            f'="{sign}{plain}"',
            f"{sign}{plain}\t",
            sign + plain.translate(_FULL_WIDTH),
        ]
        forms.append(sign + grouped.translate(_FULL_WIDTH))
        if money:
            forms += [f"{sign}￥{grouped}", f"¥{sign}{plain}", f"{sign}{plain}元"]
            if plain.endswith("0"):
                forms.append(sign + plain[:-1])
        if sign:
            forms += [f"−{plain}", f"({grouped})", f"－{plain}"]
        elif money:
            forms.append(f"+{plain}")
        return rnd.choice(forms)

    def _when(self, value: str) -> Any:
        rnd, stamp = self.random, pd.Timestamp(value)
        if self.native and rnd.random() < 0.8:
            return stamp.to_pydatetime()
        year, month, day = stamp.year, stamp.month, stamp.day
        days = [
            f"{year}-{month:02d}-{day:02d}",
            f"{year}/{month}/{day}",
            f"{year}年{month}月{day}日",
            f"{year}{month:02d}{day:02d}",
        ]
        if len(value) == 10:
            return rnd.choice(days)
        clock = value[11:]
        clocks = [clock, f"{int(clock[:2])}{clock[2:]}"] + ([clock[:5]] if clock.endswith(":00") else [])
        return f"{rnd.choice(days[:3])} {rnd.choice(clocks)}"

    def spelled(self, heading: str) -> str:
        """A heading with what exports do to it."""
        return self.random.choice(
            (heading, heading, f"{heading} ", f"{heading}\u3000", heading.replace("(", "（").replace(")", "）"))
        )


def _frame(maker: Maker, headings: dict[str, str], count: int) -> pd.DataFrame:
    """The true values by heading."""
    days = [maker.value(maker.fields["day"], -1) for _ in range(max(2, count // 5))] if "day" in maker.fields else []
    products = [maker.value(maker.fields["product_id"], n) for n in range(4)] if "product_id" in maker.fields else []
    rows = []
    for number in range(count):
        row = {}
        for shown, name in headings.items():
            known = maker.fields.get(name)
            if known is None:
                row[shown] = None
            elif name == "day":
                row[shown] = maker.random.choice(days)
            elif name == "product_id" and maker.kind is ImportKind.PRODUCT_DAYS:
                row[shown] = maker.random.choice(products)
            elif name == "agent":
                row[shown] = maker.random.choice(("小美", "小丽", "小红"))
            else:
                row[shown] = maker.value(known, number)
        rows.append(row)
    return pd.DataFrame(rows, columns=list(headings), dtype=object)


def make(seed: int, folder: Path) -> Generated:
    """The file of a seed."""
    maker = Maker(seed)
    rnd = maker.random
    headings = maker.headings()
    count = rnd.randint(3, 25)
    frame = _frame(maker, headings, count)
    stored = stored_form(maker.template, headings, frame)
    extra = rnd.randint(0, 2)
    cells = [
        [maker.shown(maker.fields[headings[shown]], value) if headings[shown] else "" for shown, value in row.items()]
        + [rnd.choice(("", "x")) for _ in range(extra)]
        for row in frame.to_dict("records")
    ]
    # The same rows once more, somewhere further down, letter by letter; without a number they would be other rows.
    key = FIELDS[maker.kind].key
    own_number = {"order_key": "order_no", "item_key": "item_no"}.get(key[0])
    repeats = [] if own_number and own_number not in stored else rnd.sample(range(count), rnd.randint(0, 2))
    stored["repeated"] = False
    for index in repeats:
        cells.append(list(cells[index]))
        stored.loc[len(stored)] = stored.loc[index].to_list()
        stored.loc[len(stored) - 1, "repeated"] = True
    made = Generated(folder / f"export_{seed}", maker.kind, maker.template.id, 1, len(cells), stored)
    settle(maker.template, made)
    names = [maker.spelled(shown) for shown in headings] + [f"别的列{n}" for n in range(extra)]
    if rnd.random() < 0.4:
        cells.append(["合计", *("" if rnd.random() < 0.5 else "1,234.00" for _ in names[1:])])
        made.rows += 1
        made.left_out["Totals row"] = 1
    notes = [[rnd.choice(("店铺：云裳", "#导出时间 2026-04-01", "", "说明"))] for _ in range(rnd.choice((0, 0, 1, 4)))]
    made.header_row = len(notes) + 1
    day = "_2026-03-15" if maker.template.day_from_name else ""
    made.path = _write(maker, folder / f"export_{seed}{day}", [*notes, names, *cells])
    return made


def _write(maker: Maker, path: Path, rows: list[list[Any]]) -> Path:
    rnd = maker.random
    if maker.form == "xlsx":
        from openpyxl import Workbook

        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            # Text that looks like a formula stays text, as a platform writes it.
            sheet.append([None if cell == "" else cell for cell in row])
            for place in sheet[sheet.max_row]:
                if isinstance(place.value, str):
                    place.data_type = "s"
        target = path.with_name(path.name + ".xlsx")
        book.save(target)
        return target
    if maker.form == "html":
        lines = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
        target = path.with_name(path.name + ".xls")
        target.write_bytes(
            f"<html><head><meta charset=utf-8></head><body><table>{lines}</table></body></html>".encode()
        )
        return target
    stream = io.StringIO(newline="")
    delimiter = rnd.choice((",", ",", "\t"))
    csv.writer(stream, delimiter=delimiter, quoting=rnd.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))).writerows(rows)
    target = path.with_name(path.name + ".csv")
    target.write_bytes(stream.getvalue().encode(rnd.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"))))
    return target
