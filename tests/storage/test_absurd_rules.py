"""Own rules with absurd words: each is kept and means what it says, or is refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopdesk.bootstrap import App
from shopdesk.domain.errors import UserError
from shopdesk.domain.ledger.kinds import LineKind
from shopdesk.domain.ledger.rules import RulePlace, StatementRule
from shopdesk.domain.stores import Store
from tests.stories.money_shop import FINE, SECRET, statement_file

LINES = 12
REFUSED = ("", "   ", "\u3000\n\t", "\u200b", "\ufeff\u2060", "\x00", "佣" * 101)
NOTHING = (".*", "^", "$", "[^x]", "(?i)费", "%", "_", "神秘_用", "\\", "'; DROP TABLE statement_lines; --", "佣" * 100,
           "…", "\U0001f4b0", "{0}", "费用神秘")  # fmt: skip
FOUND = (
    (SECRET, 2), ("神 秘\u3000费\u200b用", 2), ("\ufeff神秘", 2), ("(类目)", 3), ("【类目】", 3), (")", 3), ("(", 3),
    (FINE, 1), (FINE[:9], 4), (FINE[-3:], 1), ("T200P", 1), ("保证金-充值", 1),
)  # fmt: skip


def rule(store: Store, words: str, place: RulePlace = RulePlace.REMARK) -> StatementRule:
    return StatementRule(store_id=store.id or 0, words=words, kind=LineKind.DONATION, place=place)


def caught(app: App, store: Store) -> int:
    """How many lines are of the kind that the rules give."""
    return app.services.ledger.lines(store.id or 0, kinds=(LineKind.DONATION,)).count


def test_every_rule_means_what_it_says_or_is_refused_in_words(app: App, store: Store, tmp_path: Path) -> None:
    app.services.imports.run_file(statement_file(tmp_path), store)
    ledger = app.services.ledger
    for words in REFUSED:
        for work in (ledger.would_catch, ledger.save_rule):
            with pytest.raises(UserError) as refused:
                work(rule(store, words))
            assert "Contains" in str(refused.value) and len(str(refused.value)) > 20
    assert not ledger.rules(store.id or 0) and not caught(app, store)
    for words, count in ((words, 0) for words in NOTHING):
        assert (ledger.would_catch(rule(store, words)).count, words) == (count, words)
        kept = ledger.save_rule(rule(store, words))
        assert (caught(app, store), words) == (count, words)
        ledger.remove_rule(kept)
    for words, count in FOUND:
        assert (ledger.would_catch(rule(store, words)).count, words) == (count, words)
        kept = ledger.save_rule(rule(store, words))
        assert (caught(app, store), words) == (count, words)
        ledger.remove_rule(kept)
        assert not caught(app, store)
