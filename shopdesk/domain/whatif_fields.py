"""The fields of the what-if page, and the comparison that its table, workbook and print show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from shopdesk.domain.fields import Field, Kind, Noun
from shopdesk.domain.text import Text
from shopdesk.domain.whatif import CONTRIBUTING, PART_NAMES, Changes, Costs, Part, Scenario


def _change(name: str, label: Text, about: Text | None = None, *, low: str = "-0.9", high: str = "3") -> Field:
    return Field(name, Kind.RATE, label, lowest=Decimal(low), highest=Decimal(high), help=about, column=None,
                 placeholder=Text("unchanged"))  # fmt: skip


def _cost_field(name: str, kind: Kind, label: Text, about: Text) -> Field:
    return Field(name, kind, label, help=about, placeholder=Text("not known"), column=None)


CHANGES = Noun(
    "whatif_changes",
    Changes,
    Text("What changes"),
    (
        _change("turnover", Text("Quantity sold (± %)"), Text("How much more or less is sold, at the same prices.")),
        _change("price", Text("Prices (± %)"), Text("As much is sold as the line above says, at other prices.")),
        Field(
            "refund_rate",
            Kind.RATE,
            Text("Refund rate (%)"),
            help=Text("The share of the paid amount that is given back; empty: as today."),
            placeholder=Text("as today"),
            column=None,
        ),
        _change("base", Text("Base pay (± %)"), high="1"),
        Field(
            "commission",
            Kind.RATE,
            Text("Commission on sales (%)"),
            usual=(Decimal("0.0005"), Decimal("0.05")),
            highest=Decimal("0.5"),
            help=Text("The rate on own and team sales for everybody who has one; empty: as in the schemes."),
            placeholder=Text("as in the schemes"),
            column=None,
        ),
        _change(
            "insured_base", Text("Insurance bases (± %)"), Text("The bases of insurance and housing fund."), high="1"
        ),
    ),
)

COSTS = Noun(
    "whatif_costs",
    Costs,
    Text("What sales cost"),
    (
        _cost_field("goods_share", Kind.RATE, Text("Cost of goods (%)"),
                    Text("As a share of sales after refunds, at today's prices.")),
        _cost_field("platform_rate", Kind.RATE, Text("Fees of the platform (%)"),
                    Text("As a share of sales after refunds; taken from the fee rules of Setup where they know it.")),
        _cost_field("ads_fen", Kind.MONEY, Text("Advertising (yuan)"),
                    Text("For the month; taken from the ads reports where there are any.")),
        _cost_field("freight_fen", Kind.MONEY, Text("Freight an order (yuan)"),
                    Text("Freight and packing of each paid order.")),
        _cost_field("other_fen", Kind.MONEY, Text("Rent, software, other (yuan)"), Text("For the month.")),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison: a figure of today, of what if, and the difference; ``kind`` says how it is shown.

    ``strong`` lines are sums of the lines above. ``None`` is not known.
    """

    name: Text | str
    kind: Kind
    today: int | Decimal | None
    after: int | Decimal | None
    strong: bool = False

    @property
    def difference(self) -> int | Decimal | None:
        """What if less today; ``None`` where one of them is not known."""
        return None if self.today is None or self.after is None else self.after - self.today


def comparison(today: Scenario, after: Scenario, departments: Mapping[str, str]) -> Iterator[Row]:
    """The lines in their order: profit by its parts, then people, pay and the ratio."""
    for part in CONTRIBUTING:
        yield Row(PART_NAMES[part], Kind.MONEY, today.parts[part], after.parts[part])
    yield Row(Text("Contribution"), Kind.MONEY, today.contribution_fen, after.contribution_fen, strong=True)
    for part in (Part.PEOPLE, Part.OTHER):
        yield Row(PART_NAMES[part], Kind.MONEY, today.parts[part], after.parts[part])
    yield Row(Text("Profit"), Kind.MONEY, today.profit_fen, after.profit_fen, strong=True)
    if today.profit_fen is None or after.profit_fen is None:
        known = [part for part in Part if today.parts[part] is not None and after.parts[part] is not None]
        yield Row(
            Text("What is known, summed up"),
            Kind.MONEY,
            sum(today.parts[part] or 0 for part in known),
            sum(after.parts[part] or 0 for part in known),
        )
    yield Row(Text("People paid"), Kind.COUNT, today.people, after.people)
    before = {one.code: one for one in today.departments}
    later = {one.code: one for one in after.departments}
    for code in dict.fromkeys([*before, *later]):
        name = Text("Pay of {department}", department=departments.get(code, code))
        yield Row(name, Kind.MONEY, _cost(before, code), _cost(later, code))
    for label, figure in (
        (Text("Gross wages"), "gross_fen"),
        (Text("Insurance of the people"), "insurance_fen"),
        (Text("Housing fund of the people"), "fund_fen"),
        (Text("Income tax"), "tax_fen"),
        (Text("Paid out"), "net_fen"),
        (Text("Insurance and fund of the employer"), "employer_fen"),
    ):
        yield Row(label, Kind.MONEY, getattr(today, figure), getattr(after, figure))
    yield Row(Text("Cost of people"), Kind.MONEY, today.cost_fen, after.cost_fen, strong=True)
    yield Row(Text("Cost of people to paid amount"), Kind.RATE, today.ratio, after.ratio)


def _cost(departments: Mapping[str, object], code: str) -> int | None:
    """What a department costs; nothing where it has nobody."""
    found = departments.get(code)
    return 0 if found is None else getattr(found, "cost_fen", None)
