"""Damaged statements without number, brought in as a user does: each is taken, taken back, or refused in words."""

from __future__ import annotations

import os
import random
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.stores import Store
from shopdesk.importing import apart
from shopdesk.storage.tables.ledger import statement_lines, statement_spans
from shopdesk.storage.tables.matching import order_money
from tests.statement_files import ORDER, Form, Line, balanced, write_statement
from tests.storage.test_statements import qianniu
from tests.unit.importing.hostile import Damage, cut, flip, member, overwrite, written_number

ROUNDS = int(os.environ.get("SHOPDESK_HOSTILE", "60"))
SEED = 20_261_129
OF_TEXT: tuple[Damage, ...] = (flip, cut, overwrite, written_number, written_number)
OF_PACKAGE: tuple[Damage, ...] = (flip, cut, member, member, member, member)


def sound(folder: Path) -> list[tuple[str, bytes, tuple[Damage, ...]]]:
    """Statements as they come, with what can be done to them."""
    lines = balanced(
        [
            Line(
                f"2026{number:012d}",
                datetime(2026, 5, 1 + number % 28, 9, number),
                (-1) ** number * 1_995,
                "",
                "交易付款" if number % 2 == 0 else "其它",
                f"天猫佣金（类目）{{{ORDER + number}}}扣款",
                f"T200P{ORDER + number}",
            )
            for number in range(20)
        ]
    )
    rows = [(str(9000 + number), "2026-05-10", "11:00:00", "交易", "20.00", "", str(ORDER), "") for number in range(20)]
    made = [
        (write_statement(folder / "alipay.csv", lines), OF_TEXT),
        (write_statement(folder / "tool.csv", lines, Form(encoding="utf-8-sig", tool=True, hashes=False)), OF_TEXT),
        (write_statement(folder / "alipay.zip", lines), OF_PACKAGE),
        (write_statement(folder / "alipay.xlsx", lines), OF_PACKAGE),
        (qianniu(folder / "qianniu.csv", rows), OF_TEXT),
    ]
    return [(path.name, path.read_bytes(), damages) for path, damages in made]


def brought_in(app: App, path: Path, store: Store) -> tuple[str | None, int | None]:
    """The sentence with which a file is refused, and the import that it became."""
    try:
        return None, app.services.imports.run_file(path, store).run.id
    except UserError as error:
        return str(error), None


@pytest.mark.timeout(60 + 2 * ROUNDS)
def test_whatever_is_wrong_with_a_statement_it_is_taken_or_refused_in_words(
    app: App, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "PATIENCE", 30.0)
    files = sound(tmp_path)
    taken = 0
    for number in range(ROUNDS):
        draw = random.Random(SEED + number)
        name, content, damages = files[number % len(files)]
        path = tmp_path / f"{number}-{name}"
        path.write_bytes(draw.choice(damages)(draw, content))
        said, run_id = brought_in(app, path, store)
        if said is None:
            taken += 1
        else:
            assert path.name in said, f"round {number}: {said}"
            assert "was not read within" not in said, f"round {number} took too long"
        if run_id is not None:
            app.services.imports.undo(run_id)
        path.unlink()
    assert 0.2 * ROUNDS < taken < ROUNDS
    # What was taken back left nothing.
    with app.services.ctx.read() as uow:
        tables = (statement_lines, statement_spans, order_money)
        assert [uow.connection.scalar(select(func.count()).select_from(table)) for table in tables] == [0, 0, 0]
