"""A mapping written down in a file, for imports without a window.

kind = "channel_days"
channel = "search_ads"       # advertising only
header_row = 3               # where it is not to be found by the headings
same_key = "add"             # or "first"; the kind's own way where it is left out
as_above = ["投放日期"]       # blank cells of these columns repeat the cell above

[columns]
"投放日期" = "day"
"支出" = "spend_fen"
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shopdesk.domain.errors import UserError
from shopdesk.domain.figures import Channel
from shopdesk.domain.import_fields import FIELDS, check_mapping
from shopdesk.domain.imports import ImportKind, SameKey, SavedMapping
from shopdesk.domain.text import Text
from shopdesk.importing.detect import locked

_KNOWN = ("kind", "channel", "header_row", "same_key", "as_above", "columns")
_LAST_HEADER_ROW = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFile:
    """What such a file says: the mapping, and the row with the headings where it names one."""

    mapping: SavedMapping
    header_row: int | None = None


def read_map(path: Path, kind: str | None = None) -> MapFile:
    """Read a mapping.

    Args:
        path: a TOML file.
        kind: the kind where the file does not name it.

    Raises:
        UserError: the file is no mapping; the sentence says what is wrong in it.
        EnvironmentFault: it cannot be read.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise locked(path, error) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(Text("{file} is no TOML file: {cause}", file=path.name, cause=str(error))) from None
    for name in raw:
        if name not in _KNOWN:
            raise _wrong(path, name, name, _KNOWN)
    row = raw.get("header_row")
    if row is not None and (type(row) is not int or not 1 <= row <= _LAST_HEADER_ROW):
        raise _wrong(path, "header_row", row, (f"1–{_LAST_HEADER_ROW}",))
    mapping = SavedMapping(
        headings=(),
        kind=ImportKind(_one_of(path, "kind", raw.get("kind", kind), tuple(FIELDS))),
        fields=_columns(path, raw.get("columns")),
        channel=_one_of(path, "channel", raw["channel"], tuple(Channel)) if "channel" in raw else "",
        same_key=SameKey(_one_of(path, "same_key", raw["same_key"], tuple(SameKey))) if "same_key" in raw else None,
        as_above=_words(path, "as_above", raw.get("as_above", [])),
    )
    check_mapping(mapping)
    return MapFile(mapping=mapping, header_row=row)


def _columns(path: Path, raw: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(raw, dict) or not raw:
        raise UserError(
            Text(
                "{file} names no columns. Write them under [columns], like {example}.",
                file=path.name,
                example='"付款时间" = "paid_at"',
            )
        )
    return {shown: _words(path, shown, names if isinstance(names, list) else [names]) for shown, names in raw.items()}


def _words(path: Path, name: str, raw: Any) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(word, str) for word in raw):
        raise _wrong(path, name, raw, ('["…"]',))
    return tuple(raw)


def _one_of(path: Path, name: str, value: Any, known: tuple[str, ...]) -> str:
    if value not in known:
        raise _wrong(path, name, value, known)
    return str(value)


def _wrong(path: Path, name: str, value: Any, known: tuple[str, ...]) -> UserError:
    return UserError(
        Text(
            "{file}: “{value}” does not fit “{name}”. It can be: {known}.",
            file=path.name,
            value="" if value is None else str(value),
            name=name,
            known=", ".join(known),
        )
    )
