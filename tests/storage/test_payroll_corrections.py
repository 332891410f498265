"""After the lock: late changes, adjustments, pay apart, reversals, and taxes that go on rightly after each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.late import Way
from shopdesk.domain.payroll.proof import verify
from shopdesk.domain.payroll.records import KeptRun, KeptSlip
from shopdesk.domain.payroll.runs import RunKind
from shopdesk.services.payroll.corrections import Item
from tests.storage.test_payroll_cli import MONTH, STORE, people, workbook

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
RICH = {"霜降": {"底薪": 29700, "社保基数": 24930}}


class Shop:
    """A store with its people and a month that can be computed and locked."""

    def __init__(self, folder: Path) -> None:
        self.app: App = open_app(folder / "data", "zh_CN")
        self.folder = folder
        book = workbook(folder / "march.xlsx", {"人员": people(**RICH), "当月": MONTH, "店铺": STORE})
        self.store_id = self.app.services.stores.create("店").id or 0
        self.payroll = self.app.services.payroll
        self.corrections = self.payroll.corrections
        self.payroll.load(self.store_id, MARCH, book)
        self.ids = {one.name: one.id or 0 for one in self.app.services.people.everyone(self.store_id)}

    def enter(self, month: date, name: str | None, code: str, value: int, reason: str = "说明") -> None:
        self.payroll.figures.put(self.store_id, month, None if name is None else self.ids[name], code, value, reason)

    def quiet(self, month: date) -> None:
        """A month in which nothing was sold."""
        for name in ("小满", "谷雨"):
            self.enter(month, name, "own_sales", 0)
        for code, value in (("paid", 0), ("rating_now", 48)):
            self.enter(month, None, code, value if code == "paid" else 4)

    def lock(self, month: date) -> KeptRun:
        self.payroll.compute(self.store_id, month)
        return self.payroll.lock(self.store_id, month)

    def late(self, month: date = MARCH) -> dict[tuple[str, str], int]:
        found = self.corrections.late(self.store_id, month)
        return {(one.who, one.code): one.open_fen for one in found if one.way is Way.ADJUST}


def slip(run: KeptRun, name: str) -> KeptSlip:
    return next(one for one in run.slips if one.name == name)


def line(run: KeptRun, name: str, code: str) -> int | None:
    amounts = [one.amount_fen for one in slip(run, name).lines if one.code == code]
    return sum(amount or 0 for amount in amounts) if amounts else None


def type_past_the_lock(shop: Shop, name: str, code: str, value: str) -> None:
    """Something arrives after the lock by a way that knows no locks, as an import does."""
    from shopdesk.domain.payroll.records import PayInput
    from shopdesk.storage.repositories.payroll import PayInputs

    with shop.app.services.ctx.open_uow("test") as uow:
        uow.repository(PayInputs).put(
            PayInput(store_id=shop.store_id, person_id=shop.ids[name], month=MARCH, code=code, value=value, reason="x")
        )
        uow.commit()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    yield made
    made.app.close()


def test_a_late_change_is_told_with_its_amount_and_adjusted_once(shop: Shop) -> None:
    locked = shop.lock(MARCH)
    assert shop.corrections.late(shop.store_id, MARCH) == []
    type_past_the_lock(shop, "小满", "own_sales", "15000000")
    # 0.2 % of 50,000 more for the seller and for the lead, and less silent orders for two others.
    assert shop.late() == {
        ("小满", "own_commission"): 10000, ("谷雨", "team_commission"): 10000,
        ("白露", "silent_pool"): -25000, ("霜降", "silent_pool"): -25000,
    }  # fmt: skip
    assert shop.payroll.run(shop.store_id, MARCH) == locked
    (mine,) = [one for one in shop.corrections.late(shop.store_id, MARCH) if one.who == "小满"]
    made = shop.corrections.adjust_late(shop.store_id, mine, "迟到的客服报表")
    assert (made.month, made.amount_fen) == (APRIL, 10000)
    assert ("小满", "own_commission") not in shop.late()
    with pytest.raises(UserError, match="any more"):
        shop.corrections.adjust_late(shop.store_id, mine, "再来一次")
    shop.quiet(APRIL)
    april = shop.lock(APRIL)
    assert line(april, "小满", "adjustment") == 10000
    assert ("小满", "own_commission") not in shop.late()
    # Undoing the entry of the adjustment changes neither the locked month nor what was made good.
    shop.app.services.history.undo()
    assert ("小满", "own_commission") not in shop.late()
    type_past_the_lock(shop, "小满", "own_sales", "10000000")
    assert shop.late()["小满", "own_commission"] == -10000


def test_tax_goes_on_after_an_adjustment_as_if_it_had_been_paid_in_time(shop: Shop) -> None:
    shop.lock(MARCH)
    shop.corrections.adjust(
        shop.store_id, person_id=shop.ids["霜降"], amount_fen=1_000_000, original_month=MARCH, original_code="award",
        reason="忘记的奖金",
    )  # fmt: skip
    shop.quiet(APRIL)
    late = shop.lock(APRIL)
    other = Shop(shop.folder / "other")
    other.enter(MARCH, "霜降", "award", 1_000_000)
    other.lock(MARCH)
    other.quiet(APRIL)
    in_time = other.lock(APRIL)
    other.app.close()
    assert slip(late, "霜降").taxable_fen == slip(in_time, "霜降").taxable_fen
    assert slip(late, "霜降").withheld_fen == slip(in_time, "霜降").withheld_fen


def test_what_is_paid_apart_is_a_run_of_its_own_and_the_tax_goes_on_from_it(shop: Shop) -> None:
    march = shop.lock(MARCH)
    item = Item(person_id=shop.ids["霜降"], amount_fen=1_000_000, original_month=MARCH, original_code="award")
    seen = shop.corrections.pay_apart(shop.store_id, [item], "忘记的奖金", dry_run=True)
    assert len(shop.corrections.runs(shop.store_id)) == 1
    run = shop.corrections.pay_apart(shop.store_id, [item], "忘记的奖金")
    assert (run.kind, run.number, len(run.slips)) == (RunKind.OFF_CYCLE, 1, 1)
    assert [one.code for one in run.slips[0].lines] == ["adjustment", "income_tax"]
    assert run.slips[0].net_fen == seen.slips[0].net_fen
    before, after = slip(march, "霜降"), run.slips[0]
    assert after.taxable_fen == (before.taxable_fen or 0) + 1_000_000
    assert after.months == before.months
    assert verify(after.proof) == []
    assert shop.payroll.run(shop.store_id, MARCH) == march
    assert shop.late() == {}
    # The month after goes on from it, as if the award had been paid in March.
    shop.quiet(APRIL)
    april = slip(shop.lock(APRIL), "霜降")
    other = Shop(shop.folder / "other")
    other.enter(MARCH, "霜降", "award", 1_000_000)
    other.lock(MARCH)
    other.quiet(APRIL)
    assert slip(other.lock(APRIL), "霜降").withheld_fen == april.withheld_fen
    other.app.close()


def test_a_reversal_is_equal_and_opposite_and_the_month_can_be_computed_anew(shop: Shop) -> None:
    march = shop.lock(MARCH)
    run = shop.corrections.reverse(shop.store_id, MARCH, "底薪错了")
    assert (run.kind, run.number, run.reverses) == (RunKind.REVERSAL, 1, 0)
    for before, after in zip(march.slips, run.slips, strict=True):
        assert after.net_fen == -(before.net_fen or 0) and after.gross_fen == -(before.gross_fen or 0)
        assert [one.amount_fen for one in after.lines] == [-(one.amount_fen or 0) for one in before.lines]
        assert verify(after.proof) == []
    assert shop.payroll.runs(shop.store_id) == []
    with pytest.raises(UserError, match="reversed already"):
        shop.corrections.reverse(shop.store_id, MARCH, "再来一次", 0)
    with pytest.raises(UserError, match="anew"):
        shop.corrections.reverse(shop.store_id, MARCH, "再来一次", 1)
    shop.enter(MARCH, "霜降", "award", 500_000)
    again = shop.lock(MARCH)
    assert again.number == 2
    # Nothing of the reversed run is in the tax of the year.
    assert slip(again, "霜降").taxable_fen == (slip(march, "霜降").taxable_fen or 0) + 500_000
    assert slip(again, "霜降").months == slip(march, "霜降").months
    shop.quiet(APRIL)
    assert slip(shop.lock(APRIL), "霜降").months == (slip(march, "霜降").months or 0) + 1


def test_only_the_newest_run_is_reversed(shop: Shop) -> None:
    shop.lock(MARCH)
    shop.quiet(APRIL)
    with pytest.raises(UserError, match="draft"):
        shop.payroll.compute(shop.store_id, APRIL)
        shop.corrections.reverse(shop.store_id, APRIL, "x")
    shop.lock(APRIL)
    with pytest.raises(UserError, match="2026-04"):
        shop.corrections.reverse(shop.store_id, MARCH, "x")
    shop.corrections.reverse(shop.store_id, APRIL, "x")
    shop.corrections.reverse(shop.store_id, MARCH, "x")


@pytest.mark.parametrize(
    ("code", "amount", "month", "words"),
    [
        ("income_tax", 100, MARCH, "by itself"),
        ("award", 0, MARCH, "changes nothing"),
        ("award", 100, APRIL, "earlier month"),
        ("compensation", -100, MARCH, "limits of law"),
        ("nothing", 100, MARCH, "cannot be adjusted"),
        ("award", 10**20, MARCH, "Amount"),
    ],
)
def test_an_adjustment_that_cannot_be_is_refused_in_words(
    shop: Shop, code: str, amount: int, month: date, words: str
) -> None:
    shop.lock(MARCH)
    with pytest.raises(UserError, match=words):
        shop.corrections.adjust(
            shop.store_id, person_id=shop.ids["白露"], amount_fen=amount, original_month=month, original_code=code,
            reason="x",
        )  # fmt: skip


def test_insurance_is_corrected_as_insurance(shop: Shop) -> None:
    shop.lock(MARCH)
    shop.corrections.adjust(
        shop.store_id, person_id=shop.ids["白露"], amount_fen=-5000, original_month=MARCH,
        original_code="social_pension", reason="基数",
    )  # fmt: skip
    shop.quiet(APRIL)
    april = shop.lock(APRIL)
    usual = line(shop.payroll.run(shop.store_id, MARCH), "白露", "social_pension") or 0
    assert line(april, "白露", "social_pension") == usual + 5000
    assert (
        slip(april, "白露").insurance_fen
        == 2 * ((slip(april, "白露").social_fen or 0) - 5000 + (slip(april, "白露").housing_fund_fen or 0)) + 5000
    )
    assert verify(slip(april, "白露").proof) == []


def test_months_are_locked_in_their_order(shop: Shop) -> None:
    shop.payroll.compute(shop.store_id, MARCH)
    shop.quiet(APRIL)
    shop.payroll.compute(shop.store_id, APRIL)
    with pytest.raises(UserError, match="still a draft"):
        shop.payroll.lock(shop.store_id, APRIL)
    shop.payroll.lock(shop.store_id, MARCH)
    with pytest.raises(UserError, match="changed since"):
        # The tax went on from a draft whose state is another one now.
        shop.payroll.lock(shop.store_id, APRIL)
    shop.lock(APRIL)
