"""Written plans to try the checking with, in the reader's language; two of them have a slip."""

from __future__ import annotations

from shopdesk.infra.i18n import tr


def plan_examples() -> list[tuple[str, str, str]]:
    """Name of the action, label and text of each example."""
    return [
        (
            "campaign",
            tr("A campaign with a slip"),
            tr(
                "Double 11: from Nov 1 to Nov 11, for 11 days.\nExpected visitors 200,000, conversion 3%, order value"
                " 150 yuan, sales 900,000 yuan.\nThe ads budget is 15% of sales, that is 150,000 yuan."
                "\nSales by channel: search 300,000, affiliates 200,000, organic 400,000."
            ),
        ),
        (
            "growth",
            tr("A month of daily figures with a slip"),
            tr(
                "Month 1: 600-1,000 UV/day x 3% x 101 = about 1,800-3,000 a day, 60,000-90,000 a month"
                "\nMonth 2: 1,500-2,000 UV/day x 3% x 110 = 3,300-6,000 a day"
                "\nMonth 3: 2,500-3,000 UV/day x 3% x 120 = 9,000-10,800 a day, 270,000-320,000 a month"
            ),
        ),
        (
            "sheet",
            tr("Cells of a spreadsheet"),
            tr(
                "Channel\tVisitors\tConversion\tOrder value\tSales\nSearch\t100,000\t3%\t150\t450,000"
                "\nAffiliates\t40,000\t5%\t120\t240,000\nOrganic\t60,000\t2%\t175\t210,000\nTotal\t\t\t\t900,000"
            ),
        ),
    ]
