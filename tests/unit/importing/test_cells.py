"""Single cells: every form a platform or a spreadsheet gives them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.domain.import_fields import Cell
from shopdesk.importing import cells
from shopdesk.importing.columns import column_reader
from shopdesk.importing.provinces import province


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("178.8", 17880),
        ("21", 2100),
        ("17,191.00", 1719100),
        ("￥17,191.00", 1719100),
        ("¥ 5", 500),
        ("0元", 0),
        ('="12.30"', 1230),
        ("１２．５", 1250),
        ("-3.5", -350),
        ("1.005", 101),
        ("1.2万", 1200000),
        ("12.00\t", 1200),
        ("无退款申请", 0),
        (148.9, 14890),
        (1e-05, 0),
        (0.285, 29),
        (3, 300),
    ],
)
def test_money(written: object, fen: int) -> None:
    assert cells.money(written) == fen


@pytest.mark.parametrize("written", ["", "-", "—", " ", "NULL", "null", "'null", '=""', None, "\t", "N/A"])
def test_no_data_is_none_and_never_zero(written: object) -> None:
    assert cells.money(written) is None
    assert cells.count(written) is None
    assert cells.moment(written) is None
    assert cells.text(written) is None
    assert cells.percent(written) is None


@given(st.integers(min_value=-(10**11), max_value=10**11), st.booleans())
def test_money_reads_what_was_written(fen: int, grouped: bool) -> None:
    sign = "-" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), 100)
    shown = f"{sign}{yuan:,}.{rest:02d}" if grouped else f"{sign}{yuan}.{rest:02d}"
    assert cells.money(shown) == fen


@given(st.integers(min_value=0, max_value=10**10))
def test_money_in_a_number_cell_loses_no_fen(fen: int) -> None:
    assert cells.money(float(Decimal(fen) / 100)) == fen


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ('="1234567890123456789"', "1234567890123456789"),
        ("1234567890123456789\t", "1234567890123456789"),
        ("'1234567890123456789", "1234567890123456789"),
        ("１２３", "123"),
        (12353915.0, "12353915"),
        (7, "7"),
    ],
)
def test_numbers_that_name_something_stay_text(written: object, number: str) -> None:
    assert cells.identifier(written) == number


@pytest.mark.parametrize("written", ["1.2E+18", "1.23456789012346E+18", 1.2e18, "2e18"])
def test_a_number_that_lost_its_digits_is_refused(written: object) -> None:
    with pytest.raises(cells.CellError, match="lost digits"):
        cells.identifier(written)


@pytest.mark.parametrize("written", ["inf", "-Infinity", "+INF", float("inf"), "1234.5"])
def test_what_is_no_number_of_an_order_is_refused(written: object) -> None:
    with pytest.raises(cells.CellError):
        cells.identifier(written)


@pytest.mark.parametrize("written", ["NaN", "nan"])
def test_a_number_that_is_none_is_no_data(written: object) -> None:
    assert cells.identifier(written) is None


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-04-17", "2026-04-17 00:00:00"),
        ("2026/4/17", "2026-04-17 00:00:00"),
        ("2026年4月17日", "2026-04-17 00:00:00"),
        ("20260417", "2026-04-17 00:00:00"),
        (20260417.0, "2026-04-17 00:00:00"),
        ("2026-04-17 周五", "2026-04-17 00:00:00"),
        ("2020/2/20 23:59", "2020-02-20 23:59:00"),
        ("2020-02-20 23:59:54", "2020-02-20 23:59:54"),
        ("2020-02-20T23:59:54", "2020-02-20 23:59:54"),
        ("2020-02-20 23:59:54.0", "2020-02-20 23:59:54"),
        ("２０２０-02-20 23：59", "2020-02-20 23:59:00"),
        ("2020年2月20日 9:05", "2020-02-20 09:05:00"),
        (dt.date(2020, 2, 20), "2020-02-20 00:00:00"),
        (dt.datetime(2020, 2, 20, 23, 59, 59, 999999), "2020-02-21 00:00:00"),
        (43881.5, "2020-02-20 12:00:00"),
    ],
)
def test_moments(written: object, moment: str) -> None:
    assert cells.moment(written) == moment
    assert cells.day(written) == moment[:10]


@pytest.mark.parametrize("written", ["合计", "2020/2/30", "13:00", "1999-01-01", "4/17/2026", 12.0, "20261301"])
def test_what_is_no_date_is_refused(written: object) -> None:
    with pytest.raises(cells.CellError, match="is not a date"):
        cells.moment(written)


@given(st.datetimes(min_value=dt.datetime(2000, 1, 1), max_value=dt.datetime(2099, 12, 31)))
def test_every_form_of_a_moment_is_the_same_moment(when: dt.datetime) -> None:
    when = when.replace(microsecond=0)
    expected = when.isoformat(" ")
    clock = f"{when.hour}:{when.minute:02d}:{when.second:02d}"
    assert cells.moment(when) == expected
    assert cells.moment(expected) == expected
    assert cells.moment(f"{when.year}/{when.month}/{when.day} {clock}") == expected
    assert cells.moment(f"{when.year}年{when.month}月{when.day}日 {clock}") == expected


def test_the_unit_of_a_rate_comes_from_the_template_not_the_value() -> None:
    assert cells.percent("78.15%") == "0.7815"
    assert cells.percent("0.5%") == "0.005"
    assert cells.percent("78.15") == "0.7815"
    assert cells.percent(0.7815) == "0.7815"
    assert cells.fraction("0.0786") == "0.0786"
    assert cells.fraction(1.0) == "1"


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("52", 52), (52.4, 52), ("1:05", 65), ("00:01:05", 65), (dt.time(0, 1, 5), 65), ("52秒", 52)],
)
def test_durations(written: object, seconds: int) -> None:
    assert cells.seconds(written) == seconds


def test_texts_keep_their_width_and_statuses_do_not() -> None:
    assert cells.text("连衣裙，夏") == "连衣裙，夏"
    assert cells.status("买家已付款，等待卖家发货") == cells.status("买家已付款,等待卖家发货")
    assert cells.text("No:SF100") == "SF100"
    assert cells.text('="黑色"') == "黑色"


def test_counts_are_whole() -> None:
    assert cells.count("11,269") == 11269
    assert cells.count(332.0) == 332
    with pytest.raises(cells.CellError, match="whole number"):
        cells.count("1.5")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("浙江省 杭州市 西湖区 某某路8号", "浙江省"),
        ("内蒙古自治区", "内蒙古自治区"),
        ("广西壮族自治区南宁市", "广西壮族自治区"),
        ("上海上海市浦东新区", "上海"),
        ("上海市", "上海市"),
        ("吉林省吉林市某街1号", "吉林省"),
        ("某某路8号", None),
        ("", None),
    ],
)
def test_nothing_of_an_address_but_its_province(address: str, kept: str | None) -> None:
    assert province(address) == kept


@pytest.mark.parametrize("cell", [Cell.ID, Cell.MOMENT, Cell.MONEY, Cell.PROVINCE, Cell.TEXT, Cell.COUNT])
def test_a_column_reads_as_its_cells_do(cell: Cell) -> None:
    alone = province if cell is Cell.PROVINCE else cells.READERS[cell]
    columns: dict[Cell, list[list[object]]] = {
        Cell.ID: [["1", "2"], ["1", ""], ['="1"', "2"], ["1", 2.0]],
        Cell.MOMENT: [["2026-03-01 10:00:00", ""], ["2026/3/1 9:00", "2026-03-01 10:00:00"], [dt.date(2026, 3, 1), ""]],
        Cell.MONEY: [["1.00", "12.34"], ["1,200.00", "-"], ["-1.50", "3", " 12.30"], [1.5, ""], ["１.00", "1.5 "]],
        Cell.PROVINCE: [["浙江省 杭州市 某路8号", '="广东省广州市某路"', ""], [None, "新疆维吾尔自治区乌鲁木齐市"]],
        Cell.TEXT: [["a", "", "'null"]],
        Cell.COUNT: [["1", "2,000", ""], [3.0, "1"]],
    }
    for column in columns[cell]:
        assert list(column_reader(cell)(column)) == [alone(value) for value in column]


_FEN = st.integers(-99_999, 99_999).map(lambda fen: f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}")


@given(
    st.lists(st.tuples(st.one_of(_FEN, _FEN, st.sampled_from(["", "1.5", "1,200.00", "12.345", "-"])), st.booleans()),
             min_size=1, max_size=12)
)  # fmt: skip
def test_amounts_of_a_statement_read_alike_with_the_tab_that_ends_them(told: list[tuple[str, bool]]) -> None:
    column = [f"{amount}\t" if tab else amount for amount, tab in told]
    assert list(column_reader(Cell.MONEY)(column)) == [cells.money(amount) for amount, _ in told]


_WORDS = st.one_of(
    st.text("aN无=' \t\"\u202e\x00\n-－", max_size=5),
    st.sampled_from(["夏季新款连衣裙", "tb0324**", "N/A", "No:77", "null", '="黑色"']),
    st.sampled_from(["浙江省杭州市", "'广东省", " 上海", "\u3000北京", "新疆维吾尔自治区路"]),
)  # fmt: skip


@given(st.lists(_WORDS, min_size=1, max_size=8), st.sampled_from([Cell.TEXT, Cell.PROVINCE]))
def test_words_are_read_alike_together_and_alone(column: list[str], cell: Cell) -> None:
    alone = province if cell is Cell.PROVINCE else cells.READERS[cell]
    read = column_reader(cell)
    for _ in range(2):  # what was met before is read alike
        assert list(read(column)) == [alone(value) for value in column]


_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_STEERING = "\x00\x07\x08\x0b\x0c\x1b\x1f\x7f\x80\x9b"
_TURNED = st.text(f"a1无=\"' {_TURNING}{_STEERING}", min_size=1, max_size=8)


@given(st.lists(_TURNED, min_size=1, max_size=6), st.sampled_from([*Cell]))
def test_no_text_of_a_file_comes_in_with_a_sign_that_nobody_sees(column: list[str], cell: Cell) -> None:
    try:
        read = list(column_reader(cell)(column))
    except cells.CellError:
        return
    for value in read:
        assert not isinstance(value, str) or not set(value) & set(_TURNING + _STEERING), (cell, value)


_USUAL = st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2099, 12, 31)).map(lambda when: f"{when:%Y-%m-%d %H:%M:%S}")
_ODD = st.sampled_from(
    ["", "-", None, "\n", "2020-02-30 00:00:00", "2020-02-01\n09:30:00", "2020-01-01", "2020/1/2 3:04",
     "1999-01-01 00:00:00", "2020-01-01 00:00:00\n",
     "2020-W01-1 00:00:00", "2020-01-01 25:00:00", "２020-01-01 00:00:00"]
)  # fmt: skip


@given(st.lists(st.one_of(_USUAL, _USUAL, _USUAL, _ODD), max_size=6))
def test_a_column_of_moments_reads_as_its_cells_do(column: list[str | None]) -> None:
    def answer(read: Callable[[], Sequence[object]]) -> list[object] | str:
        try:
            return list(read())
        except cells.CellError as error:
            return str(error.text)

    together = column_reader(Cell.MOMENT)
    assert answer(lambda: together(column)) == answer(lambda: [cells.moment(value) for value in column])


@pytest.mark.parametrize("written", ["9" * 20, "9" * 20 + ".00", 1e300, "1e400", "-" + "9" * 30])
def test_numbers_beyond_all_reason_are_refused_not_stored(written: object) -> None:
    for read in (cells.money, cells.count):
        with pytest.raises(cells.CellError, match="is far too large for a figure of a shop"):
            read(written)
    with pytest.raises(cells.CellError):
        column_reader(Cell.MONEY)([written])
