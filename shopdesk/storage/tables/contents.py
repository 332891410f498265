"""The contents of photos and files that records name, where the data are on a server.

A data file holds none of them: there they lie in the data folder, for a backup of the file would hold all of them anew.
"""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from shopdesk.storage.columns import SAVED_MEANWHILE, STAYS, metadata, one_only, record_id, store_ref
from shopdesk.storage.tables import campaigns, competitors, daily, growth, setup, suppliers

file_contents = Table(
    "file_contents",
    metadata,
    record_id(),
    store_ref(),
    Column("stored", String, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    one_only("store_id", "stored", taken=SAVED_MEANWHILE),
    sqlite_autoincrement=True,
    # They go into a file of the whole business as the files that they are.
    info={STAYS: True},
)

NAMED_BY: tuple[tuple[Table, str], ...] = (
    (daily.answers, "file"),
    (daily.problem_files, "stored"),
    (campaigns.campaign_files, "stored"),
    (competitors.competitor_files, "stored"),
    (setup.setup_scans, "stored"),
    (suppliers.supplier_files, "stored"),
    (growth.design_jobs, "stored"),
)
"""The records that name a content, and by which column; who sees one of these sees the content."""
