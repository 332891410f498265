"""Payroll: dated values, figures of months, balances brought along, schemes, and computed months with their lines."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table

from shopdesk.domain.text import Text
from shopdesk.storage.columns import (
    Day,
    Fen,
    JsonDict,
    metadata,
    one_only,
    one_only_where,
    record_id,
    reference,
    store_ref,
    version,
)

pay_values = Table(
    "pay_values",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("person_id", "people.id", nullable=True),
    Column("code", String(40), nullable=False),
    Column("valid_from", Day, nullable=False),
    Column("value", String, nullable=False),
    Column("reason", String, nullable=False),
    one_only_where("uq_pay_values_person", "store_id", "person_id", "code", "valid_from"),
    one_only_where("uq_pay_values_store", "store_id", "code", "valid_from", where="person_id IS NULL"),
    sqlite_autoincrement=True,
)

pay_inputs = Table(
    "pay_inputs",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("person_id", "people.id", nullable=True),
    Column("month", Day, nullable=False),
    Column("code", String(40), nullable=False),
    Column("value", String, nullable=False),
    Column("reason", String, nullable=False),
    one_only_where("uq_pay_inputs_person", "store_id", "month", "person_id", "code"),
    one_only_where("uq_pay_inputs_store", "store_id", "month", "code", where="person_id IS NULL"),
    sqlite_autoincrement=True,
)

pay_openings = Table(
    "pay_openings",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("person_id", "people.id"),
    Column("month", Day, nullable=False),
    Column("months", Integer, nullable=False),
    Column("income_fen", Fen, nullable=False),
    Column("insurance_fen", Fen, nullable=False),
    Column("special_fen", Fen, nullable=False),
    Column("withheld_fen", Fen, nullable=False),
    Column("carried_fen", Fen, nullable=False),
    Column("advance_fen", Fen, nullable=False),
    one_only("store_id", "person_id", "month", taken=Text("Somebody entered this person's opening balance meanwhile.")),
    sqlite_autoincrement=True,
)

pay_adjustments = Table(
    "pay_adjustments",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("person_id", "people.id"),
    Column("month", Day, nullable=False),
    Column("amount_fen", Fen, nullable=False),
    Column("original_month", Day, nullable=False),
    Column("original_code", String(40), nullable=False),
    Column("reason", String, nullable=False),
    Column("late", Boolean, nullable=False, server_default="0"),
    Index(None, "store_id", "month"),
    sqlite_autoincrement=True,
)

pay_schemes = Table(
    "pay_schemes",
    metadata,
    record_id(),
    version(),
    store_ref(),
    reference("person_id", "people.id", nullable=True),
    Column("code", String(40), nullable=False),
    Column("valid_from", Day, nullable=False),
    Column("content", JsonDict, nullable=False),
    one_only("store_id", "code", "valid_from", taken=Text("Somebody saved a version of this scheme for that day.")),
    sqlite_autoincrement=True,
)
