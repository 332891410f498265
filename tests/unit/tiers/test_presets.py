"""Every figure of both published tables, and that the shipped tables carry them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shopdesk.domain.tiers.records import Ladder
from shopdesk.services.people.templates import presets

S, D, P, C, L, N = "service", "design", "promotion", "products", "logistics", "planning"

# (turnover, budget, {department: (leads, staff, cost)}, total) in yuan, as the staff-pay page prints them.
STANDARD = [
    (100_000, 6_000, {S: (0, 2, 5_000)}, 5_000),
    (200_000, 14_000, {S: (1, 2, 8_000), D: (0, 1, 3_000), P: (0, 1, 3_000), L: (0, 1, 2_500)}, 16_500),
    (300_000, 20_000, {S: (1, 2, 8_000), D: (0, 1, 3_000), P: (0, 1, 3_000), L: (0, 2, 5_000)}, 19_000),
    (
        500_000,
        35_000,
        {S: (1, 3, 11_000), D: (0, 2, 8_000), P: (0, 1, 3_000), C: (0, 1, 3_000), L: (1, 2, 8_000), N: (0, 1, 3_000)},
        36_000,
    ),
]
LEAN = [
    (10_000, 4_000, {S: (0, 2, 4_000)}, 4_000),
    (50_000, 15_000, {S: (1, 2, 6_500), D: (0, 1, 3_000), P: (0, 1, 3_000), L: (0, 1, 2_500)}, 15_000),
    (80_000, 17_500, {S: (1, 2, 6_500), D: (0, 1, 3_000), P: (0, 1, 3_000), L: (0, 2, 5_000)}, 17_500),
    (
        100_000,
        34_000,
        {S: (1, 3, 9_000), D: (0, 2, 8_000), P: (0, 1, 3_000), C: (0, 1, 3_000), L: (1, 2, 8_000), N: (0, 1, 3_000)},
        34_000,
    ),
]


def preset(code: str) -> Ladder:
    return next(entry.ladder for entry in presets() if entry.code == code)


@pytest.mark.parametrize(("code", "published"), [("standard", STANDARD), ("lean", LEAN)])
def test_the_preset_holds_every_published_figure(code: str, published: list[tuple[int, int, dict, int]]) -> None:
    ladder = preset(code)
    shipped = [
        (
            step.turnover_fen // 100,
            step.budget_fen // 100,
            {post.department_code: (post.leads, post.staff, post.cost_fen // 100) for post in step.posts},
            step.total_fen // 100,
        )
        for step in ladder.steps
    ]
    assert shipped == published


def test_the_band_is_six_to_seven_percent() -> None:
    assert {(entry.ladder.band_low, entry.ladder.band_high) for entry in presets()} == {
        (Decimal("0.06"), Decimal("0.07"))
    }


def test_both_presets_are_named_in_both_languages() -> None:
    assert [(entry.code, entry.name_zh, entry.name_en) for entry in presets()] == [
        ("standard", "标准配置", "Standard"),
        ("lean", "精简起步", "Lean start"),
    ]
    assert all(entry.about_zh and entry.about_en for entry in presets())
