"""The account by its statements: sums by kind, the lines behind them, what is covered, the owner's rules."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError
from shopdesk.domain.ledger.account import AccountView, account_view
from shopdesk.domain.ledger.classify import Classifier, normal
from shopdesk.domain.ledger.coverage import Coverage, coverage
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.lines import Behind, StatementGap, StatementLine, StatementSource
from shopdesk.domain.ledger.rules import STATEMENT_RULE, StatementRule
from shopdesk.domain.periods import By, Period
from shopdesk.domain.searching import number_typed
from shopdesk.domain.text import Text
from shopdesk.services.ledger.rulebook import classifier, shipped_rules
from shopdesk.storage.queries import ledger_lines, ledger_profit, product_titles
from shopdesk.storage.repositories.ledger import StatementRules

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from shopdesk.services.context import ServiceContext
    from shopdesk.services.kpi import KpiService
    from shopdesk.storage.unit_of_work import UnitOfWork

_FEW = 10_000
_SHOWN_CAUGHT = 200
_AT_ONCE = 1_000
_A_LOOK = 0.05  # seconds of looking for words before what was found is shown
_FIRST_STRETCH = 31  # days of a store's lines that are looked through in a few milliseconds, even where it is large

AtWork = Callable[[int, int], None]
"""Told how many lines of how many are done; what it raises ends the work, and nothing was changed."""


@dataclass(frozen=True, slots=True)
class LinePage:
    """Some lines, and how many there are of their sort and what all of these come to, in fen.

    ``looked_to`` is the last day that was looked through where later ones still are to be.
    """

    lines: tuple[StatementLine, ...]
    count: int
    amount: int
    looked_to: date | None = None


@dataclass(frozen=True, slots=True)
class Balances:
    """Where the money is, in fen, after the last day of the statements; ``None`` is no data.

    ``held`` is the deposit that the platform holds, ``ads`` top-ups less the spend of the ads reports since the first
    line, ``withdrawn`` what left the account by transfers.
    """

    account: int | None
    held: int
    ads: int | None
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Caught:
    """What a rule would change: how many lines get another kind, their sum in fen, some of them as they are now.

    ``taken`` counts those among them that have a kind already, by that kind, the most first.
    """

    count: int
    amount: int
    examples: tuple[StatementLine, ...]
    taken: tuple[tuple[LineKind, int], ...] = ()


class LedgerService:
    """Answers questions about a store's statements; the import brings their lines."""

    def __init__(
        self, ctx: ServiceContext, kpi: KpiService, follow: Callable[[UnitOfWork, int, Collection[int]], None]
    ) -> None:
        """Read through ``ctx``; what was spent on ads is asked of ``kpi``.

        ``follow`` works out what hangs on lines whose kind became another one: unit of work, store, ids of the lines.
        """
        self._ctx = ctx
        self._follow = follow
        self._kpi = kpi

    def account(self, store_id: int, first: date, last: date, by: By = By.MONTH) -> AccountView:
        """The account by day, week or month; steps without lines are left out.

        Raises:
            UserError: the end lies before the start.
        """
        asked = Period(first, last)
        with self._ctx.read() as uow:
            connection = uow.connection
            self._ctx.ask_ahead(
                lambda: ledger_lines.accounts(connection, store_id, StatementSource.ALIPAY),
                lambda: ledger_lines.gaps(connection, store_id, first, last),
                lambda: ledger_lines.day_sums(connection, store_id, first, last),
            )
            owners = ledger_lines.accounts(connection, store_id, StatementSource.ALIPAY)
            jumps = ledger_lines.gaps(connection, store_id, first, last)
            return account_view(
                asked,
                by,
                ledger_lines.day_sums(connection, store_id, first, last),
                jumps,
                _unfilled(connection, store_id, jumps),
                {owner: ledger_lines.account_start(connection, store_id, owner, first, last) for owner in owners},
            )

    def lines(
        self,
        store_id: int,
        first: date | None = None,
        last: date | None = None,
        *,
        kinds: Collection[LineKind] | None = None,
        order_no: str | None = None,
        text: str | None = None,
        behind: Behind | None = None,
        newest_first: bool = False,
        limit: int = 500,
        offset: int = 0,
    ) -> LinePage:
        """The lines that count, in time order, some at a time.

        Args:
            store_id: the store.
            first: the first day, every day where left out.
            last: the last day.
            kinds: only lines of these kinds.
            order_no: only lines of this order, or that name this number.
            text: only lines with this in their words, or as their number or key.
            behind: only lines that profit counts there.
            newest_first: the other way round.
            limit: at most so many.
            offset: after so many.
        """
        with self._ctx.read() as uow:
            where = ledger_lines.conditions(store_id, first, last, kinds, order_no, text)
            if behind is not None:
                numbers = product_titles.by_title(product_titles.product_titles(uow.connection, store_id))
                where += ledger_profit.lines_behind(uow.connection, store_id, behind.paid, behind.product, numbers)
            if order_no is None and not text and behind is None:
                count, amount = ledger_lines.count_and_sum_of_days(uow.connection, store_id, first, last, kinds)
            else:
                count, amount = ledger_lines.count_and_sum(uow.connection, where)
            if not count:
                return LinePage((), 0, 0)
            few = (kinds is not None or behind is not None) and count <= _FEW
            found = ledger_lines.page(
                uow.connection, store_id, where, newest_first=newest_first, limit=limit, offset=offset, few=few
            )
        return LinePage(tuple(found), count, amount)

    def search(
        self,
        store_id: int,
        first: date | None,
        last: date | None,
        text: str,
        *,
        kinds: Collection[LineKind] | None = None,
        behind: Behind | None = None,
        limit: int = 500,
        so_far: LinePage | None = None,
        seconds: float = _A_LOOK,
    ) -> LinePage:
        """As :meth:`lines` with a text, for about so many seconds from the earliest day on; words have no index.

        What names an order is its lines, which are found at once. Else a search goes on with ``so_far``, what it
        found before, until its ``looked_to`` is ``None``.
        """
        from shopdesk.domain.ledger.order_numbers import is_order_number  # the account alone asks for none

        number = number_typed(text)
        if so_far is None and is_order_number(number):
            found = self.lines(store_id, first, last, kinds=kinds, order_no=number, behind=behind, limit=limit)
            if found.count:
                return found
        with self._ctx.read() as uow:
            bounds = ledger_lines.bounds(uow.connection, store_id)
        if bounds is None:
            return LinePage((), 0, 0)
        page = so_far or LinePage((), 0, 0)
        until, days = time.monotonic() + seconds, _FIRST_STRETCH
        day = max(first or bounds[0], bounds[0]) if page.looked_to is None else page.looked_to + timedelta(days=1)
        end = min(last or bounds[1], bounds[1])
        while day <= end:
            stop = min(end, day + timedelta(days=days - 1))
            more = self.lines(
                store_id, day, stop, kinds=kinds, text=text, behind=behind, limit=max(0, limit - len(page.lines))
            )
            looked = stop if stop < end else None
            page = LinePage((*page.lines, *more.lines), page.count + more.count, page.amount + more.amount, looked)
            if looked is None or time.monotonic() >= until:
                return page
            day, days = stop + timedelta(days=1), days * 2
        return replace(page, looked_to=None)

    def balances(self, store_id: int) -> Balances:
        """Where the money is by the newest statement."""
        with self._ctx.read() as uow:
            connection = uow.connection
            self._ctx.ask_ahead(
                lambda: ledger_lines.bounds(connection, store_id),
                lambda: ledger_lines.kind_sums(connection, store_id),
                lambda: ledger_lines.accounts(connection, store_id, StatementSource.ALIPAY),
            )
            bounds = ledger_lines.bounds(connection, store_id)
            if bounds is None:
                return Balances(None, 0, None, 0)
            first, last = bounds
            sums = ledger_lines.kind_sums(connection, store_id)
            eve = last + timedelta(days=1)
            owners = ledger_lines.accounts(connection, store_id, StatementSource.ALIPAY)
            known = [ledger_lines.account_start(connection, store_id, owner, eve, eve).before for owner in owners]
        topped_up = -sums.get(LineKind.ADS_TOPUP, 0)
        spent = self._kpi.ads_spent(store_id, Period(first, last))
        balances = [balance for balance in known if balance is not None]
        return Balances(
            account=sum(balances) if balances else None,
            held=-sums.get(LineKind.DEPOSIT, 0),
            ads=None if spent is None else topped_up - spent,
            withdrawn=-sums.get(LineKind.TRANSFER, 0),
        )

    def coverage(self, store_id: int) -> Coverage:
        """Which days the statements cover, which between them they do not, and where the balance breaks."""
        with self._ctx.read() as uow:
            spans = ledger_lines.spans(uow.connection, store_id)
            if not spans:
                return coverage([], [])
            days = Period(min(one.first_day for one in spans), max(one.last_day for one in spans))
            jumps = ledger_lines.gaps(uow.connection, store_id, days.start, days.end)
            return coverage(spans, _unfilled(uow.connection, store_id, jumps))

    def rules(self, store_id: int) -> list[StatementRule]:
        """The owner's rules, the oldest first."""
        with self._ctx.read() as uow:
            return uow.repository(StatementRules).of(store_id)

    def would_catch(self, rule: StatementRule, at_work: AtWork | None = None) -> Caught:
        """What keeping a rule would change; ``at_work`` is told how many of all lines were looked at.

        Raises:
            UserError: the rule is not complete, or ``at_work`` stops it.
        """
        rule = _tidy(rule)
        with self._ctx.read() as uow:
            own = [one for one in uow.repository(StatementRules).of(rule.store_id) if one.id != rule.id]
            changes = _changes(uow.connection, rule.store_id, Classifier(shipped_rules(), [*own, rule]), at_work)
            mine = [row for row, _, by in changes if by == f"own:{rule.id}"]
            shown = ledger_lines.by_id(uow.connection, rule.store_id, mine[:_SHOWN_CAUGHT])
            sums = ledger_lines.sums_of(uow.connection, rule.store_id, mine)
        known = [(kind, count) for kind, (count, _) in sums.items() if kind is not LineKind.NOT_CLASSIFIED]
        taken = tuple(sorted(known, key=lambda one: -one[1]))
        return Caught(len(mine), sum(fen for _, fen in sums.values()), tuple(shown), taken)

    def save_rule(self, rule: StatementRule, at_work: AtWork | None = None) -> StatementRule:
        """Keep a rule, new or changed; the kinds of all lines follow.

        Raises:
            UserError: it is not complete, there is one like it, somebody saved it meanwhile, or ``at_work`` stops it;
                nothing was changed then.
        """
        rule = _tidy(rule)
        with self._ctx.open_uow(Text("Rule for statement lines “{words}” kept", words=rule.words)) as uow:
            rules = uow.repository(StatementRules)
            alike = [
                one
                for one in rules.of(rule.store_id)
                if one.id != rule.id and replace(one, id=rule.id, kind=rule.kind, note=rule.note) == rule
            ]
            if alike:
                raise UserError(
                    Text("There is a rule for “{words}” already. Change that one instead.", words=rule.words)
                )
            kept = rules.add(rule) if rule.id is None else rules.update(rule)
            self._reclassify(uow, rule.store_id, at_work)
            uow.commit()
        return kept

    def remove_rule(self, rule: StatementRule, at_work: AtWork | None = None) -> None:
        """Take a rule away; the kinds of all lines follow."""
        with self._ctx.open_uow(Text("Rule for statement lines “{words}” removed", words=rule.words)) as uow:
            uow.repository(StatementRules).remove(rule)
            self._reclassify(uow, rule.store_id, at_work)
            uow.commit()

    def reclassify(self, store_id: int) -> int:
        """Give every line the kind that the rules say today; gives how many got another.

        It is called after an undo of a rule, and after a program with newer shipped rules was installed.
        """
        with self._ctx.open_uow(Text("Statement lines classified anew")) as uow:
            changed = self._reclassify(uow, store_id)
            if changed:
                uow.commit()
        return changed

    def _reclassify(self, uow: UnitOfWork, store_id: int, at_work: AtWork | None = None) -> int:
        changes = _changes(uow.connection, store_id, classifier(uow, store_id), at_work)
        if not changes:
            return 0
        ledger_lines.set_kinds(uow.connection, store_id, changes)
        bounds = ledger_lines.bounds(uow.connection, store_id)
        if bounds is not None:
            from shopdesk.storage.queries import ledger_settle

            ledger_settle.recount(uow.connection, store_id, *bounds)
        uow.touch("statement_lines", "statement_days", store_id=store_id)
        self._follow(uow, store_id, [line for line, _, _ in changes])
        return len(changes)


def _tidy(rule: StatementRule) -> StatementRule:
    """The rule without blanks around its words.

    Raises:
        UserError: it is not complete, or there is nothing to see in its words.
    """
    rule = STATEMENT_RULE.tidy(rule)
    if not normal(rule.words):
        raise FieldError(
            STATEMENT_RULE.field("words"),
            Text("“Contains” has nothing in it that can be seen. Type words of the line."),
        )
    return rule


def _changes(
    connection: Connection, store_id: int, rules: Classifier, at_work: AtWork | None
) -> list[tuple[int, LineKind, str]]:
    """The lines whose kind or rule is another by these rules."""
    changes = []
    done, total = 0, ledger_lines.count_and_sum_of_days(connection, store_id, None, None, None)[0]
    lines = ledger_lines.words(connection, store_id)
    while some := list(islice(lines, _AT_ONCE)):
        ids, types, remarks, descriptions, amounts, days, kinds, told = zip(*some, strict=True)
        now = rules.kinds(types, remarks, descriptions, amounts, days)
        done += len(some)
        if at_work is not None:
            at_work(done, total)
        changes += [
            (line, kind, rule)
            for line, (kind, rule), before, told_before in zip(ids, now, kinds, told, strict=True)
            if kind != before or rule != told_before
        ]
    return changes


def _unfilled(connection: Connection, store_id: int, jumps: list[StatementGap]) -> list[StatementGap]:
    """What is missing once lines of Qianniu told their part; with several accounts nobody knows whose they are."""
    accounts = ledger_lines.accounts
    if not jumps or not accounts(connection, store_id, StatementSource.QIANNIU):
        return jumps
    if len(accounts(connection, store_id, StatementSource.ALIPAY)) > 1:
        return jumps
    left = [replace(jump, missing=jump.missing - ledger_lines.between(connection, store_id, jump)) for jump in jumps]
    return [gap for gap in left if gap.missing]
