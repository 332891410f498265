"""Statements with their columns in any order, in any encoding and separator: read as they are, or refused in words."""

from __future__ import annotations

import csv
import io
import random
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.stores import Store
from shopdesk.storage.tables.ledger import statement_lines
from tests.statement_files import HALF, ORDER, Form, Line, balanced, table

ENCODINGS = ("gb18030", "gbk", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "big5")
LINES = balanced(
    [
        Line(
            f"2026{number:012d}", datetime(2026, 5, 1 + number, 9, number), (-1) ** number * (1_995 + number), "",
            "其它" if number % 2 else "交易付款", f"天猫佣金（类目）{{{ORDER + number}}}扣款" if number % 2 else "",
            f"T200P{ORDER + number}",
        )
        for number in range(12)
    ]
)  # fmt: skip


def shuffled(draw: random.Random, encoding: str) -> bytes:
    """The statement with its columns in another order, other brackets, other blanks, other separators."""
    head, (heading,), rows, foot = table(LINES, Form(hashes=draw.random() < 0.7, head=draw.random() < 0.8))
    order = draw.sample(range(len(heading)), len(heading))
    if draw.random() < 0.5:
        heading = [name.translate(HALF) for name in heading]
    if draw.random() < 0.3:
        heading = [f" {name} \t" for name in heading]
    if draw.random() < 0.3:
        heading, rows = [*heading, "", "我的备注"], [[*row, "", "x"] for row in rows]
        order += [len(order), len(order) + 1]
    text = io.StringIO()
    writer = csv.writer(
        text, delimiter=draw.choice(",,,\t;"), lineterminator=draw.choice(("\r\n", "\n")),
        quoting=draw.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    )  # fmt: skip
    writer.writerows([[one] for one in head])
    writer.writerows([[row[place] for place in order] for row in (heading, *rows)])
    writer.writerows([[one] for one in foot])
    return text.getvalue().encode(encoding, errors="replace")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_columns_in_any_order_are_read_or_the_file_is_refused_in_words(
    app: App, store: Store, tmp_path: Path, encoding: str
) -> None:
    taken, said = 0, []
    for number in range(12):
        path = tmp_path / f"{encoding}-{number}.csv"
        path.write_bytes(shuffled(random.Random(number), encoding))
        try:
            result = app.services.imports.run_file(path, store)
        except UserError as error:
            said.append(path.name in str(error) and len(str(error)) > 25)
            continue
        taken += 1
        c = statement_lines.c
        with app.services.ctx.read() as uow:
            found = [tuple(row) for row in uow.connection.execute(select(c.line_key, c.at, c.amount_fen, c.balance_fen,
                     c.business_type, c.remark).order_by(c.at))]  # fmt: skip
        assert [(key, at, fen, balance, kind or "", remark or "") for key, at, fen, balance, kind, remark in found] == [
            (one.key, one.at, one.amount, one.balance, one.business_type, one.remark) for one in LINES
        ], number
        app.services.imports.undo(result.run.id or 0)
    assert all(said)
    if encoding in ("gb18030", "gbk", "utf-8", "utf-8-sig"):
        assert taken == 12
