"""What the payroll keeps: dated values, figures of months, balances, adjustments, schemes, and computed months."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import FromClause, Select, String, delete, func, insert, select, type_coerce

from shopdesk.domain.errors import UserError
from shopdesk.domain.money import parse_yuan
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
from shopdesk.domain.payroll.runs import RunKind, RunState
from shopdesk.domain.rights import OWN
from shopdesk.domain.sentences import plain, sentence
from shopdesk.domain.text import Text
from shopdesk.storage.queries.payroll import stands
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.pay_runs import pay_lines, pay_runs, pay_slips
from shopdesk.storage.tables.payroll import (
    pay_adjustments,
    pay_inputs,
    pay_openings,
    pay_schemes,
    pay_values,
)
from shopdesk.storage.unit_of_work import UnitOfWork

_NO_REASONS: dict[str, Any] = {"name": Text(""), "basis": None, "rate": None, "explanation": Text(""), "sources": ()}
_REASONS = frozenset(_NO_REASONS)
"""Columns of a line beside its code and its amounts; most of the time of reading a line goes into them."""


class PayValues(RecordRepository[PayValue]):
    """Values that hold from a day on."""

    table = pay_values
    record_type = PayValue

    def until(self, store_id: int, day: date) -> list[PayValue]:
        """Everything that has begun by a day, oldest first."""
        where = (pay_values.c.store_id == store_id, pay_values.c.valid_from <= day)
        return self.find(*where, order_by=pay_values.c.valid_from)

    def of_person(self, store_id: int, person_id: int) -> list[PayValue]:
        """Everything of one person, oldest first."""
        where = (pay_values.c.store_id == store_id, pay_values.c.person_id == person_id)
        return self.find(*where, order_by=pay_values.c.valid_from)

    def of_code(self, store_id: int, code: str) -> list[PayValue]:
        """Everybody's values of a code, oldest first."""
        where = (pay_values.c.store_id == store_id, pay_values.c.code == code)
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

    def of_person(self, store_id: int, person_id: int) -> list[PayInput]:
        """Everything typed for one person, oldest month first."""
        where = (pay_inputs.c.store_id == store_id, pay_inputs.c.person_id == person_id)
        return self.find(*where, order_by=pay_inputs.c.month)

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

    def of_store(self, store_id: int) -> list[PayAdjustment]:
        """Every correction, oldest first."""
        return self.find(pay_adjustments.c.store_id == store_id, order_by=pay_adjustments.c.month)


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
        """The wages of all months that stand, oldest first, without their slips; a reversed month does not stand."""
        query = _standing(store_id).where(pay_runs.c.kind == RunKind.MONTHLY)
        return [_run(row._mapping, ()) for row in self.uow.connection.execute(query)]

    def standing(self, store_id: int) -> list[KeptRun]:
        """The wages and what was paid apart from them, as far as it stands, oldest first, without slips."""
        return [_run(row._mapping, ()) for row in self.uow.connection.execute(_standing(store_id))]

    def every(self, store_id: int) -> list[KeptRun]:
        """Every run in the order in which they were made for their months, reversals too, without slips."""
        query = select(pay_runs).where(pay_runs.c.store_id == store_id).order_by(pay_runs.c.month, pay_runs.c.number)
        return [_run(row._mapping, ()) for row in self.uow.connection.execute(query)]

    def last_standing(self, store_id: int) -> KeptRun | None:
        """The newest locked run that was not reversed, without its slips: what later months go on from."""
        query = _standing(store_id).where(pay_runs.c.state == RunState.LOCKED)
        rows = self.uow.connection.execute(query).all()
        return _run(rows[-1]._mapping, ()) if rows else None

    def of_month(
        self, store_id: int, month: date, number: int | None = None, *, reasons: bool = True
    ) -> KeptRun | None:
        """The wages of a month that stand, or the run of that number; ``None`` where it was not computed.

        Without ``reasons`` a draft is read by its amounts only, which is quicker; a locked run is read whole, because
        its seal is looked at.

        Raises:
            UserError: a locked month is no longer as it was locked.
        """
        if number is None:
            query = _standing(store_id).where(pay_runs.c.month == month, pay_runs.c.kind == RunKind.MONTHLY)
        else:
            mine = (pay_runs.c.store_id == store_id) & (pay_runs.c.month == month) & (pay_runs.c.number == number)
            query = select(pay_runs).where(mine)
        row = self.uow.connection.execute(query).first()
        if row is None:
            return None
        if not reasons and row.state is RunState.DRAFT:
            return _run(row._mapping, self._slips([row], reasons=False)[row.id])
        return self._sound(self._whole(row))

    def amounts_before(self, store_id: int, month: date, months: int) -> list[KeptRun]:
        """The wages that stand of the last months before one, oldest first, with the amounts of each line only."""
        query = _standing(store_id).where(pay_runs.c.month < month, pay_runs.c.kind == RunKind.MONTHLY)
        rows = self.uow.connection.execute(query).all()[-months:]
        slips = self._slips(rows, reasons=False)
        return [_run(row._mapping, slips[row.id]) for row in rows]

    def own(self, store_id: int, person_id: int) -> list[KeptRun]:
        """The locked runs that stand, newest first, each with the one slip of a person; of nobody else anything.

        Their seals are about what others are paid, too, and are not looked at.
        """
        query = _standing(store_id).where(pay_runs.c.state == RunState.LOCKED)
        found = []
        for row in reversed(self.uow.connection.execute(query).all()):
            slips, lines = (one.alias(f"{OWN}{one.name}") for one in (pay_slips, pay_lines))
            mine = tuple(
                one for one in self._slips([row], slips=slips, lines=lines)[row.id] if one.person_id == person_id
            )
            if mine:
                found.append(_run(row._mapping, mine))
        return found

    def corrections(self, store_id: int) -> list[tuple[int, str, int]]:
        """What locked runs that stand have corrected: person, source id of the adjustment, amount in fen."""
        standing = _standing(store_id).where(pay_runs.c.state == RunState.LOCKED).subquery()
        query = (
            select(pay_slips.c.id, pay_slips.c.person_id, pay_lines.c.sources)
            .join(pay_slips, (pay_slips.c.id == pay_lines.c.slip_id) & (pay_slips.c.store_id == pay_lines.c.store_id))
            .join(standing, (standing.c.id == pay_slips.c.run_id) & (standing.c.store_id == pay_slips.c.store_id))
            .where(pay_slips.c.store_id == store_id)
            .where(type_coerce(pay_lines.c.sources, String).like('%"adjustment"%'), pay_slips.c.person_id.is_not(None))
        )
        found: dict[tuple[int, int, str], int] = {}
        for row in self.uow.connection.execute(query):
            for source in row.sources:
                if source["kind"] == "adjustment" and source["amount"] is not None:
                    found[row.id, row.person_id, source["id"]] = parse_yuan(source["amount"])
        return [(person_id, source_id, amount) for (_slip, person_id, source_id), amount in found.items()]

    def save_draft(self, run: KeptRun) -> None:
        """Keep a draft in the place of an earlier one.

        Raises:
            UserError: the month is locked.
        """
        self.refuse_locked(run.store_id, run.month)
        mine = (pay_runs.c.store_id == run.store_id) & (pay_runs.c.month == run.month)
        self.uow.connection.execute(delete(pay_runs).where(mine, pay_runs.c.state == RunState.DRAFT))
        numbered = dataclasses.replace(run, number=self.next_number(run.store_id, run.month))
        self._insert(dataclasses.replace(numbered, state=RunState.DRAFT), "")

    def add_locked(self, run: KeptRun) -> None:
        """Keep a run that is locked from the start: one apart from the wages, or a reversal."""
        sealed = dataclasses.replace(run, state=RunState.LOCKED)
        self._insert(sealed, digest_of(sealed))

    def next_number(self, store_id: int, month: date) -> int:
        """The number that the next run of a month gets; a draft has none that lasts."""
        mine = (pay_runs.c.store_id == store_id) & (pay_runs.c.month == month)
        query = select(func.max(pay_runs.c.number)).where(mine, pay_runs.c.state == RunState.LOCKED)
        highest = self.uow.connection.execute(query).scalar()
        return 0 if highest is None else highest + 1

    def _insert(self, run: KeptRun, digest: str) -> None:
        values = _columns(run, "slips", "id") | {"missing": _stored(run.missing), "notices": _stored(run.notices)}
        result = self.uow.connection.execute(insert(pay_runs).values({**values, "digest": digest}))
        assert result.inserted_primary_key is not None
        run_id = result.inserted_primary_key[0]
        for slip in run.slips:
            self._add_slip(run.store_id, run_id, slip)
        self.uow.touch("pay_runs", "pay_slips", "pay_lines", store_id=run.store_id)

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
            .where(pay_runs.c.store_id == store_id, pay_runs.c.id == run.id, pay_runs.c.state == RunState.DRAFT)
            .values(state=RunState.LOCKED, digest=digest_of(sealed))
        )
        self.uow.touch("pay_runs", store_id=store_id)

    def locked(self, store_id: int) -> list[KeptRun]:
        """Every locked run with everything, in the order in which they were made.

        Raises:
            UserError: one of them is no longer as it was locked.
        """
        query = select(pay_runs).where(pay_runs.c.store_id == store_id, pay_runs.c.state == RunState.LOCKED)
        return [self._sound(self._whole(row)) for row in self.uow.connection.execute(query.order_by(pay_runs.c.id))]

    def reseal(self, run_id: int) -> KeptRun:
        """Seal a locked run as it stands now. Only erasing a person's name does this."""
        run = self._whole(self.uow.connection.execute(select(pay_runs).where(pay_runs.c.id == run_id)).one())
        sealed = dataclasses.replace(run, digest=digest_of(run))
        self.uow.connection.execute(pay_runs.update().where(pay_runs.c.id == run_id).values(digest=sealed.digest))
        self.uow.touch("pay_runs")
        return sealed

    def _whole(self, row: Any) -> KeptRun:
        return _run(row._mapping, self._slips([row])[row.id])

    @staticmethod
    def _sound(run: KeptRun) -> KeptRun:
        """The run, where it is as it was locked."""
        if run.state is RunState.LOCKED and run.digest != digest_of(run):
            raise UserError(
                Text(
                    "The locked month {month} is not as it was locked: the data file was changed past this program. "
                    "Restore a backup.",
                    month=f"{run.month:%Y-%m}",
                )
            )
        return run

    def is_locked(self, store_id: int, month: date) -> bool:
        """Whether a month's wages are locked and were not reversed."""
        query = _standing(store_id).where(
            pay_runs.c.month == month, pay_runs.c.kind == RunKind.MONTHLY, pay_runs.c.state == RunState.LOCKED
        )
        return self.uow.connection.execute(query).first() is not None

    def refuse_locked(self, store_id: int, month: date) -> None:
        """Nothing changes a locked month.

        Raises:
            UserError: the month is locked.
        """
        if self.is_locked(store_id, month):
            raise UserError(
                Text(
                    "{month} is locked and stays as it is. A correction goes into a later month.",
                    month=f"{month:%Y-%m}",
                )
            )

    def _slips(
        self, runs: Sequence[Any], *, reasons: bool = True, slips: FromClause = pay_slips, lines: FromClause = pay_lines
    ) -> dict[int, tuple[KeptSlip, ...]]:
        """The slips of runs (their rows); without ``reasons`` what explains and proves their amounts is left empty.

        ``slips`` and ``lines`` are the tables, by whatever names.
        """
        by_slip: dict[int, list[KeptLine]] = {}
        found: dict[int, list[KeptSlip]] = {run.id: [] for run in runs}
        mine = (slips.c.store_id.in_({run.store_id for run in runs}), slips.c.run_id.in_(found))
        query = (
            select(*(column for column in lines.c if reasons or column.name not in _REASONS))
            .join(slips, (slips.c.id == lines.c.slip_id) & (slips.c.store_id == lines.c.store_id))
            .where(*mine)
            .order_by(lines.c.slip_id, lines.c.position)
        )
        for row in self.uow.connection.execute(query):
            values = _picked(row._mapping, KeptLine)
            by_slip.setdefault(row.slip_id, []).append(KeptLine(**values if reasons else _NO_REASONS | values))
        columns = [column for column in slips.c if reasons or column.name != "proof"]
        without: dict[str, Any] = {} if reasons else {"proof": {}}
        for row in self.uow.connection.execute(select(*columns).where(*mine).order_by(slips.c.id)):
            more = {
                "missing": _read(row.missing),
                "notices": _read(row.notices),
                "lines": tuple(by_slip.get(row.id, ())),
            }
            found[row.run_id].append(KeptSlip(**_picked(row._mapping, KeptSlip) | more | without))
        return {run_id: tuple(own) for run_id, own in found.items()}

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
    # Field by field: what dataclasses.asdict copies of fifty proofs would take longer than all the rest.
    content = _columns(run, "slips") | {"id": None, "digest": ""}
    content["slips"] = [
        _columns(slip, "person_id", "lines") | {"lines": [_columns(line) for line in slip.lines]} for slip in run.slips
    ]
    if run.kind is RunKind.MONTHLY and not run.number:
        # Months that were locked before there were further runs keep the fingerprint that they were sealed with.
        for name in ("kind", "number", "reason", "reverses"):
            del content[name]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=plain)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _standing(store_id: int) -> Select[Any]:
    """The runs of a store that were not reversed and are no reversals, each after the one that it goes on from."""
    query = select(pay_runs).where(pay_runs.c.store_id == store_id, stands())
    return query.order_by(pay_runs.c.month, pay_runs.c.number)


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


def _read(stored: Iterable[Any] | None) -> tuple[Text, ...]:
    """``None`` stands for what is kept from whoever asks."""
    return tuple(sentence(entry) for entry in stored or ())
