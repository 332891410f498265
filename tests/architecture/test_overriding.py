"""What a class of the window means by a name is what its base means by it: the window is checked by no type checker.

A form whose own ``_ask`` hid the one of its base ended the program when Escape was pressed over something typed.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.architecture.sources import nodes
from tests.architecture.test_abstract import classes

_MEANT = {
    ("AimEdit", "_field"),  # a field whose figure, and so its limits, is chosen
    ("RowsModel", "_rows"),  # shows the rows of the base's, page by page
    ("RowsModel", "_passing"),
    ("SettledDay", "_today"),  # the same day
    ("YearTimeline", "_legend_height"),  # measured anew when the lines are laid out
}
_PLACED = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
_NAMED = inspect.Parameter.KEYWORD_ONLY


def _takes(own: Callable[..., Any], base: Callable[..., Any]) -> bool:
    """Whether ``own`` can be called in every way in which ``base`` can."""
    mine, theirs = (list(inspect.signature(one).parameters.values()) for one in (own, base))
    kinds = {one.kind for one in mine}
    placed, wanted = ([one for one in side if one.kind in _PLACED] for side in (mine, theirs))
    named = {one.name for one in theirs if one.kind is _NAMED}
    missing = named - {one.name for one in mine}
    asked = [one for one in placed[len(wanted) :] if one.default is one.empty]
    asked += [one for one in mine if one.kind is _NAMED and one.default is one.empty and one.name not in named]
    few = len(placed) < len(wanted) and inspect.Parameter.VAR_POSITIONAL not in kinds
    return not few and not asked and (not missing or inspect.Parameter.VAR_KEYWORD in kinds)


def _bases(one: type) -> Iterator[type]:
    return (base for base in one.__mro__[1:] if base.__module__.startswith("shopdesk."))


def _said(found: object) -> bool:
    """Whether it is a method whose words tell how it is called; one of a record that is made late is not yet."""
    return inspect.isfunction(found) and found.__module__ != "shopdesk.quick_records"


def test_what_overrides_can_be_called_as_what_it_overrides() -> None:
    wrong = [
        f"{one.__module__}.{one.__name__}.{name} cannot be called as that of {base.__name__}"
        for one in classes()
        for name, own in vars(one).items()
        if inspect.isfunction(own) and name not in ("__init__", "__new__")
        for base in _bases(one)
        if _said(vars(base).get(name)) and not _takes(own, vars(base)[name])
    ]
    assert not wrong, "\n".join(wrong)


@cache
def _set(one: type) -> frozenset[str]:
    """The attributes that a class gives itself by hand."""
    path = Path(inspect.getfile(one))  # asked for the text of a class, Python reads its whole file each time
    (tree,) = [node for node in nodes(path, ast.ClassDef) if node.name == one.__name__]
    return frozenset(
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    )


def test_no_attribute_stands_in_the_place_of_a_method() -> None:
    kept = {one: _set(one) for one in classes() if one.__module__.startswith("shopdesk.gui")}
    found = [
        f"{one.__module__}.{one.__name__}.{name} hides a method of {base.__name__}"
        for one, names in kept.items()
        for base in one.__mro__
        for name in names & vars(base).keys()
        if inspect.isroutine(vars(base)[name])
    ]
    assert not found, "choose another name:\n" + "\n".join(found)


def test_nobody_keeps_something_else_under_a_private_name_of_the_base() -> None:
    kept = {one: _set(one) for one in classes() if one.__module__.startswith("shopdesk.gui")}
    found = {
        (one.__name__, name): f"{one.__module__}.{one.__name__}.{name} is kept by {base.__name__}, too"
        for one, names in kept.items()
        for base in _bases(one)
        for name in names
        if name.startswith("_") and (name in kept.get(base, ()) or name in vars(base))
    }
    assert not found.keys() - _MEANT, "choose another name:\n" + "\n".join(found[one] for one in found.keys() - _MEANT)
    assert not _MEANT - found.keys(), "these are no more"
