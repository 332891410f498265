"""How results are printed: one JSON document, or lines for people."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, TextIO, cast

from shopdesk.domain.hidden_signs import escaped, plainly
from shopdesk.domain.money import format_yuan
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import tr


class _Shown:
    """A stream to which signs that nobody sees are written as the window shows them, or not at all."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(plainly(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def shown_as_in_the_window() -> Iterator[None]:
    """Whatever is printed meanwhile neither turns the reading direction nor steers the terminal."""
    with redirect_stdout(cast("TextIO", _Shown(sys.stdout))), redirect_stderr(cast("TextIO", _Shown(sys.stderr))):
        yield


def money(fen: int | None) -> str | None:
    """Fen as a string in yuan with two decimals; no data stays ``None``."""
    return None if fen is None else format_yuan(fen, grouped=False)


def rate(value: Decimal | None) -> str | None:
    """A rate as a string with six decimals; no data stays ``None``."""
    return None if value is None else f"{value:.6f}"


def print_json(document: Any) -> None:
    """Print one document, readable and in the order given; signs that nobody sees are JSON's escapes, none is lost."""
    print(escaped(json.dumps(document, ensure_ascii=False, indent=2, default=_plain)))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Text):
        return tr(value)
    if isinstance(value, Decimal | Path):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    raise TypeError(f"cannot print {type(value).__name__}")


def in_columns(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """Cells as lines of text, the first column to the left, the others to the right."""
    widths = [max(_width(line[column]) for line in lines) for column in range(len(lines[0]))]
    for line in lines:
        cells = (
            text + pad if column == 0 else pad + text
            for column, text in enumerate(line)
            for pad in (" " * (widths[column] - _width(text)),)
        )
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """Columns a terminal needs: a Chinese character takes two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
