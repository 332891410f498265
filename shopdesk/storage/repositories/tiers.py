"""The store's own tier tables, read and written as whole ladders."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from shopdesk.domain.tiers.records import Ladder, Post, Step, Tier, TierPost, TierTable
from shopdesk.storage.record_repository import RecordRepository
from shopdesk.storage.tables.people import tier_posts, tier_tables, tiers


class TierPosts(RecordRepository[TierPost]):
    """The posts of tiers."""

    table = tier_posts
    record_type = TierPost

    def of_table(self, table: TierTable) -> dict[int, list[TierPost]]:
        """The posts of a table by tier."""
        in_table = select(tiers.c.id).where(tiers.c.store_id == table.store_id, tiers.c.table_id == table.id)
        grouped: dict[int, list[TierPost]] = {}
        for post in self.find(tier_posts.c.store_id == table.store_id, tier_posts.c.tier_id.in_(in_table)):
            grouped.setdefault(post.tier_id, []).append(post)
        return grouped


class Tiers(RecordRepository[Tier]):
    """The steps of tier tables."""

    table = tiers
    record_type = Tier

    def of_table(self, table: TierTable) -> list[Tier]:
        """The steps of a table in their order."""
        return self.find(tiers.c.store_id == table.store_id, tiers.c.table_id == table.id, order_by=tiers.c.position)


class TierTables(RecordRepository[TierTable]):
    """The heads of tier tables, and whole tables as ladders."""

    table = tier_tables
    record_type = TierTable

    def of_store(self, store_id: int) -> list[TierTable]:
        """The own tables of a store, oldest first."""
        return self.find(tier_tables.c.store_id == store_id)

    def ladder(self, table: TierTable, departments: tuple[str, ...]) -> Ladder:
        """Return the whole table; ``departments`` orders its columns, others that it knows come after them."""
        assert table.id is not None
        posts = self.uow.repository(TierPosts).of_table(table)
        steps = []
        known = list(departments)
        for tier in self.uow.repository(Tiers).of_table(table):
            assert tier.id is not None
            of_tier = posts.get(tier.id, [])
            known += [post.department_code for post in of_tier if post.department_code not in known]
            steps.append(
                Step(
                    turnover_fen=tier.turnover_fen,
                    budget_fen=tier.budget_fen,
                    total_fen=tier.total_fen,
                    posts=tuple(
                        Post(
                            department_code=post.department_code,
                            leads=post.leads,
                            staff=post.staff,
                            cost_fen=post.cost_fen,
                        )
                        for post in of_tier
                    ),
                )
            )
        return Ladder(
            table_id=table.id,
            name=table.name,
            origin=table.origin,
            departments=tuple(known),
            steps=tuple(steps),
            band_low=table.band_low,
            band_high=table.band_high,
        )

    def save_steps(self, table: TierTable, steps: tuple[Step, ...]) -> None:
        """Make the stored steps equal ``steps``, touching only what differs."""
        assert table.id is not None
        kept = self.uow.repository(Tiers).of_table(table)
        posts = self.uow.repository(TierPosts).of_table(table)
        for position, step in enumerate(steps):
            tier = self._save_tier(table, kept[position] if position < len(kept) else None, position, step)
            assert tier.id is not None
            self._save_posts(tier, posts.get(tier.id, []), step)
        for surplus in kept[len(steps) :]:
            assert surplus.id is not None
            self._remove_tier(surplus.id, posts.get(surplus.id, []))

    def remove_table(self, table_id: int) -> None:
        """Remove a table with its steps and posts, each captured so that undo brings all of it back."""
        table = self.get(table_id)
        posts = self.uow.repository(TierPosts).of_table(table)
        for tier in self.uow.repository(Tiers).of_table(table):
            assert tier.id is not None
            self._remove_tier(tier.id, posts.get(tier.id, []))
        self.remove(table)

    def _save_tier(self, table: TierTable, old: Tier | None, position: int, step: Step) -> Tier:
        repo = self.uow.repository(Tiers)
        assert table.id is not None
        if old is None:
            return repo.add(
                Tier(
                    store_id=table.store_id,
                    table_id=table.id,
                    position=position,
                    turnover_fen=step.turnover_fen,
                    budget_fen=step.budget_fen,
                    total_fen=step.total_fen,
                )
            )
        return repo.update(
            replace(
                old,
                position=position,
                turnover_fen=step.turnover_fen,
                budget_fen=step.budget_fen,
                total_fen=step.total_fen,
            )
        )

    def _save_posts(self, tier: Tier, kept: list[TierPost], step: Step) -> None:
        repo = self.uow.repository(TierPosts)
        assert tier.id is not None
        wanted = {post.department_code: post for post in step.posts if post.people or post.cost_fen}
        for old in kept:
            assert old.id is not None
            post = wanted.pop(old.department_code, None)
            if post is None:
                repo.remove(old.id)
            else:
                repo.update(replace(old, leads=post.leads, staff=post.staff, cost_fen=post.cost_fen))
        for post in wanted.values():
            repo.add(
                TierPost(
                    store_id=tier.store_id,
                    tier_id=tier.id,
                    department_code=post.department_code,
                    leads=post.leads,
                    staff=post.staff,
                    cost_fen=post.cost_fen,
                )
            )

    def _remove_tier(self, tier_id: int, posts: list[TierPost]) -> None:
        for post in posts:
            assert post.id is not None
            self.uow.repository(TierPosts).remove(post.id)
        self.uow.repository(Tiers).remove(tier_id)
