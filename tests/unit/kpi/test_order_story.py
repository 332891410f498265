"""One order told whole, figures of slices, and alerts that were kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from shopdesk.domain.errors import NotFound
from shopdesk.domain.fields import Audience
from shopdesk.domain.import_fields import FIELDS
from shopdesk.domain.imports import ImportKind
from shopdesk.domain.kpi.alerts import Alert, Severity
from shopdesk.domain.kpi.declarations import kpi
from shopdesk.domain.kpi.kept_alerts import plain_alerts, read_alerts
from shopdesk.domain.kpi.kinds import Rebuild
from shopdesk.domain.kpi.order_story import ITEM_FIELDS, ORDER_FIELDS, OrderStory
from shopdesk.domain.kpi.output import shown
from shopdesk.domain.kpi.slice_figures import SLICE_FIGURES, figure_of, is_slice
from shopdesk.domain.periods import Period
from shopdesk.domain.text import Text


def test_a_cell_is_found_by_the_name_of_its_field() -> None:
    names = [field.name for field in ORDER_FIELDS]
    story = OrderStory(id=1, order_no="7", cells=tuple(names), origin=None, first=None, items=())
    assert [story.cell(name) for name in names] == names


def test_nothing_that_tells_who_bought_it_is_shown_and_items_do_not_repeat_their_order() -> None:
    assert all(field.audience is Audience.EVERYBODY for field in (*ORDER_FIELDS, *ITEM_FIELDS))
    shown = {field.name for field in ITEM_FIELDS}
    assert shown.isdisjoint({"item_no", "order_no", "created_at"}) and {"title", "pieces"} <= shown
    left_out = {field.name for field in FIELDS[ImportKind.ORDER_ITEMS].fields} - shown
    assert left_out == {"item_no", "order_no", "created_at"} | {
        field.name for field in FIELDS[ImportKind.ORDER_ITEMS].fields if field.audience is not Audience.EVERYBODY
    }


def test_a_figure_of_a_slice_is_found_like_a_kpi_and_is_none() -> None:
    for one in SLICE_FIGURES:
        assert figure_of(one.code) is one and is_slice(one)
    paid = kpi("orders")
    assert figure_of("orders") is paid and not is_slice(paid)
    with pytest.raises(NotFound):
        figure_of("nothing of the kind")


@pytest.mark.parametrize(
    ("code", "rebuild"),
    [
        ("word_impressions", Rebuild.SUM), ("word_visitors", Rebuild.MEAN), ("word_rank", Rebuild.LAST),
        ("word_conversion", Rebuild.RATIO), ("item_stock", Rebuild.LAST), ("channel_roi", Rebuild.RATIO),
    ],
)  # fmt: skip
def test_how_days_are_put_together(code, rebuild) -> None:
    assert figure_of(code).rebuild is rebuild


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("word_visitors", Decimal("1234.56"), "1,234.6"), ("channel_roi", Decimal("2.345"), "2.35"),
        ("word_conversion", Decimal("0.0345"), "3.45%"), ("word_spend_fen", 123_450, "1,234.50"),
        ("item_stock", 11_269, "11,269"), ("word_rank", None, "—"),
    ],
)  # fmt: skip
def test_how_a_figure_is_shown(code, value, words) -> None:
    assert shown(figure_of(code), value) == words


def test_alerts_that_were_kept_are_the_same_ones() -> None:
    alerts = [
        Alert(
            code="refunds", severity=severity, text=Text("{count} orders wait", count=3), kpi=code,
            period=Period(date(2026, 3, 1), date(2026, 3, 31)),
        )
        for severity, code in zip(Severity, ("paid", "", "orders"), strict=False)
    ]  # fmt: skip
    assert read_alerts(plain_alerts(alerts)) == alerts
