"""A computed month as it is kept, shown and proved: what the proof notices, and what figures look like in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from shopdesk.domain.errors import UserError
from shopdesk.domain.payroll.inputs import Figure
from shopdesk.domain.payroll.month import compute_month
from shopdesk.domain.payroll.output import kept_run, run_document, total_of, word, yuan
from shopdesk.domain.payroll.proof import FORMAT, slip_document, source_document, verify
from shopdesk.domain.payroll.records import KeptRun
from shopdesk.domain.payroll.schemes import Basis
from shopdesk.domain.payroll.trace import Source
from tests.unit.payroll.payroll_cases import Month, Someone, inputs_of
from tests.unit.payroll.payroll_lines import figures, month_with, paid_for, part

NOW = datetime(2026, 4, 1, 9, 0)
Document = dict[str, Any]


def leaf(value: str, label: str = "figure") -> Document:
    return {"op": "given", "value": value, "label": label}


def step(operation: str, value: str, *parts: int, **more: Any) -> Document:
    return {"op": operation, "value": value, "label": operation, "parts": list(parts), **more}


def entry(code: str, amount: str | None, node: int | None) -> Document:
    return {"code": code, "name": code, "amount": amount, "node": node}


def slip(**more: Any) -> Document:
    """A slip of 1,000 yuan of which a tax of 100 is taken."""
    return {
        "format": FORMAT,
        "nodes": [leaf("100000"), leaf("10000"), step("minus", "90000", 0, 1)],
        "lines": [entry("base", "1000.00", 0), entry("income_tax", "100.00", 1)],
        "totals": {"gross": 0, "net": 2},
        **more,
    }


def told(document: Document) -> list[str]:
    return [str(sentence) for sentence in verify(document)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, []),
        ({"totals": {"gross": None, "net": None}}, []),
        ({"totals": {"gross": 1, "net": 2}}, ["gross: the slip says 100, the calculation gives 1000."]),
        ({"totals": {"gross": 0, "net": 0}}, ["net: the slip says 1000, the calculation gives 900."]),
        (
            {"lines": [entry("base", "1000.01", 0), entry("income_tax", "100.01", 1)]},
            [
                "base: the slip says 1000.01, the calculation gives 1000.",
                "income_tax: the slip says 100.01, the calculation gives 100.",
                "gross: the slip says 1000, the calculation gives 1000.01.",
            ],
        ),
        # The commission that is carried on is neither earned nor taken this month.
        (
            {
                "nodes": [leaf("100000"), leaf("10000"), step("minus", "90000", 0, 1), leaf("-700")],
                "lines": [
                    entry("base", "1000.00", 0),
                    entry("own_commission_carried", "-7.00", 3),
                    entry("income_tax", "100.00", 1),
                ],
            },
            [],
        ),
        # While a line waits for a figure the totals say nothing.
        ({"lines": [entry("base", "1000.00", 0), entry("income_tax", None, None)], "totals": {}}, []),
        # More taken than earned leaves nothing, not less.
        (
            {
                "nodes": [leaf("100000"), leaf("170000"), leaf("0")],
                "lines": [entry("base", "1000.00", 0), entry("income_tax", "1700.00", 1)],
            },
            [],
        ),
        (
            {"nodes": [leaf("100000"), leaf("10000"), step("minus", "90000", 0, 1), step("over", "3", 0, 1)]},
            ["over: the slip says 3, the calculation gives 10."],
        ),
        ({"nodes": [leaf("100000"), leaf("10000"), step("minus", "90000", 0, 1), step("round", "10000", 1)]}, []),
    ],
)
def test_a_proof_says_what_does_not_agree(change: Document, said: list[str]) -> None:
    assert told(slip(**change)) == said


@pytest.mark.parametrize(
    "node",
    [
        step("minus", "0", 2, 2),
        step("sum", "0", 3),
        step("sum", "0", -1),
        step("over", "0", 0, 3),
        step("unheard", "0", 0),
        {"op": "given", "label": "x"},
        leaf("1e3"),
        leaf("1E3"),
        leaf("half"),
        {"op": "given", "value": 3, "label": "x"},
        leaf("1" * 61),
        step("over", "0", 0, 2),
    ],
)
def test_a_damaged_proof_is_refused_in_words(node: Document) -> None:
    with pytest.raises(UserError, match="is damaged"):
        verify(slip(nodes=[leaf("100000"), leaf("10000"), node] if node["op"] == "minus" else
                    [leaf("100000"), leaf("10000"), leaf("0"), node]))  # fmt: skip


def test_a_number_of_sixty_digits_is_still_read_and_a_part_just_before_is_no_later_one() -> None:
    long = leaf("1" * 60)
    assert told(slip(nodes=[leaf("100000"), leaf("10000"), step("minus", "90000", 0, 1), long])) == []
    assert (
        told(slip(nodes=[leaf("100000"), leaf("10000"), step("minus", "90000", 0, 1), step("sum", "90000", 2)])) == []
    )


@pytest.mark.parametrize("document", [{}, {"format": "shopdesk-payslip-2"}, {"format": None}])
def test_another_file_is_no_payslip(document: Document) -> None:
    with pytest.raises(UserError, match="Choose another file"):
        verify(document)


@pytest.mark.parametrize(
    ("place", "value", "fine"), [(0, "4", True), (1, "3", True), (2, "3", True), (0, "3", False), (1, "4", False)]
)
def test_a_share_is_proved_by_its_place(place: int, value: str, fine: bool) -> None:
    nodes = [leaf("10"), leaf("1"), step("share", value, 0, 1, 1, 1, place=place)]
    lines = [entry("base", "0.10", 0)]
    assert (told(slip(nodes=nodes, lines=lines, totals={"gross": 0, "net": 0})) == []) is fine


def test_a_table_is_proved_by_its_bands() -> None:
    bands = [["100", "0.1"], [None, "0.2"]]
    for value, rate, fine in (("100", "0.1", True), ("101", "0.2", True), ("101", "0.1", False)):
        nodes = [leaf(value), step("band", rate, 0, bands=bands)]
        document = slip(nodes=nodes, lines=[entry("base", f"{int(value) / 100:.2f}", 0)], totals={"gross": 0, "net": 0})
        assert (told(document) == []) is fine


def test_a_source_says_what_it_brought_where_it_brought_something() -> None:
    assert source_document(Source("typed")) == {"kind": "typed", "id": ""}
    full = Source("order", "7", 0, date(2026, 3, 1), "by hand")
    assert source_document(full) == {
        "kind": "order", "id": "7", "amount": "0", "day": "2026-03-01", "reason": "by hand",
    }  # fmt: skip


def test_every_step_says_what_it_is_of() -> None:
    run = compute_month(inputs_of(Month(2026, 3, [Someone(1, "A", "design", figures={"unpaid": "1"})])))
    document = slip_document(run, run.slips[0])
    for node in document["nodes"]:
        assert ("parts" in node) == (node["op"] not in ("given", "rule", "term", "counted"))
        assert ("place" in node) == (node["op"] == "share")
        assert ("bands" in node) == (node["op"] == "band")
        assert ("rule" in node) == (node["op"] in ("rule", "band", "round_yuan"))
        assert ("scheme" in node) == (node["op"] == "term")
    assert document["month"] == "2026-03"
    waiting = compute_month(month_with(Someone(1, "A", "data"), figures(sick_days=None)))
    open_lines = [line for line in slip_document(waiting, waiting.slips[0])["lines"] if line["amount"] is None]
    assert [line["node"] for line in open_lines] == [None] * len(open_lines) != []
    assert slip_document(waiting, waiting.slips[0])["totals"]["net"] is None


# --- kept and shown ---------------------------------------------------------------------------------------------------


def kept(month: Month, change: Callable[[Any], Any] = lambda inputs: inputs, **more: Any) -> KeptRun:
    return kept_run(compute_month(change(inputs_of(month))), 1, NOW, **more)


def test_two_of_one_name_are_told_apart_in_what_is_missing() -> None:
    def without_leave(inputs: Any) -> Any:
        twin, other = (figures(sick_days=None)(person) for person in inputs.people)
        return replace(inputs, people=(replace(twin, mark="night"), other), figures=replace(inputs.figures, paid=None))

    run = kept(Month(2026, 3, [Someone(1, "A", "data"), Someone(2, "B", "data")]), without_leave)
    assert [str(one) for one in run.missing] == [
        "A (night): days of sick leave", "B: days of sick leave", "paid amount of the store",
    ]  # fmt: skip
    assert [str(one) for one in run.slips[0].missing] == ["absence: A (night): days of sick leave"]


def test_departments_and_roles_keep_the_names_they_had() -> None:
    month = Month(2026, 3, [Someone(1, "A", "data")])
    named = kept(month, departments={"data": ("数据部", "Data")}, roles={"staff": ("专员", "Officer")}).slips[0]
    assert [word(named, what, chinese) for what in ("department", "role") for chinese in (True, False)] == [
        "数据部", "Data", "专员", "Officer",
    ]  # fmt: skip
    plain = kept(month).slips[0]
    assert plain.words == {"department": ["data", "data"], "role": ["staff", "staff"]}


def test_a_kept_slip_holds_what_the_next_month_needs() -> None:
    someone = Someone(1, "A", "service", months=2, income=9000_00, insurance=1500_00, special=1000_00, carried=-50_00)
    someone = replace(someone, special_past=2000_00, withheld=7_00, advance=30_00, figures={"other": 20_00})
    (slip,) = kept(Month(2026, 3, [someone])).slips
    assert (slip.months, slip.income_fen, slip.insurance_fen, slip.special_fen) == (3, 12300_00, 2275_00, 3000_00)
    assert (slip.taxable_fen, slip.withheld_fen, slip.bonus_apart_fen) == (0, 7_00, 0)
    assert (slip.carried_fen, slip.advance_fen) == (-50_00, 10_00)
    (waiting,) = kept(
        Month(2026, 3, [someone]),
        lambda inputs: replace(inputs, people=(figures(sick_days=None, carried=None)(inputs.people[0]),)),
    ).slips
    assert (waiting.months, waiting.income_fen, waiting.insurance_fen, waiting.special_fen) == (None,) * 4
    assert (waiting.taxable_fen, waiting.withheld_fen, waiting.bonus_apart_fen) == (None, None, 0)
    assert (waiting.carried_fen, waiting.gross_fen, waiting.net_fen, waiting.cost_fen) == (None,) * 4


@pytest.mark.parametrize(
    ("basis", "rate", "shown_basis", "shown_rate"),
    [
        (Basis.STORE_SALES, "0.0012345", "300000.00", "0.001235"),
        (Basis.PIECES, "50", "20.00", "0.50"),
        (Basis.HOURS, "100", "7.25", "1.00"),
        (Basis.FIXED, "100", None, None),
    ],
)
def test_basis_and_rate_are_shown_by_what_they_count(
    basis: Basis, rate: str, shown_basis: str | None, shown_rate: str | None
) -> None:
    change = paid_for(part(basis, rate))
    known = figures(pieces=Figure(20), hours=Figure(Decimal("7.25")))
    run = kept(
        Month(2026, 3, [Someone(1, "A", "data")]),
        lambda inputs: replace(inputs, people=(known(change(inputs.people[0])),)),
    )
    (line,) = [one for one in run.slips[0].lines if one.code == "component"]
    assert (line.basis, line.rate, str(line.name)) == (shown_basis, shown_rate, "部分 (Part)")


def test_sources_say_money_in_yuan_and_days_as_days() -> None:
    sources = figures(
        award=Figure(12_34, (Source("typed", "1", 12_34), Source("note", "2"))),
        unpaid_days=Figure(Decimal("1.5"), (Source("roster", "3", Decimal("1.5")),)),
    )
    run = kept(
        Month(2026, 3, [Someone(1, "A", "data")]),
        lambda inputs: replace(inputs, people=(sources(inputs.people[0]),)),
    )
    by_code = {line.code: list(line.sources) for line in run.slips[0].lines}
    assert by_code["award"] == [
        {"kind": "typed", "id": "1", "amount": "12.34"}, {"kind": "note", "id": "2", "amount": None},
    ]  # fmt: skip
    assert by_code["absence"] == [{"kind": "roster", "id": "3", "amount": "1.5"}]


def test_the_document_of_a_month_adds_up_what_is_known() -> None:
    run = kept(Month(2026, 3, [Someone(1, "A", "data"), Someone(2, "B", "data")]))
    document = run_document(run, "Lamp House")
    assert document["totals"] == {
        "gross": "6600.00", "social": "1050.00", "housing_fund": "500.00", "income_tax": "0.00", "net": "5050.00",
        "employer_cost": "9720.00", "silent_pool": "0.00",
    }  # fmt: skip
    assert (document["month"], document["turnover"], document["cost_ratio"]) == ("2026-03", "300000.00", "0.032400")
    assert [person["gross"] for person in document["people"]] == ["3300.00", "3300.00"]
    waiting = kept(
        Month(2026, 3, [Someone(1, "A", "data"), Someone(2, "B", "data")]),
        lambda inputs: replace(
            inputs,
            people=(inputs.people[0], figures(sick_days=None)(inputs.people[1])),
            figures=replace(inputs.figures, paid=None),
        ),
    )
    document = run_document(waiting, "Lamp House")
    assert (total_of(waiting, "gross_fen"), total_of(waiting, "social_fen")) == (None, 1050_00)
    assert (document["totals"]["gross"], document["turnover"], document["cost_ratio"]) == (None, None, None)
    assert (yuan(None), yuan(0), yuan(-1)) == (None, "0.00", "-0.01")
