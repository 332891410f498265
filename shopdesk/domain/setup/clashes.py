"""Answers that do not go with the kind of store: said, never refused, since the platform has the last word."""

from __future__ import annotations

from shopdesk.domain.setup.answers import Answers, Brand, Holder, Mark
from shopdesk.domain.stores import Platform, Store, StoreType
from shopdesk.domain.text import Text


def clashes(store: Store, answers: Answers) -> list[Text]:
    """What to look at again, in the order of the questions."""
    found = []
    kind = store.store_type
    if kind is StoreType.FLAGSHIP and answers.brand is Brand.AGENT:
        found.append(Text("A flagship store of somebody else's brand needs the sole licence of its trademark."))
    if kind in (StoreType.EXCLUSIVE, StoreType.MULTI_BRAND) and answers.brand is Brand.OWN:
        found.append(
            Text("This type of store is for authorised brands; for your own brand there is the flagship store.")
        )
    if store.platform is Platform.TMALL:
        if answers.brand is Brand.NONE:
            found.append(Text("Tmall asks for a trademark: goods without a brand can be sold on Taobao."))
        if answers.mark is Mark.NONE:
            found.append(Text("Tmall asks for a registered or at least an accepted trademark before the application."))
        if answers.mark is Mark.PENDING:
            found.append(Text("Many categories take registered marks only: ask before you spend money."))
        if answers.holder not in (None, Holder.COMPANY):
            found.append(Text("Tmall takes companies only."))
    if kind is StoreType.PERSONAL and answers.holder is Holder.COMPANY:
        found.append(Text("A personal store is held by a person; a company opens an enterprise store."))
    if kind is StoreType.ENTERPRISE and answers.holder is Holder.PERSON:
        found.append(Text("An enterprise store needs a business licence."))
    return found
