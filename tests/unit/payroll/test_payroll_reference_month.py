"""A month of twelve people whose expectation is a spreadsheet with formulas, recalculated by LibreOffice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from shopdesk.domain.payroll.month import compute_month
from shopdesk.domain.payroll.slip import Code
from tests.office import needs_office, saved_by_office
from tests.unit.payroll.payroll_cases import Month, Someone, inputs_of

MARCH = date(2026, 3, 1)
LONG_AGO = date(2024, 1, 1)


def team() -> list[Someone]:
    """All kinds of people and everything that can happen in a month."""

    def pay(base: int, post: int = 0) -> list[tuple[date, int, int]]:
        return [(LONG_AGO, base * 100, post * 100)]

    return [
        Someone(1, "early", "service", terms=pay(2000, 150), figures={"sales": 182_345_67, "refunds": 9_876_54,
                "hours_workday": "6.5", "neutral": 1}, months=2, income=5_000_00, insurance=1_200_00),
        Someone(2, "refunded", "service", terms=pay(2000), figures={"sales": 10_000_00, "refunds": 31_234_56,
                "goodwill": 1_000_00, "bad": 2}, months=2, income=4_800_00),
        Someone(3, "carried", "service", terms=pay(2000), figures={"sales": 90_000_03, "goodwill": 0}, carried=-55_55),
        Someone(4, "lead", "service", "lead", terms=pay(2500, 200), figures={"sales": 50_000_00, "refunds": 1_00},
                special=1_000_00, months=2, income=9_000_00),
        Someone(5, "head", "service", "manager", terms=pay(3000, 500), figures={"award": 800_00}, fund_rate="0.12",
                fund_base=3_333_00),
        Someone(6, "joiner", "planning", start=date(2026, 3, 10), terms=pay(3100), insured=False, first_wage=True),
        Someone(7, "ads", "promotion", terms=pay(3000, 88), figures={"other": 500_00}, advance=700_00),
        Someone(8, "leaver", "design", end=date(2026, 3, 19), terms=pay(4000), figures={"unpaid": "1.5"}),
        Someone(9, "parcels", "logistics", terms=pay(2600), figures={"sick": "3", "hours_rest": "8",
                "hours_holiday": "4", "loss": 2_000_00}),
        Someone(10, "raised", "data", terms=[*pay(5000), (date(2026, 3, 16), 6200_00, 300_00)], months=2,
                income=12_000_00, insurance=1_000_00, withheld=0, social_base=30_000_00, fund_base=41_000_00),
        Someone(11, "bonus", "finance", terms=pay(16000), figures={"bonus": 36_001_00, "allowance_other": 120_00},
                months=2, income=33_000_00, insurance=6_000_00, special_past=2_000_00, special=1_000_00,
                withheld=450_00),
        Someone(12, "boss", "management", "manager", terms=pay(21000), bonus_within=True, months=2, low_wage=True,
                figures={"bonus": 30_000_00}, income=44_000_00, insurance=7_000_00, social_base=21_000_00),
    ]  # fmt: skip


def march() -> Month:
    return Month(2026, 3, team(), paid=1_234_567_89, before="4.7", now="4.9")


COLUMNS = {
    "base": "=IF($days<31,ROUND(($base1+$post1)*$days/31,2),IF($days1<31,ROUND(($base1+$post1)*$days1/31,2)"
    "+ROUND(($base2+$post2)*(31-$days1)/31,2),$base1+$post1))",
    "wage": "=IF($days1<31,$base2+$post2,$base1+$post1)",
    "unpaid_off": "=MIN($base,ROUND($wage/21.75*$unpaid,2))",
    "sick_off": "=MIN($base-$unpaid_off,ROUND(MAX(0,$wage/21.75-MAX($wage/21.75*0.6,2490*0.8/21.75))*$sick,2))",
    "overtime": "=ROUND($wage/21.75/8*$hours_workday*1.5,2)+ROUND($wage/21.75/8*$hours_rest*2,2)"
    "+ROUND($wage/21.75/8*$hours_holiday*3,2)",
    "net_sales": "=$sales-MAX(0,$refunds-$goodwill)",
    "commission": '=IF(AND($department="service",$level="staff"),ROUND($net_sales*0.002,2),0)',
    "own": "=MAX(0,$commission+$carried)",
    "carry": "=MIN(0,$commission+$carried)",
    "team": '=IF(AND($department="service",$level<>"staff"),ROUND(SUMIF(@department,"service",@net_sales)*0.002,2),0)',
    "weight": '=IF(OR($department="planning",$department="promotion",$department="design",$department="logistics"),'
    "$days,0)",
    "pool": '=ROUND(MAX(0,1234567.89-SUMIF(@department,"service",@sales))*0.01,2)',
    "exact": "=ROUND($pool*100,0)*$weight/SUM(@weight)",
    "rest": "=IF($weight>0,ROUND($exact-INT($exact),9),-1)",
    "rank": '=COUNTIF(@rest,">"&$rest)+COUNTIF(^rest,$rest)',
    "share": "=(INT($exact)+IF(AND($weight>0,$rank<=ROUND($pool*100,0)-SUMPRODUCT(INT(@exact))),1,0))/100",
    "performance": "=MAX(0,300+2*100-100*$neutral-300*$bad)",
    "gross": "=$base-$unpaid_off-$sick_off+$overtime+$own+$team+$share+$performance+$award+$allowance_other+$bonus",
    "least": "=IF($days<31,ROUND(2490*$days/31,2),2490)",
    "compensation": "=MAX(0,MIN($loss,INT($gross*20)/100,$gross-$least))",
    "clamped": "=MIN(24930,MAX(4812,$social_base))",
    "pension": "=IF($insured,ROUND($clamped*0.08,2),0)",
    "medical": "=IF($insured,ROUND($clamped*0.02,2),0)",
    "unemployment": "=IF($insured,ROUND($clamped*0.005,2),0)",
    "fund": "=IF($insured,ROUND(MIN(39530,MAX(2490,$fund_base))*$fund_rate,0),0)",
    "own_insurance": "=$pension+$medical+$unemployment+$fund",
    "free": "=IF($low_wage,60000,5000*IF($first_wage,3,$months+1))",
    "taxable": "=MAX(0,$income+$gross-$free-$insurance-$own_insurance-$special_past-$special-IF($within,0,$bonus))",
    "due": "=MAX($taxable*0.03,$taxable*0.1-2520,$taxable*0.2-16920,$taxable*0.25-31920,$taxable*0.3-52920,"
    "$taxable*0.35-85920,$taxable*0.45-181920)",
    "wage_tax": "=MAX(0,ROUND($due-$withheld,2))",
    "bonus_tax": "=IF(OR($within,$bonus=0),0,ROUND(IF($bonus/12<=3000,$bonus*0.03,IF($bonus/12<=12000,$bonus*0.1-210,"
    "$bonus*0.2-1410)),2))",
    "tax": "=$wage_tax+$bonus_tax",
    "left": "=$gross-$compensation-$own_insurance-$tax",
    "other_taken": "=MIN($other,MAX(0,$left))",
    "net": "=MAX(0,$left)-$other_taken",
    "cost": "=$gross+IF($insured,ROUND($clamped*0.16,2)+ROUND($clamped*0.095,2)+ROUND($clamped*0.005,2)"
    "+ROUND($clamped*0.002,2)+$fund,0)",
}
MONEY = ("sales", "refunds", "goodwill", "award", "allowance_other", "loss", "other", "bonus")
NUMBERS = ("unpaid", "sick", "hours_workday", "hours_rest", "hours_holiday", "neutral", "bad")


def typed(someone: Someone) -> dict[str, object]:
    """What stands in the sheet without a formula: yuan, days, hours."""
    first, last = max(someone.start, MARCH), min(someone.end or date(2026, 3, 31), date(2026, 3, 31))
    later = someone.terms[-1]
    return {
        "department": someone.department,
        "level": someone.level,
        "days": (last - first).days + 1,
        "days1": 31 if len(someone.terms) == 1 else (later[0] - MARCH).days,
        "base1": someone.terms[0][1] / 100,
        "post1": someone.terms[0][2] / 100,
        "base2": later[1] / 100,
        "post2": later[2] / 100,
        "insured": someone.insured,
        "first_wage": someone.first_wage,
        "low_wage": someone.low_wage,
        "within": someone.bonus_within,
        "fund_rate": float(someone.fund_rate),
        "months": someone.months,
        **{name: someone.figure(name) / 100 for name in MONEY},
        **{name: float(someone.figure(name)) for name in NUMBERS},
        **{
            name: getattr(someone, name) / 100
            for name in ("social_base", "fund_base", "special", "income", "insurance", "special_past", "withheld")
        },
        "carried": someone.carried / 100,
    }


def spreadsheet(file: Path) -> list[str]:
    """Write the month with a formula for every figure; the names of the columns in their order."""
    people = team()
    names = [*typed(people[0]), *COLUMNS]
    letters = {name: get_column_letter(place) for place, name in enumerate(names, 1)}
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(names)
    for row, someone in enumerate(people, 2):
        here = {name: f"{letter}{row}" for name, letter in letters.items()}
        values = list(typed(someone).values())
        for formula in COLUMNS.values():
            for name in sorted(letters, key=len, reverse=True):
                formula = formula.replace(f"@{name}", f"{letters[name]}$2:{letters[name]}$13")
                formula = formula.replace(f"^{name}", f"{letters[name]}$2:{letters[name]}{row}")
            values.append(_filled(formula, here))
        sheet.append(values)
    book.save(file)
    return names


def _filled(formula: str, here: dict[str, str]) -> str:
    for name in sorted(here, key=len, reverse=True):
        formula = formula.replace(f"${name}", here[name])
    return formula


def recalculated(folder: Path) -> list[dict[str, float]]:
    names = spreadsheet(folder / "month.xlsx")
    (saved,) = saved_by_office(folder / "out", folder / "month.xlsx")
    sheet = saved.active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    return [dict(zip(names, row, strict=True)) for row in rows]  # type: ignore[misc]


@needs_office
def test_the_reference_month_agrees_with_the_spreadsheet_on_every_line(tmp_path: Path) -> None:
    expected = recalculated(tmp_path)
    run = compute_month(inputs_of(march()))
    assert len(expected) == len(run.slips) == 12
    for slip, row in zip(run.slips, expected, strict=True):
        assert slip.taxable_cumulative is not None
        mine = {
            "base": slip.amount(Code.BASE),
            "absence": -(slip.amount(Code.ABSENCE) or 0),
            "overtime": slip.amount(Code.OVERTIME),
            "own": slip.amount(Code.OWN_COMMISSION),
            "carry": slip.carried_fen,
            "team": slip.amount(Code.TEAM_COMMISSION),
            "share": slip.amount(Code.SILENT_POOL),
            "performance": slip.amount(Code.PERFORMANCE),
            "gross": slip.gross_fen,
            "compensation": slip.amount(Code.COMPENSATION),
            "pension": slip.amount(Code.SOCIAL_PENSION),
            "medical": slip.amount(Code.SOCIAL_MEDICAL),
            "unemployment": slip.amount(Code.SOCIAL_UNEMPLOYMENT),
            "fund": slip.amount(Code.HOUSING_FUND),
            "taxable": slip.taxable_cumulative.fen,
            "tax": slip.amount(Code.INCOME_TAX),
            "other_taken": slip.amount(Code.OTHER_DEDUCTION),
            "net": slip.net_fen,
            "cost": slip.cost_fen,
        }
        row["absence"] = row["unpaid_off"] + row["sick_off"]
        assert mine == {name: round(row[name] * 100) for name in mine}, slip.name


def test_the_reference_month_has_what_is_hard_in_it() -> None:
    run = compute_month(inputs_of(march()))
    by_name = {slip.name: slip for slip in run.slips}
    assert run.totals.silent_pool is not None
    assert run.totals.silent_pool % 112, "the pool does not divide by the days of those who share it"
    assert by_name["refunded"].carried_fen == -40_47
    (loss,) = [line for line in by_name["parcels"].lines if line.code is Code.COMPENSATION]
    assert loss.not_taken_fen > 0
    assert by_name["joiner"].days_employed == 22
    assert by_name["bonus"].bonus is not None
    assert by_name["ads"].open_advance_fen == 200_00
    assert by_name["refunded"].lines[-1].code is Code.INCOME_TAX
