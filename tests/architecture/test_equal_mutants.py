"""The changes of rules that are named as equal in meaning are of rules that are still there."""

from __future__ import annotations

import tomllib

from tests.architecture.sources import ROOT

NAMED = tomllib.loads((ROOT / "tests" / "equal_mutants.toml").read_text(encoding="utf-8"))["mutant"]


def test_every_line_that_is_named_stands_in_its_module() -> None:
    stale = []
    for one in NAMED:
        source = (ROOT / "shopdesk" / "domain" / f"{one['module']}.py").read_text(encoding="utf-8")
        if one["line"] not in [line.strip() for line in source.splitlines()]:
            stale.append((one["module"], one["line"]))
    assert not stale


def test_every_change_is_named_once_and_says_why_it_means_the_same() -> None:
    named = [(one["module"], one["line"], one["becomes"]) for one in NAMED]
    assert len(named) == len(set(named))
    assert all(line != becomes for _, line, becomes in named)
    assert all(one["why"] for one in NAMED)
