"""The sample store's statement, taken in as one import."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from shopdesk.domain.imports import ImportKind, ImportRun
from shopdesk.domain.ledger.lines import StatementSource
from shopdesk.domain.ledger.order_numbers import number_of
from shopdesk.domain.sample.statement import OPENING, sample_lines
from shopdesk.domain.setup.fees import FeeItem
from shopdesk.domain.stores import Store
from shopdesk.domain.text import Text
from shopdesk.services.context import ServiceContext
from shopdesk.services.demo.nouns import Nouns
from shopdesk.services.demo.plan import SamplePlan
from shopdesk.services.ledger.rulebook import classifier
from shopdesk.storage import port
from shopdesk.storage.queries import imports as queries
from shopdesk.storage.queries import ledger_settle
from shopdesk.storage.queries.sample import ads_by_day, all_orders
from shopdesk.storage.tables.ledger import statement_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from shopdesk.domain.ledger.classify import Classifier
    from shopdesk.domain.sample.statement import SampleLine

_ACCOUNT = "sample"
_COLUMNS = (
    "source", "account", "line_key", "at", "day", "amount_fen", "balance_fen", "business_type", "remark", "title",
    "number", "order_no", "kind", "rule", "position", "file_row",
)  # fmt: skip
_HEADING_ROW = 5
_BATCH = 500


def add_statement(ctx: ServiceContext, nouns: Nouns, store: Store, plan: SamplePlan) -> None:
    """The account of all days up to yesterday, with the commission that the store's category pays."""
    store_id = store.id or 0
    line = nouns.setup.fees.view(store_id).estimate.line(FeeItem.COMMISSION)
    assert line.rate is not None
    first, last = plan.shape.first, plan.shape.last
    now = ctx.clock.now()
    with ctx.open_uow(Text("Sample data written")) as uow:
        connection = uow.connection
        lines = sample_lines(all_orders(connection, store_id), ads_by_day(connection, store_id), line.rate, first, last)
        run = ImportRun(
            store_id=store_id,
            file_name="支付宝账务明细.csv",
            file_hash="sample",
            kind=ImportKind.ALIPAY_STATEMENT,
            template="alipay_statement",
            encoding="gb18030",
            header_row=_HEADING_ROW,
            rows=len(lines),
            new=len(lines),
            updated=0,
            unchanged=0,
            skipped=0,
            started_at=now,
            finished_at=now,
            first_day=first,
            last_day=last,
        )
        run_id = queries.start(connection, run)
        target = queries.TARGETS[ImportKind.ALIPAY_STATEMENT]
        writer = port.of(connection).writer(connection, target, store_id, _COLUMNS, import_id=run_id)
        rows = list(_rows(lines, classifier(uow, store_id)))
        for start in range(0, len(rows), _BATCH):
            writer.take(rows[start : start + _BATCH])
        writer.finish()
        ledger_settle.add_spans(connection, [_span(store_id, run_id, first, last)])
        ledger_settle.settle(connection, store_id, first, last)
        queries.analyze(connection, statement_lines, len(rows))
        uow.touch("imports", "statement_lines", "statement_days", "statement_gaps", "statement_spans")
        uow.commit()


def _rows(lines: list[SampleLine], rules: Classifier) -> Iterator[tuple[Any, ...]]:
    balance = OPENING
    for place, line in enumerate(lines, start=1):
        balance += line.amount
        at = line.at.isoformat(sep=" ")
        day = at[:10]
        kind, rule = rules.kind(line.business_type, line.remark, None, line.amount, day)
        number = number_of(None, line.merchant, line.remark)
        yield (
            StatementSource.ALIPAY.value,
            _ACCOUNT,
            # Without strftime, which asks for a module each time: half of all the time that the account took.
            f"{day.replace('-', '')}2200{place:010d}",
            at,
            day,
            line.amount,
            balance,
            line.business_type,
            line.remark or None,
            line.title or None,
            number,
            number,
            kind.value,
            rule,
            place,
            _HEADING_ROW + place,
        )


def _span(store_id: int, run_id: int, first: date, last: date) -> dict[str, Any]:
    return {
        "store_id": store_id,
        "source": StatementSource.ALIPAY,
        "account": _ACCOUNT,
        "first_day": first,
        "last_day": last,
        "import_id": run_id,
        "checks": (),
    }
