"""Schemes and pay data as they are kept: versions by day, what is locked, hints, accounts, own rules, commands."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import insert

from shopdesk.bootstrap import App
from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.fields import FieldError
from shopdesk.domain.payroll.pay_facts import PayFacts
from shopdesk.domain.payroll.rules import Rule
from shopdesk.domain.payroll.runs import RunState
from shopdesk.domain.payroll.schemes import Proration
from shopdesk.domain.payroll.slip import Code
from shopdesk.domain.people import Person
from shopdesk.domain.stores import Store
from shopdesk.storage.tables.figures import service_days
from tests.storage.test_payroll_cli import Program, march

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def paid(app: App, store: Store, tmp_path: Path) -> Store:
    """Four people with everything that March needs."""
    app.services.payroll.load(store.id or 0, MARCH, march(tmp_path / "march.xlsx"))
    return store


def person(app: App, store: Store, name: str) -> Person:
    return next(one for one in app.services.people.everyone(store.id or 0) if one.name == name)


def facts(app: App, store: Store, name: str, month: date = MARCH) -> PayFacts:
    return next(row for row in app.services.paydata.view(store.id or 0, month).rows if row.name == name)


def test_a_new_version_of_a_shipped_scheme_pays_everybody_of_it_from_its_day_on(app: App, paid: Store) -> None:
    schemes, payroll, store_id = app.services.schemes, app.services.payroll, paid.id or 0
    entry = schemes.board(store_id).entry("service")
    assert entry is not None
    shipped = entry.versions[0].scheme
    double = replace(shipped.components[0], rate=Decimal("0.004"))
    schemes.save(store_id, replace(shipped, valid_from=MARCH, components=(double,)))
    entry = schemes.board(store_id).entry("service")
    assert entry is not None
    assert [version.scheme.valid_from for version in entry.versions] == [shipped.valid_from, MARCH]
    assert {role.code for role in entry.roles} == {"service", "service_after"}
    slip = next(one for one in payroll.draft(store_id, MARCH).slips if one.name == "小满")
    line = next(line for line in slip.lines if line.code == Code.OWN_COMMISSION)
    assert line.amount_fen == 98_000_00 * 4 // 1000
    assert payroll.gather(store_id, date(2026, 2, 1)).inputs.people[0].terms_on(date(2026, 2, 28)).scheme == shipped
    with pytest.raises(FieldError, match="begins on 2026-03-01 already"):
        schemes.save(store_id, replace(shipped, valid_from=MARCH))


def test_a_scheme_of_a_person_goes_before_the_roles_and_falls_away_with_its_removal(app: App, paid: Store) -> None:
    schemes, store_id = app.services.schemes, paid.id or 0
    who = person(app, paid, "小满")
    own = schemes.board(store_id).begin_own("person", who.id, MARCH)
    assert (own.code, own.person_id, own.base_fen) == (f"person-{who.id}", who.id, 2000_00)
    kept = schemes.save(store_id, replace(own, valid_from=MARCH, components=()))
    slip = next(one for one in app.services.payroll.draft(store_id, MARCH).slips if one.name == "小满")
    assert all(line.code != Code.OWN_COMMISSION for line in slip.lines)
    entry = schemes.board(store_id).entry(own.code)
    assert entry is not None
    assert entry.whom("en") == "小满"
    schemes.remove(kept)
    assert schemes.board(store_id).entry(own.code) is None


@pytest.mark.parametrize(
    ("proration", "base_fen", "words"),
    [
        (Proration.WORKDAYS, 1090_91, "2,000.00 a month for 12 of 22 due workdays."),
        (Proration.PAID_DAYS, 1103_45, "2,000.00 a month for 12 of 21.75 paid workdays."),
    ],
)
def test_who_comes_within_the_month_is_paid_by_the_workdays_of_the_calendar(
    app: App, paid: Store, proration: Proration, base_fen: int, words: str
) -> None:
    schemes, store_id = app.services.schemes, paid.id or 0
    # 12 of the 22 workdays of March 2026 come from the 16th on.
    app.services.people.hire(store_id, "寒露", "service", date(2026, 3, 16), base_fen=2000_00)
    entry = schemes.board(store_id).entry("service")
    assert entry is not None
    schemes.save(store_id, replace(entry.versions[0].scheme, valid_from=MARCH, proration=proration))
    slip = next(one for one in app.services.payroll.draft(store_id, MARCH).slips if one.name == "寒露")
    line = next(line for line in slip.lines if line.code == Code.BASE)
    assert (line.amount_fen, str(line.explanation)) == (base_fen, words)


def test_an_example_pays_a_real_month_anew_and_keeps_nothing(app: App, paid: Store) -> None:
    schemes, store_id = app.services.schemes, paid.id or 0
    entry = schemes.board(store_id).entry("silent")
    assert entry is not None
    shipped = entry.versions[0].scheme
    double = replace(shipped, components=(replace(shipped.components[0], rate=Decimal("0.02")),))
    example = schemes.example(store_id, MARCH, double)
    assert example.person in ("白露", "霜降")
    line = next(line for line in example.lines if "silent" in str(line.name))
    # Both who share the pool are paid by the changed scheme, so it is twice as large for both.
    assert line.before_fen is not None
    assert line.after_fen == 2 * line.before_fen
    other = schemes.example(store_id, MARCH, double, person(app, paid, "小满").id)
    assert other.person == "小满"
    assert next(line for line in other.lines if "own sales" in str(line.name)).after_fen is None
    assert [version.kept for version in entry.versions] == [None]
    empty = schemes.example(store_id, date(2020, 1, 1), double)
    assert (empty.person_id, empty.before) == (None, None)
    assert empty.after.gross_fen is not None


def test_what_is_locked_stays_and_the_first_open_day_is_said(app: App, paid: Store) -> None:
    schemes, paydata, payroll, store_id = app.services.schemes, app.services.paydata, app.services.payroll, paid.id or 0
    entry = schemes.board(store_id).entry("service")
    assert entry is not None
    shipped = entry.versions[0].scheme
    kept = schemes.save(store_id, replace(shipped, valid_from=MARCH, base_fen=2100_00))
    payroll.compute(store_id, MARCH)
    payroll.lock(store_id, MARCH)
    before = payroll.run(store_id, MARCH)
    for day in (MARCH, date(2026, 3, 31), date(2025, 1, 1)):
        with pytest.raises(FieldError, match=r"2026-03 are locked .* from 2026-04-01 or later"):
            schemes.save(store_id, replace(shipped, valid_from=day, code="other"))
    with pytest.raises(UserError, match="Make a new version of it, from 2026-04-01"):
        schemes.save(store_id, replace(shipped, valid_from=APRIL), kept)
    with pytest.raises(UserError, match="so it stays"):
        schemes.remove(kept)
    row = facts(app, paid, "小满")
    with pytest.raises(UserError, match="locked"):
        paydata.save(store_id, MARCH, replace(row, city="上海"))
    with pytest.raises(UserError, match="locked"):
        paydata.set_rule(store_id, Rule.MINIMUM_WAGE, 2660_00, MARCH, "notice")
    entries = paydata.history(store_id, row.id or 0)
    assert all(entry.locked for entry in entries)
    with pytest.raises(UserError, match="locked"):
        paydata.take_back(entries[0])
    schemes.save(store_id, replace(shipped, valid_from=APRIL))
    paydata.save(store_id, APRIL, replace(facts(app, paid, "小满", APRIL), city="上海"))
    assert payroll.run(store_id, MARCH) == before
    assert before.state is RunState.LOCKED


def test_roles_without_a_scheme_are_named(app: App, store: Store) -> None:
    people, store_id = app.services.people, store.id or 0
    assert app.services.schemes.board(store_id).bare == ()
    role = next(role for role in people.catalogue.roles(store_id) if role.code == "service")
    people.catalogue.save_role(
        replace(role, id=None, code="host", department_code="live", name_zh="主播", name_en="Host")
    )
    board = app.services.schemes.board(store_id)
    assert [role.code for role in board.bare] == ["host"]
    begin = board.begin_own("role", "host", MARCH)
    app.services.schemes.save(store_id, replace(begin, valid_from=date(2026, 3, 1), base_fen=3000_00))
    assert app.services.schemes.board(store_id).bare == ()


def test_pay_data_hold_from_their_month_and_only_what_differs_is_kept(app: App, paid: Store) -> None:
    paydata, store_id = app.services.paydata, paid.id or 0
    row = facts(app, paid, "小满", APRIL)
    known = len(paydata.history(store_id, row.id or 0))
    paydata.save(store_id, APRIL, row)
    assert len(paydata.history(store_id, row.id or 0)) == known
    paydata.save(
        store_id,
        APRIL,
        replace(row, social_base_fen=6000_00, insured=False, bank_account="6222 0200 0012 3456", special_fen=0),
    )
    assert facts(app, paid, "小满").social_base_fen == 5000_00
    assert facts(app, paid, "小满").insured
    april = facts(app, paid, "小满", APRIL)
    assert (april.social_base_fen, april.insured, april.bank_account) == (6000_00, False, "•••• 3456")
    assert april.missing == ()
    history = paydata.history(store_id, row.id or 0)
    assert {entry.code for entry in history if entry.since == APRIL} == {
        "social_base_fen", "insured", "bank_account", "special_fen"
    }  # fmt: skip
    assert all("62220200" not in entry.shown for entry in history)
    paydata.save(store_id, APRIL, replace(april, city="上海市"))
    assert [str(entry) for entry in facts(app, paid, "小满", APRIL).missing] == []
    paydata.save(store_id, APRIL, replace(april, insured=True, city="上海市"))
    assert [str(entry) for entry in facts(app, paid, "小满", APRIL).missing] == ["rates of the city"]
    paydata.take_back(next(entry for entry in history if entry.code == "social_base_fen" and entry.since == APRIL))
    assert facts(app, paid, "小满", APRIL).social_base_fen == 5000_00
    with pytest.raises(NotFound, match="does not work here"):
        paydata.save(store_id, date(2020, 1, 1), row)


def test_the_bank_list_has_the_whole_account(app: App, paid: Store, tmp_path: Path) -> None:
    store_id = paid.id or 0
    row = facts(app, paid, "小满")
    app.services.paydata.save(store_id, MARCH, replace(row, bank_account="6222020000123456", bank_name="招商银行"))
    app.services.payroll.compute(store_id, MARCH)
    app.services.pay_papers.write_bank_list(store_id, MARCH, tmp_path / "bank.xlsx")
    cells = [cell.value for line in openpyxl.load_workbook(tmp_path / "bank.xlsx").active for cell in line]
    place = cells.index("小满")
    assert (cells[place + 2], cells[place + 5]) == ("6222020000123456", "招商银行")
    assert facts(app, paid, "小满").bank_name == "招商银行"


def test_all_of_last_year_at_a_low_wage_is_hinted_at(app: App, paid: Store, tmp_path: Path) -> None:
    services, store_id = app.services, paid.id or 0
    for number in range(1, 13):
        month = date(2025, number, 1)
        services.payroll.load(store_id, month, march(tmp_path / "month.xlsx"))
        services.payroll.compute(store_id, month)
    hints = {row.name: [str(hint) for hint in row.hints] for row in services.paydata.view(store_id, MARCH).rows}
    assert any("mark the low wage" in hint for hint in hints["小满"])
    # Twelve months of 4,000 with performance and pool come to more than 60,000.
    assert hints["霜降"] == []


def sold(app: App, store: Store, agent: str, day: date, fen: int) -> None:
    with app.services.ctx.engine.begin() as connection:
        connection.execute(insert(service_days), {"store_id": store.id, "agent": agent, "day": day, "sales_fen": fen})


def test_an_account_is_given_to_a_person_from_its_first_open_month_on(app: App, paid: Store) -> None:
    paydata, store_id = app.services.paydata, paid.id or 0
    for agent, day, fen in (
        ("旗舰店:小满", date(2026, 2, 3), 300_00),
        ("旗舰店:小满", date(2026, 3, 3), 500_00),
        ("旗舰店:新人", date(2026, 3, 4), 900_00),
    ):
        sold(app, paid, agent, day, fen)
    accounts = paydata.accounts(store_id)
    assert [(one.account, one.sales_fen, one.person_id) for one in accounts] == [
        ("旗舰店:新人", 900_00, None), ("旗舰店:小满", 800_00, None)
    ]  # fmt: skip
    assert accounts[1].sales == ((date(2026, 2, 1), 300_00), (date(2026, 3, 1), 500_00))
    assert paydata.view(store_id, MARCH).unmapped == 2
    mine, who = accounts[1], person(app, paid, "小满")
    paydata.map_account(store_id, mine, who.id)
    assert [one.person for one in paydata.accounts(store_id)] == ["", "小满"]
    assert [entry.since for entry in paydata.history(store_id, who.id or 0) if entry.code == "accounts"] == [
        date(2026, 2, 1)
    ]
    other = person(app, paid, "谷雨")
    paydata.map_account(store_id, mine, other.id)
    assert [one.person for one in paydata.accounts(store_id)] == ["", "谷雨"]
    paydata.map_account(store_id, mine, None)
    assert paydata.view(store_id, MARCH).unmapped == 2


def test_an_own_rule_holds_from_its_day_and_the_shipped_one_again_after_it(app: App, paid: Store) -> None:
    paydata, store_id = app.services.paydata, paid.id or 0

    def wage(day: date) -> tuple[int, bool]:
        row = next(row for row in paydata.law(store_id, day, "杭州市") if row.rule is Rule.MINIMUM_WAGE)
        assert row.holds is not None and row.holds.value is not None
        return int(row.holds.value), row.holds.ref.own

    with pytest.raises(UserError, match="holds already"):
        paydata.back_to_shipped(store_id, Rule.MINIMUM_WAGE, MARCH)
    paydata.set_rule(store_id, Rule.MINIMUM_WAGE, 2660_00, MARCH, "人社厅通知")
    paydata.back_to_shipped(store_id, Rule.MINIMUM_WAGE, APRIL)
    assert [wage(day) for day in (date(2026, 2, 28), MARCH, date(2026, 3, 31), APRIL)] == [
        (2490_00, False), (2660_00, True), (2660_00, True), (2490_00, False)
    ]  # fmt: skip
    row = next(row for row in paydata.law(store_id, MARCH, "杭州") if row.rule is Rule.MINIMUM_WAGE)
    assert row.holds is not None and row.holds.ref.source.zh == "人社厅通知"
    gathered = app.services.payroll.gather(store_id, MARCH).inputs.rules.find(Rule.MINIMUM_WAGE, MARCH)
    assert gathered is not None and gathered.value == 2660_00
    assert "杭州" in paydata.cities(store_id)


def test_the_commands_list_schemes_and_write_their_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = Program(tmp_path / "data", capsys)
    program("payroll", "inputs", "--month", "2026-03", "--load", march(tmp_path / "in.xlsx"))
    document = json.loads(program("payroll", "schemes", "--json"))
    service = next(scheme for scheme in document["schemes"] if scheme["code"] == "service")
    assert (service["valid_from"], service["person"]) == ("2000-01-01", None)
    assert "底薪：每月 2,000.00。" in service["text"]
    assert "客服薪酬方案" in program("payroll", "schemes")
    program("payroll", "scheme-text", "service", "-o", tmp_path / "text.txt")
    text = (tmp_path / "text.txt").read_text(encoding="utf-8")
    assert "底薪：每月 2,000.00。" in text and "Base pay: 2,000.00 a month." in text
    program("payroll", "scheme-text", "service", "-o", tmp_path / "text.pdf")
    assert (tmp_path / "text.pdf").read_bytes().startswith(b"%PDF")
    program("payroll", "scheme-text", "service", "-o", tmp_path / "text.doc", code=1)
    program("payroll", "scheme-text", "nothing", "-o", tmp_path / "x.txt", code=1)
    program("payroll", "scheme-text", "service", "--version", "2026-05-05", "-o", tmp_path / "x.txt", code=1)
