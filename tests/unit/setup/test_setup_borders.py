"""The plan's money reckoned a second time month by month; days, states and circles of the setup at their borders."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shopdesk.domain.setup.break_even import break_even
from shopdesk.domain.setup.budget import BudgetLine, BudgetPhase, BudgetPlan, MoneyKind, sum_by_kind
from shopdesk.domain.setup.clocks import ClockState, read_clock
from shopdesk.domain.setup.fee_ladder import RefundStep
from shopdesk.domain.setup.fees import FeeInputs, FeeItem, FeeRule, FeeRuleSet, OwnFee, estimate
from shopdesk.domain.setup.payback import Return, Stretch, Verdict, payback
from shopdesk.domain.setup.records import DocumentState, SetupClock, SetupDocument, SetupStep, StepState, Trademark
from shopdesk.domain.setup.rules import Papers, blockers, days_late, do_next, open_waits, progress
from shopdesk.domain.setup.schedule import Slot, days_after, earliest_opening, moved_due, schedule
from shopdesk.domain.setup.template import Wording
from shopdesk.domain.setup.total_check import check_total

TODAY = date(2026, 3, 16)
D = Decimal


def whole(value: Fraction) -> int:
    """Half away from zero."""
    return (1 if value >= 0 else -1) * int(abs(value) + Fraction(1, 2))


def phase(number: int, start: date, end: date, yuan: int) -> BudgetPhase:
    return BudgetPhase(
        id=number, store_id=1, position=number, title="p", starts_on=start, ends_on=end, month_target_fen=yuan * 100
    )


def money(kind: MoneyKind, yuan: int, number: int = 0) -> BudgetLine:
    return BudgetLine(store_id=1, phase_id=number, kind=kind, amount_fen=yuan * 100)


def months_of(plan: BudgetPlan, phases: list[BudgetPhase], lines: list[BudgetLine]) -> list[tuple[int, ...]]:
    """Turnover, profit, put in, and both balances of ten years of months, a day at a time."""
    last = sorted(sorted(phases, key=lambda one: (one.starts_on, one.position)), key=lambda one: one.ends_on)
    final = next(one for one in sorted(phases, key=lambda one: (one.starts_on, one.position))
                 if one.ends_on == last[-1].ends_on)  # fmt: skip
    share = Fraction(plan.net_share)
    day = min(one.starts_on for one in phases).replace(day=1)
    spent = cash = 0
    selling = False
    found = []
    for _ in range(120):
        length = calendar.monthrange(day.year, day.month)[1]
        turnover, put_in = Fraction(0), 0
        for _ in range(length):
            for one in phases:
                if one.starts_on <= day and (one is final or day <= one.ends_on):
                    turnover += Fraction(one.month_target_fen, length)
                if one.starts_on == day:
                    for line in lines:
                        if line.phase_id == one.id:
                            put_in += line.amount_fen
                            gone = line.kind not in (MoneyKind.DEPOSIT, MoneyKind.CAMPAIGN_DEPOSIT, MoneyKind.GOODS)
                            spent -= line.amount_fen if gone else 0
            day += timedelta(days=1)
        selling = selling or whole(turnover) > 0
        profit = whole(whole(turnover) * share) - (plan.fixed_month_fen if selling else 0)
        spent += profit
        cash += profit - put_in
        found.append((whole(turnover), profit, put_in, spent, cash))
    return found


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.dates(date(2026, 1, 1), date(2027, 6, 30)),
            st.integers(0, 200),
            st.integers(0, 300_000),
            st.sampled_from(MoneyKind),
            st.integers(0, 90_000),
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda one: one[0],
    ),
    st.integers(0, 9_000),
)
@example([(date(2026, 1, 1), 0, 1, MoneyKind.ADS, 0)], 0)
@example([(date(2026, 1, 1), 0, 100, MoneyKind.ADS, 0), (date(2026, 9, 1), 30, 9_000, MoneyKind.GOODS, 0)], 90)
def test_every_month_of_a_plan_is_reckoned_a_second_time(
    entries: list[tuple[date, int, int, MoneyKind, int]], fixed: int
) -> None:
    plan = BudgetPlan(store_id=1, fixed_month_fen=fixed * 100)
    phases = [
        phase(n, start, start + timedelta(days=days), yuan) for n, (start, days, yuan, _, _) in enumerate(entries)
    ]
    lines = [money(kind, yuan, n) for n, (_, _, _, kind, yuan) in enumerate(entries)]
    found = payback(plan, phases, lines)
    assert found is not None
    slow = months_of(plan, phases, lines)
    mine = [
        (flow.turnover_fen, flow.profit_fen, flow.put_in_fen, flow.spent_balance_fen, flow.cash_balance_fen)
        for flow in found.months
    ]
    assert mine == slow[: len(mine)]
    assert found.first_year_profit_fen == sum(profit for _, profit, *_ in slow[:12])
    # Money is back in the first month with sales behind it, after all of it went out, whose balance is not below zero.
    paid = {line.phase_id for line in lines if line.amount_fen}
    last = max(sorted(phases, key=lambda one: one.starts_on), key=lambda one: one.ends_on)
    out = max(one.starts_on for one in phases if one.id in paid or one is last)
    first = found.months[0].month
    for balance, back in ((3, found.spent_back), (4, found.all_back)):
        months = [
            number
            for number, flow in enumerate(slow, 1)
            if flow[balance] >= 0
            and any(turnover > 0 for turnover, *_ in slow[:number])
            and (first.year * 12 + first.month - 1 + number) > out.year * 12 + out.month - 1
        ]
        if back.verdict is Verdict.BACK:
            assert back.after == months[0]
        elif back.verdict in (Verdict.LOSING, Verdict.BEYOND):
            assert not months
    # Shown are the first year and whatever it takes until nothing is bound; with nothing put in that is the first year,
    # or as long as the running costs of the beginning have to be earned.
    assert len(mine) == (max(12, months[0]) if months else 120)


def test_phases_that_touch_leave_no_gap_and_a_day_between_is_one() -> None:
    first = phase(1, date(2026, 1, 1), date(2026, 1, 31), 100)
    for start, gaps in (
        (date(2026, 1, 20), ()),
        (date(2026, 2, 1), ()),
        (date(2026, 2, 2), (Stretch(date(2026, 2, 1), date(2026, 2, 1)),)),
    ):
        found = payback(BudgetPlan(store_id=1), [first, phase(2, start, date(2026, 3, 1), 100)], [])
        assert found is not None
        assert found.gaps == gaps
    nothing = payback(BudgetPlan(store_id=1), [replace(first, month_target_fen=0)], [money(MoneyKind.ADS, 5, 1)])
    assert nothing is not None
    assert (nothing.goes_on_from, nothing.spent_back) == (None, Return(Verdict.NO_SALES))
    assert (nothing.peak_fen, nothing.peak_on, len(nothing.months)) == (500, date(2026, 1, 1), 120)


def test_a_plan_at_the_end_of_the_calendar_ends_with_it() -> None:
    found = payback(BudgetPlan(store_id=1), [phase(1, date(9999, 11, 5), date.max, 300)], [money(MoneyKind.ADS, 1, 1)])
    assert found is not None
    assert [flow.month for flow in found.months] == [date(9999, 11, 1), date(9999, 12, 1)][: len(found.months)]
    assert found.goes_on_from is None


@pytest.mark.parametrize(
    ("stated", "left_out", "agrees"),
    [
        (None, (), True),
        (10, (), True),
        (11, (), False),
        (9, (MoneyKind.GOODS,), False),
        (6, (MoneyKind.ADS,), False),
        (5, (MoneyKind.GOODS, MoneyKind.ADS), False),
        (8, (), False),
        (0, (), False),
    ],
)
def test_a_total_that_is_short_by_one_or_two_kinds_names_them(
    stated: int | None, left_out: tuple[MoneyKind, ...], agrees: bool
) -> None:
    lines = [money(MoneyKind.GOODS, 1), money(MoneyKind.ADS, 4), money(MoneyKind.OTHER, 5), money(MoneyKind.WAGES, 0)]
    check = check_total(None if stated is None else stated * 100, lines)
    assert check.agrees is agrees
    # Five may be goods and ads, or the other costs alone: one kind goes before two.
    found = [tuple(part.lines[0].kind for part in cause.parts) for cause in check.causes if not cause.twice]
    assert found == [one for one in [(MoneyKind.OTHER,) if stated == 5 else left_out] if one]
    assert any(cause.twice for cause in check.causes) is (stated == 11)
    assert sum_by_kind(lines) == {MoneyKind.GOODS: 100, MoneyKind.ADS: 400, MoneyKind.OTHER: 500}


@pytest.mark.parametrize(("margin", "year"), [("0.3251", 12_000_000_00), ("0.325", None), ("0.324", None)])
def test_break_even_needs_something_left_of_a_sale(margin: str, year: int | None) -> None:
    even = break_even(BudgetPlan(store_id=1, fixed_month_fen=100_00, gross_margin=D(margin)))
    assert even.year_fen == year
    assert even.month_fen == (None if year is None else year // 12)
    assert even.fixed_year_fen == 1200_00


def test_the_plan_begins_with_the_shares_of_a_usual_store() -> None:
    plan = BudgetPlan(store_id=1)
    assert (plan.fixed_month_fen, plan.gross_margin, plan.ads, plan.people) == (0, D("0.4"), D("0.1"), D("0.06"))
    assert (plan.commission, plan.shipping, plan.tax, plan.other) == (D("0.05"), D("0.05"), D("0.045"), D("0.02"))
    assert phase(1, TODAY, TODAY, 0).month_target_fen == 0


# --- fees -------------------------------------------------------------------------------------------------------------


def fee_rule(item: FeeItem, **more: object) -> FeeRule:
    given = {"amount_fen": None, "rate": None, "categories": (), "types": (), "trademark": None, "refunds": (),
             "verified": True, "source": Wording("通知", "notice"), "as_of": TODAY}  # fmt: skip
    return FeeRule(item=item, **{**given, **more})  # type: ignore[arg-type]


def rule_set(*rules: FeeRule) -> FeeRuleSet:
    return FeeRuleSet("x", "tmall", Wording(), date(2026, 1, 1), date(2026, 6, 30), TODAY, (), rules)


@pytest.mark.parametrize(
    ("day", "covered"),
    [(date(2025, 12, 31), False), (date(2026, 1, 1), True), (date(2026, 6, 30), True), (date(2026, 7, 1), False)],
)
def test_a_rule_set_covers_its_first_and_its_last_day(day: date, covered: bool) -> None:
    assert rule_set().covers(day) is covered
    assert replace(rule_set(), valid_to=None).covers(day) is (day >= date(2026, 1, 1))


INPUTS = FeeInputs("tmall", "flagship", Trademark.REGISTERED, "books", 100_000_00)


@pytest.mark.parametrize(
    ("condition", "fits"),
    [
        ({}, True),
        ({"categories": ("books",)}, True),
        ({"categories": ("toys",)}, False),
        ({"types": ("flagship",)}, True),
        ({"types": ("exclusive",)}, False),
        ({"trademark": Trademark.REGISTERED}, True),
        ({"trademark": Trademark.PENDING}, False),
        ({"categories": ("books",), "types": ("exclusive",)}, False),
    ],
)
def test_a_line_speaks_of_the_stores_it_names(condition: dict[str, object], fits: bool) -> None:
    assert fee_rule(FeeItem.DEPOSIT, **condition).fits(INPUTS) is fits


def test_an_estimate_adds_up_what_is_known_and_counts_what_is_not_verified() -> None:
    steps = (RefundStep(50_000_00, D("0.5")), RefundStep(200_000_00, D(1)))
    rules = rule_set(
        fee_rule(FeeItem.DEPOSIT, amount_fen=50_000_00, verified=False),
        fee_rule(FeeItem.YEARLY_FEE, amount_fen=30_000_00, refunds=steps),
        fee_rule(FeeItem.SERVICE_FEE, rate=D("0.006")),
        fee_rule(FeeItem.COMMISSION, rate=D("0.05"), verified=False),
    )
    found = estimate(INPUTS, rules)
    assert [line.year_fen for line in found.lines] == [None, 15_000_00, 600_00, 5_000_00]
    assert (found.tied_up_fen, found.year_cost_fen) == (50_000_00, 20_600_00)
    assert (found.first_year_cash_fen, found.share_of_sales) == (85_600_00, D("0.056"))
    assert (found.unverified, found.line(FeeItem.YEARLY_FEE).refund_fen) == (2, 15_000_00)
    for sales, back in ((49_999_99, 0), (50_000_00, 15_000_00), (199_999_99, 15_000_00), (200_000_00, 30_000_00)):
        year = estimate(replace(INPUTS, expected_year_fen=sales), rules)
        assert year.line(FeeItem.YEARLY_FEE).refund_fen == back
    own = OwnFee(store_id=1, item=FeeItem.SERVICE_FEE, rate=D("0.01"), source="合同", as_of=TODAY)
    assert estimate(INPUTS, rules, [own]).line(FeeItem.SERVICE_FEE).year_fen == 1_000_00


# --- days -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "late"), [(None, None), (TODAY, None), (date(2026, 3, 15), 1), (date(2026, 3, 17), None)]
)
def test_what_is_due_today_is_not_late(due: date | None, late: int | None) -> None:
    assert days_late(due, TODAY) == late


@pytest.mark.parametrize(
    ("due", "shift", "moved"),
    [
        (None, 5, None),
        (date(2026, 3, 20), 5, date(2026, 3, 25)),
        (date(2026, 3, 20), -2, date(2026, 3, 18)),
        (date(2026, 3, 20), -4, TODAY),
        (date(2026, 3, 20), -9, TODAY),
        (TODAY, -1, TODAY),
        (date(2026, 3, 10), -1, date(2026, 3, 10)),
        (date(2026, 3, 10), 2, date(2026, 3, 12)),
        (date(2026, 3, 10), 0, date(2026, 3, 10)),
        (date.max, 5, date.max),
    ],
)
def test_a_due_day_moves_with_the_opening_but_not_into_the_past(due: date | None, shift: int, moved: date) -> None:
    assert moved_due(due, shift, TODAY) == moved
    assert days_after(date.min, -5) == date.min


def step(code: str, *waits: str, **more: object) -> SetupStep:
    return SetupStep(store_id=1, code=code, phase="plan", position=0, waits_for=waits, **more)  # type: ignore[arg-type]


def test_steps_follow_each_other_day_by_day() -> None:
    steps = [step("a", typical_days=3), step("b", "a", typical_days=0), step("c", "b", "gone", typical_days=2)]
    assert schedule(steps, TODAY) == {
        "a": Slot(TODAY, date(2026, 3, 18)),
        "b": Slot(date(2026, 3, 19), date(2026, 3, 19)),
        "c": Slot(date(2026, 3, 20), date(2026, 3, 21)),
    }
    blocking = [replace(one, blocks_opening=one.code != "c") for one in steps]
    assert earliest_opening(blocking, schedule(blocking, TODAY)) == date(2026, 3, 19)
    assert (
        earliest_opening(
            [replace(one, state=StepState.DONE) for one in blocking],
            schedule([replace(one, state=StepState.DONE) for one in blocking], TODAY),
        )
        is None
    )


def test_the_next_step_is_the_latest_then_the_one_begun_then_the_one_due_first() -> None:
    steps = [
        step("undated"),
        step("soon", due_on=date(2026, 3, 20)),
        step("today", due_on=TODAY),
        step("begun", state=StepState.DOING),
        step("late", due_on=date(2026, 3, 14)),
        step("later", due_on=date(2026, 3, 15)),
        step("done", state=StepState.DONE),
        step("waits", "soon"),
        step("paper", documents=("doc",)),
    ]
    papers = [SetupDocument(store_id=1, code="doc", position=0)]
    assert [one.code for one in do_next(steps, papers, TODAY)] == [
        "late", "later", "begun", "today", "soon", "undated", "paper",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "expires", "asked", "reason"),
    [
        (DocumentState.MISSING, None, True, "is missing"),
        (DocumentState.MISSING, None, False, None),
        (DocumentState.REQUESTED, None, True, "is requested but not here yet"),
        (DocumentState.REQUESTED, None, False, None),
        (DocumentState.RECEIVED, TODAY, True, None),
        (DocumentState.RECEIVED, date(2026, 3, 15), True, "expired on 2026-03-15"),
        (DocumentState.RECEIVED, date(2026, 3, 15), False, "expired on 2026-03-15"),
        (DocumentState.REJECTED, None, False, "was rejected: blurred"),
        (DocumentState.NOT_NEEDED, date(2026, 3, 15), True, None),
    ],
)
def test_a_document_blocks_where_it_is_asked_for_refused_or_out_of_date(
    state: DocumentState, expires: date | None, asked: bool, reason: str | None
) -> None:
    paper = SetupDocument(store_id=1, code="doc", position=0, state=state, expires_on=expires, rejection="blurred")
    asking = step("a", documents=("doc",), blocks_opening=asked)
    found = [one for one in blockers([asking], [paper], TODAY) if one.code == "doc"]
    assert [str(one.reason) for one in found] == ([] if reason is None else [reason])
    late = blockers([replace(asking, due_on=date(2026, 3, 1), blocks_opening=True)], [paper], TODAY)[0]
    assert (late.code, late.days_late) == ("a", 15)
    ready = Papers([paper]).ready(paper, TODAY)
    assert open_waits(asking, {}, Papers([paper]), TODAY) == (() if ready else ("doc",))


@pytest.mark.parametrize(
    ("state", "waits", "reason"),
    [
        (StepState.NOT_STARTED, (), "can be started"),
        (StepState.DOING, (), "is being done"),
        (StepState.WAITING, (), "waits for somebody else"),
        (StepState.DOING, ("b",), "waits for 1 others"),
    ],
)
def test_a_step_says_why_it_blocks(state: StepState, waits: tuple[str, ...], reason: str) -> None:
    found = blockers([step("a", *waits, state=state), step("b", blocks_opening=False)], [], TODAY)
    assert [(one.code, str(one.reason), one.ready) for one in found] == [("a", reason, not waits)]


@pytest.mark.parametrize(
    ("ended", "today", "state", "left"),
    [
        (None, date(2026, 3, 16), ClockState.RUNNING, 15),
        (None, date(2026, 3, 31), ClockState.RUNNING, 0),
        (None, date(2026, 4, 1), ClockState.MISSED, -1),
        (date(2026, 3, 31), date(2026, 5, 1), ClockState.MET, None),
        (date(2026, 4, 1), date(2026, 5, 1), ClockState.MET_LATE, None),
    ],
)
def test_a_time_limit_includes_its_last_day(
    ended: date | None, today: date, state: ClockState, left: int | None
) -> None:
    clock = SetupClock(store_id=1, code="c", position=0, days=15, started_on=TODAY, ended_on=ended)
    reading = read_clock(clock, {}, today)
    assert (reading.state, reading.days_left, reading.ends_by) == (state, left, date(2026, 3, 31))


def test_progress_is_rounded_down_and_nothing_needed_is_no_percentage() -> None:
    third = [step("a", state=StepState.DONE), step("b"), step("c"), step("d", state=StepState.NOT_NEEDED)]
    assert (progress(third).done, progress(third).needed, progress(third).percent) == (1, 3, 33)
    assert progress([third[3]]).percent is None


@pytest.mark.parametrize(
    ("state", "covered", "expires", "ready"),
    [
        (DocumentState.NOT_NEEDED, False, None, True),
        (DocumentState.MISSING, False, None, False),
        (DocumentState.MISSING, True, None, True),
        (DocumentState.RECEIVED, False, None, True),
        (DocumentState.RECEIVED, False, TODAY, True),
        (DocumentState.RECEIVED, False, date(2026, 3, 15), False),
    ],
)
def test_a_paper_is_ready_when_nothing_has_to_be_fetched(
    state: DocumentState, covered: bool, expires: date | None, ready: bool
) -> None:
    whole = SetupDocument(store_id=1, code="whole", position=0)
    paper = SetupDocument(store_id=1, code="doc", position=1, state=state, expires_on=expires,
                          covered_by="whole" if covered else "gone")  # fmt: skip
    assert Papers([whole, paper]).ready(paper, TODAY) is ready


@pytest.mark.parametrize(
    ("amount", "sales", "refunds", "back"),
    [
        (30_000_00, 100_000_00, True, 15_000_00),
        (None, 100_000_00, True, None),
        (30_000_00, None, True, None),
        (30_000_00, 100_000_00, False, None),
    ],
)
def test_a_refund_needs_the_fee_the_sales_and_a_step(
    amount: int | None, sales: int | None, refunds: bool, back: int | None
) -> None:
    steps = (RefundStep(50_000_00, D("0.5")),) if refunds else ()
    rules = rule_set(fee_rule(FeeItem.YEARLY_FEE, amount_fen=amount, refunds=steps))
    found = estimate(replace(INPUTS, expected_year_fen=sales), rules)
    assert found.line(FeeItem.YEARLY_FEE).refund_fen == back
