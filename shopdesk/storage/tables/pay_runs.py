"""Payroll: the computed months, their payslips and the lines of these."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from shopdesk.domain.payroll.runs import RunKind, RunState
from shopdesk.domain.text import Text
from shopdesk.storage.columns import (
    Day,
    Fen,
    JsonDict,
    JsonTuple,
    Moment,
    Rate,
    Sentence,
    Words,
    metadata,
    one_only,
    record_id,
    reference,
    store_ref,
)

pay_runs = Table(
    "pay_runs",
    metadata,
    record_id(),
    store_ref(),
    Column("month", Day, nullable=False),
    Column("state", Words(RunState), nullable=False),
    Column("computed_at", Moment, nullable=False),
    Column("turnover_fen", Fen, nullable=True),
    Column("cost_ratio", Rate, nullable=True),
    Column("silent_pool_fen", Fen, nullable=True),
    Column("missing", JsonTuple, nullable=False),
    Column("notices", JsonTuple, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("kind", Words(RunKind), nullable=False, server_default=RunKind.MONTHLY.value),
    Column("number", Integer, nullable=False, server_default="0"),
    Column("reason", String, nullable=False, server_default=""),
    Column("reverses", Integer, nullable=True),
    one_only(
        "store_id", "month", "number", taken=Text("Somebody computed this month at the same time. Look at it anew.")
    ),
    sqlite_autoincrement=True,
)

pay_slips = Table(
    "pay_slips",
    metadata,
    record_id(),
    store_ref(),
    reference("run_id", "pay_runs.id"),
    reference("person_id", "people.id", nullable=True, ondelete="SET NULL"),
    Column("name", String, nullable=False),
    Column("mark", String, nullable=False),
    Column("department", String, nullable=False),
    Column("role", String, nullable=False),
    Column("words", JsonDict, nullable=False),
    Column("days_employed", Integer, nullable=False),
    Column("gross_fen", Fen, nullable=True),
    Column("compensation_fen", Fen, nullable=True),
    Column("social_fen", Fen, nullable=True),
    Column("housing_fund_fen", Fen, nullable=True),
    Column("income_tax_fen", Fen, nullable=True),
    Column("taxable_fen", Fen, nullable=True),
    Column("withheld_fen", Fen, nullable=True),
    Column("net_fen", Fen, nullable=True),
    Column("cost_fen", Fen, nullable=True),
    Column("months", Integer, nullable=True),
    Column("income_fen", Fen, nullable=True),
    Column("insurance_fen", Fen, nullable=True),
    Column("special_fen", Fen, nullable=True),
    Column("bonus_apart_fen", Fen, nullable=False),
    Column("carried_fen", Fen, nullable=True),
    Column("advance_fen", Fen, nullable=True),
    Column("missing", JsonTuple, nullable=False),
    Column("notices", JsonTuple, nullable=False),
    Column("proof", JsonDict, nullable=False),
    sqlite_autoincrement=True,
)

pay_lines = Table(
    "pay_lines",
    metadata,
    record_id(),
    store_ref(),
    reference("slip_id", "pay_slips.id"),
    Column("position", Integer, nullable=False),
    Column("code", String(40), nullable=False),
    Column("name", Sentence, nullable=False),
    Column("basis", String(40), nullable=True),
    Column("rate", String(40), nullable=True),
    Column("amount_fen", Fen, nullable=True),
    Column("not_taken_fen", Fen, nullable=False),
    Column("explanation", Sentence, nullable=False),
    Column("sources", JsonTuple, nullable=False),
    sqlite_autoincrement=True,
)
