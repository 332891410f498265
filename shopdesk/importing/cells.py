"""One cell of an export to one clean value, whatever a platform or a spreadsheet did to it.

Every function takes what a reader gives (text, a number, a date) and returns the stored form, or ``None`` for "no
data" (empty, ``-``, ``NULL``), which is never the same as 0. A cell that cannot be what its column says raises
:class:`CellError` with the sentence for the user.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from shopdesk.domain.fields import HIGHEST_COUNT
from shopdesk.domain.hidden_signs import plainly
from shopdesk.domain.import_fields import Cell
from shopdesk.domain.text import Text

NOTHING = frozenset(
    {"", "-", "--", "—", "null", "NULL", "Null", "None", "N/A", "n/a", "#N/A", "nan", "NaN", "NAN", "无"}
)

_WRAPPED = re.compile(r'^=\s*"(.*)"$', re.DOTALL)
_SCIENTIFIC = re.compile(r"^\d(?:\.\d+)?[eE]\+?\d+$")
_DAY = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s*(?:周|星期|\().*)?$")
_COMPACT_DAY = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_MOMENT = re.compile(
    r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?[ T]*(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?$"
)
_COMPACT_MOMENT = re.compile(r"^(\d{4})(\d{2})(\d{2}) ?(\d{2}):?(\d{2}):?(\d{2})$")
_CLOCK = re.compile(r"^(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})$")
_EXCEL_EPOCH = dt.datetime(1899, 12, 30)
_LARGEST_EXACT = 10**15
_MOST_DIGITS = 15
_ORDINARY_COUNT = 9  # digits that no limit has to be asked for
_INFINITE = frozenset({"inf", "+inf", "-inf", "infinity", "+infinity", "-infinity"})
_POINT_ZERO = re.compile(r"^(\d{1,15})\.0+$")
_DECIMAL_NUMBER = re.compile(r"^\d+\.\d+$")
_FEN_EXACT = Decimal("1e-7")
_CURRENCY = "¥￥$元"
_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-"})
_THOUSANDS = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d*)?$")
_DIGITS = re.compile(r"^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$")
_CYCLE = re.compile(r"(\d{1,3})")
_NO_REFUND = frozenset({"无退款申请", "没有申请退款", "无退款"})
_EARLIEST_YEAR, _LATEST_YEAR = 2000, 2099
_TENTHOUSANDS = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


class CellError(ValueError):
    """A cell that cannot be what its column says; ``text`` is the sentence for the user."""

    def __init__(self, text: Text) -> None:
        """Keep the sentence."""
        super().__init__(str(text))
        self.text = text


def clean(value: Any) -> str | None:
    """The text of a cell without its wrapping: ``="…"``, a leading ``'``, tabs, ``No:``, full-width characters.

    Turning signs are written out: of a number or state, too, what stands in the file is what is read on the screen.
    Signs that steer a terminal are taken away: no shared data take one of them (NUL), and nobody typed any.
    """
    if isinstance(value, str):
        text = plainly(value)
    elif value is None:
        return None
    elif isinstance(value, float):
        text = str(int(value)) if value.is_integer() and abs(value) < _LARGEST_EXACT else repr(value)
    else:
        text = str(value)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\ufeff", "")
    text = text.strip()
    if text[:1] == "=":
        wrapped = _WRAPPED.match(text)
        if wrapped:
            text = wrapped.group(1).strip()
    if text[:1] == "'":
        text = text[1:].strip()
    if text[:3] == "No:":
        text = text[3:].strip()
    return None if text in NOTHING else text


def text(value: Any) -> str | None:
    """Free text: full-width forms kept as they are written, wrapping removed, hidden signs as in :func:`clean`."""
    if not isinstance(value, str):
        return clean(value)
    written = plainly(value).strip()
    if written[:1] in "='N":
        plain = clean(written)
        return plain if plain is None or written.isascii() else _unwrap(written)
    return None if written in NOTHING else written


def _unwrap(written: str) -> str:
    wrapped = _WRAPPED.match(written)
    inner = (wrapped.group(1) if wrapped else written).strip()
    return inner.removeprefix("'").removeprefix("No:").strip()


def status(value: Any) -> str | None:
    """A status with its commas in one width, so that “买家已付款，等待” and “买家已付款,等待” are equal."""
    return clean(value)


def identifier(value: Any) -> str | None:
    """A number that names something (plan, product): text, digit by digit.

    Raises:
        CellError: a spreadsheet program has already cut its digits (``1.2E+18``), or it is no number at all (``inf``).
    """
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return value
    if isinstance(value, float) and abs(value) >= _LARGEST_EXACT:
        raise CellError(_cut_digits(repr(value)))
    cleaned = clean(value)
    if cleaned is None:
        return None
    if _SCIENTIFIC.match(cleaned):
        raise CellError(_cut_digits(cleaned))
    if cleaned.lower() in _INFINITE:
        raise CellError(_no_identifier(cleaned))
    if _DECIMAL_NUMBER.match(cleaned):
        whole = _POINT_ZERO.match(cleaned)
        if whole is None:
            raise CellError(_cut_digits(cleaned) if len(cleaned) > _MOST_DIGITS else _no_identifier(cleaned))
        return whole.group(1)
    return cleaned


def number(value: Any) -> str | None:
    """An identifier that tells rows apart: as :func:`identifier`, but no amount.

    Raises:
        CellError: as there, or it is negative or has thousands, as figures have and names of orders have not.
    """
    read = identifier(value)
    if read is not None and ((read[:1] == "-" and read[1:].isdigit()) or _THOUSANDS.match(read)):
        raise CellError(_no_identifier(read))
    return read


def is_zero(value: Any) -> bool:
    """Whether an identifier is 0, as spreadsheets write where there is none."""
    cleaned = clean(value)
    return cleaned is not None and not cleaned.strip("0")


def is_trimmed(value: Any) -> bool:
    """Whether an identifier was written as a decimal number (``1234.0``) by some program on the way."""
    return isinstance(value, str) and _DECIMAL_NUMBER.match(clean(value) or "") is not None


def is_rounded(value: Any) -> bool:
    """Whether an amount says more than fen; what a spreadsheet's binary arithmetic leaves behind does not count."""
    if isinstance(value, float):
        return abs(value * 100 - round(value * 100)) > 1e-6 * max(1.0, abs(value))
    cleaned = clean(value)
    if cleaned is None or "." not in cleaned or cleaned in _NO_REFUND:
        return False
    fen = _number(cleaned) * 100
    return abs(fen - fen.to_integral_value()) > _FEN_EXACT


def _no_identifier(shown: str) -> Text:
    return Text("“{value}” is no number of an order or product.", value=shown)


def _cut_digits(shown: str) -> Text:
    return Text(
        "“{value}” has lost digits: the file was saved by a spreadsheet program. Export it again and import the "
        "export without opening it first.",
        value=shown,
    )


def _number(cleaned: str) -> Decimal:
    """A number as people and programs write it: signs and currency on either side, thousands, 万 and 亿."""
    bare = cleaned.translate(_SIGNS).replace(" ", "")
    negative = False
    if bare[:1] == "(" and bare[-1:] == ")":
        negative, bare = True, bare[1:-1]
    bare = bare.strip(_CURRENCY).removesuffix("次")
    if bare[:1] in ("-", "+"):
        negative, bare = negative or bare[0] == "-", bare[1:].lstrip(_CURRENCY)
    factor = _TENTHOUSANDS.get(bare[-1:])
    if factor is not None:
        bare = bare[:-1]
    if _THOUSANDS.match(bare):
        bare = bare.replace(",", "")
    if not _DIGITS.match(bare):
        raise CellError(Text("“{value}” is not a number.", value=cleaned))
    found = Decimal(bare) * (factor or 1)
    if abs(found) >= _LARGEST_EXACT:
        raise CellError(Text("“{value}” is far too large for a figure of a shop.", value=cleaned))
    return -found if negative else found


def _whole(exact: Decimal) -> int:
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def money(value: Any) -> int | None:
    """An amount in yuan as fen, half-up beyond two decimals; a float is read by its shortest decimal form."""
    if isinstance(value, float):
        value = repr(value)
    if isinstance(value, str):
        whole, _, rest = value.partition(".")
        if len(whole) <= _MOST_DIGITS and whole.isdigit() and whole.isascii():
            if not rest:
                return int(whole) * 100
            if len(rest) <= 2 and rest.isdigit() and rest.isascii():
                return int(whole) * 100 + int(rest.ljust(2, "0"))
    cleaned = clean(value)
    if cleaned is None:
        return None
    return 0 if cleaned in _NO_REFUND else _whole(_number(cleaned) * 100)


def count(value: Any) -> int | None:
    """A whole number of things.

    Raises:
        CellError: it is no whole number, or larger than any count.
    """
    if isinstance(value, str) and len(value) <= _ORDINARY_COUNT and value.isascii() and value.isdigit():
        return int(value)
    if isinstance(value, float) and value.is_integer() and abs(value) <= HIGHEST_COUNT:
        return int(value)
    cleaned = clean(value)
    if cleaned is None:
        return None
    found = _number(cleaned)
    if found != found.to_integral_value():
        raise CellError(Text("“{value}” is not a whole number.", value=cleaned))
    if abs(found) > HIGHEST_COUNT:
        raise CellError(Text("“{value}” is larger than any count: at most {most}.", value=cleaned,
                             most=f"{HIGHEST_COUNT:,}"))  # fmt: skip
    return int(found)


def decimal(value: Any) -> str | None:
    """A score or multiple, as decimal text."""
    cleaned = clean(value)
    return None if cleaned is None else _plain(_number(cleaned))


def percent(value: Any) -> str | None:
    """A rate that the template says is written as a percentage: ``78.15%`` is 0.7815.

    A number cell is what the spreadsheet keeps behind a percent format, so it is the fraction already.
    """
    cleaned = clean(value)
    if cleaned is None:
        return None
    if isinstance(value, (int, float)):
        return _plain(_number(cleaned))
    return _plain(_number(cleaned.removesuffix("%").strip()) / 100)


def fraction(value: Any) -> str | None:
    """A rate that the template says is written as a fraction: ``0.0786``; a ``%`` sign is believed."""
    cleaned = clean(value)
    if cleaned is None:
        return None
    if cleaned.endswith("%"):
        return _plain(_number(cleaned[:-1].strip()) / 100)
    return _plain(_number(cleaned))


def _plain(exact: Decimal) -> str:
    # Fixed-point text without trailing zeros, so that equal rates are equal text.
    shown = f"{exact:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def seconds(value: Any) -> int | None:
    """A duration in seconds, written as a number, ``m:ss`` or ``h:mm:ss``, half-up."""
    if isinstance(value, dt.timedelta):
        return int(value.total_seconds())
    if isinstance(value, dt.time):
        return value.hour * 3600 + value.minute * 60 + value.second
    cleaned = clean(value)
    if cleaned is None:
        return None
    clock = _CLOCK.match(cleaned)
    if clock:
        return int(clock.group(1) or 0) * 3600 + int(clock.group(2)) * 60 + int(clock.group(3))
    return _whole(_number(cleaned.removesuffix("秒").removesuffix("s")))


def moment(value: Any) -> str | None:
    """A date with its time as ``YYYY-MM-DD HH:MM:SS``; a bare date is its midnight. Local time, never converted.

    Raises:
        CellError: no date in any of the forms the platforms write.
    """
    if isinstance(value, str):
        if len(value) == 19 and value[4] == "-" and value[10] == " " and "2000" <= value < "2100":
            try:
                dt.datetime.fromisoformat(value)
            except ValueError:
                pass
            else:
                return value
        cleaned = clean(value)
        if cleaned is None:
            return None
        match = _MOMENT.match(cleaned) or _COMPACT_MOMENT.match(cleaned)
        if match:
            return _checked(_built(cleaned, *(int(part or 0) for part in match.groups())), cleaned)
        return _checked(_bare_day(cleaned), cleaned)
    return _from_cell(value)


def cycle(value: Any) -> int | None:
    """A conversion cycle in days: ``15``, ``15天``, ``15天累计数据``.

    Raises:
        CellError: it names no days.
    """
    cleaned = clean(value)
    if cleaned is None:
        return None
    found = _CYCLE.search(cleaned)
    if found is None:
        raise CellError(Text("“{value}” is no conversion cycle. Expected a number of days like 15.", value=cleaned))
    return int(found.group(1))


def day(value: Any) -> str | None:
    """A calendar day as ``YYYY-MM-DD``; a time after it is dropped."""
    read = moment(value)
    return None if read is None else read[:10]


def _from_cell(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        # Old workbooks keep dates as binary fractions of a day: a second may come out as 59.999.
        return _checked((value + dt.timedelta(microseconds=500_000)).replace(microsecond=0), value)
    if isinstance(value, dt.date):
        return _checked(dt.datetime(value.year, value.month, value.day), value)
    cleaned = clean(value)
    if cleaned is None:
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if _COMPACT_DAY.match(cleaned):
            return _checked(_bare_day(cleaned), cleaned)
        if 36526 <= value < 73051:
            exact = _EXCEL_EPOCH + dt.timedelta(days=float(value))
            return _from_cell(exact)
    raise CellError(_no_date(cleaned))


def _bare_day(cleaned: str) -> dt.datetime:
    match = _DAY.match(cleaned) or _COMPACT_DAY.match(cleaned)
    if not match:
        raise CellError(_no_date(cleaned))
    return _built(cleaned, *(int(part) for part in match.groups()))


def _built(shown: str, *parts: int) -> dt.datetime:
    try:
        return dt.datetime(*parts)  # type: ignore[arg-type]
    except ValueError:
        raise CellError(_no_date(shown)) from None


def _checked(value: dt.datetime, shown: object) -> str:
    if not _EARLIEST_YEAR <= value.year <= _LATEST_YEAR:
        raise CellError(_no_date(str(shown)))
    return value.isoformat(" ")


def _no_date(shown: str) -> Text:
    return Text("“{value}” is not a date. Expected a date like 2026-04-17 or 2026/4/17 12:30.", value=shown)


READERS: dict[Cell, Callable[[Any], Any]] = {
    Cell.NUMBER: number,
    Cell.ID: identifier,
    Cell.CYCLE: cycle,
    Cell.TEXT: text,
    Cell.STATUS: status,
    Cell.MONEY: money,
    Cell.COUNT: count,
    Cell.DECIMAL: decimal,
    Cell.PERCENT: percent,
    Cell.FRACTION: fraction,
    Cell.SECONDS: seconds,
    Cell.MOMENT: moment,
    Cell.DAY: day,
    Cell.BUYER: text,
    Cell.PRIVATE: text,
}
