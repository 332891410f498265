"""Statements on their way into the data: kinds, accounts, covered days, and what the files say about themselves."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from operator import add
from typing import TYPE_CHECKING, Any

from shopdesk.domain.imports import FileCheck, ImportRun, Tally
from shopdesk.domain.ledger.classify import Classifier
from shopdesk.domain.ledger.head import StatedSum, StatementHead
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.lines import StatementGap, StatementSource
from shopdesk.domain.ledger.running import Step
from shopdesk.domain.money import format_yuan
from shopdesk.domain.text import Names, Text
from shopdesk.storage.queries import ledger_lines, ledger_settle
from shopdesk.storage.queries.ledger_settle import Incoming

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ADDED = ("order_no", "kind", "rule", "position", "file_row")
_WORDS = {kind: kind.value for kind in LineKind}
_SAMPLE = 200
_SHOWN_GAPS = 5

Values = list[Sequence[Any]]


class Chain:
    """Follows the balance from row to row of a file, for both ways in which its rows may be ordered."""

    def __init__(self) -> None:
        """No row yet."""
        self._down = self._up = True
        self._first: Step | None = None
        self._last: Step | None = None

    def take(self, at: Sequence[str], amounts: Sequence[int], balances: Sequence[int | None]) -> None:
        """Go on with some rows."""
        if not (self._up or self._down):
            return
        if None in balances:
            self._up = self._down = False
            return
        if self._last is not None:
            last = self._last
            at, amounts, balances = [last.at, *at], [last.amount, *amounts], [last.balance, *balances]
        self._first = self._first or Step(0, at[0], amounts[0], balances[0])
        self._last = Step(0, at[-1], amounts[-1], balances[-1])
        newer, older = balances[1:], balances[:-1]
        times = list(at)
        self._up = self._up and times == sorted(times) and list(map(add, older, amounts[1:])) == list(newer)
        times.reverse()
        self._down = self._down and times == sorted(times) and list(map(add, newer, amounts[:-1])) == list(older)

    def first(self, *, rising: bool) -> Step | None:
        """The earliest line, where each balance leads to the next in the order in which rows are kept."""
        if rising:
            return self._first if self._up else None
        return self._last if self._down else None


class Intake:
    """What is gathered while the rows of a statement are read; afterwards :meth:`checks` says how the sums compare."""

    def __init__(
        self, source: StatementSource, classifier: Classifier, summaries: Sequence[StatementHead], there_on: date
    ) -> None:
        """Nothing read yet of a file that was there on a day: what came later is not in it."""
        self.source = source
        self.classifier = classifier
        self.heads: list[StatementHead] = []
        self.first: date | None = None
        self.last: date | None = None
        self._summaries = summaries
        self._there_on = there_on
        self._keys: list[str] = []
        self._rising = 0
        self._income = [0, 0]
        self._expense = [0, 0]
        self._zeros = 0
        self._chain = Chain()
        self._alone = False
        self._sign = 0

    def completed(self, columns: Sequence[str], values: Values) -> tuple[tuple[str, ...], Values]:
        """The values of rows with their kinds; their numbers in the file come last and are their places for now."""
        # The last are the rows' numbers in the file, which no column names.
        given = dict(zip(columns, values, strict=False))
        amounts = given["amount_fen"]
        none: Sequence[None] = [None] * len(amounts)
        types, remarks, told = (given.get(name, none) for name in ("business_type", "remark", "description"))
        kinds = self.classifier.kinds(types, remarks, told, amounts, given["day"])
        places = values[-1]
        words, rules = [_WORDS[kind] for kind, _ in kinds], [rule for _, rule in kinds]
        came = [fen for fen in amounts if fen > 0]
        went = [fen for fen in amounts if fen < 0]
        self._income[0] += len(came)
        self._income[1] += sum(came)
        self._expense[0] += len(went)
        self._expense[1] -= sum(went)
        self._zeros += len(amounts) - len(came) - len(went)
        if len(self._keys) < _SAMPLE:
            self._keys += given["line_key"][: _SAMPLE - len(self._keys)]
        self._chain.take(given["at"], amounts, given.get("balance_fen", none))
        first, last = given["at"][0], given["at"][-1]
        self._rising += (last > first) - (last < first)
        return (*columns, *_ADDED), [*values[:-1], given["number"], words, rules, places, places]

    def placed(self, values: Values, account: str) -> Values:
        """The values of rows as they are written.

        They are of ``account`` where the file names none, and counted backwards where its newest rows come first.
        """
        if self._rising >= 0 and not account:
            return values
        sign = 1 if self._rising >= 0 else -1
        source, owners, *others, places, numbers = values
        return [source, [owner or account for owner in owners], *others, [sign * place for place in places], numbers]

    def placed_ahead(self, values: Values) -> Values:
        """The same while the file is still being read: its first rows tell in which order it is."""
        self._sign = self._sign or (1 if self._rising >= 0 else -1)
        if self._sign > 0:
            return values
        *others, places, numbers = values
        return [*others, [-place for place in places], numbers]

    def settled_ahead(self) -> bool:
        """Whether rows that were :meth:`placed_ahead`, the first of their store, stand as they would have stood."""
        rising = self._rising >= 0
        self._alone = (
            self.source is StatementSource.ALIPAY
            and len({head.account for head in self.heads}) == 1
            and self._chain.first(rising=rising) is not None
        )
        return self._sign == (1 if rising else -1) and all(head.account for head in self.heads)

    def look_around(self, connection: Connection, store_id: int, account: str) -> None:
        """See, before any line is written, whether the file only goes on where its account ends."""
        owners = {head.account or account for head in self.heads}
        first = self._chain.first(rising=self._rising >= 0)
        self._alone = (
            self.source is StatementSource.ALIPAY
            and len(owners) == 1
            and first is not None
            and ledger_settle.goes_on(connection, store_id, owners.pop(), first)
        )

    def is_in_order(self, tally: Tally) -> bool:
        """Whether the balance leads from each line to the next as they are kept: nothing has to be put right."""
        return self._alone and not tally.updated and not tally.unchanged

    def lines(self, columns: Sequence[str], values: Values, account: str) -> Iterator[tuple[str, Incoming]]:
        """Completed rows as the running balance sees them, each with its account."""
        place = {name: index for index, name in enumerate(columns)}
        key, at, amount, balance = (place.get(name) for name in ("line_key", "at", "amount_fen", "balance_fen"))
        assert key is not None
        assert at is not None
        assert amount is not None
        for row in zip(*self.placed(values, account), strict=True):
            after = None if balance is None else row[balance]
            yield row[1] or account, Incoming(row[key], row[at], row[-2], row[amount], after)

    def account(self, connection: Connection, store_id: int) -> str:
        """The account of a file that names none: that of the same lines, or the only one that is known."""
        if all(head.account for head in self.heads):
            return ""
        found = ledger_settle.account_of(connection, store_id, self.source, self._keys)
        if found is not None:
            return found
        known = ledger_lines.accounts(connection, store_id, self.source)
        return known[0] if len(known) == 1 else ""

    def other_account(self, connection: Connection, store_id: int, file: str) -> Text | None:
        """What to ask before a store gets lines of an account that it had none of, although it or another store has
        some: the account is the store's, and a file that was dropped on the wrong store is easily overlooked.
        """  # noqa: D205
        known = set(ledger_lines.accounts(connection, store_id, self.source)) - {""}
        for account in sorted({head.account for head in self.heads} - {""} - known):
            stores = ledger_settle.stores_of(connection, store_id, self.source, account)
            if stores:
                return Text(
                    "{file} is a statement of the account {account}, which belongs to {stores}. Import it there; "
                    "if both stores share the account, take it in anyway.",
                    file=file,
                    account=account,
                    stores=Names(stores),
                )
            if known:
                return Text(
                    "{file} is a statement of the account {account}; so far this store has statements of {known} "
                    "only. Look whether it belongs to another store; if this store has a second account, take it in "
                    "anyway.",
                    file=file,
                    account=account,
                    known=Names(sorted(known)),
                )
        return None

    def adopt(self, connection: Connection, store_id: int) -> None:
        """What came without an account before belongs to the one that this file names, where it is the first."""
        named = {head.account for head in self.heads} - {""}
        known = ledger_lines.accounts(connection, store_id, self.source)
        if len(named) == 1 and known == [""]:
            ledger_settle.adopt(connection, store_id, self.source, named.pop())

    def spans(self, account: str) -> list[tuple[str, date, date]]:
        """The accounts and days that the file covers: those of its head, else from its first row to its last."""
        found = []
        for head in self.heads:
            if head.has_period:
                first, last = head.first_day, head.covered_to(self.last, self._there_on)
            else:
                first, last = self.first, self.last
            if first is not None and last is not None:
                found.append((head.account or account, first, last))
        return list(dict.fromkeys(found))

    @property
    def says_something(self) -> bool:
        """Whether the file covers days although it has no rows."""
        return any(head.has_period and head.covered_to(self.last, self._there_on) for head in self.heads)

    def checks(self) -> tuple[FileCheck, ...]:
        """The sums of the foot and of a summary beside the file, held against the rows."""
        found = []
        for name, told in (
            ("income", _stated([head.income for head in self.heads])),
            ("expense", _stated([head.expense for head in self.heads])),
            ("summary_income", _stated([head.income for head in self._summaries])),
            ("summary_expense", _stated([head.expense for head in self._summaries])),
        ):
            if told is None:
                continue
            lines, fen = self._income if name.endswith("income") else self._expense
            # A count of nothing is none in some summaries.
            counted = lines <= told.lines <= lines + self._zeros or (name.startswith("summary") and not told.lines)
            found.append(FileCheck(check=name, ok=told.amount == fen and counted, stated=told.amount, found=fen))
        return tuple(found)


def _stated(sums: Sequence[StatedSum | None]) -> StatedSum | None:
    known = [one for one in sums if one is not None]
    if not known or len(known) != len(sums):
        return None
    return StatedSum(sum(one.lines for one in known), sum(one.amount for one in known))


def covers_more(connection: Connection, store_id: int, intake: Intake, account: str) -> bool:
    """Whether a file covers days that no statement of its account covers yet."""
    return any(
        not ledger_settle.is_covered(connection, store_id, intake.source, *span) for span in intake.spans(account)
    )


def finish(connection: Connection, run: ImportRun, tally: Tally, intake: Intake, account: str, days: set[str]) -> Tally:
    """Bring what hangs on the lines up to date; the tally gets what the running balance says.

    Raises:
        AssertionError: the run has no id.
    """
    assert run.id is not None
    spans = intake.spans(account)
    touched = [date.fromisoformat(day) for day in days] + [day for _, first, last in spans for day in (first, last)]
    first, last = min(touched), max(touched)
    told = [dataclasses.asdict(check) for check in tally.checks]
    ledger_settle.add_spans(
        connection,
        [
            {
                "store_id": run.store_id,
                "source": intake.source,
                "account": owner,
                "first_day": start,
                "last_day": end,
                "import_id": run.id,
                "checks": json.dumps(told, ensure_ascii=False, default=str),
            }
            for owner, start, end in spans
        ],
    )
    ledger_settle.settle(connection, run.store_id, first, last, () if intake.is_in_order(tally) else None)
    ledger_settle.resolve_numbers(connection, run.store_id, run.id, first, last)
    if intake.source is not StatementSource.ALIPAY:
        return tally
    owners = {owner for owner, _, _ in spans}
    gaps = [one for one in ledger_lines.gaps(connection, run.store_id, first, last) if one.account in owners]
    return with_gaps(tally, gaps, any_lines=tally.rows > tally.skipped)


def foresee(
    connection: Connection,
    store_id: int,
    tally: Tally,
    intake: Intake,
    account: str,
    lines: Callable[[], Iterable[tuple[str, Incoming]]],
) -> Tally:
    """The tally of a file that is not imported, with what the running balance says of its days.

    Args:
        connection: only read from.
        store_id: whose statement.
        tally: what the file came to.
        intake: what was gathered of it.
        account: the account of a file that names none.
        lines: gives the account and the line of each of its rows.
    """
    spans = intake.spans(account)
    if intake.source is not StatementSource.ALIPAY or not spans:
        return tally
    days = {day for _, first, last in spans for day in (first, last)} | ({intake.first, intake.last} - {None})
    first, last = min(filter(None, days)), max(filter(None, days))
    owners = sorted({owner for owner, _, _ in spans})
    if not tally.changes_something:
        # Every line is known, so what was noted of them stands.
        gaps = [one for one in ledger_lines.gaps(connection, store_id, first, last) if one.account in owners]
        return with_gaps(tally, gaps, any_lines=tally.rows > tally.skipped)
    gaps = [
        gap
        for owner in owners
        for gap in ledger_settle.foreseen(
            connection, store_id, owner, first, last, (line for of, line in lines() if of == owner)
        )
    ]
    return with_gaps(tally, sorted(gaps, key=lambda gap: gap.before), any_lines=tally.rows > tally.skipped)


def with_gaps(tally: Tally, gaps: Sequence[StatementGap], *, any_lines: bool) -> Tally:
    """The tally with what the running balance says about the days of the file."""
    if not any_lines:
        return tally
    checks = [
        FileCheck(check="balance", ok=False, found=gap.missing, after=gap.after, before=gap.before) for gap in gaps
    ] or [FileCheck(check="balance", ok=True)]
    return dataclasses.replace(tally, checks=(*tally.checks, *checks), notes=(*tally.notes, *gap_notes(gaps)))


def gap_notes(gaps: Sequence[StatementGap]) -> list[Text]:
    """The missing stretches in words, the first few of them."""
    notes = [
        Text(
            "Between {after} and {before} lines are missing: {amount} moved there. Download the statement of these "
            "days.",
            after=_shown(gap.after),
            before=_shown(gap.before),
            amount=format_yuan(gap.missing),
        )
        for gap in gaps[:_SHOWN_GAPS]
    ]
    if len(gaps) > _SHOWN_GAPS:
        notes.append(Text("{count} more stretches are missing.", count=len(gaps) - _SHOWN_GAPS))
    return notes


def sum_notes(checks: Sequence[FileCheck]) -> list[Text]:
    """The sums that disagree, in words."""
    names = {
        "income": Text("money in at the foot of the file"),
        "expense": Text("money out at the foot of the file"),
        "summary_income": Text("money in of the summary"),
        "summary_expense": Text("money out of the summary"),
    }
    return [
        Text(
            "The {what} is {stated}, the rows come to {found}: lines may be missing or left out.",
            what=names[check.check],
            stated=format_yuan(check.stated or 0),
            found=format_yuan(check.found or 0),
        )
        for check in checks
        if not check.ok and check.check in names
    ]


def _shown(moment: datetime) -> str:
    return moment.isoformat(sep=" ", timespec="seconds")
