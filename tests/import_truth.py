"""What importing a generated export has to come to, computed by pandas from the frame it was written from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from shopdesk.domain.import_fields import FIELDS, Cell
from shopdesk.domain.imports import ImportKind, SameKey
from shopdesk.importing.templates import Template


@dataclass
class Generated:
    """A file, and what importing it has to come to."""

    path: Path
    kind: ImportKind
    template: str
    header_row: int
    rows: int
    truth: pd.DataFrame
    left_out: dict[str, int] = field(default_factory=dict)
    added: int = 0


def stored_form(template: Template, headings: dict[str, str], frame: pd.DataFrame) -> pd.DataFrame:
    """The frame by field: columns that fill one field are added up or joined in the order that the kind names."""
    stored: dict[str, Any] = {}
    for name in dict.fromkeys(filter(None, headings.values())):
        parts = [shown for shown, other in headings.items() if other == name]
        if name in template.columns.sums:
            stored[name] = frame[parts].apply(lambda row: _sum(row.dropna()), axis=1)
        elif name in template.columns.joins:
            ordered = [shown for shown in template.columns.joins[name] if shown in parts]
            stored[name] = frame[ordered].apply(lambda row: "/".join(row.dropna()) or None, axis=1)
        else:
            stored[name] = frame[parts[0]]
    result = pd.DataFrame(stored, dtype=object)
    for name, other in FIELDS[template.kind].stand_ins.items():
        if name not in result and other in result:
            result[name] = result[other]
    return result


def _sum(values: pd.Series[Any]) -> Any:
    return None if values.empty else int(values.sum())


def _people(values: pd.Series[Any]) -> Any:
    known = values.dropna()
    told = known[known != 0]
    return None if len(told) > 1 or known.empty else int(known.max())


def _alike(values: pd.Series[Any]) -> Any:
    told = set(values.dropna())
    return told.pop() if len(told) == 1 else None


def settle(template: Template, made: Generated) -> None:
    """What rows of one key come to, by pandas, and how many rows go where."""
    kind = FIELDS[template.kind]
    stored = made.truth
    for name in kind.key:
        if name == "channel":
            stored[name] = template.channel
        elif name == "day" and "day" not in stored:
            stored[name] = "2026-03-15"
        elif name in ("subject", "agent") and name not in stored:
            stored[name] = ""
    for name in kind.stand_ins:
        nowhere = stored[name].isna()
        _count(
            made, "Without a time of payment, in a file that does not say when orders were placed", int(nowhere.sum())
        )
        stored = made.truth = stored[~nowhere]
    keys = {"order_key": ["order_no"], "item_key": ["item_no"]}.get(kind.key[0], list(kind.key))
    if not set(keys) <= set(stored.columns):
        made.truth = stored.drop(columns="repeated")
        return
    if kind.same_key is SameKey.ADD:
        made.truth = _added(template, made, stored, keys)
        return
    first = stored.groupby(keys, sort=False, dropna=False).head(1).index
    later = stored.loc[~stored.index.isin(first)]
    firsts = stored.loc[first].set_index(keys)
    same = sum(
        1 for _, row in later.iterrows()
        if _plain(row.drop([*keys, "repeated"])) == _plain(firsts.loc[_key(row, keys)].drop("repeated"))
    )  # fmt: skip
    _count(made, "The same row stands further up in this file", same)
    _count(
        made,
        "A row further up has the same order number or day but other figures; the first one was taken",
        len(later) - same,
    )
    made.truth = stored.loc[first].drop(columns="repeated")


def _added(template: Template, made: Generated, stored: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    if "cycle" in stored:
        cycles = stored["cycle"].fillna(0)
        longest = cycles.groupby([stored[name] for name in keys]).transform("max")
        _count(made, "Another row of the same day has a longer conversion cycle", int((cycles != longest).sum()))
        stored = stored[cycles == longest].drop(columns="cycle")
    named = any(name in template.columns.joins for name in stored.columns if name == "subject")
    if template.kind is ImportKind.KEYWORD_DAYS or (named and (stored["subject"] != "").any()):
        again = stored["repeated"]
        _count(made, "The same row stands further up in this file", int(again.sum()))
        stored = stored[~again]
    stored = stored.drop(columns="repeated")
    how = {
        name: _people if known.people else _alike if known.cell is Cell.DECIMAL else _sum_known
        for name in stored.columns
        if name not in keys
        for known in [FIELDS[template.kind].field(name)]
    }
    groups = stored.groupby(keys, sort=False)
    rows = []
    for key, part in groups:
        row = dict(zip(keys, key, strict=True))
        row |= {name: part[name].iloc[0] if len(part) == 1 else use(part[name]) for name, use in how.items()}
        rows.append(row)
    made.added = len(stored) - len(rows)
    _count(made, "Counted in another row of the same order or day: their figures were added up", made.added)
    return pd.DataFrame(rows, dtype=object)


def _sum_known(values: pd.Series[Any]) -> Any:
    return _sum(values.dropna())


def _count(made: Generated, reason: str, rows: int) -> None:
    if rows:
        made.left_out[reason] = made.left_out.get(reason, 0) + rows


def _key(row: pd.Series[Any], keys: list[str]) -> Any:
    return row[keys[0]] if len(keys) == 1 else tuple(row[name] for name in keys)


def _plain(row: pd.Series[Any]) -> list[Any]:
    return [None if pd.isna(value) else value for value in row]
