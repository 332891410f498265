"""What is lacking in a reckoning of profit, or left out of it, in sentences."""

from __future__ import annotations

from shopdesk.domain.ledger.parts import PART_NAMES
from shopdesk.domain.ledger.profit_table import ProfitTable
from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.text import Text


def remarks(table: ProfitTable) -> list[Text]:
    """The sentences, the most important first; none where nothing is lacking."""
    total, found = table.total, []
    if table.empty:
        return []
    if total.unknown_sales:
        found.append(
            Text(
                "Cost unknown: {amount} of sales, {share}",
                amount=format_yuan(total.unknown_sales),
                share=percent_text(total.unknown_share),
            )
        )
        if table.costed is not None and table.costed.contribution is not None:
            found.append(
                Text(
                    "The products with a known cost contribute {amount} by themselves.",
                    amount=format_yuan(table.costed.contribution),
                )
            )
    if total.missing:
        parts = [PART_NAMES[part] for part in total.missing]
        found.append(Text("There is no profit because these are missing: {parts}", parts=listed(parts)))
    if table.unknown_orders[0]:
        found.append(
            Text(
                "{count} orders on the statements are in no order report and not in profit: {amount}. Import the order "
                "reports of earlier months.",
                count=table.unknown_orders[0],
                amount=format_yuan(table.unknown_orders[1]),
            )
        )
    if table.left_out[0]:
        found.append(
            Text(
                "{count} lines of the statement are not classified and are not in profit: {amount}",
                count=table.left_out[0],
                amount=format_yuan(table.left_out[1]),
            )
        )
    return found


def listed(parts: list[Text]) -> Text | str:
    """Several names one after the other, said in the reader's language."""
    found: Text | str = parts[0] if parts else ""
    for part in parts[1:]:
        found = Text("{first}, {second}", first=found, second=part)
    return found
