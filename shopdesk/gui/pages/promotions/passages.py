"""What a form answers, laid out: each passage with its heading in the colour of what it says."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from shopdesk.domain.campaigns.price_words import Passage
from shopdesk.gui.theme import Theme
from shopdesk.infra.i18n import tr


def passages_html(passages: Sequence[Passage], theme: Theme) -> str:
    """Rich text; whatever signs a name holds are shown as they are."""
    return "".join(_html(one, theme) for one in passages)


def _html(passage: Passage, theme: Theme) -> str:
    color = {True: theme.good, False: theme.bad, None: theme.text}[passage.good]
    head = f'<p><b style="color:{color.name()}">{escape(tr(passage.heading))}</b></p>'
    return head + "".join(f'<div style="margin-bottom:4px">{escape(tr(line))}</div>' for line in passage.lines)
