"""What is copied for a spreadsheet stays text there."""

from __future__ import annotations

import pytest

from shopdesk.gui.widgets.cell_text import cell_text


@pytest.mark.parametrize(
    ("shown", "copied"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+86 店", "'+86 店"),
        ("@name", "'@name"),
        ("-1,234.50", "-1,234.50"),
        ("+3.5%", "+3.5%"),
        ("-", "-"),
        ("two\nlines", "two lines"),
        ("", ""),
    ],
)
def test_names_never_become_formulas_and_figures_stay_figures(shown: str, copied: str) -> None:
    assert cell_text(shown) == copied
