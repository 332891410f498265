"""The colours of the window stay what they are, whatever one part of it paints with them."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtGui import QColor

from shopdesk.gui.theme import Theme, Tokens


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", [*(field.name for field in fields(Tokens)), "rise", "fall", "series"])
def test_who_makes_a_colour_paler_does_so_for_itself(dark: bool, name: str) -> None:
    theme = Theme(dark=dark)

    def colours() -> list[QColor]:
        found = getattr(theme, name)
        return list(found) if isinstance(found, tuple) else [found]

    before = [colour.name(QColor.NameFormat.HexArgb) for colour in colours()]
    for colour in colours():
        colour.setAlphaF(0.1)
        colour.setHsv(1, 2, 3)
    assert [colour.name(QColor.NameFormat.HexArgb) for colour in colours()] == before
