"""What stands where there are no data is said once, so that it is the same on every page, paper and line."""

from __future__ import annotations

import ast

from shopdesk.domain.text import NO_DATA
from tests.architecture.sources import modules, nodes, relative

# Who writes the sign for something else, or reads what somebody typed or another program wrote.
OTHERWISE = {
    "shopdesk/domain/field_filters.py": "what people type to find the empty cells",
    "shopdesk/domain/ledger/courier_list.py": "what couriers write where they do not deliver",
    "shopdesk/domain/text.py": "it is the place",
    "shopdesk/importing/cells.py": "what other programs write for nothing, and for minus",
    "shopdesk/importing/pay_workbook.py": "what people write to clear a cell",
    "shopdesk/reporting/setup_sheet.py": "the mark of a step that was left out, beside box and tick",
    "shopdesk/services/people/erasure.py": "what stands in the place of an erased text",
}


def test_no_data_is_said_in_one_place() -> None:
    found = {
        relative(path): node.lineno
        for path in modules("shopdesk")
        for node in nodes(path, ast.Constant)
        if node.value == NO_DATA
    }
    other = [
        f"{file}:{line}: write shopdesk.domain.text.NO_DATA" for file, line in found.items() if file not in OTHERWISE
    ]
    assert not other, "\n".join(other)
    assert found.keys() == OTHERWISE.keys(), "who has another meaning for it no more leaves the list"
