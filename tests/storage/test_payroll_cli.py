"""The payroll by the command line: a workbook in, a month computed, shown and locked, and the workbook out again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from shopdesk.cli.main import run
from shopdesk.storage.sqlite.driver import driver as sqlite3

PEOPLE = ("姓名", "备注名", "部门", "岗位", "入职日期", "离职日期", "底薪", "岗位津贴", "社保基数", "公积金基数",
          "公积金比例",
          "参保(是/否)", "城市", "专项附加扣除(每月)", "首次取得工资(是/否)",
          "上年低收入(是/否)", "客服账号")  # fmt: skip
HIRED = date(2024, 5, 6)


def people(**more: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Four people of the sheet 人员; ``more`` has other cells for somebody by name."""

    def one(name: str, department: str, role: str, base: int, **cells: Any) -> dict[str, Any]:
        row = {"姓名": name, "部门": department, "岗位": role, "入职日期": HIRED, "底薪": base, "社保基数": 5000,
               "公积金基数": 5000, "公积金比例": "5%", "城市": "杭州"}  # fmt: skip
        return {**row, **cells, **more.get(name, {})}

    return [
        one("小满", "客服", "组员", 2000),
        one("谷雨", "客服", "组长", 2500, 岗位津贴=200),
        one("白露", "物流仓储", "组员", 2500),
        one("霜降", "美工", "组长", 4000, 公积金比例=0.12),
    ]


def workbook(path: Path, sheets: Mapping[str, Sequence[Mapping[str, Any]] | Mapping[str, Any]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        if isinstance(rows, Mapping):
            sheet.append(["项目", "数值"])
            for pair in rows.items():
                sheet.append(pair)
            continue
        headings = list(dict.fromkeys(name for row in rows for name in row))
        sheet.append(headings)
        for row in rows:
            sheet.append([row.get(name) for name in headings])
    book.save(path)
    return path


MONTH = [
    {"姓名": "小满", "个人销售额": 100000, "个人退款额": 2000, "工作日加班小时": 4},
    {"姓名": "谷雨", "个人销售额": 50000},
    {"姓名": "白露", "病假天数": 2, "差评": 1},
]
STORE = {"店铺支付金额": 300000, "上月评分": 4.7, "本月评分": 4.8}


def march(path: Path, **sheets: Any) -> Path:
    return workbook(path, {"人员": people(), "当月": MONTH, "店铺": STORE, **sheets})


class Program:
    """The program on one data folder, as a script runs it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: object, code: int = 0, lang: str = "zh_CN") -> str:
        self._capsys.readouterr()
        got = run(["--data-dir", str(self.folder), "--lang", lang, *(str(word) for word in words)])
        out = self._capsys.readouterr()
        assert got == code, out.err
        return out.out if code == 0 or "--json" in words else out.err + out.out

    def shown(self, month: str = "2026-03") -> dict[str, Any]:
        document: dict[str, Any] = json.loads(self("payroll", "show", "--month", month, "--json"))
        return document


@pytest.fixture
def program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(tmp_path / "data", capsys)


def test_a_month_from_the_workbook_to_the_lock(program: Program, tmp_path: Path) -> None:
    file = march(tmp_path / "in.xlsx")
    seen = json.loads(program("payroll", "inputs", "--month", "2026-03", "--load", file, "--dry-run", "--json"))
    assert seen["hired"] == ["小满", "谷雨", "白露", "霜降"]
    assert seen["errors"] == []
    program("payroll", "compute", "--month", "2026-03", code=1)
    program("payroll", "inputs", "--month", "2026-03", "--load", file)
    drafted = json.loads(program("payroll", "compute", "--month", "2026-03", "--json"))
    assert drafted["state"] == "draft"
    by_name = {person["name"]: person for person in drafted["people"]}
    assert all(person["missing"] == [] for person in drafted["people"])
    lines = {name: {line["code"]: line for line in person["lines"]} for name, person in by_name.items()}
    assert lines["小满"]["base"]["amount"] == "2000.00"
    assert lines["小满"]["own_commission"] | {"name": "", "explanation": "", "sources": []} == {
        "code": "own_commission", "name": "", "basis": "98000.00", "rate": "0.002000", "amount": "196.00",
        "not_taken": "0.00", "explanation": "", "sources": [],
    }  # fmt: skip
    assert lines["谷雨"]["team_commission"]["amount"] == "296.00"
    # 300,000 − 150,000 sold by service: 1,500 for two of a whole month.
    assert [lines[name]["silent_pool"]["amount"] for name in ("白露", "霜降")] == ["750.00", "750.00"]
    assert lines["白露"]["performance"]["amount"] == "100.00"
    assert [source["amount"] for source in lines["小满"]["own_commission"]["sources"]] == ["100000.00", "2000.00"]
    assert by_name["霜降"]["housing_fund"] == "600.00"
    assert by_name["小满"]["department"] == "客服"
    assert drafted["totals"]["silent_pool"] == "1500.00"
    assert drafted["turnover"] == "300000.00"
    cost = sum(round(float(person["employer_cost"]) * 100) for person in drafted["people"])
    assert drafted["cost_ratio"] == f"{cost / 300000_00:.6f}"
    assert program.shown() == drafted
    program("payroll", "lock", "--month", "2026-03")
    assert program.shown() == {**drafted, "state": "locked"}
    assert "2026-03" in program("payroll", "list")
    listed = json.loads(program("payroll", "list", "--json"))
    assert [entry["state"] for entry in listed["months"]] == ["locked"]


def test_nothing_changes_a_locked_month(program: Program, tmp_path: Path) -> None:
    program("payroll", "inputs", "--month", "2026-03", "--load", march(tmp_path / "in.xlsx"))
    program("payroll", "compute", "--month", "2026-03")
    program("payroll", "lock", "--month", "2026-03")
    before = program.shown()
    assert "2026-03" in program("payroll", "compute", "--month", "2026-03", code=1)
    assert "2026-03" in program("payroll", "lock", "--month", "2026-03", code=1)
    other = march(tmp_path / "b.xlsx", 店铺={**STORE, "店铺支付金额": 1})
    program("payroll", "inputs", "--month", "2026-03", "--load", other, code=1)
    later = workbook(tmp_path / "c.xlsx", {"人员": people(小满={"底薪": 9999, "岗位": "主管"})})
    program("payroll", "inputs", "--month", "2026-04", "--load", later)
    program("payroll", "compute", "--month", "2026-04")
    assert program.shown() == before


def test_a_locked_month_that_was_changed_past_the_program_is_noticed(program: Program, tmp_path: Path) -> None:
    program("payroll", "inputs", "--month", "2026-03", "--load", march(tmp_path / "in.xlsx"))
    program("payroll", "compute", "--month", "2026-03")
    program("payroll", "lock", "--month", "2026-03")
    with closing(sqlite3.connect(program.folder / "shopdesk.db")) as connection:
        connection.execute("UPDATE pay_lines SET amount_fen = amount_fen + 1 WHERE code = 'base'")
        connection.commit()
    program("payroll", "show", "--month", "2026-03", code=1)


def test_what_is_missing_is_said_with_the_command_that_makes_it(program: Program, tmp_path: Path) -> None:
    assert "shopdesk demo" in program("payroll", "show", "--month", "2026-03", code=1)
    program("payroll", "inputs", "--month", "2026-03", "--load", march(tmp_path / "in.xlsx"))
    assert "shopdesk payroll compute --month 2026-03" in program("payroll", "show", "--month", "2026-03", code=1)


def test_a_missing_figure_blocks_the_lock_and_is_named(program: Program, tmp_path: Path) -> None:
    sheets = {"人员": people(白露={"社保基数": None}), "当月": MONTH[:1], "店铺": {"上月评分": 4.7, "本月评分": 4.7}}
    program("payroll", "inputs", "--month", "2026-03", "--load", workbook(tmp_path / "a.xlsx", sheets))
    program("payroll", "compute", "--month", "2026-03")
    shown = program.shown()
    assert shown["cost_ratio"] is None
    assert shown["turnover"] is None
    by_name = {person["name"]: person for person in shown["people"]}
    assert by_name["谷雨"]["gross"] is None
    assert by_name["白露"]["income_tax"] is None
    told = program("payroll", "lock", "--month", "2026-03", code=1, lang="en")
    assert "谷雨: own sales" in told
    assert "白露: insurance base" in told
    assert "paid amount of the store" in told
    more = {"人员": people(), "当月": [{"姓名": "谷雨", "个人销售额": 0}], "店铺": {"店铺支付金额": 0}}
    program("payroll", "inputs", "--month", "2026-03", "--load", workbook(tmp_path / "b.xlsx", more))
    program("payroll", "lock", "--month", "2026-03", code=1)
    program("payroll", "compute", "--month", "2026-03")
    program("payroll", "lock", "--month", "2026-03")


def test_a_workbook_written_out_and_read_back_changes_nothing(program: Program, tmp_path: Path) -> None:
    opening = [
        {"姓名": "霜降", "已发月数": 2, "累计收入": 9000, "累计社保公积金": 1200, "累计已缴税": 0, "未还预支": 300}
    ]
    changes = [{"姓名": "白露", "自": date(2026, 3, 16), "底薪": 2800}]
    rules = {"最低工资": 2600, "病假比例": "70%", "公积金取整(是/否)": "否"}
    file = march(tmp_path / "in.xlsx", 期初=opening, 变动=changes, 规则=rules)
    program("payroll", "inputs", "--month", "2026-03", "--load", file)
    out = tmp_path / "out.xlsx"
    program("payroll", "inputs", "--month", "2026-03", "-o", out)
    book = load_workbook(out)
    assert book.sheetnames == ["人员", "期初", "变动", "当月", "店铺", "规则"]
    seen = json.loads(program("payroll", "inputs", "--month", "2026-03", "--load", out, "--json"))
    assert (seen["changes"], seen["hired"], seen["errors"], seen["unknown_columns"]) == ([], [], [], [])
    drafted = json.loads(program("payroll", "compute", "--month", "2026-03", "--json"))
    by_name = {person["name"]: person for person in drafted["people"]}
    (base,) = [line for line in by_name["白露"]["lines"] if line["code"] == "base"]
    assert base["amount"] == f"{round(2500 * 15 / 31, 2) + round(2800 * 16 / 31, 2):.2f}"
    assert by_name["霜降"]["open_advance"] == "300.00"


@pytest.mark.parametrize("city", ["杭州", "别处"])
@pytest.mark.parametrize("whole", ["是", "否"])
def test_a_rule_typed_in_the_workbook_goes_before_that_of_the_city(
    program: Program, tmp_path: Path, city: str, whole: str
) -> None:
    rules: dict[str, object] = {"最低工资": 2500, "养老比例": "7%", "医疗比例": "3%", "失业比例": "1%"}
    rules |= {"社保基数下限": 1000, "社保基数上限": 4000, "公积金基数下限": 1000, "公积金基数上限": 4010}
    rules |= {"公积金取整(是/否)": whole, "单位公积金比例": "10%"}
    rules |= {"单位养老比例": "15%", "单位医疗比例": "9%", "单位失业比例": "2%", "单位工伤比例": "1%"}
    file = march(tmp_path / "in.xlsx", 人员=[{**row, "城市": city} for row in people()], 规则=rules)
    seen = json.loads(program("payroll", "inputs", "--month", "2026-03", "--load", file, "--json"))
    assert [change["column"] for change in seen["changes"] if change["sheet"] == "规则"] == [
        name.removesuffix("(是/否)") for name in rules
    ]
    drafted = json.loads(program("payroll", "compute", "--month", "2026-03", "--json"))
    (one,) = [person for person in drafted["people"] if person["name"] == "小满"]
    assert one["social"] == "440.00"
    assert one["housing_fund"] == ("201.00" if whole == "是" else "200.50")
    assert Decimal(one["employer_cost"]) - Decimal(one["gross"]) == 1080 + 401


def test_the_tax_goes_on_from_month_to_month(program: Program, tmp_path: Path) -> None:
    rich = [{"姓名": "霜降", "部门": "美工", "岗位": "组员", "入职日期": date(2026, 1, 1), "底薪": 29700, "社保基数": 0,
             "公积金基数": 0, "公积金比例": 0, "参保(是/否)": "否", "专项附加扣除(每月)": 6500}]  # fmt: skip
    for number, tax in ((1, "555.00"), (2, "625.00"), (3, "1850.00")):
        month = f"2026-0{number}"
        store = {"店铺支付金额": 0, "上月评分": 4.7, "本月评分": 4.7}
        rows = [{**rich[0]}] if number == 1 else [{"姓名": "霜降", "参保(是/否)": "否"}]
        file = workbook(tmp_path / f"{month}.xlsx", {"人员": rows, "店铺": store})
        program("payroll", "inputs", "--month", month, "--load", file)
        program("payroll", "compute", "--month", month)
        (person,) = program.shown(month)["people"]
        assert person["income_tax"] == tax


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"人员": people(小满={"部门": "烘焙"})}, "Which department is “烘焙”?"),
    ({"人员": people(小满={"岗位": "学徒"})}, "Which role is “学徒”?"),
    ({"人员": people(小满={"公积金比例": 5})}, "Write 8% or 0.08"),
    ({"人员": people(小满={"底薪": -1})}, "below zero"),
    ({"人员": people(小满={"底薪": "12345678901234567890"})}, "Check the decimal point"),
    ({"人员": people(小满={"离职日期": date(2020, 1, 1)})}, "lies before the first"),
    ({"人员": people(小满={"入职日期": None})}, "小满 is new. To hire somebody, enter 入职日期"),
    ({"人员": people(小满={"首次取得工资(是/否)": "是", "上年低收入(是/否)": "是"})}, "Only one of them can be true"),
    ({"人员": people(谷雨={"姓名": "小满"})}, "stands there twice"),
    ({"当月": [{"姓名": "无名", "奖金": 1}]}, "无名 is neither known nor on the sheet 人员"),
    ({"人员": people(), "当月": [{"姓名": "小满", "工作日加班小时": -2}]}, "below zero"),
    ({"人员": people(), "当月": [{"姓名": "小满", "差评": 1.5}]}, "no whole number"),
    ({"人员": people(), "当月": [{"姓名": "小满", "事假天数": 32}]}, "32 is more than 31"),
    ({"店铺": {"本月评分": 48}}, "48 is more than 5"),
    ({"人员": people(), "期初": [{"姓名": "小满", "已发月数": 3}]}, "已发月数 3"),
    ({"人员": people(), "变动": [{"姓名": "小满", "自": date(2026, 4, 1), "底薪": 1}]}, "outside the month"),
    ({"规则": {"社保基数下限": 9, "社保基数上限": 8}}, "lies above the highest"),
]


@pytest.mark.parametrize(("sheets", "words"), FAULTS, ids=[words for _, words in FAULTS])
def test_a_fault_is_told_with_its_place_and_nothing_is_written(
    program: Program, tmp_path: Path, sheets: dict[str, Any], words: str
) -> None:
    told = program(
        "payroll", "inputs", "--month", "2026-03", "--load", workbook(tmp_path / "a.xlsx", sheets), code=1, lang="en"
    )
    assert words in told
    seen = json.loads(program("people", "import", march(tmp_path / "b.xlsx"), "--dry-run", "--json"))
    assert len(seen["hired"]) == 4, "nobody was hired by the workbook with the fault"


def test_figures_that_changed_after_the_draft_are_computed_again_before_the_lock(
    program: Program, tmp_path: Path
) -> None:
    program("payroll", "inputs", "--month", "2026-03", "--load", march(tmp_path / "a.xlsx"))
    program("payroll", "compute", "--month", "2026-03")
    more = workbook(tmp_path / "b.xlsx", {"当月": [{"姓名": "小满", "奖金": 100}]})
    program("payroll", "inputs", "--month", "2026-03", "--load", more)
    assert "have changed since" in program("payroll", "lock", "--month", "2026-03", code=1, lang="en")
    program("payroll", "compute", "--month", "2026-03")
    program("payroll", "lock", "--month", "2026-03", lang="en")


def test_a_leave_that_the_history_does_not_allow_is_refused_before_anything_is_written(
    program: Program, tmp_path: Path
) -> None:
    program("people", "import", workbook(tmp_path / "a.xlsx", {"人员": people()}))
    rows = [{"姓名": "小满", "底薪": 2222}, {"姓名": "白露", "离职日期": date(2020, 1, 1)}]
    file = workbook(tmp_path / "b.xlsx", {"人员": rows})
    program("payroll", "inputs", "--month", "2026-03", "--load", file, code=1)
    seen = json.loads(program("payroll", "inputs", "--month", "2026-03", "--load", file, "--dry-run", "--json", code=1))
    assert [change["after"] for change in seen["changes"]] == ["2222.00"], "it was not written the first time"


def test_two_of_one_name_are_told_apart_by_their_note(program: Program, tmp_path: Path) -> None:
    twins = people(谷雨={"姓名": "小满", "备注名": "晚班"}, 小满={"备注名": "早班"})
    file = workbook(tmp_path / "a.xlsx", {"人员": twins, "当月": [{"姓名": "小满", "奖金": 5}]})
    said = program("payroll", "inputs", "--month", "2026-03", "--load", file, code=1, lang="en")
    assert "several people called 小满" in said
    good = [{"姓名": "小满", "备注名": "晚班", "奖金": 5}]
    file = workbook(tmp_path / "b.xlsx", {"人员": twins, "当月": good})
    program("payroll", "inputs", "--month", "2026-03", "--load", file)
    drafted = json.loads(program("payroll", "compute", "--month", "2026-03", "--json"))
    awards = {person["mark"]: [line["code"] for line in person["lines"]] for person in drafted["people"]}
    assert "award" in awards["晚班"]
    assert "award" not in awards["早班"]


def test_people_go_out_and_come_in_to_another_store(program: Program, tmp_path: Path) -> None:
    program("people", "import", workbook(tmp_path / "in.xlsx", {"人员": people()}))
    out = tmp_path / "out.xlsx"
    program("people", "export", "-o", out)
    sheet = load_workbook(out)["人员"]
    assert [cell.value for cell in sheet[1]] == list(PEOPLE)
    again = Program(tmp_path / "other", program._capsys)
    again("people", "import", out)
    second = tmp_path / "second.xlsx"
    again("people", "export", "-o", second)
    values = [[cell.value for cell in row] for row in load_workbook(second)["人员"]]
    assert values == [[cell.value for cell in row] for row in sheet]


def test_an_unknown_column_is_said_and_left_alone(program: Program, tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", {"人员": people(小满={"星座": "白羊"}), "杂项": []})
    seen = json.loads(program("people", "import", file, "--json"))
    assert {"sheet": "人员", "column": "星座"} in seen["unknown_columns"]
    assert len(seen["hired"]) == 4


def test_a_lone_dash_clears_a_value(program: Program, tmp_path: Path) -> None:
    program("payroll", "inputs", "--month", "2026-03", "--load", march(tmp_path / "in.xlsx"))
    cleared = {"当月": [{"姓名": "小满", "个人销售额": "-"}], "店铺": {"本月评分": "-"}}
    program("payroll", "inputs", "--month", "2026-03", "--load", workbook(tmp_path / "b.xlsx", cleared))
    told = program("payroll", "compute", "--month", "2026-03", lang="en")
    assert "小满: own sales" in told
    assert "store rating of this month" in told


@pytest.fixture
def computed(program: Program, tmp_path: Path) -> Program:
    program("payroll", "inputs", "--month", "2026-03", "--load", march(tmp_path / "in.xlsx"))
    program("payroll", "compute", "--month", "2026-03")
    return program


def test_the_wages_and_the_bank_list_are_written_as_workbooks(computed: Program, tmp_path: Path) -> None:
    computed("payroll", "export", "--month", "2026-03", "-o", tmp_path / "w.xlsx", lang="en")
    assert load_workbook(tmp_path / "w.xlsx").sheetnames == ["Wages", "Lines", "Cost by department"]
    computed("payroll", "bank", "--month", "2026-03", "-o", tmp_path / "b.xlsx", lang="en")
    rows = list(load_workbook(tmp_path / "b.xlsx")["Bank list"].iter_rows(values_only=True))
    amounts = {row[0]: row[3] for row in rows}
    assert {name: f"{amounts[name]:.2f}" for name in ("小满", "霜降")} == {
        person["name"]: person["net"] for person in computed.shown()["people"] if person["name"] in ("小满", "霜降")
    }
    for command, name in (("export", "x.xlsx"), ("bank", "x.xlsx"), ("payslips", "x.pdf")):
        computed("payroll", command, "--month", "2026-02", "-o", tmp_path / name, code=1)


def test_a_payslip_proves_itself_without_the_data(computed: Program, tmp_path: Path) -> None:
    file = tmp_path / "slips.pdf"
    computed("payroll", "payslips", "--month", "2026-03", "-o", file)
    elsewhere = Program(tmp_path / "nothing", computed._capsys)
    said = elsewhere("payroll", "verify", file, lang="en")
    assert [line.split(":")[0] for line in said.splitlines()] == [
        f"{n} 2026-03" for n in ("小满", "谷雨", "白露", "霜降")
    ]
    assert not (elsewhere.folder / "shopdesk.db").exists()
    computed("payroll", "payslips", "--month", "2026-03", "--person", "谷雨", "-o", file)
    assert len(elsewhere("payroll", "verify", file).splitlines()) == 1
    computed("payroll", "payslips", "--month", "2026-03", "--person", "无名", "-o", file, code=1)


def test_a_payslip_that_was_tampered_with_is_found(computed: Program, tmp_path: Path) -> None:
    from shopdesk.gui.paper.daily import Leaf
    from shopdesk.gui.paper.output import write_pages
    from shopdesk.importing.payslip_proof import read_proofs

    file = tmp_path / "slip.pdf"
    computed("payroll", "payslips", "--month", "2026-03", "--person", "小满", "-o", file)
    (proof,) = read_proofs(file)
    for line in proof["lines"]:
        if line["code"] == "base":
            line["amount"] = "2100.00"
    write_pages([Leaf()], file, "x", attached={"payslip-1.json": json.dumps(proof).encode()})
    told = computed("payroll", "verify", file, code=1, lang="en")
    assert "the slip says 2100, the calculation gives 2000" in told
    computed("payroll", "verify", tmp_path / "in.xlsx", code=1)
    computed("payroll", "verify", tmp_path / "none.pdf", code=1)
