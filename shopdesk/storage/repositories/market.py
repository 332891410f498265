"""The repositories of levels of members, keywords and title tests."""

from __future__ import annotations

from shopdesk.domain.keywords import Keyword
from shopdesk.domain.members import MemberLevel
from shopdesk.domain.title_tests import TitleTest
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.market import keywords, member_levels, title_tests


class MemberLevels(RecordRepository[MemberLevel]):
    """Levels as the owner defines them."""

    table = member_levels
    record_type = MemberLevel

    def of_store(self, store_id: int) -> list[MemberLevel]:
        """All of a store, those that hold from the newest day first."""
        return self.find(member_levels.c.store_id == store_id, order_by=member_levels.c.valid_from.desc())


class Keywords(RecordRepository[Keyword]):
    """The list of keywords."""

    table = keywords
    record_type = Keyword

    def of_store(self, store_id: int) -> list[Keyword]:
        """All of a store, in the order in which they were entered."""
        return self.find(keywords.c.store_id == store_id, order_by=keywords.c.id)


class TitleTests(RecordRepository[TitleTest]):
    """Changes of titles."""

    table = title_tests
    record_type = TitleTest

    def of_store(self, store_id: int) -> list[TitleTest]:
        """All of a store, the newest first."""
        return self.find(title_tests.c.store_id == store_id, order_by=title_tests.c.start.desc())
