"""The workbook of people and pay (人事薪酬表): its sheets and columns, said once for reading and for writing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What stands in a column."""

    WORDS = "words"
    DAY = "day"
    MONEY = "money"
    SIGNED_MONEY = "signed_money"
    DAYS = "days"
    HOURS = "hours"
    RATING = "rating"
    COUNT = "count"
    PERCENT = "percent"
    YES_NO = "yes_no"


MOST_FEN = 10_000_000_000
"""The highest amount of one cell: a hundred million yuan."""
MOST: dict[Kind, int] = {Kind.DAYS: 31, Kind.HOURS: 744, Kind.RATING: 5, Kind.COUNT: 1000}
"""The highest number that a column of a kind takes; more is a slip of the finger."""


class Sheet(StrEnum):
    """The sheets by their codes."""

    PEOPLE = "people"
    OPENING = "opening"
    CHANGES = "changes"
    MONTH = "month"
    STORE = "store"
    RULES = "rules"


SHEET_NAMES: dict[Sheet, tuple[str, str]] = {
    Sheet.PEOPLE: ("人员", "People"),
    Sheet.OPENING: ("期初", "Opening"),
    Sheet.CHANGES: ("变动", "Changes"),
    Sheet.MONTH: ("当月", "Month"),
    Sheet.STORE: ("店铺", "Store"),
    Sheet.RULES: ("规则", "Rules"),
}
"""Chinese and English names; the file is written in Chinese, both are read."""

ITEM, FIGURE = ("项目", "Item"), ("数值", "Value")
"""The two columns of the sheets that hold one figure in a row."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column (or row, on the sheets of single figures): its code, headings and kind."""

    code: str
    zh: str
    en: str
    kind: Kind


def _columns(*entries: tuple[str, str, str, Kind]) -> tuple[Column, ...]:
    return tuple(Column(*entry) for entry in entries)


_WHO = (("name", "姓名", "Name", Kind.WORDS), ("mark", "备注名", "Note", Kind.WORDS))
COLUMNS: dict[Sheet, tuple[Column, ...]] = {
    Sheet.PEOPLE: _columns(
        *_WHO,
        ("department", "部门", "Department", Kind.WORDS),
        ("role", "岗位", "Role", Kind.WORDS),
        ("hired_on", "入职日期", "First day", Kind.DAY),
        ("left_on", "离职日期", "Last day", Kind.DAY),
        ("base_fen", "底薪", "Base pay", Kind.MONEY),
        ("allowance_fen", "岗位津贴", "Post allowance", Kind.MONEY),
        ("social_base_fen", "社保基数", "Insurance base", Kind.MONEY),
        ("fund_base_fen", "公积金基数", "Housing fund base", Kind.MONEY),
        ("fund_rate", "公积金比例", "Housing fund rate", Kind.PERCENT),
        ("insured", "参保", "Insured", Kind.YES_NO),
        ("city", "城市", "City", Kind.WORDS),
        ("special_fen", "专项附加扣除", "Special deductions", Kind.MONEY),
        ("first_wage", "首次取得工资", "First wage of the year", Kind.YES_NO),
        ("low_wage", "上年低收入", "Low wage last year", Kind.YES_NO),
        ("accounts", "客服账号", "Service accounts", Kind.WORDS),
    ),
    Sheet.OPENING: _columns(
        *_WHO,
        ("months", "已发月数", "Months paid", Kind.COUNT),
        ("income_fen", "累计收入", "Income so far", Kind.MONEY),
        ("insurance_fen", "累计社保公积金", "Insurance and fund so far", Kind.MONEY),
        ("special_fen", "累计专项附加", "Special deductions so far", Kind.MONEY),
        ("withheld_fen", "累计已缴税", "Tax withheld so far", Kind.MONEY),
        ("carried_fen", "结转提成", "Commission carried", Kind.SIGNED_MONEY),
        ("advance_fen", "未还预支", "Open advance", Kind.MONEY),
    ),
    Sheet.CHANGES: _columns(
        *_WHO,
        ("day", "自", "From", Kind.DAY),
        ("base_fen", "底薪", "Base pay", Kind.MONEY),
        ("allowance_fen", "岗位津贴", "Post allowance", Kind.MONEY),
        ("role", "岗位", "Role", Kind.WORDS),
    ),
    Sheet.MONTH: _columns(
        *_WHO,
        ("own_sales", "个人销售额", "Own sales", Kind.MONEY),
        ("own_refunds", "个人退款额", "Own refunds", Kind.MONEY),
        ("unpaid_days", "事假天数", "Days of unpaid leave", Kind.DAYS),
        ("sick_days", "病假天数", "Days of sick leave", Kind.DAYS),
        ("overtime_workday", "工作日加班小时", "Overtime on workdays", Kind.HOURS),
        ("overtime_rest_day", "休息日加班小时", "Overtime on rest days", Kind.HOURS),
        ("overtime_holiday", "节假日加班小时", "Overtime on holidays", Kind.HOURS),
        ("neutral_reviews", "中评", "Neutral reviews", Kind.COUNT),
        ("bad_reviews", "差评", "Bad reviews", Kind.COUNT),
        ("award", "奖金", "Award", Kind.MONEY),
        ("allowance_other", "其他补贴", "Other allowance", Kind.MONEY),
        ("allowance_reason", "补贴理由", "Reason of the allowance", Kind.WORDS),
        ("compensation", "损失赔偿", "Loss compensation", Kind.MONEY),
        ("compensation_reason", "赔偿理由", "Reason of the compensation", Kind.WORDS),
        ("contract_clause", "合同条款", "Contract clause", Kind.WORDS),
        ("other_deduction", "其他扣款", "Other deduction", Kind.MONEY),
        ("deduction_reason", "扣款理由", "Reason of the deduction", Kind.WORDS),
        ("year_end_bonus", "年终奖", "Year-end bonus", Kind.MONEY),
        ("goodwill_refunds", "商誉退款", "Goodwill refunds", Kind.MONEY),
    ),
    Sheet.STORE: _columns(
        ("paid", "店铺支付金额", "Paid amount of the store", Kind.MONEY),
        ("service_sales", "客服销售额", "Sales of customer service", Kind.MONEY),
        ("silent_orders", "静默下单金额", "Silent orders", Kind.MONEY),
        ("rating_before", "上月评分", "Rating last month", Kind.RATING),
        ("rating_now", "本月评分", "Rating this month", Kind.RATING),
    ),
    Sheet.RULES: _columns(
        ("minimum_wage", "最低工资", "Minimum wage", Kind.MONEY),
        ("sick_rate", "病假比例", "Sick pay rate", Kind.PERCENT),
        ("pension", "养老比例", "Pension rate", Kind.PERCENT),
        ("medical", "医疗比例", "Medical rate", Kind.PERCENT),
        ("unemployment", "失业比例", "Unemployment rate", Kind.PERCENT),
        ("social_floor", "社保基数下限", "Lowest insurance base", Kind.MONEY),
        ("social_ceiling", "社保基数上限", "Highest insurance base", Kind.MONEY),
        ("fund_floor", "公积金基数下限", "Lowest fund base", Kind.MONEY),
        ("fund_ceiling", "公积金基数上限", "Highest fund base", Kind.MONEY),
        ("fund_whole_yuan", "公积金取整", "Fund in whole yuan", Kind.YES_NO),
        ("employer_fund", "单位公积金比例", "Employer fund rate", Kind.PERCENT),
        ("employer_pension", "单位养老比例", "Employer pension rate", Kind.PERCENT),
        ("employer_medical", "单位医疗比例", "Employer medical rate", Kind.PERCENT),
        ("employer_unemployment", "单位失业比例", "Employer unemployment rate", Kind.PERCENT),
        ("employer_injury", "单位工伤比例", "Employer injury rate", Kind.PERCENT),
    ),
}
SINGLE = frozenset({Sheet.STORE, Sheet.RULES})
"""Sheets with one figure in a row."""

DATED = ("base_fen", "allowance_fen", "social_base_fen", "fund_base_fen", "fund_rate", "city", "special_fen",
         "first_wage", "low_wage", "accounts")  # fmt: skip
"""Columns of the people sheet that hold from the first day of the workbook's month on."""

CLEAR = "-"
"""What stands in a cell whose value is to be taken away."""

Value = str | date | Decimal | int | bool
"""What a cell holds: fen for money, a share of one for percent."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """A lone dash: the value is taken away."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its number and the cells that are not blank, by code."""

    number: int
    cells: dict[str, Value | Cleared]

    def words(self, code: str) -> str:
        """The text of a cell; empty where it is blank or cleared."""
        found = self.cells.get(code)
        return found if isinstance(found, str) else ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cell or row that cannot be taken: where, and what is wrong with it, as sentence."""

    sheet: str
    row: int
    column: str
    message: object


@dataclass(slots=True)
class PayWorkbook:
    """What a workbook says."""

    rows: dict[Sheet, list[Row]] = field(default_factory=dict)
    single: dict[Sheet, dict[str, Value | Cleared]] = field(default_factory=dict)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    trouble: list[Trouble] = field(default_factory=list)
