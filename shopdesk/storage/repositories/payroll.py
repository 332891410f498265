"""What the payroll keeps: dated values, figures of months, balances, adjustments, schemes, and computed months."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.records import (
    KeptLine,
    KeptRun,
    KeptSlip,
    PayAdjustment,
    PayInput,
    PayOpening,
    PayValue,
    SchemeVersion,
)
from shopdesk.domain.payroll.slip import RunState
from shopdesk.domain.sentences import plain, sentence
from shopdesk.domain.text import Text
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.payroll import (
    pay_adjustments,
    pay_inputs,
    pay_lines,
    pay_openings,
    pay_runs,
    pay_schemes,
    pay_slips,
    pay_values,
)
from shopdesk.storage.unit_of_work import UnitOfWork


class PayValues(RecordRepository[PayValue]):
    """Values that hold from a day on."""

    table = pay_values
    record_type = PayValue

    def until(self, store_id: int, day: date) -> list[PayValue]:
        """Everything that has begun by a day, oldest first."""
        where = (pay_values.c.store_id == store_id, pay_values.c.valid_from <= day)
        return self.find(*where, order_by=pay_values.c.valid_from)

    def put(self, value: PayValue) -> None:
        """Keep a value in the place of the one of the same code and day."""
        same = self.first(
            pay_values.c.store_id == value.store_id,
            pay_values.c.person_id.is_not_distinct_from(value.person_id),
            pay_values.c.code == value.code,
            pay_values.c.valid_from == value.valid_from,
        )
        if same is None:
            self.add(value)
        else:
            self.update(dataclasses.replace(value, id=same.id, version=same.version))


class PayInputs(RecordRepository[PayInput]):
    """Typed figures of months."""

    table = pay_inputs
    record_type = PayInput

    def of_month(self, store_id: int, month: date) -> list[PayInput]:
        """Everything typed for a month."""
        return self.find(pay_inputs.c.store_id == store_id, pay_inputs.c.month == month)

    def put(self, value: PayInput) -> None:
        """Keep a figure in the place of the one of the same code and month; an empty value takes it away."""
        same = self.first(
            pay_inputs.c.store_id == value.store_id,
            pay_inputs.c.person_id.is_not_distinct_from(value.person_id),
            pay_inputs.c.month == value.month,
            pay_inputs.c.code == value.code,
        )
        if same is not None and not value.value:
            self.remove(same)
        elif same is not None:
            self.update(dataclasses.replace(value, id=same.id, version=same.version))
        elif value.value:
            self.add(value)


class PayOpenings(RecordRepository[PayOpening]):
    """Balances that people bring along."""

    table = pay_openings
    record_type = PayOpening

    def until(self, store_id: int, month: date) -> list[PayOpening]:
        """Everything brought along into a month or an earlier one, oldest first."""
        where = (pay_openings.c.store_id == store_id, pay_openings.c.month <= month)
        return self.find(*where, order_by=pay_openings.c.month)

    def put(self, opening: PayOpening) -> None:
        """Keep a balance in the place of the one of the same person and month."""
        same = self.first(
            pay_openings.c.store_id == opening.store_id,
            pay_openings.c.person_id == opening.person_id,
            pay_openings.c.month == opening.month,
        )
        if same is None:
            self.add(opening)
        else:
            self.update(dataclasses.replace(opening, id=same.id, version=same.version))


class PayAdjustments(RecordRepository[PayAdjustment]):
    """Corrections of earlier months."""

    table = pay_adjustments
    record_type = PayAdjustment

    def of_month(self, store_id: int, month: date) -> list[PayAdjustment]:
        """The corrections that are paid in a month."""
        return self.find(pay_adjustments.c.store_id == store_id, pay_adjustments.c.month == month)


class SchemeVersions(RecordRepository[SchemeVersion]):
    """The store's own pay schemes."""

    table = pay_schemes
    record_type = SchemeVersion

    def of_store(self, store_id: int) -> list[SchemeVersion]:
        """All versions, oldest first."""
        return self.find(pay_schemes.c.store_id == store_id, order_by=pay_schemes.c.valid_from)


class PayRuns:
    """Computed months. They are no part of undo: a draft is computed anew, and nothing changes a locked month.

    A locked month is sealed by the digest of everything in it, so that a change past this program is noticed.
    """

    def __init__(self, uow: UnitOfWork) -> None:
        """Work within ``uow``."""
        self.uow = uow

    def of_store(self, store_id: int) -> list[KeptRun]:
        """All months, oldest first, without their slips."""
        query = select(pay_runs).where(pay_runs.c.store_id == store_id).order_by(pay_runs.c.month)
        return [_run(row._mapping, ()) for row in self.uow.connection.execute(query)]

    def of_month(self, store_id: int, month: date) -> KeptRun | None:
        """One month with everything, or ``None`` where it was not computed.

        Raises:
            UserError: a locked month is no longer as it was locked.
        """
        query = select(pay_runs).where(pay_runs.c.store_id == store_id, pay_runs.c.month == month)
        row = self.uow.connection.execute(query).first()
        if row is None:
            return None
        run = _run(row._mapping, self._slips(row.id))
        if run.state is RunState.LOCKED and run.digest != digest_of(run):
            raise UserError(
                Text(
                    "The locked month {month} is not as it was locked: the data file was changed past this program. "
                    "Restore a backup.",
                    month=f"{month:%Y-%m}",
                )
            )
        return run

    def save_draft(self, run: KeptRun) -> None:
        """Keep a draft in the place of an earlier one.

        Raises:
            UserError: the month is locked.
        """
        self.refuse_locked(run.store_id, run.month)
        mine = (pay_runs.c.store_id == run.store_id) & (pay_runs.c.month == run.month)
        self.uow.connection.execute(delete(pay_runs).where(mine, pay_runs.c.state == RunState.DRAFT))
        values = _columns(run, "slips", "id") | {"missing": _stored(run.missing), "notices": _stored(run.notices)}
        result = self.uow.connection.execute(insert(pay_runs).values({**values, "state": RunState.DRAFT, "digest": ""}))
        assert result.inserted_primary_key is not None
        run_id = result.inserted_primary_key[0]
        for slip in run.slips:
            self._add_slip(run.store_id, run_id, slip)
        self.uow.touch("pay_runs", "pay_slips", "pay_lines")

    def lock(self, store_id: int, month: date) -> None:
        """Seal the draft of a month; from then on it stays as it is.

        Raises:
            UserError: there is no draft, or the month is locked already.
        """
        self.refuse_locked(store_id, month)
        run = self.of_month(store_id, month)
        if run is None:
            raise UserError(Text("{month} is not computed yet. Compute it first.", month=f"{month:%Y-%m}"))
        sealed = dataclasses.replace(run, state=RunState.LOCKED)
        self.uow.connection.execute(
            pay_runs.update()
            .where(pay_runs.c.id == run.id, pay_runs.c.state == RunState.DRAFT)
            .values(state=RunState.LOCKED, digest=digest_of(sealed))
        )
        self.uow.touch("pay_runs")

    def refuse_locked(self, store_id: int, month: date) -> None:
        """Nothing changes a locked month.

        Raises:
            UserError: the month is locked.
        """
        query = select(pay_runs.c.state).where(pay_runs.c.store_id == store_id, pay_runs.c.month == month)
        if self.uow.connection.execute(query).scalar() is RunState.LOCKED:
            raise UserError(
                Text(
                    "{month} is locked and stays as it is. A correction goes into a later month.",
                    month=f"{month:%Y-%m}",
                )
            )

    def _slips(self, run_id: int) -> tuple[KeptSlip, ...]:
        lines: dict[int, list[KeptLine]] = {}
        query = (
            select(pay_lines)
            .join(pay_slips, pay_slips.c.id == pay_lines.c.slip_id)
            .where(pay_slips.c.run_id == run_id)
            .order_by(pay_lines.c.slip_id, pay_lines.c.position)
        )
        for row in self.uow.connection.execute(query):
            lines.setdefault(row.slip_id, []).append(KeptLine(**_picked(row._mapping, KeptLine)))
        slips = self.uow.connection.execute(
            select(pay_slips).where(pay_slips.c.run_id == run_id).order_by(pay_slips.c.id)
        )
        return tuple(
            KeptSlip(
                **_picked(row._mapping, KeptSlip)
                | {"missing": _read(row.missing), "notices": _read(row.notices), "lines": tuple(lines.get(row.id, ()))}
            )
            for row in slips
        )

    def _add_slip(self, store_id: int, run_id: int, slip: KeptSlip) -> None:
        values = _columns(slip, "lines") | {"missing": _stored(slip.missing), "notices": _stored(slip.notices)}
        result = self.uow.connection.execute(
            insert(pay_slips).values({**values, "store_id": store_id, "run_id": run_id})
        )
        assert result.inserted_primary_key is not None
        slip_id = result.inserted_primary_key[0]
        lines = [
            {**_columns(line), "store_id": store_id, "slip_id": slip_id, "position": position}
            for position, line in enumerate(slip.lines)
        ]
        if lines:
            self.uow.connection.execute(insert(pay_lines), lines)


def digest_of(run: KeptRun) -> str:
    """The fingerprint of everything in a run but who the people are in today's list and the fingerprint itself."""
    content = dataclasses.asdict(dataclasses.replace(run, id=None, digest=""))
    for slip in content["slips"]:
        del slip["person_id"]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=plain)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _run(row: Any, slips: tuple[KeptSlip, ...]) -> KeptRun:
    values = _picked(row, KeptRun) | {"missing": _read(row["missing"]), "notices": _read(row["notices"])}
    return KeptRun(**values | {"slips": slips})


def _columns(record: Any, *without: str) -> dict[str, Any]:
    names = [field.name for field in dataclasses.fields(record) if field.name not in without]
    return {name: getattr(record, name) for name in names}


def _picked(row: Any, kind: type[Any]) -> dict[str, Any]:
    return {field.name: row[field.name] for field in dataclasses.fields(kind) if field.name in row}


def _stored(texts: Iterable[Text]) -> list[Any]:
    return [plain(text) for text in texts]


def _read(stored: Iterable[Any]) -> tuple[Text, ...]:
    return tuple(sentence(entry) for entry in stored)
