"""Text and graphics stand out from what they lie on, by the measure of WCAG 2.2: 4.5 for text, 3 for graphics."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from shopdesk.domain.campaigns.records import CampaignState
from shopdesk.gui.charts.pace_bars import BEHIND_ALPHA
from shopdesk.gui.pages.people.roster.delegate import TONES
from shopdesk.gui.pages.promotions.state_colors import soft, state_color
from shopdesk.gui.theme import BAND_ALPHA, Theme
from shopdesk.gui.widgets.status_pill import tone_colors

TEXT, GRAPHICS = 4.5, 3.0
THEMES = [pytest.param(Theme(dark=False), id="light"), pytest.param(Theme(dark=True), id="dark")]
INKS = ("text", "muted", "accent", "good", "bad", "warning")
GROUNDS = ("window", "surface", "raised", "accent_soft")
SOFT = (("good", "good_soft"), ("bad", "bad_soft"), ("warning", "warning_soft"), ("accent_text", "accent"))


def luminance(color: QColor) -> float:
    """How bright a colour is (WCAG 2.2, "relative luminance")."""
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two opaque colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def over(color: QColor, ground: QColor, alpha: int) -> QColor:
    """What is seen where a colour lies over a ground with this much of 255."""
    share = alpha / 255
    mixed = ((a * share + b * (1 - share)) for a, b in zip(color.getRgb()[:3], ground.getRgb()[:3], strict=True))
    return QColor(*(round(part) for part in mixed))


def weak(pairs: dict[str, tuple[QColor, QColor]], least: float) -> list[str]:
    """The pairs that do not stand out enough."""
    return [f"{name}: {found:.2f}" for name, (ink, on) in pairs.items() if (found := contrast(ink, on)) < least]


def test_the_measure_is_that_of_the_standard() -> None:
    assert round(contrast(QColor("black"), QColor("white")), 2) == 21
    assert round(contrast(QColor("#767676"), QColor("white")), 2) == 4.54


@pytest.mark.parametrize("theme", THEMES)
def test_text_stands_out(theme: Theme) -> None:
    pairs = {f"{ink} on {on}": (getattr(theme, ink), getattr(theme, on)) for ink, on in product(INKS, GROUNDS)}
    pairs |= {f"{ink} on {on}": (getattr(theme, ink), getattr(theme, on)) for ink, on in SOFT}
    for tone in (*TONES, "bad", "neutral"):
        pairs[f"pill {tone}"] = tone_colors(theme, tone)
    for state in CampaignState:
        wash = soft(state_color(theme, state))
        pairs[f"bar {state}"] = (theme.text, over(wash, theme.surface, wash.alpha()))
    assert not weak(pairs, TEXT)


@pytest.mark.parametrize("theme", THEMES)
def test_graphics_stand_out(theme: Theme) -> None:
    band = over(theme.accent, theme.surface, BAND_ALPHA)
    twice = over(theme.accent, band, BAND_ALPHA)
    pairs = {f"edge on {on}": (theme.edge, getattr(theme, on)) for on in GROUNDS[:3]}
    for place, line in enumerate(theme.series):
        for name, on in (("surface", theme.surface), ("a campaign", band), ("two campaigns", twice)):
            pairs[f"line {place} on {name}"] = (line, on)
    pairs["axis on a campaign"] = (theme.edge, band)
    pairs["bar behind its target"] = (over(theme.accent, theme.surface, BEHIND_ALPHA), theme.surface)
    for state in CampaignState:
        pairs[f"state {state}"] = (state_color(theme, state), theme.surface)
    assert not weak(pairs, GRAPHICS)


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_seen_in_a_field(qtbot: QtBot, qapp: QApplication, theme: Theme) -> None:
    """The colour of a placeholder is the style sheet's business, so it is asked of the dressed field."""
    theme.apply(qapp)
    for field in (QLineEdit(), QPlainTextEdit()):
        qtbot.addWidget(field)
        field.setPlaceholderText("nobody yet")
        field.resize(160, 60)
        field.show()
        ink = field.palette().placeholderText().color()
        seen = over(ink, theme.surface, ink.alpha())
        assert contrast(seen, theme.surface) >= TEXT
        border = field.grab().toImage().pixelColor(field.width() // 2, 0)
        assert contrast(border, theme.surface) >= GRAPHICS
        assert contrast(border, theme.window) >= GRAPHICS
    Theme(dark=False).apply(qapp)
